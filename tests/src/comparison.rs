//! Compares an answer with the expectations of a case, and shows the difference.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use similar::{ChangeTag, TextDiff};

use crate::case::Case;

/// Compares the operation, the violations and the verdict of an answer with those that the case expects.
///
/// Violations must have the expected rules, paths and counts, and the same values of all other keys that the case states.
pub fn compare(case: &Case, answer: &str) -> Result<(), String> {
    let answer: Value = serde_json::from_str(answer).map_err(|error| format!("the answer is not JSON: {error}"))?;
    if let Some(error) = answer.get("error") {
        return Err(format!("not judged: {error}"));
    }
    if let Some(operation) = &case.keys.operation
        && answer["operation"] != **operation
    {
        return Err(format!("the operation is {}, expected {operation}", answer["operation"]));
    }
    let Some(violations) = answer["violations"].as_array() else {
        return Err(format!("the answer has no violations: {answer}"));
    };
    let expected: Vec<Value> = case.keys.expect.iter().map(|violation| violation.to_value()).collect();
    if !agree(&expected, violations) {
        return Err(format!("the violations differ: {LEGEND}\n\n{}", violations_diff(&expected, violations)));
    }
    let has_error = violations.iter().any(|violation| violation["severity"] == "error");
    if answer["valid"] != !has_error {
        return Err(format!("`valid` is {}, which contradicts the severities: {answer}", answer["valid"]));
    }
    Ok(())
}

/// Explains the signs of a diff.
pub const LEGEND: &str = "`-` is expected and was not found, `+` was found and is not expected";

/// Returns a diff of two texts, line by line.
pub fn text_diff(expected: &str, actual: &str) -> String {
    signed_lines(&TextDiff::from_lines(expected, actual))
}

fn signed_lines(diff: &TextDiff<'_, '_, str>) -> String {
    let mut text = String::new();
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        for line in change.value().lines() {
            let _ = writeln!(text, "  {sign} {line}");
        }
    }
    text
}

/// Returns a diff of two JSON values, key by key.
pub fn json_diff(expected: &Value, actual: &Value) -> String {
    text_diff(&format!("{expected:#}"), &format!("{actual:#}"))
}

fn agree(expected: &[Value], actual: &[Value]) -> bool {
    let sorted_keys = |violations: &[Value]| {
        let mut keys: Vec<_> = violations.iter().map(rule_and_path).collect();
        keys.sort();
        keys
    };
    sorted_keys(expected) == sorted_keys(actual)
        && expected.iter().all(|expected| actual.iter().any(|violation| has_members(violation, expected)))
}

fn rule_and_path(violation: &Value) -> (String, String) {
    let text = |key: &str| violation[key].as_str().unwrap_or_default().to_owned();
    (text("path"), text("rule"))
}

/// Returns whether a violation has every member of an expected one, with the same value.
fn has_members(violation: &Value, expected: &Value) -> bool {
    expected.as_object().into_iter().flatten().all(|(key, value)| violation[key] == *value)
}

/// Returns a diff of the expected and the actual violations.
///
/// An actual violation is shown with the keys of its expectation. An unexpected one is shown with its severity and
/// message.
fn violations_diff(expected: &[Value], actual: &[Value]) -> String {
    let mut unmatched: Vec<&Value> = expected.iter().collect();
    let mut shown: Vec<Value> = Vec::new();
    let mut unpaired: Vec<&Value> = Vec::new();
    // Matching violations are paired first, so that they do not appear as a difference.
    for violation in actual {
        match unmatched.iter().position(|expected| has_members(violation, expected)) {
            Some(index) => shown.push(unmatched.remove(index).clone()),
            None => unpaired.push(violation),
        }
    }
    for violation in unpaired {
        let pair = unmatched.iter().position(|expected| rule_and_path(expected) == rule_and_path(violation));
        let keys: Vec<String> = match pair {
            Some(index) => {
                unmatched.remove(index).as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
            }
            None => ["rule", "path", "severity", "message"].map(str::to_owned).to_vec(),
        };
        let members = keys.into_iter().filter_map(|key| violation.get(&key).map(|value| (key.clone(), value.clone())));
        shown.push(Value::Object(members.collect::<Map<_, _>>()));
    }
    // Violations are compared as blocks, so that the lines of two violations are never mixed.
    let (expected, actual) = (blocks(expected), blocks(&shown));
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let actual: Vec<&str> = actual.iter().map(String::as_str).collect();
    signed_lines(&TextDiff::from_slices(&expected, &actual))
}

/// Returns violations as blocks of lines, sorted by path and rule.
fn blocks(violations: &[Value]) -> Vec<String> {
    let mut sorted: Vec<&Value> = violations.iter().collect();
    sorted.sort_by_key(|violation| (rule_and_path(violation), violation.to_string()));
    sorted.into_iter().map(block).collect()
}

fn block(violation: &Value) -> String {
    let (path, rule) = rule_and_path(violation);
    let mut text = format!("{rule} at {}\n", if path.is_empty() { "the whole input" } else { &path });
    for (key, value) in violation.as_object().into_iter().flatten() {
        if !matches!(key.as_str(), "rule" | "path") {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let _ = writeln!(text, "    {key}: {value}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(expect: &str) -> Case {
        let text = format!(
            r#"{{"editions": ["2026-11"], "operation": "CreateManagedThing", "input": {{}}, "expect": {expect}}}"#
        );
        Case::parse("tests/cases/CreateManagedThing/example.json", &text).expect("the case can be read")
    }

    #[test]
    fn an_answer_that_agrees_passes() {
        let case = case(r#"[{"rule": "length", "path": "/Name", "severity": "error"}]"#);
        let answer = r#"{"operation": "CreateManagedThing", "valid": false, "violations": [
            {"rule": "length", "path": "/Name", "severity": "error", "message": "too long"}]}"#;
        assert_eq!(compare(&case, answer), Ok(()));
    }

    #[test]
    fn a_difference_is_shown_with_the_keys_that_the_case_names() {
        let case = case(
            r#"[{"rule": "length", "path": "/Name", "severity": "error"}, {"rule": "required", "path": "/Role"},
                {"rule": "enum", "path": "/Mode"}]"#,
        );
        let answer = r#"{"operation": "CreateManagedThing", "valid": false, "violations": [
            {"rule": "enum", "path": "/Mode", "severity": "error", "message": "no such mode"},
            {"rule": "length", "path": "/Name", "severity": "warning", "message": "too long"},
            {"rule": "pattern", "path": "/Name", "severity": "error", "message": "odd"}]}"#;
        let difference = compare(&case, answer).expect_err("the violations differ");
        let (_, diff) = difference.split_once("\n\n").expect("the diff is a paragraph of its own");
        assert_eq!(
            diff,
            [
                "    enum at /Mode",
                "  - length at /Name",
                "  -     severity: error",
                "  - required at /Role",
                "  + length at /Name",
                "  +     severity: warning",
                "  + pattern at /Name",
                "  +     severity: error",
                "  +     message: odd",
                "",
            ]
            .join("\n")
        );
    }

    #[test]
    fn a_violation_that_is_found_twice_must_be_expected_twice() {
        let case = case(r#"[{"rule": "length", "path": "/Name"}]"#);
        let violation = r#"{"rule": "length", "path": "/Name", "severity": "error"}"#;
        let answer = format!(
            r#"{{"operation": "CreateManagedThing", "valid": false, "violations": [{violation}, {violation}]}}"#
        );
        assert!(compare(&case, &answer).is_err());
    }

    #[test]
    fn another_operation_and_a_contradicting_verdict_fail() {
        let case = case("[]");
        for answer in [
            r#"{"operation": "CreateOtaTask", "valid": true, "violations": []}"#,
            r#"{"operation": "CreateManagedThing", "valid": false, "violations": []}"#,
            r#"{"operation": "CreateManagedThing", "valid": true}"#,
            r#"{"operation": "CreateManagedThing", "error": "no such operation"}"#,
        ] {
            assert!(compare(&case, answer).is_err(), "{answer}");
        }
    }
}
