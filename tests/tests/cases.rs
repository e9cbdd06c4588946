//! The project's own cases, through the library and through the command line, which answer with the same bytes.
//!
//! A case is a file `cases/OPERATION/NAME.json`: the editions it holds in, what is judged (`input` or `output` as a
//! value, `text` or `output_text` as written, or a `request`), and the rules and paths that are expected, with whatever
//! else of a violation matters.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use mi_preflight::{Answer, Edition, Preflight};
use serde_json::{Value, json};

struct Case {
    name: String,
    case: Value,
}

/// What surfaces take: a record, or the text of an input or output beside its operation.
enum Subject {
    Record(String),
    Text { operation: String, text: String, is_output: bool },
}

fn cases() -> Vec<Case> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"), &mut files);
    files.sort();
    assert!(files.len() > 80, "only {} cases were found", files.len());
    files.iter().map(|path| Case { name: path.display().to_string(), case: conformance::json(path) }).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of cases can be read") {
        let path = entry.expect("the folder of cases can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

impl Case {
    fn editions(&self) -> Vec<Edition> {
        let names = self.case["editions"].as_array().expect("a case names its editions");
        names.iter().map(|name| name.as_str().unwrap_or_default().parse().expect("the edition is there")).collect()
    }

    fn subject(&self) -> Subject {
        let operation = self.case["operation"].as_str().unwrap_or_default().to_owned();
        for (key, is_output) in [("text", false), ("output_text", true)] {
            if let Some(text) = self.case[key].as_str() {
                return Subject::Text { operation, text: text.to_owned(), is_output };
            }
        }
        let mut record = json!({"id": self.name});
        for key in ["operation", "input", "output", "request"] {
            if let Some(value) = self.case.get(key).filter(|_| key != "operation" || self.case.get("request").is_none())
            {
                record[key] = value.clone();
            }
        }
        Subject::Record(record.to_string())
    }

    fn check(&self, answer: &str) -> Result<(), String> {
        let found: Value = serde_json::from_str(answer).map_err(|error| error.to_string())?;
        let wrong = |what: String| Err(format!("{}: {what}\n  {answer}", self.name));
        if let Some(operation) = self.case.get("operation")
            && found["operation"] != *operation
        {
            return wrong("another operation".to_owned());
        }
        let Some(violations) = found["violations"].as_array() else { return wrong("not judged".to_owned()) };
        let expected = self.case["expect"].as_array().expect("a case says what it expects");
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
}

fn library_answer(edition: Edition, subject: &Subject) -> Answer {
    let preflight = Preflight::new(edition);
    match subject {
        Subject::Record(record) => preflight.answer(record.as_bytes()),
        Subject::Text { operation, text, is_output } => preflight.answer_text(operation, text.as_bytes(), *is_output),
    }
}

#[test]
fn cases_hold_in_the_library() {
    let failures: Vec<String> = cases()
        .iter()
        .flat_map(|case| {
            let subject = case.subject();
            case.editions().into_iter().filter_map(move |edition| {
                let answer = library_answer(edition, &subject);
                case.check(&answer.to_json()).err()
            })
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_verdict_is_that_of_the_report() {
    for case in cases() {
        if let Subject::Text { operation, text, is_output: false } = case.subject() {
            for edition in case.editions() {
                let preflight = Preflight::new(edition);
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
        let mut records = Vec::new();
        let mut expected = Vec::new();
        for case in cases() {
            if !case.editions().contains(&edition) {
                continue;
            }
            let subject = case.subject();
            let answer = library_answer(edition, &subject).to_json();
            match subject {
                Subject::Record(record) => {
                    records.push(record);
                    expected.push(answer);
                }
                // A text with a line feed, or none, is no line.
                Subject::Text { text, .. } if text.trim().is_empty() || text.contains('\n') => {}
                Subject::Text { operation, text, is_output } => {
                    let mut arguments = vec!["--operation", &operation];
                    arguments.extend(is_output.then_some("--output"));
                    assert_eq!(run(&binary, edition, &arguments, &text), [answer], "{}", case.name);
                }
            }
        }
        assert_eq!(run(&binary, edition, &[], &records.join("\n")), expected);
    }
}

fn run(binary: &Path, edition: Edition, arguments: &[&str], input: &str) -> Vec<String> {
    let mut child = Command::new(binary)
        .args(["check", "--ndjson", "--edition", edition.name()])
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
