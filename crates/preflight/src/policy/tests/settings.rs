//! Policies in builds without value checks.

use serde_json::json;

use super::*;
use crate::policy::ProblemKind;

#[test]
fn rejects_value_checks_without_the_feature() {
    for (key, value, feature) in [
        ("limits", json!({"CreateManagedThing": {"/Name": {"maxLength": 4}}}), "policy"),
        ("checks", json!([{"id": "acme/rule"}]), "policy-checks"),
    ] {
        let error = read(&json!({key: value}), Edition::default()).expect_err("it cannot be judged");
        assert_eq!(error.problems().len(), 1, "{key}");
        assert_eq!(error.problems()[0].kind, ProblemKind::MissingFeature { key, feature });
        let words = format!(
            "`{key}` needs the whole module: use `mi-preflight/full` in JavaScript, or build with the feature `{feature}`"
        );
        assert_eq!(problems_of(&error), pairs(&[(&format!("/{key}"), &words)]));
    }
}

#[test]
fn accepts_empty_value_checks() {
    assert!(read(&json!({"limits": {}, "checks": []}), Edition::default()).is_ok());
    assert!(read(&json!({"limits": []}), Edition::default()).is_err());
}

#[test]
fn ignores_examples() {
    assert!(read(&json!({"examples": [{"name": "a"}]}), Edition::default()).is_ok());
}
