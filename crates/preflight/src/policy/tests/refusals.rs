//! Rejected texts, keys and types, and reader limits.

use serde_json::json;

use super::*;
use crate::engine::limits::Limits;
use crate::engine::report::Place;

#[test]
fn an_empty_policy_changes_nothing() {
    let policy = policy(&json!({}));
    assert_eq!(policy.limits(Limits::default()), Limits::default());
    #[cfg(feature = "policy")]
    {
        assert!(!policy.needs_value("CreateManagedThing"));
        assert!(policy.check_input("CreateManagedThing", &json!({})).is_empty());
        assert!(policy.holds("CreateManagedThing", &json!({})));
    }
}

#[test]
fn rejects_unreadable_texts() {
    for (text, path, line, column, words) in [
        (&b""[..], "", 1, 1, "the text is not JSON from here on"),
        (b"{\n \"profile\": strict}", "/profile", 2, 13, "the text is not JSON from here on"),
        (b"{\"limits\": {\"a\": [1,]}}", "/limits/a/0", 1, 21, "the text is not JSON from here on"),
        (b"{} {}", "", 1, 4, "the text is not JSON from here on"),
        (b"{\"description\": \"\xff\"}", "/description", 1, 18, "the text is not UTF-8 from here on"),
        (b"[]", "", 1, 1, "this must be an object, not a list"),
        (
            b"{\"profile\": \"strict\", \"profile\": \"service\"}",
            "/profile",
            1,
            23,
            "this key stands there more than once; keep one of them",
        ),
        (
            b"{\"description\": \"\\ud800\"}",
            "/description",
            1,
            17,
            "an escape here is half of a surrogate pair; write the character itself",
        ),
        (
            b"{\"limits\": 1e999}",
            "/limits",
            1,
            12,
            "this number is infinite, not a number, or too large to be held exactly",
        ),
    ] {
        let error = Policy::parse(text, Format::Json, Edition::default()).expect_err("it cannot be used");
        assert_eq!(problems_of(&error), pairs(&[(path, words)]), "{}", text.escape_ascii());
        assert_eq!(error.problems()[0].place, Place { line, column }, "{}", text.escape_ascii());
    }
    let deep = "[".repeat(200);
    let error = Policy::parse(deep.as_bytes(), Format::Json, Edition::default()).expect_err("it cannot be used");
    assert_eq!(error.problems()[0].kind.to_string(), "this nests deeper than 128 levels");
    let large = " ".repeat((1 << 20) + 1);
    let error = Policy::parse(large.as_bytes(), Format::Json, Edition::default()).expect_err("it cannot be used");
    assert_eq!(error.problems()[0].kind.to_string(), "the policy is larger than 1048576 bytes");
}

#[test]
fn rejects_unknown_keys_and_wrong_types() {
    let name = "there is no key `profle` here; did you mean `profile`?";
    assert_problem(&json!({"profle": "strict"}), "/profle", name);
    assert_problem(&json!({"zzz": 1}), "/zzz", "there is no key `zzz` here");
    assert_problem(&json!({"profile": 1}), "/profile", "this must be a string, not a number");
    assert_problem(&json!({"profile": " "}), "/profile", "this must not be blank");
    let name = "there is no profile `hard`; the profiles are service, recommended and strict";
    assert_problem(&json!({"profile": "hard"}), "/profile", name);
    let lists = ["severities", "suppressions", "checks", "examples"];
    let objects = ["reader", "limits"];
    // Unsupported parts are rejected for that reason, whatever their type.
    let whole = cfg!(feature = "policy");
    for key in &lists[..if whole { 4 } else { 2 }] {
        assert_problem(&json!({*key: {}}), &format!("/{key}"), "this must be a list, not an object");
    }
    for key in &objects[..if whole { 2 } else { 1 }] {
        assert_problem(&json!({*key: []}), &format!("/{key}"), "this must be an object, not a list");
    }
}

#[test]
fn reports_all_problems_with_their_places() {
    let text = "{\n  \"profile\": \"hard\",\n  \"reader\": {\"maxDepth\": 0},\n  \"nothing\": 1\n}";
    let error = Policy::parse(text.as_bytes(), Format::Json, Edition::default()).expect_err("it cannot be used");
    let words = "the policy cannot be used\n\
        line 2, column 14, at `/profile`: there is no profile `hard`; the profiles are service, recommended and strict\n\
        line 3, column 26, at `/reader/maxDepth`: `maxDepth` must be at least 1\n\
        line 4, column 3, at `/nothing`: there is no key `nothing` here";
    assert_eq!(error.to_string(), words);
}

#[test]
fn tightens_reader_limits() {
    let policy = policy(&json!({"reader": {"maxSize": 1000, "maxDepth": 8, "maxViolations": 5}}));
    let limits = policy.limits(Limits::default());
    assert_eq!((limits.max_size(), limits.max_depth(), limits.max_violations()), (1000, 8, 5));
    let tighter = Limits::default().with_max_size(10);
    assert_eq!(policy.limits(tighter).max_size(), 10);
    for (key, most) in [("maxSize", 16 << 20), ("maxDepth", 128), ("maxViolations", 100)] {
        let path = format!("/reader/{key}");
        let words = format!("a policy tightens limits: `{key}` is at most {most}");
        assert_problem(&json!({"reader": {key: most + 1}}), &path, &words);
        assert_problem(&json!({"reader": {key: 0}}), &path, &format!("`{key}` must be at least 1"));
        let words = "this must be a whole number that is not negative, not another number";
        assert_problem(&json!({"reader": {key: 1.5}}), &path, words);
        assert!(read(&json!({"reader": {key: most}}), Edition::default()).is_ok());
    }
    let words = "there is no key `maxSise` here; did you mean `maxSize`?";
    assert_problem(&json!({"reader": {"maxSise": 1}}), "/reader/maxSise", words);
}
