//! Payloads published with the service, judged by the plain constraints of each edition.

use mi_preflight::{Edition, Error, Preflight};

#[test]
fn examples_get_their_verdicts_in_both_editions() {
    let Some(folder) = conformance::shared("examples") else { return };
    let index = conformance::json(&folder.join("index.json"));
    let mut failures = Vec::new();
    let mut judged = 0;
    for example in index.as_array().expect("the index is a list") {
        let (Some(file), Some(operation), Some(side)) =
            (example["file"].as_str(), example["operation"].as_str(), example["side"].as_str())
        else {
            continue;
        };
        if !matches!(side, "input" | "output") {
            continue;
        }
        let text = std::fs::read(folder.join(file)).expect("the example can be read");
        for edition in Edition::ALL {
            let Some(verdict) = example[edition.name()].as_str() else { continue };
            let preflight = Preflight::new(edition).without_rules();
            let report = match side {
                "input" => preflight.check(operation, &text),
                _ => preflight.check_output(operation, &text),
            };
            // An output is never invalid, it only has warnings; an operation that is not there is judged by nothing.
            let found = match report {
                Err(Error::UnknownOperation { .. }) => false,
                Err(error) => panic!("{file}: {error}"),
                Ok(report) if side == "input" => report.is_valid(),
                Ok(report) => report.violations().iter().all(|found| found.rule.id() == "unknown-member"),
            };
            judged += 1;
            if found != (verdict == "VALID") {
                failures.push(format!("{file} in {edition}: {verdict}"));
            }
        }
    }
    assert!(judged > 100, "only {judged} verdicts were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
