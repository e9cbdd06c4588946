//! Policies in TOML.

use serde_json::json;

use super::*;
use crate::engine::report::Place;

fn read_toml(text: &str) -> Result<Policy, PolicyError> {
    Policy::parse(text.as_bytes(), Format::Toml, Edition::default())
}

#[test]
fn reads_toml_like_json() {
    let policy = read_toml(
        r#"
profile = "strict"

[[suppressions]]
rule = "thing/role"
reason = "every hub of ours has a radio"

[reader]
maxDepth = 0x10

[limits.CreateManagedThing]
"/Name" = { maxLength = 4 }

[limits.CreateOtaTaskConfiguration."/PushConfig/RolloutConfig/ExponentialRolloutRate/IncrementFactor"]
maximum = 1.5
"#,
    )
    .expect("the policy can be used");
    assert_eq!((policy.summary().suppressions, policy.summary().limits), (1, 2));
    assert_eq!(policy.limits(crate::engine::limits::Limits::default()).max_depth(), 16);
    assert!(!policy.holds("CreateManagedThing", &json!({"Name": "five5"})));
}

#[test]
fn reports_problems_with_their_places() {
    for (text, path, line, column, words) in [
        (
            "profile = \"hard\"",
            "/profile",
            1,
            11,
            "there is no profile `hard`; the profiles are service, recommended and strict",
        ),
        (
            "[reader]\nmaxDepth = 1979-05-27",
            "/reader/maxDepth",
            2,
            12,
            "a policy has no dates; write it as a string, in quotes",
        ),
        (
            "[reader]\nmaxDepth = inf",
            "/reader/maxDepth",
            2,
            12,
            "this number is infinite, not a number, or too large to be held exactly",
        ),
        (
            "[limits.CreateManagedThing.\"/Nmae\"]\nmaxLength = 1",
            "/limits/CreateManagedThing/~1Nmae",
            1,
            28,
            "`CreateManagedThingRequest` has no member `Nmae`; did you mean `Name`?",
        ),
        ("[reader]\nmaxDept = 1", "/reader/maxDept", 2, 1, "there is no key `maxDept` here; did you mean `maxDepth`?"),
    ] {
        let error = read_toml(text).expect_err("it cannot be used");
        assert_eq!(problems_of(&error), pairs(&[(path, words)]), "{text}");
        assert_eq!(error.problems()[0].place, Place { line, column }, "{text}");
    }
    let error = read_toml("profile = \"strict\"\nprofile = \"service\"\nx = ").expect_err("it is not TOML");
    assert!(error.problems().iter().all(|problem| problem.kind.to_string().starts_with("the text is not TOML here")));
    assert_eq!(error.problems()[0].place.line, 2);
    let error = Policy::parse(b"a = \"\xff\"", Format::Toml, Edition::default()).expect_err("it is not UTF-8");
    assert_eq!(error.problems()[0].place, Place { line: 1, column: 6 });
}

#[test]
fn derives_the_format_from_the_file_name() {
    for (name, format) in [
        ("a.toml", Format::Toml),
        ("a.TOML", Format::Toml),
        ("a.json", Format::Json),
        ("toml", Format::Json),
        ("-", Format::Json),
    ] {
        assert_eq!(Format::from_file_name(name), format, "{name}");
    }
}
