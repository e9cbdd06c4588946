//! Every operation of every edition has an example input that violates no rule. One test per operation and edition.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use conformance::harness::{Suite, test_name};
use conformance::{file_name, files_in};
use mi_preflight::{Edition, Operation, Preflight, Profile, Severity};

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
