//! No output contains a confidential value: a canary is planted in place of each, and searched for in all output.

use mi_preflight::Edition;
use mi_preflight::model::{ShapeModel, ShapeType};

use crate::support::Folder;

const CANARY: &str = "c4n4ry";

/// Values with the canary; each violates another constraint.
fn planted_values() -> Vec<String> {
    let string = |text: String| format!("\"{text}\"");
    vec![
        string(CANARY.to_owned()),
        string(format!("\\u001b{CANARY}\\n*§")),
        string(format!("{CANARY}\\ud800")),
        string(CANARY.repeat(2000)),
        format!("[\"{CANARY}\", {{\"{CANARY}\": \"{CANARY}\"}}]"),
        format!("{{\n \"{CANARY}\": \"{CANARY}\",\n\"{CANARY}\": \"\",\n \"\": [\"{CANARY}\"]\n}}"),
    ]
}

/// Returns a value of a shape, with `planted` in place of everything sensitive, and `gap` as white space.
fn value(shape: ShapeModel<'_>, planted: &str, gap: &str, depth: usize) -> String {
    if shape.is_sensitive() {
        return planted.to_owned();
    }
    if depth > 6 {
        return "null".to_owned();
    }
    let inner = |shape: Option<ShapeModel<'_>>| shape.map(|shape| value(shape, planted, gap, depth + 1)).unwrap();
    match shape.shape_type() {
        ShapeType::Structure | ShapeType::Union => {
            let members = shape.members();
            let mut members: Vec<String> =
                members.map(|member| format!("\"{}\":{gap}{}", member.name(), inner(Some(member.shape())))).collect();
            // A misspelt member may be a sensitive one. Duplicate keys are left out, because a report names keys that
            // are not sensitive.
            let misspelt = planted.replace(&format!("\"{CANARY}\": \"\",\n"), "");
            members.push(format!("\"Misspelt\":{gap}{misspelt}"));
            format!("{{{gap}{}{gap}}}", members.join(&format!(",{gap}")))
        }
        ShapeType::List => format!("[{0},{gap}{0}]", inner(shape.item())),
        ShapeType::Map => format!("{{{gap}\"key\": {}}}", inner(shape.value())),
        ShapeType::Boolean | ShapeType::Document => "true".to_owned(),
        ShapeType::String | ShapeType::Enum => "\"\"".to_owned(),
        _ => "0".to_owned(),
    }
}

/// Checks the files in every format and searches the output for the canary. Returns the size of the output.
fn search(files: &[(String, String)], arguments: &[&str]) -> usize {
    let folder = Folder::new(&[]);
    let mut names = Vec::new();
    for (name, text) in files {
        folder.write(name, text.as_bytes());
        names.push(name.as_str());
    }
    let mut output_bytes = 0;
    for format in [
        &["--format", "text"][..],
        &["--format", "text", "--color", "always"],
        &["--format", "json"],
        &["--format", "sarif"],
        &["--format", "github"],
        &["--ndjson"],
    ] {
        let run = folder.run(&[&["check", "--max-violations", "1000"], arguments, format, &names].concat());
        for text in [&run.out, &run.err] {
            if let Some(line) = text.lines().find(|line| line.contains(CANARY)) {
                panic!("{arguments:?} {format:?}: {line}");
            }
            output_bytes += text.len();
        }
    }
    output_bytes
}

#[test]
fn no_format_shows_a_sensitive_value() {
    for edition in Edition::ALL {
        let model = edition.model();
        for (side, key) in [("inputs", "input"), ("outputs", "output")] {
            let mut files = Vec::new();
            for operation in model.operations() {
                let shape = if side == "inputs" { operation.input() } else { operation.output() };
                let Some(shape) = shape else { continue };
                let name = operation.name();
                for (number, planted) in planted_values().iter().enumerate() {
                    let gap = if number % 2 == 0 { "" } else { "\n\t" };
                    let text = value(shape, planted, gap, 0);
                    let cut = text.len() * 2 / 3;
                    let cut = (0..=cut).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                    let record =
                        |text: &str| format!(r#"{{"operation": "{name}", "{key}": {text}, "other": "{CANARY}"}}"#);
                    files.push((format!("{name}-{number}.json"), record(&text)));
                    files.push((format!("{name}-{number}-cut.json"), record(&text[..cut])));
                }
            }
            assert!(files.len() > 300);
            assert!(search(&files, &["--edition", edition.name()]) > 100_000);
        }
    }
}

#[test]
fn no_format_shows_a_sensitive_value_of_an_input_file() {
    let edition = Edition::default();
    let model = edition.model();
    for operation in ["CreateManagedThing", "UpdateManagedThing", "CreateAccountAssociation", "SendManagedThingCommand"]
    {
        let Some(shape) = model.operation(operation).and_then(|operation| operation.input()) else { continue };
        let mut files = Vec::new();
        for (number, planted) in planted_values().iter().enumerate() {
            let text = value(shape, planted, "\n", 0);
            // Truncated inputs: what follows a syntax error is unknown and may be confidential.
            let cuts = (0..text.len()).filter(|at| text.is_char_boundary(*at)).step_by(23);
            files.extend(cuts.map(|cut| (format!("{number}-{cut}.json"), text[..cut].to_owned())));
            files.push((format!("{number}.json"), text));
        }
        // The longest texts give many truncated inputs of the same kind.
        files.sort_by_key(|(_, text)| text.len());
        files.truncate(400);
        search(&files, &["--operation", operation]);
    }
}

#[test]
fn keys_of_sensitive_maps_are_redacted() {
    let texts = [
        format!(r#"{{"Tags": {{"{CANARY}": "", "{CANARY}{CANARY}": 5, "{CANARY}": []}}}}"#),
        format!("{{\"Tags\": {{\n\"{}\": 1}}}}", CANARY.repeat(100)),
        format!("{{\"Tags\": {{\"{CANARY}\\ud800\": \"{CANARY}\"}}}}"),
        format!("{{\"Tags\": {{\"{CANARY}\": {{\"{CANARY}\": [tru"),
        format!("{{\"Tgas\": {{\"{CANARY}\": {{\"{CANARY}\": \"{CANARY}\"}}}}}}"),
    ];
    let files: Vec<(String, String)> =
        texts.into_iter().enumerate().map(|(number, text)| (format!("{number}.json"), text)).collect();
    search(&files, &["--operation", "CreateManagedThing"]);
}

/// A value of the wrong type, in place of a list or structure with sensitive parts, may be one of these parts.
#[test]
fn values_of_a_wrong_type_are_redacted() {
    let model = Edition::E2026_11.model();
    let mut files = Vec::new();
    for operation in model.operations() {
        let name = operation.name();
        for (key, shape) in [("input", operation.input()), ("output", operation.output())] {
            for member in shape.into_iter().flat_map(ShapeModel::members) {
                let shape_type = member.shape().shape_type();
                if !matches!(shape_type, ShapeType::Structure | ShapeType::Union | ShapeType::List | ShapeType::Map) {
                    continue;
                }
                let member = member.name();
                // A string, and a list or object in place of the other.
                let wrong_type = if shape_type == ShapeType::List {
                    format!("{{\"a\": \"{CANARY}\"}}")
                } else {
                    format!("[\"{CANARY}\"]")
                };
                for (number, value) in [format!("\"{CANARY}\""), wrong_type].iter().enumerate() {
                    let text = format!("{{\"operation\": \"{name}\", \"{key}\": {{\"{member}\": {value}}}}}");
                    files.push((format!("{name}-{key}-{member}-{number}.json"), text));
                }
            }
        }
    }
    assert!(files.len() > 100);
    search(&files, &["--edition", "2026-11"]);
    // Something else in place of a whole input.
    let wrapped = format!("[{{\"AuthenticationMaterial\": \"{CANARY}\"}}]");
    let files = [("list.json".to_owned(), wrapped), ("text.json".to_owned(), format!("\"{CANARY}\""))];
    search(&files, &["--operation", "CreateManagedThing"]);
}

#[test]
fn requests_are_never_shown() {
    let request = format!(
        r#"{{"request": {{"method": "POST", "uri": "/managed-things?a={CANARY}", "headers": {{"content-type": "application/json", "x-secret": "{CANARY}"}}, "body": "{{\"Owner\": \"{CANARY}*\", \"Name\": \"{CANARY}*\"}}"}}}}"#
    );
    search(&[("request.json".to_owned(), request)], &[]);
}

#[test]
fn reported_secrets_are_not_shown() {
    let input = format!(
        "{{\"OtaType\": \"ONE_TIME\", \"Target\": [\"a\"],\n \"S3Url\": \"https://deploy:{CANARY}@example.com/\\\"lamp\"}}"
    );
    let folder = Folder::new(&[("task.json", &input)]);
    for format in ["text", "json", "sarif", "github"] {
        let run = folder.run(&["check", "--operation", "CreateOtaTask", "--format", format, "task.json"]);
        assert!(run.out.contains("privacy/secrets") && !run.out.contains(CANARY), "{format}: {}", run.out);
    }
}

#[test]
fn lines_of_standard_input_are_not_shown() {
    let input = "{\"DiscoveryType\": \"a b/c\"}";
    let folder = Folder::new(&[("discovery.json", input)]);
    let arguments = |file| ["check", "--operation", "StartDeviceDiscovery", file];
    let (named, piped) = (folder.run(&arguments("discovery.json")), folder.pipe(&arguments("-"), input.as_bytes()));
    assert_eq!((named.code, piped.code), (1, 1), "{named:?} {piped:?}");
    assert!(named.out.contains("a b/c") && !piped.out.contains("a b/c"), "{named:?} {piped:?}");
}

/// A request that is given to another command by mistake is as confidential as with `check`.
#[test]
fn other_commands_show_only_what_they_know() {
    let thing = format!(
        r#""Role": "DEVICE", "Owner": "{CANARY}", "AuthenticationMaterial": "{CANARY}", "Tags": {{"a": "{CANARY}"}}"#
    );
    let texts = [
        format!("{{{thing}}}"),
        format!("{{{thing},}}"),
        format!("{{{thing}"),
        format!("{{{thing}, \"Name\": tru}}"),
        format!("{{\"name\": \"a\", {thing}}}"),
        format!("{{\"$id\": 1, {thing}, \"titel\": \"{CANARY}\"}}"),
        format!("{{\"$id\": 1, \"title\": 5, \"title\": 5, {thing},}}"),
        format!("{{\"$id\": 1, \"properties\": {{\"a\": [}}, {thing}}}"),
        format!("{{\"$id\": 1, \"name\": \"1\"}} {{{thing}}}"),
        format!("{{\"Items\": [{{{thing}}}, 5, \"{CANARY}\"], \"NextToken\": \"{CANARY}\"}}"),
        format!("{{\"Schema\": {{\"$id\": 1, {thing}}}, {thing}}}"),
        format!("{{\"endpoints\": 5, \"version\": 1, {thing}}}"),
        format!("{{\"endpoints\": [{{\"id\": 7, {thing}}}], \"version\": \"1.0.0\", {thing}}}"),
        format!("{{\"endpoints\": [], \"version\": 7, {thing},}}"),
        format!("{{\"version\": 1, {thing}}}"),
        format!("{{\"CapabilityReport\": {{\"version\": 1, {thing}}}, {thing}}}"),
        format!("{{\"CapabilityReport\": {{\"version\": 1, \"endpoints\": [{{}}], {thing}}}, {thing}}}"),
        format!("{{\"operation\": \"CreateManagedThing\", \"input\": {{{thing}}}}}"),
        format!("{{\"type\": \"DEVICE_EVENT\", {thing}}}"),
        format!("[{{{thing}}}]"),
        format!("\"{CANARY}\" 1"),
        CANARY.to_owned(),
        format!("\u{feff}{{{thing}}}"),
    ];
    let folder = Folder::new(&[]);
    for text in &texts {
        for (name, text) in [("line.json", text.clone()), ("lines.json", text.replace(", ", ",\n  "))] {
            folder.write(name, text.as_bytes());
            let commands: &[&[&str]] = &[
                &["document", "check", name],
                &["document", "check", "--profile", "strict", "--from-service", name],
                &["capability-report", "check", name],
                &["capability-report", "check", "--edition", "2026-11", name],
                &["capability-report", "diff", name, name],
                &["event", "check", "--schemas", ".", name],
                &["policy", "check", name],
                &["policy", "test", name],
                &["rollout", name, "--devices", "1"],
                &["diff", "2025-05-22", "2026-11", name],
                &["command", "--capability-report", name],
                &["check", "--policy", name, name],
            ];
            for arguments in commands {
                let run = folder.run(arguments);
                assert!(!(run.out.clone() + &run.err).contains(CANARY), "{arguments:?} {text}: {run:?}");
            }
        }
    }
    // What is known is shown.
    folder.write("document.json", br#"{"$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "1st lamp"}"#);
    let run = folder.run(&["document", "check", "document.json"]);
    assert!(run.out.contains(r#""name": "1st lamp"}"#), "{run:?}");
    folder.write("report.json", br#"{"version": "1.0.0", "endpoints": [{"id": "lamp-1"}]}"#);
    let run = folder.run(&["capability-report", "check", "report.json"]);
    assert!(run.out.contains(r#""endpoints": [{"id": "lamp-1"}]}"#), "{run:?}");
}
