//! What the conformance tests share: where cases are, and how a report is compared with what a case expects.

pub mod cases;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use mi_preflight::Report;
use serde_json::Value;

/// A folder of cases that others wrote, beside the project; `None`, said aloud, when it is not there.
pub fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("the conformance folder `{folder}` is not there: its cases are not run");
    None
}

/// The JSON in a file.
pub fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Rule and path of every violation.
pub fn rules_and_paths(report: &Report) -> BTreeSet<(String, String)> {
    let pair = |violation: &mi_preflight::Violation| (violation.rule.id().to_owned(), violation.path.to_string());
    report.violations().iter().map(pair).collect()
}
