//! Severities and suppressions.

use serde_json::json;

use super::*;
use crate::engine::rule::{Rule, Severity};

fn severity_of(policy: &Policy, rule: Rule, operation: &str) -> Option<Severity> {
    policy.severities().get(rule, operation)
}

#[test]
fn starts_from_the_profile() {
    let strict = policy(&json!({"profile": "strict"}));
    assert_eq!(severity_of(&strict, Rule::PRIVACY_SECRETS, "CreateManagedThing"), Some(Severity::Error));
    let service = policy(&json!({"profile": "service"}));
    assert_eq!(severity_of(&service, Rule::PRIVACY_SECRETS, "CreateManagedThing"), None);
    assert_eq!(severity_of(&service, Rule::LENGTH, "CreateManagedThing"), Some(Severity::Error));
    let recommended = policy(&json!({}));
    assert_eq!(severity_of(&recommended, Rule::PRIVACY_SECRETS, "CreateManagedThing"), Some(Severity::Warning));
}

#[test]
fn the_more_specific_override_wins_in_any_order() {
    let policy = policy(&json!({
        "severities": [
            {"rule": "privacy/secrets", "severity": "advice", "operations": ["CreateOtaTask"]},
            {"rule": "privacy/secrets", "severity": "error", "operations": ["Create*", "Update*"]},
            {"rule": "unknown-member", "severity": "error"},
        ],
        "suppressions": [
            {"rule": "privacy/secrets", "reason": "they are looked for elsewhere"},
            {"rule": "unknown-member", "reason": "new members come first here", "operations": ["Update*"]},
        ],
    }));
    let secrets = |operation: &str| severity_of(&policy, Rule::PRIVACY_SECRETS, operation);
    assert_eq!(secrets("CreateOtaTask"), Some(Severity::Advice));
    assert_eq!(secrets("CreateManagedThing"), Some(Severity::Error));
    assert_eq!(secrets("UpdateManagedThing"), Some(Severity::Error));
    assert_eq!(secrets("StartDeviceDiscovery"), None);
    assert_eq!(severity_of(&policy, Rule::UNKNOWN_MEMBER, "GetManagedThing"), Some(Severity::Error));
    assert_eq!(severity_of(&policy, Rule::UNKNOWN_MEMBER, "UpdateManagedThing"), None);
    assert_eq!((policy.summary().severities, policy.summary().suppressions), (3, 2));
}

#[test]
fn rejects_overrides_of_fixed_and_unknown_rules() {
    let severity = |rule: &str| json!({"severities": [{"rule": rule, "severity": "warning"}]});
    for (rule, why) in [
        ("length", "it is a constraint of the service's model"),
        ("json-syntax", "a text that cannot be read one way only cannot be judged"),
        ("http-route", "a request that leads to no operation cannot be judged"),
        ("sigv4/date", "the service refuses every request whose signature has another form"),
        ("policy/limit", "it is the policy's own"),
    ] {
        let words = format!("`{rule}` keeps its severity: {why}");
        assert_problem(&severity(rule), "/severities/0/rule", &words);
        let suppression = json!({"suppressions": [{"rule": rule, "reason": "because"}]});
        assert_problem(&suppression, "/suppressions/0/rule", &words);
    }
    let words = "there is no rule `ota/targets`; did you mean `ota/target`?";
    assert_problem(&severity("ota/targets"), "/severities/0/rule", words);
    let fatal = json!({"severities": [{"rule": "ota/target", "severity": "fatal"}]});
    let words = "there is no severity `fatal`; it is error, warning or advice";
    assert_problem(&fatal, "/severities/0/severity", words);
}

#[test]
fn a_suppression_requires_a_reason() {
    let without = json!({"suppressions": [{"rule": "thing/role"}]});
    assert_problem(&without, "/suppressions/0", "the key `reason` is missing");
    let blank = json!({"suppressions": [{"rule": "thing/role", "reason": "  "}]});
    assert_problem(&blank, "/suppressions/0/reason", "this must not be blank");
}

#[test]
fn selects_operations_by_name_or_glob() {
    let on = |operations: Value| json!({"severities": [{"rule": "thing/role", "severity": "error", "operations": operations}]});
    let path = "/severities/0/operations";
    let words = "there is no operation `CreateManagedThings`; did you mean `CreateManagedThing`?";
    assert_problem(&on(json!(["CreateManagedThings"])), &format!("{path}/0"), words);
    let words = "no operation has a name like `Make*`; `*` stands for any letters";
    assert_problem(&on(json!(["*", "Make*"])), &format!("{path}/1"), words);
    assert_problem(&on(json!([])), path, "this must not be empty; leave it out instead");
    assert_problem(&on(json!("*")), path, "this must be a list, not a string");
    // The operation is in the current edition only, but the policy is valid for both.
    assert!(read(&on(json!(["ListManagedThingAccountAssociations"])), Edition::E2025_05_22).is_ok());
}

#[test]
fn rejects_conflicting_severities_with_the_same_precedence() {
    let twice = json!({
        "severities": [{"rule": "thing/role", "severity": "error"}, {"rule": "thing/role", "severity": "error"}],
        "suppressions": [{"rule": "thing/role", "reason": "because"}],
    });
    let words = "`thing/role` is weighed otherwise at `/severities/1`; keep one of them";
    assert_problem(&twice, "/suppressions/0", words);
    let globs = json!({"severities": [
        {"rule": "thing/role", "severity": "error", "operations": ["CreateManaged*"]},
        {"rule": "thing/role", "severity": "warning", "operations": ["*ManagedThing"]},
    ]});
    let words = "`thing/role` is weighed otherwise at `/severities/0` for `CreateManagedThing`; keep one of them";
    assert_problem(&globs, "/severities/1", words);
}
