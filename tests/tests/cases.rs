//! The project's own cases, through the library and through the command line, which answer with the same bytes.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use conformance::cases::{Case, Subject, cases};
use mi_preflight::document::{Origin, answer_to_json};
use mi_preflight::{CapabilityReportPlace, Edition, Family, FieldType, Preflight, Rule, Violation};
use serde_json::Value;

fn check(case: &Case, answer: &str) -> Result<(), String> {
    let found: Value = serde_json::from_str(answer).map_err(|error| error.to_string())?;
    let wrong = |what: String| Err(format!("{}: {what}\n  {answer}", case.name));
    if let Some(operation) = case.case.get("operation")
        && found["operation"] != *operation
    {
        return wrong("another operation".to_owned());
    }
    let Some(violations) = found["violations"].as_array() else { return wrong("not judged".to_owned()) };
    let expected = case.case["expect"].as_array().expect("a case says what it expects");
    let pairs = |list: &[Value]| -> BTreeSet<(String, String)> {
        list.iter().map(|found| (found["rule"].to_string(), found["path"].to_string())).collect()
    };
    if pairs(violations) != pairs(expected) {
        return wrong(format!("expected {:?}", pairs(expected)));
    }
    for wanted in expected.iter().filter_map(Value::as_object) {
        let agrees = |found: &Value| wanted.iter().all(|(key, value)| found[key] == *value);
        if !violations.iter().any(agrees) {
            return wrong(format!("no violation is {wanted:?}"));
        }
    }
    let has_error = violations.iter().any(|found| found["severity"] == "error");
    if found["valid"] == has_error {
        return wrong("the verdict does not agree with the severities".to_owned());
    }
    Ok(())
}

/// The same, as arguments of the command line; `None` for what it learns from other files, or not at all.
fn arguments(case: &Case) -> Option<Vec<String>> {
    let mut arguments = Vec::new();
    for key in ["profile", "now"] {
        if let Some(value) = case.case[key].as_str() {
            arguments.extend([format!("--{key}"), value.to_owned()]);
        }
    }
    let name = case.name.replace(['/', '.'], "-");
    for key in ["report", "policy"] {
        if let Some(value) = case.case.get(key) {
            let path = std::env::temp_dir().join(format!("mi-preflight-{}-{name}-{key}.json", std::process::id()));
            std::fs::write(&path, value.to_string()).expect("a file can be written");
            arguments.extend([format!("--{key}"), path.display().to_string()]);
        }
    }
    if case.case["signed"] == true {
        arguments.push("--signed".to_owned());
    }
    if let Some(size) = case.case["limits"]["maxSize"].as_u64() {
        arguments.extend(["--max-size".to_owned(), size.to_string()]);
    }
    if let Some(schemas) = case.case["schemas"].as_array() {
        let folder = std::env::temp_dir().join(format!("mi-preflight-{}-{name}-schemas", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        for (index, schema) in schemas.iter().enumerate() {
            std::fs::write(folder.join(format!("{index}.json")), schema.to_string()).expect("it can be written");
        }
        arguments.extend(["--schemas".to_owned(), folder.display().to_string()]);
    }
    ["destinations", "routes"].iter().all(|key| case.case.get(key).is_none()).then_some(arguments)
}

/// What standard input is called in answers about what stands alone.
const STANDARD_INPUT: &str = "standard input";

fn library_answer(case: &Case, edition: Edition, subject: &Subject) -> String {
    let preflight = case.preflight(edition);
    let (report, text) = match subject {
        Subject::Record(record) => return preflight.answer(record.as_bytes()).to_json(),
        Subject::Text { operation, text, is_output } => {
            return preflight.answer_text(operation, text.as_bytes(), *is_output).to_json();
        }
        Subject::Document { text, origin } => {
            (case.documents().check_document(text.as_bytes(), *origin, case.profile()), text)
        }
        Subject::Event(text) => {
            let judged = case.documents().check_notification(text.as_bytes(), case.profile());
            (judged.expect("it is a notification").report, text)
        }
        Subject::Report(text) => {
            let place = CapabilityReportPlace::find(text.as_bytes()).expect("it is a report");
            (preflight.check_capability_report_at(text.as_bytes(), &place), text)
        }
    };
    answer_to_json(STANDARD_INPUT, &report, text.as_bytes())
}

#[test]
fn cases_hold_in_the_library() {
    let failures: Vec<String> = cases()
        .iter()
        .flat_map(|case| {
            let subject = case.subject();
            let editions = case.editions().into_iter();
            editions.filter_map(move |edition| check(case, &library_answer(case, edition, &subject)).err())
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_verdict_is_that_of_the_report() {
    for case in cases() {
        let text = match case.subject() {
            Subject::Text { operation, text, is_output: false } => Some((operation, text)),
            _ => case
                .case
                .get("input")
                .map(|input| (case.case["operation"].as_str().unwrap_or_default().to_owned(), input.to_string())),
        };
        if let Some((operation, text)) = text {
            for edition in case.editions() {
                let preflight = case.preflight(edition);
                let report = preflight.check(&operation, text.as_bytes()).expect("the operation is there");
                assert_eq!(preflight.is_valid(&operation, text.as_bytes()), Ok(report.is_valid()), "{}", case.name);
            }
        }
    }
}

#[test]
fn the_command_line_answers_with_the_same_bytes() {
    let binary = build_command_line();
    for edition in Edition::ALL {
        let stream = ["check", "--ndjson", "--edition", edition.name()];
        let mut records = Vec::new();
        let mut expected = Vec::new();
        for case in cases() {
            if !case.editions().contains(&edition) {
                continue;
            }
            let subject = case.subject();
            let answer = library_answer(&case, edition, &subject);
            let Some(known) = arguments(&case) else { continue };
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let json = ["--format", "json"];
            let (command, text) = match &subject {
                Subject::Record(record) if known.is_empty() => {
                    records.push(record.clone());
                    expected.push(answer);
                    continue;
                }
                // A text with a line feed, or none, is no line.
                Subject::Text { text, .. } if text.trim().is_empty() || text.contains('\n') => continue,
                Subject::Record(record) => (stream.to_vec(), record),
                Subject::Text { operation, text, is_output } => {
                    let output: &[&str] = if *is_output { &["--output"] } else { &[] };
                    ([&stream[..], &["--operation", operation], output].concat(), text)
                }
                Subject::Document { text, origin } => {
                    let origin: &[&str] = if *origin == Origin::Service { &["--from-service"] } else { &[] };
                    ([&["document", "check"], &json[..], origin].concat(), text)
                }
                Subject::Event(text) => ([&["event", "check"], &json[..]].concat(), text),
                Subject::Report(text) => {
                    ([&["report", "check"], &json[..], &["--edition", edition.name()]].concat(), text)
                }
            };
            assert_eq!(run(&binary, &[&command, &known[..]].concat(), text), [answer], "{}", case.name);
        }
        assert_eq!(run(&binary, &stream, &records.join("\n")), expected);
    }
}

/// A field alone is judged as the whole input is, but for what relates it to others.
#[test]
fn a_field_is_judged_as_part_of_the_whole() {
    let mut judged = BTreeSet::new();
    for case in cases() {
        let Some(input) = case.case.get("input") else { continue };
        let operation = case.case["operation"].as_str().unwrap_or_default();
        for edition in case.editions() {
            let preflight = case.preflight(edition);
            let all = preflight.check(operation, input.to_string().as_bytes()).expect("the operation is there");
            let mut fields = Vec::new();
            fields_of(&preflight, operation, String::new(), Some(input), &mut fields);
            for (path, value) in fields {
                let text = value.map(Value::to_string);
                let found = preflight.check_field(operation, &path, text.as_deref().map(str::as_bytes));
                let found = found.expect("the field is there");
                let name = format!("{} {path}", case.name);
                let told = |violations: &[Violation], is_documented: bool| -> Vec<String> {
                    let here = violations.iter().filter(|found| is_at_or_below(&found.path.to_string(), &path));
                    let kind = here.filter(|found| {
                        matches!(found.rule.family(), Family::Documented | Family::Document) == is_documented
                    });
                    kind.map(|found| {
                        let mut found = found.clone();
                        found.offset = None;
                        format!("{found:?}")
                    })
                    .collect()
                };
                assert!(
                    found.violations().iter().all(|found| is_at_or_below(&found.path.to_string(), &path)),
                    "{name}"
                );
                assert_eq!(told(found.violations(), false), told(all.violations(), false), "{name}");
                let whole = told(all.violations(), true);
                for rule in told(found.violations(), true) {
                    assert!(whole.contains(&rule), "{name}: {rule} is not of the whole {whole:?}");
                }
                // What rules of one value say is said of the field as well, and of the whole all of them.
                let says_all = path.is_empty() && case.case.get("schemas").is_none();
                let alone = |violations: &[Violation]| -> Vec<String> {
                    let here = violations.iter().filter(|found| is_at_or_below(&found.path.to_string(), &path));
                    let rules = here.filter(|found| says_all || OF_ONE_VALUE.contains(&found.rule.id()));
                    rules.map(|found| format!("{} {}", found.rule.id(), found.path)).collect()
                };
                assert_eq!(alone(found.violations()), alone(all.violations()), "{name}");
                judged.extend(found.violations().iter().map(|found| found.rule.id()));
            }
        }
    }
    for rule in
        ["required", "pattern", "unknown-member", "schema/floating-id", "destination/kinesis", "privacy/secrets"]
    {
        assert!(judged.contains(rule), "no field breaks {rule}: {judged:?}");
    }
}

/// Rules that read one value.
const OF_ONE_VALUE: [&str; 7] = [
    "schema/unversioned-id",
    "schema/floating-id",
    "destination/kinesis",
    "notification/destination",
    "privacy/personal-data",
    "privacy/secrets",
    "deprecated/member",
];

/// The fields of an input with their values, and those that it lacks.
fn fields_of<'v>(
    preflight: &Preflight,
    operation: &str,
    path: String,
    value: Option<&'v Value>,
    fields: &mut Vec<(String, Option<&'v Value>)>,
) {
    let Ok(field) = preflight.field(operation, &path) else { return };
    // The entries of a map whose keys are data are told as the map's.
    let is_told =
        field.field_type != FieldType::Map || !preflight.field(operation, &format!("{path}/*")).unwrap().sensitive;
    fields.push((path.clone(), value));
    let escaped = |key: &str| format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Some(Value::Object(entries)) => {
            for (key, value) in entries.iter().filter(|_| is_told) {
                fields_of(preflight, operation, escaped(key), Some(value), fields);
            }
            if field.field_type == FieldType::Structure {
                for member in field.members.iter().filter(|member| !entries.contains_key(*member)) {
                    fields.push((escaped(member), None));
                }
            }
        }
        Some(Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                fields_of(preflight, operation, format!("{path}/{index}"), Some(value), fields);
            }
        }
        _ => {}
    }
}

fn is_at_or_below(path: &str, field: &str) -> bool {
    path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn run(binary: &Path, arguments: &[&str], input: &str) -> Vec<String> {
    let mut child = Command::new(binary)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command line starts");
    child.stdin.take().expect("it reads").write_all(input.as_bytes()).expect("it reads its input");
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("answers are UTF-8").lines().map(str::to_owned).collect()
}

/// Where the command line is, built if it is not there yet.
fn build_command_line() -> PathBuf {
    let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "mi-preflight-cli"]).status();
    assert!(built.is_ok_and(|status| status.success()), "the command line builds");
    let test = std::env::current_exe().expect("a test knows where it is");
    let folder = test.ancestors().nth(2).expect("tests are in the target folder");
    folder.join(format!("mi-preflight{}", std::env::consts::EXE_SUFFIX))
}

/// A rule that no case breaks, or that every case breaks, may say anything.
#[test]
fn every_documented_rule_has_a_case_that_breaks_it_and_one_that_keeps_it() {
    let cases = cases();
    let breaks = |case: &Case, rule: &Rule| {
        let expected = case.case["expect"].as_array().expect("a case says what it expects");
        expected.iter().any(|found| found["rule"] == rule.id())
    };
    let mut lacking = Vec::new();
    let is_documented = |rule: &&Rule| matches!(rule.family(), Family::Documented | Family::Document);
    for rule in Rule::ALL.iter().filter(is_documented) {
        for edition in rule.editions() {
            let here: Vec<&Case> = cases.iter().filter(|case| case.editions().contains(edition)).collect();
            let broken: Vec<&&Case> = here.iter().filter(|case| breaks(case, rule)).collect();
            let operations: BTreeSet<String> = broken.iter().map(|case| case.operation()).collect();
            let is_kept = here.iter().any(|case| operations.contains(&case.operation()) && !breaks(case, rule));
            if broken.is_empty() || !is_kept {
                lacking.push(format!("{} in {edition}", rule.id()));
            }
        }
    }
    assert!(lacking.is_empty(), "rules without their cases: {lacking:?}");
}
