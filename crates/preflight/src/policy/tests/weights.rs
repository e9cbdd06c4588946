//! Severities and suppressions.

use serde_json::json;

use super::*;
use crate::engine::rule::{Rule, Severity};

fn weight(policy: &Policy, rule: Rule, operation: &str) -> Option<Severity> {
    policy.severities().get(rule, operation)
}

#[test]
fn a_profile_is_where_a_policy_begins() {
    let strict = policy(&json!({"profile": "strict"}));
    assert_eq!(weight(&strict, Rule::PRIVACY_SECRETS, "CreateManagedThing"), Some(Severity::Error));
    let service = policy(&json!({"profile": "service"}));
    assert_eq!(weight(&service, Rule::PRIVACY_SECRETS, "CreateManagedThing"), None);
    assert_eq!(weight(&service, Rule::LENGTH, "CreateManagedThing"), Some(Severity::Error));
    let recommended = policy(&json!({}));
    assert_eq!(weight(&recommended, Rule::PRIVACY_SECRETS, "CreateManagedThing"), Some(Severity::Warning));
}

#[test]
fn what_is_more_exact_wins_wherever_it_stands() {
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
    let secrets = |operation: &str| weight(&policy, Rule::PRIVACY_SECRETS, operation);
    assert_eq!(secrets("CreateOtaTask"), Some(Severity::Advice));
    assert_eq!(secrets("CreateManagedThing"), Some(Severity::Error));
    assert_eq!(secrets("UpdateManagedThing"), Some(Severity::Error));
    assert_eq!(secrets("StartDeviceDiscovery"), None);
    assert_eq!(weight(&policy, Rule::UNKNOWN_MEMBER, "GetManagedThing"), Some(Severity::Error));
    assert_eq!(weight(&policy, Rule::UNKNOWN_MEMBER, "UpdateManagedThing"), None);
    assert_eq!((policy.summary().severities, policy.summary().suppressions), (3, 2));
}

#[test]
fn what_cannot_be_weighed() {
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
fn a_suppression_says_why() {
    let without = json!({"suppressions": [{"rule": "thing/role"}]});
    assert_problem(&without, "/suppressions/0", "the key `reason` is missing");
    let blank = json!({"suppressions": [{"rule": "thing/role", "reason": "  "}]});
    assert_problem(&blank, "/suppressions/0/reason", "this must not be blank");
}

#[test]
fn operations_are_named_or_a_glob() {
    let on = |operations: Value| json!({"severities": [{"rule": "thing/role", "severity": "error", "operations": operations}]});
    let path = "/severities/0/operations";
    let words = "there is no operation `CreateManagedThings`; did you mean `CreateManagedThing`?";
    assert_problem(&on(json!(["CreateManagedThings"])), &format!("{path}/0"), words);
    let words = "no operation has a name like `Make*`; `*` stands for any letters";
    assert_problem(&on(json!(["*", "Make*"])), &format!("{path}/1"), words);
    assert_problem(&on(json!([])), path, "this must not be empty; leave it out instead");
    assert_problem(&on(json!("*")), path, "this must be a list, not a string");
    // Only the current edition has it: the same policy can be used with both.
    assert!(read(&on(json!(["ListManagedThingAccountAssociations"])), Edition::E2025_05_22).is_ok());
}

#[test]
fn two_weights_with_the_same_right_must_agree() {
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
