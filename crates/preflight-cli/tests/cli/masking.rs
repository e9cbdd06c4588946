//! A string that is planted wherever a value must not be shown, and looked for in everything that is said.

use mi_preflight::Edition;
use mi_preflight::smithy::{Kind, Model, ShapeId};

use crate::support::Folder;

const CANARY: &str = "c4n4ry";

/// What stands where the canary is planted: each breaks another constraint.
fn plants() -> Vec<String> {
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

/// The text of a value of a shape, with `plant` in place of everything that is sensitive.
fn value(model: &Model<'_>, id: ShapeId, plant: &str, gap: &str, depth: usize) -> String {
    let shape = model.shape(id);
    if shape.sensitive {
        return plant.to_owned();
    }
    if depth > 6 {
        return "null".to_owned();
    }
    let inner = |id: ShapeId| value(model, id, plant, gap, depth + 1);
    match &shape.kind {
        Kind::Structure { .. } | Kind::Union { .. } => {
            let members = model.members_of(Some(id)).iter();
            let mut members: Vec<String> =
                members.map(|member| format!("\"{}\":{gap}{}", model.str(member.name), inner(member.shape))).collect();
            // A member that is misspelt may be one that is sensitive. A key that repeats another is named wherever the
            // model does not say that it must not be.
            let misspelt = plant.replace(&format!("\"{CANARY}\": \"\",\n"), "");
            members.push(format!("\"Misspelt\":{gap}{misspelt}"));
            format!("{{{gap}{}{gap}}}", members.join(&format!(",{gap}")))
        }
        Kind::List { member, .. } => format!("[{0},{gap}{0}]", inner(*member)),
        Kind::Map { value, .. } => format!("{{{gap}\"key\": {}}}", inner(*value)),
        Kind::Boolean | Kind::Document => "true".to_owned(),
        Kind::String { .. } => "\"\"".to_owned(),
        _ => "0".to_owned(),
    }
}

/// Runs every format on the files and looks for the canary.
fn search(files: &[(String, String)], arguments: &[&str]) -> usize {
    let folder = Folder::new(&[]);
    let mut names = Vec::new();
    for (name, text) in files {
        folder.write(name, text.as_bytes());
        names.push(name.as_str());
    }
    let mut said = 0;
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
            said += text.len();
        }
    }
    said
}

#[test]
fn no_format_shows_a_sensitive_value() {
    for edition in Edition::ALL {
        let model = edition.model();
        for (side, key) in [("inputs", "input"), ("outputs", "output")] {
            let mut files = Vec::new();
            for operation in model.operations {
                let shape = if side == "inputs" { operation.input } else { operation.output };
                let Some(shape) = shape else { continue };
                let name = model.str(operation.name);
                for (number, plant) in plants().iter().enumerate() {
                    let gap = if number % 2 == 0 { "" } else { "\n\t" };
                    let text = value(&model, shape, plant, gap, 0);
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
        let Some(shape) = model.operation(operation).and_then(|operation| operation.input) else { continue };
        let mut files = Vec::new();
        for (number, plant) in plants().iter().enumerate() {
            let text = value(&model, shape, plant, "\n", 0);
            // Cut at every place where something may go wrong: what was not read may be anything.
            let cuts = (0..text.len()).filter(|at| text.is_char_boundary(*at)).step_by(23);
            files.extend(cuts.map(|cut| (format!("{number}-{cut}.json"), text[..cut].to_owned())));
            files.push((format!("{number}.json"), text));
        }
        // Very long texts make very many cuts of the same kind.
        files.sort_by_key(|(_, text)| text.len());
        files.truncate(400);
        search(&files, &["--operation", operation]);
    }
}

#[test]
fn keys_of_sensitive_maps_are_masked() {
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

/// What stands in the place of a list or structure of sensitive parts may be one of them.
#[test]
fn values_of_a_wrong_type_are_masked() {
    let model = Edition::E2026_11.model();
    let mut files = Vec::new();
    for operation in model.operations {
        let name = model.str(operation.name);
        for (key, shape) in [("input", operation.input), ("output", operation.output)] {
            for member in model.members_of(shape) {
                let kind = &model.shape(member.shape).kind;
                if !matches!(kind, Kind::Structure { .. } | Kind::Union { .. } | Kind::List { .. } | Kind::Map { .. }) {
                    continue;
                }
                let member = model.str(member.name);
                // Text in place of parts, and parts of another kind.
                let other = if matches!(kind, Kind::List { .. }) {
                    format!("{{\"a\": \"{CANARY}\"}}")
                } else {
                    format!("[\"{CANARY}\"]")
                };
                for (number, value) in [format!("\"{CANARY}\""), other].iter().enumerate() {
                    let text = format!("{{\"operation\": \"{name}\", \"{key}\": {{\"{member}\": {value}}}}}");
                    files.push((format!("{name}-{key}-{member}-{number}.json"), text));
                }
            }
        }
    }
    assert!(files.len() > 100);
    search(&files, &["--edition", "2026-11"]);
    // A whole input in place of which something else stands.
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
fn a_secret_that_is_found_is_not_shown() {
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
fn lines_are_shown_of_files_alone() {
    let input = "{\"DiscoveryType\": \"a b/c\"}";
    let folder = Folder::new(&[("discovery.json", input)]);
    let arguments = |file| ["check", "--operation", "StartDeviceDiscovery", file];
    let (named, piped) = (folder.run(&arguments("discovery.json")), folder.pipe(&arguments("-"), input.as_bytes()));
    assert_eq!((named.code, piped.code), (1, 1), "{named:?} {piped:?}");
    assert!(named.out.contains("a b/c") && !piped.out.contains("a b/c"), "{named:?} {piped:?}");
}
