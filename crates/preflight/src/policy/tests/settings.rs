//! What a build refuses that reads settings alone.

use serde_json::json;

use super::*;
use crate::policy::ProblemKind;

#[test]
fn what_is_judged_on_a_tree_needs_the_whole_module() {
    for (key, asks, feature) in [
        ("limits", json!({"CreateManagedThing": {"/Name": {"maxLength": 4}}}), "policy"),
        ("checks", json!([{"id": "acme/rule"}]), "policy-checks"),
    ] {
        let error = read(&json!({key: asks}), Edition::default()).expect_err("it cannot be judged");
        assert_eq!(error.problems().len(), 1, "{key}");
        assert_eq!(error.problems()[0].kind, ProblemKind::NeedsFeature { key, feature });
        let words = format!(
            "`{key}` needs the whole module: use `mi-preflight/full` in JavaScript, or build with the feature `{feature}`"
        );
        assert_eq!(problems_of(&error), pairs(&[(&format!("/{key}"), &words)]));
    }
}

#[test]
fn what_is_empty_asks_for_nothing() {
    assert!(read(&json!({"limits": {}, "checks": []}), Edition::default()).is_ok());
    assert!(read(&json!({"limits": []}), Edition::default()).is_err());
}

#[test]
fn examples_are_passed_over() {
    assert!(read(&json!({"examples": [{"name": "a"}]}), Edition::default()).is_ok());
}
