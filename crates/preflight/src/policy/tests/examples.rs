//! Tests of a policy's examples: reading them, and comparing them with reports.

use serde_json::json;

use super::*;
use crate::engine::report::{Detail, Path, Report};
use crate::engine::rule::{Rule, Severity};
use crate::policy::{ExampleError, ExampleInput};

fn with(example: Value) -> Value {
    json!({"examples": [example]})
}

#[test]
fn returns_the_examples_of_a_policy() {
    let policy = policy(&json!({"examples": [
        {"name": "a", "operation": "CreateCredentialLocker", "input": {"Name": "x"}, "valid": true},
        {"name": "b", "operation": "CreateAccountAssociation", "file": "inputs/b.json", "valid": false},
        {"name": "c", "operation": "CreateManagedThing", "input": {}, "valid": false, "editions": ["2026-11"]},
    ]}));
    let [a, b, c] = policy.examples() else { panic!("there are three") };
    assert_eq!(*a.input(), ExampleInput::Inline("{\"Name\":\"x\"}".to_owned()));
    assert_eq!(*b.input(), ExampleInput::File("inputs/b.json".to_owned()));
    assert!(a.is_for(Edition::E2025_05_22) && a.is_for(Edition::E2026_11));
    assert!(!b.is_for(Edition::E2025_05_22) && b.is_for(Edition::E2026_11));
    assert!(!c.is_for(Edition::E2025_05_22) && c.is_for(Edition::E2026_11));
}

#[test]
fn rejects_invalid_examples() {
    let base = |key: &str, value: Value| {
        let mut example = json!({"name": "a", "operation": "CreateManagedThing", "input": {}, "valid": true});
        example[key] = value;
        with(example)
    };
    let words = "an example has either an `input` or a `file`";
    assert_problem(&base("file", json!("a.json")), "/examples/0", words);
    let neither = with(json!({"name": "a", "operation": "CreateManagedThing", "valid": true}));
    assert_problem(&neither, "/examples/0", words);
    for file in ["../a.json", "/etc/passwd", "a/../../b", "C:\\a.json", "\\\\host\\a"] {
        let outside = with(json!({"name": "a", "operation": "CreateManagedThing", "file": file, "valid": true}));
        let words = "a file of examples stands beside the policy: write its path from there, without `..`";
        assert_problem(&outside, "/examples/0/file", words);
    }
    let words = "there is no operation `CreateManagedThng`; did you mean `CreateManagedThing`?";
    assert_problem(&base("operation", json!("CreateManagedThng")), "/examples/0/operation", words);
    assert_problem(&base("valid", json!("yes")), "/examples/0/valid", "this must be a boolean, not a string");
    let words = "there is no rule `lenght`; did you mean `length`?";
    assert_problem(&base("rules", json!(["lenght"])), "/examples/0/rules/0", words);
    let words = "there is no edition `2024`; the editions are 2025-05-22 and 2026-11";
    assert_problem(&base("editions", json!(["2024"])), "/examples/0/editions/0", words);
    let words = "this must not be empty; leave it out instead";
    assert_problem(&base("editions", json!([])), "/examples/0/editions", words);
    assert_problem(&base("rules", json!([])), "/examples/0/rules", words);
    let example = json!({"name": "a", "operation": "CreateManagedThing", "input": {}, "valid": true});
    let twice = json!({"examples": [example, example]});
    assert_problem(&twice, "/examples/1", "the example at `/examples/0` has this name already");
}

#[test]
fn compares_examples_with_reports() {
    let report = |rules: &[Rule]| {
        let violation = |rule: &Rule| Violation::new(*rule, rule.severity(), Path::default(), Detail::Nothing);
        Report::from_violations(rules.iter().map(violation).collect())
    };
    let compare = |valid: bool, rules: Option<&[&str]>, found: &[Rule]| {
        let mut example = json!({"name": "a", "operation": "CreateManagedThing", "input": {}, "valid": valid});
        if let Some(rules) = rules {
            example["rules"] = json!(rules);
        }
        policy(&with(example)).examples()[0].compare(&report(found))
    };
    assert_eq!(Rule::UNKNOWN_MEMBER.severity(), Severity::Warning);
    let ids = |id: &str| vec![id.to_owned()];
    assert_eq!(compare(true, None, &[]), Ok(()));
    assert_eq!(compare(true, None, &[Rule::UNKNOWN_MEMBER]), Ok(()));
    assert_eq!(compare(true, None, &[Rule::LENGTH]), Err(ExampleError::UnexpectedlyInvalid(ids("length"))));
    assert_eq!(compare(true, Some(&["unknown-member"]), &[Rule::UNKNOWN_MEMBER]), Ok(()));
    assert_eq!(compare(true, Some(&["unknown-member"]), &[]), Err(ExampleError::MissingRules(ids("unknown-member"))));
    assert_eq!(compare(false, None, &[Rule::LENGTH]), Ok(()));
    assert_eq!(compare(false, None, &[Rule::UNKNOWN_MEMBER]), Err(ExampleError::UnexpectedlyValid));
    assert_eq!(compare(false, Some(&["length"]), &[Rule::LENGTH]), Ok(()));
    assert_eq!(compare(false, Some(&["length"]), &[Rule::RANGE]), Err(ExampleError::MissingRules(ids("length"))));
    let both = [Rule::LENGTH, Rule::RANGE];
    assert_eq!(compare(false, Some(&["length"]), &both), Err(ExampleError::UnexpectedRules(ids("range"))));
    // Warnings need not be listed.
    assert_eq!(compare(false, Some(&["length"]), &[Rule::LENGTH, Rule::UNKNOWN_MEMBER]), Ok(()));
}
