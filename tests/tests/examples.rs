//! Payloads published with the service, checked with the constraints of each edition. One test per verdict.

use std::process::ExitCode;

use conformance::harness::{Suite, test_name};
use conformance::read_json;
use mi_preflight::{Edition, Error, Preflight};

fn main() -> ExitCode {
    let mut suite = Suite::new(env!("CARGO_CRATE_NAME"));
    let Some(folder) = suite.conformance_folder("examples") else { return suite.run() };
    let index = read_json(&folder.join("index.json"));
    let mut verdicts = 0;
    for example in index.as_array().expect("the index is a list") {
        let text_of = |key: &str| example[key].as_str().map(str::to_owned);
        let (Some(file), Some(operation), Some(side)) = (text_of("file"), text_of("operation"), text_of("side")) else {
            continue;
        };
        if !matches!(side.as_str(), "input" | "output") {
            continue;
        }
        for edition in Edition::ALL {
            let Some(verdict) = text_of(edition.name()) else { continue };
            verdicts += 1;
            let path = folder.join(&file);
            let (operation, is_output) = (operation.clone(), side == "output");
            suite.add(test_name(&format!("examples/{file}/{edition}")), move || {
                let text = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                let is_accepted = is_accepted(edition, &operation, &text, is_output)?;
                let actual = if is_accepted { "VALID" } else { "INVALID" };
                if is_accepted == (verdict == "VALID") {
                    return Ok(());
                }
                Err(format!("{} in edition {edition}: expected {verdict}, found {actual}", path.display()))
            });
        }
    }
    assert!(verdicts > 100, "only {verdicts} verdicts were found");
    suite.run()
}

/// Returns whether the constraints accept a payload.
///
/// An output is always valid: it is accepted if all of its warnings are about unknown members. Without the operation in the
/// edition, nothing is accepted.
fn is_accepted(edition: Edition, operation: &str, text: &[u8], is_output: bool) -> Result<bool, String> {
    let preflight = Preflight::builder().edition(edition).without_rules().build().expect("the settings agree");
    let report = if is_output { preflight.check_output(operation, text) } else { preflight.check(operation, text) };
    match report {
        Err(Error::UnknownOperation { .. }) => Ok(false),
        Err(error) => Err(error.to_string()),
        Ok(report) if is_output => {
            Ok(report.violations().iter().all(|violation| violation.rule.id() == "unknown-member"))
        }
        Ok(report) => Ok(report.is_valid()),
    }
}
