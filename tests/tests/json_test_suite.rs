//! JSONTestSuite, one test per text: what the reader accepts as JSON.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use conformance::harness::{Suite, test_name};
use conformance::{file_name, files_in};
use mi_preflight::{Edition, Preflight, Severity};

const FOLDER: &str = "json-test-suite";

/// Texts that are JSON and are refused on purpose: two parsers may read an object with a duplicate key differently.
const REFUSED_ON_PURPOSE: [&str; 2] = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"];

fn main() -> ExitCode {
    let mut suite = Suite::new(env!("CARGO_CRATE_NAME"));
    if let Some(folder) = suite.conformance_folder(FOLDER) {
        let files = files_in(&folder);
        assert!(files.len() > 300, "only {} texts were found", files.len());
        for file in files {
            let name = format!("{}::{}", test_name(FOLDER), test_name(&file_name(&file)));
            suite.add(name, move || check(&file));
        }
    }
    suite.run()
}

/// The first letter of a file's name says what must happen: `y` is read, `n` is refused, `i` may be either.
fn check(file: &Path) -> Result<(), String> {
    let name = file_name(file);
    let text = std::fs::read(file).map_err(|error| error.to_string())?;
    let refusals = refusals(&text);
    let must_be_refused = match name.as_bytes().first() {
        Some(b'y') => REFUSED_ON_PURPOSE.contains(&name.as_str()),
        Some(b'n') => true,
        _ => return Ok(()),
    };
    if refusals.is_empty() == must_be_refused {
        let expected = if must_be_refused { "refused" } else { "read" };
        return Err(format!("{name} must be {expected}, the errors of reading are {refusals:?}"));
    }
    Ok(())
}

/// The rules that refuse a text as JSON. Any operation will do: what the text says does not matter here.
fn refusals(text: &[u8]) -> BTreeSet<&'static str> {
    let preflight = Preflight::new(Edition::default());
    let report = preflight.check("GetCustomEndpoint", text).expect("the operation exists");
    let errors = report.violations().iter().filter(|violation| violation.severity == Severity::Error);
    errors.map(|violation| violation.rule.id()).filter(|rule| rule.starts_with("json-")).collect()
}
