//! Every operation of every edition has an example input that violates no rule. Its fields, and those of its mutants, are
//! judged alone as they are within the whole. One test per operation and edition.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use conformance::harness::{Suite, test_name};
use conformance::{field, file_name, files_in, read_json};
use mi_preflight::{Edition, Operation, Preflight, Profile, Severity};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut suite = Suite::new(env!("CARGO_CRATE_NAME"));
    let mut expected_files = BTreeSet::new();
    for edition in Edition::ALL {
        for &operation in Operation::ALL {
            if edition.model().operation(operation.name()).is_none() {
                continue;
            }
            expected_files.insert(file(operation, edition));
            let name = test_name(&format!("inputs/{}/{edition}", operation.name()));
            suite.add(name, move || check(operation, edition));
            let name = test_name(&format!("inputs/fields/{}/{edition}", operation.name()));
            suite.add(name, move || check_fields(operation, edition));
        }
    }
    suite.add("inputs::every_file_is_of_an_operation", move || {
        let files = files_in(&folder());
        let unexpected: Vec<String> =
            files.iter().map(|file| file_name(file)).filter(|name| !expected_files.contains(name)).collect();
        if unexpected.is_empty() { Ok(()) } else { Err(format!("no operation has these examples: {unexpected:?}")) }
    });
    suite.run()
}

fn folder() -> PathBuf {
    conformance::root().join("examples/inputs")
}

/// Returns the name of an edition's example, which differs if the inputs of the editions differ.
fn file(operation: Operation, edition: Edition) -> String {
    let own = format!("{}.{edition}.json", operation.name());
    if folder().join(&own).is_file() { own } else { format!("{}.json", operation.name()) }
}

/// The example has neither an error nor a warning in the profile `strict`.
fn check(operation: Operation, edition: Edition) -> Result<(), String> {
    let file = format!("examples/inputs/{}", file(operation, edition));
    let text = std::fs::read(conformance::root().join(&file)).map_err(|error| format!("{file}: {error}"))?;
    let preflight = Preflight::builder().edition(edition).profile(Profile::Strict).build().expect("the settings agree");
    let report = preflight.check(operation, &text).map_err(|error| error.to_string())?;
    let violations = report.violations().iter().filter(|violation| violation.severity != Severity::Advice);
    let problems: Vec<String> =
        violations.map(|violation| format!("{} at {}: {violation}", violation.rule.id(), violation.path)).collect();
    if problems.is_empty() { Ok(()) } else { Err(format!("{file} in edition {edition}:\n{}", problems.join("\n"))) }
}

/// Each field of the example's mutants has alone the violations that it has within the whole.
fn check_fields(operation: Operation, edition: Edition) -> Result<(), String> {
    let input = read_json(&folder().join(file(operation, edition)));
    let preflight = Preflight::new(edition);
    for mutant in mutants(&input) {
        field::compare_fields(&preflight, operation.name(), &mutant, false)
            .map_err(|problem| format!("in edition {edition}, of {mutant}\n{problem}"))?;
    }
    Ok(())
}

/// Returns the value with one of its parts replaced, or with an entry more, in every way.
fn mutants(value: &Value) -> Vec<Value> {
    let texts = ["", "a@example.com", "+49 30 123456", "password", "$latest", "a.B@$latest"].map(Value::from);
    let mut mutants = vec![Value::Null, json!(-1), json!([]), json!({}), json!("x".repeat(300))];
    mutants.extend(texts);
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                for mutant in self::mutants(member) {
                    let mut members = members.clone();
                    members.insert(name.clone(), mutant);
                    mutants.push(Value::Object(members));
                }
            }
            for name in ["email", "password", "Name", "Unknown"] {
                let mut members = members.clone();
                members.entry(name).or_insert_with(|| json!("a@example.com"));
                mutants.push(Value::Object(members));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                for mutant in self::mutants(item) {
                    let mut items = items.clone();
                    items[index] = mutant;
                    mutants.push(Value::Array(items));
                }
            }
            mutants.push(items.iter().chain(items).cloned().collect());
        }
        _ => {}
    }
    mutants
}
