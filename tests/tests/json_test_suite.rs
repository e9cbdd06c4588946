//! JSONTestSuite: what the reader takes for JSON.

use std::collections::BTreeSet;

use mi_preflight::{Edition, Preflight, Severity};

/// Texts that are JSON and are refused all the same, and why.
const MEANT: [(&str, &str); 2] = [
    ("y_object_duplicated_key.json", "a key that stands there twice may be read in two ways"),
    ("y_object_duplicated_key_and_value.json", "a key that stands there twice may be read in two ways"),
];

#[test]
fn texts_are_read_or_refused_as_the_suite_says() {
    let Some(folder) = conformance::shared("json-test-suite") else { return };
    let preflight = Preflight::new(Edition::default());
    let mut failures = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the suite's folder can be read") {
        let path = entry.expect("the suite's folder can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read(&path).expect("the case can be read");
        // Any operation will do: what is asked is whether the text was read, not what it says.
        let report = preflight.check("GetCustomEndpoint", &text).expect("the operation is there");
        let refused: BTreeSet<&str> = report
            .violations()
            .iter()
            .filter(|found| found.severity == Severity::Error && found.rule.id().starts_with("json-"))
            .map(|found| found.rule.id())
            .collect();
        let meant = MEANT.iter().any(|(meant, _)| *meant == name);
        let wrong = match name.as_bytes().first() {
            Some(b'y') => refused.is_empty() == meant,
            Some(b'n') => refused.is_empty(),
            _ => false,
        };
        count += 1;
        if wrong {
            failures.push(format!("{name}: {refused:?}"));
        }
    }
    assert!(count > 300, "only {count} cases were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
