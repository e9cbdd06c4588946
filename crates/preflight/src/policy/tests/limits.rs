//! Member limits.

use serde_json::json;

use super::*;

fn limits(operation: &str, path: &str, bounds: Value) -> Value {
    json!({"limits": {operation: {path: bounds}}})
}

#[track_caller]
fn assert_rejected(operation: &str, path: &str, bounds: Value, at: &str, words: &str) {
    let text = limits(operation, path, bounds);
    let pointer = path.replace('~', "~0").replace('/', "~1");
    assert_problem(&text, &format!("/limits/{operation}/{pointer}{at}"), words);
}

#[test]
fn checks_values_against_bounds() {
    let policy = policy(&json!({"limits": {
        "CreateManagedThing": {
            "/Name": {"minLength": 3, "maxLength": 5},
            "/Tags": {"maxEntries": 1},
            "/Tags/*": {"maxLength": 4},
            "/MetaData/owner": {"maxLength": 4},
            "/CapabilityReport/endpoints": {"maxItems": 1},
            "/CapabilityReport/endpoints/*/id": {"maxLength": 2},
        },
        "CreateOtaTaskConfiguration": {"/PushConfig/RolloutConfig/MaximumPerMinute": {"maximum": 100}},
    }}));
    assert_eq!(policy.summary().limits, 7);
    assert!(policy.needs_value("CreateManagedThing") && !policy.needs_value("GetManagedThing"));
    let good = json!({
        "Name": "déjà", "Tags": {"a": "four"}, "MetaData": {"owner": "four", "other": "longer"},
        "CapabilityReport": {"endpoints": [{"id": "12"}]},
    });
    assert_eq!(rules_and_paths(&policy.check_input("CreateManagedThing", &good)), []);
    assert!(policy.holds("CreateManagedThing", &good));
    let bad = json!({
        "Name": "ab", "Tags": {"a": "five5", "b": ""}, "MetaData": {"owner": "five5"},
        "CapabilityReport": {"endpoints": [{"id": "1"}, {"id": "123"}]},
    });
    let violations = policy.check_input("CreateManagedThing", &bad);
    let mut reported = rules_and_paths(&violations);
    reported.sort();
    let rule = "policy/limit";
    let expected = pairs(&[
        (rule, "/CapabilityReport/endpoints"),
        (rule, "/CapabilityReport/endpoints/1/id"),
        (rule, "/MetaData/owner"),
        (rule, "/Name"),
        (rule, "/Tags"),
        (rule, "/Tags"),
    ]);
    assert_eq!(reported, expected);
    assert!(!policy.holds("CreateManagedThing", &bad));
    let name =
        violations.iter().find(|violation| violation.path.to_string() == "/Name").expect("the name is too short");
    assert_eq!(name.message(), "`/Name` has 2 characters; the policy allows 3 to 5 characters");
    assert_eq!(name.help().as_deref(), Some("give it a name of 3 to 5 characters"));
    let rate = |rate: Value| json!({"PushConfig": {"RolloutConfig": {"MaximumPerMinute": rate}}});
    for (value, holds) in [(json!(100), true), (json!(100.0), true), (json!(101), false), (json!(100.5), false)] {
        assert_eq!(policy.holds("CreateOtaTaskConfiguration", &rate(value.clone())), holds, "{value}");
    }
    let violations = policy.check_input("CreateOtaTaskConfiguration", &rate(json!(u64::MAX)));
    assert_eq!(
        violations[0].message(),
        "`/PushConfig/RolloutConfig/MaximumPerMinute` is out of the policy's bounds; it must be less than or equal to 100"
    );
    assert_eq!(violations[0].help().as_deref(), Some("use a number that is at most 100"));
    // Values of the wrong type are reported by the `type` rule only.
    assert!(policy.holds("CreateManagedThing", &json!({"Name": 1, "Tags": [], "CapabilityReport": "x"})));
}

#[test]
fn counts_unicode_scalar_values() {
    let policy = policy(&limits("CreateManagedThing", "/Name", json!({"maxLength": 2})));
    assert!(policy.holds("CreateManagedThing", &json!({"Name": "😀é"})));
    assert!(!policy.holds("CreateManagedThing", &json!({"Name": "e\u{301}a"})));
}

#[test]
fn a_glob_limits_operations_that_have_the_member() {
    let policy = policy(&limits("Create*", "/Tags", json!({"maxEntries": 10})));
    assert!(policy.needs_value("CreateManagedThing") && policy.needs_value("CreateProvisioningProfile"));
    assert!(!policy.needs_value("CreateOtaTaskConfiguration"));
    let words = "no operation like `Create*` has the member `/Tgas`";
    assert_rejected("Create*", "/Tgas", json!({"maxEntries": 1}), "", words);
    // A looser bound is reported once, not once per operation.
    let words = "a policy tightens limits: `maxEntries` must be at most 50, which is the service's";
    assert_rejected("Create*", "/Tags", json!({"maxEntries": 51}), "/maxEntries", words);
}

#[test]
fn a_name_takes_precedence_over_a_glob() {
    let policy = policy(&json!({"limits": {
        "CreateManagedThing": {"/Name": {"maxLength": 8}},
        "Create*": {"/Name": {"maxLength": 4}, "/Tags": {"maxEntries": 1}},
        "*Thing": {"/Name": {"minLength": 2}},
    }}));
    assert!(policy.holds("CreateManagedThing", &json!({"Name": "12345678"})));
    assert!(!policy.holds("CreateManagedThing", &json!({"Name": "123456789"})));
    assert!(!policy.holds("CreateManagedThing", &json!({"Tags": {"a": "", "b": ""}})));
    assert!(!policy.holds("CreateProvisioningProfile", &json!({"Name": "12345"})));
    assert!(!policy.holds("UpdateManagedThing", &json!({"Name": "1"})));
}

#[test]
fn reports_an_entry_of_a_sensitive_map_by_its_index() {
    let policy = policy(&limits("CreateManagedThing", "/Tags/*", json!({"maxLength": 4})));
    let violations = policy.check_input("CreateManagedThing", &json!({"Tags": {"a": "four", "b": "five5"}}));
    assert_eq!((violations.len(), violations[0].entry), (1, Some(1)));
    assert_eq!(violations[0].message(), "an entry of `/Tags` has 5 characters; the policy allows at most 4 characters");
    assert_eq!(violations[0].help().as_deref(), Some("give it a value of at most 4 characters"));
}

#[test]
fn rejects_invalid_paths() {
    let thing = "CreateManagedThing";
    let bound = || json!({"maxLength": 1});
    let words = "`CreateManagedThingRequest` has no member `Nmae`; did you mean `Name`?";
    assert_rejected(thing, "/Nmae", bound(), "", words);
    let words = "`Name` is not a path to a member: write it as `/Member`, with `/` before every part";
    assert_rejected(thing, "Name", bound(), "", words);
    let words = "items of a list are limited together: write `*` in place of `0`";
    assert_rejected(thing, "/CapabilityReport/endpoints/0/id", bound(), "", words);
    let words = "`Name` is a string: the model says nothing of what is in it";
    assert_rejected(thing, "/Name/x", bound(), "", words);
    let words = "`CreateManagedThingRequest` has no member `WiFiSimpleSetupConfiguration` in this edition; \
                 edition 2026-11 has it";
    assert_rejected(thing, "/WiFiSimpleSetupConfiguration", bound(), "", words);
    let unknown = json!({"limits": {"CreateManagedThings": {}}});
    let words = "there is no operation `CreateManagedThings`; did you mean `CreateManagedThing`?";
    assert_problem(&unknown, "/limits/CreateManagedThings", words);
}

#[test]
fn checks_but_does_not_apply_limits_of_another_edition() {
    let of = |path: &str| limits("CreateAccountAssociation", path, json!({"maxLength": 10}));
    let policy = read(&of("/Name"), Edition::E2025_05_22).expect("the current edition has it");
    assert!(!policy.needs_value("CreateAccountAssociation"));
    assert!(read(&of("/Name"), Edition::E2026_11).expect("it has it").needs_value("CreateAccountAssociation"));
    assert!(read(&of("/Nmae"), Edition::E2025_05_22).is_err());
}

#[test]
fn rejects_bounds_that_do_not_fit_or_tighten() {
    let thing = "CreateManagedThing";
    let words = "`maxItems` does not fit a string, which takes `minLength` and `maxLength`";
    assert_rejected(thing, "/Name", json!({"maxItems": 1}), "/maxItems", words);
    let words = "`maxLength` does not fit a structure, which takes no bound";
    assert_rejected(thing, "/CapabilityReport", json!({"maxLength": 1}), "/maxLength", words);
    let words = "there is no key `maxLenght` here; did you mean `maxLength`?";
    assert_rejected(thing, "/Name", json!({"maxLenght": 1}), "/maxLenght", words);
    assert_rejected(thing, "/Name", json!({}), "", "this must not be empty; leave it out instead");
    let words = "this must be a whole number that is not negative, not a string";
    assert_rejected(thing, "/Name", json!({"maxLength": "1"}), "/maxLength", words);
    let words = "a policy tightens limits: `maxLength` must be at most 128, which is the service's";
    assert_rejected(thing, "/Name", json!({"maxLength": 129}), "/maxLength", words);
    let words = "a policy tightens limits: `minLength` must be at least 1, which is the service's";
    assert_rejected(thing, "/Name", json!({"minLength": 0}), "/minLength", words);
    let words = "nothing is at least 6 and at most 5; the service's bounds count too";
    assert_rejected(thing, "/Name", json!({"minLength": 6, "maxLength": 5}), "/minLength", words);
    let words = "nothing is at least 129 and at most 128; the service's bounds count too";
    assert_rejected(thing, "/Name", json!({"minLength": 129}), "/minLength", words);
    let words = "a bound is written as a plain number with at most 18 digits";
    assert_rejected(thing, "/Name", json!({"maxLength": u64::MAX}), "/maxLength", words);
    assert!(read(&limits(thing, "/Name", json!({"minLength": 1, "maxLength": 128})), Edition::default()).is_ok());

    let configuration = "CreateOtaTaskConfiguration";
    let rate = "/PushConfig/RolloutConfig/ExponentialRolloutRate/IncrementFactor";
    let words = "a policy tightens limits: `maximum` must be at most 5, which is the service's";
    assert_rejected(configuration, rate, json!({"maximum": 5.01}), "/maximum", words);
    let words = "a policy tightens limits: `minimum` must be at least 1.1, which is the service's";
    assert_rejected(configuration, rate, json!({"minimum": 1}), "/minimum", words);
    assert!(read(&limits(configuration, rate, json!({"minimum": 1.10, "maximum": 2.5})), Edition::default()).is_ok());
}

#[test]
fn reports_violations_up_to_the_cap() {
    let policy = policy(&limits("CreateManagedThing", "/MetaData/*", json!({"maxLength": 1})));
    let entries: serde_json::Map<String, Value> = (0..500).map(|n| (n.to_string(), json!("long"))).collect();
    assert_eq!(policy.check_input("CreateManagedThing", &json!({"MetaData": entries})).len(), 101);
}
