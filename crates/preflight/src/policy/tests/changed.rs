//! Randomly mutated policies: parsing accepts or rejects them, and never panics.

use proptest::prelude::*;
use serde_json::json;

use super::*;

const JSON: &str = r##"{
  "profile": "strict",
  "severities": [{"rule": "thing/role", "severity": "error", "operations": ["Create*", "UpdateManagedThing"]}],
  "suppressions": [{"rule": "privacy/secrets", "reason": "they are looked for elsewhere"}],
  "reader": {"maxSize": 1000, "maxDepth": 10, "maxViolations": 3},
  "limits": {"CreateManagedThing": {"/Name": {"maxLength": 4}, "/CapabilityReport/endpoints/*/id": {"minLength": 2}}},
  "examples": [{"name": "a", "operation": "CreateManagedThing", "input": {"Name": "x"}, "valid": false, "rules": ["length"]}]
}"##;

const TOML: &str = r#"
profile = "strict"
[[severities]]
rule = "thing/role"
severity = "error"
operations = ["Create*", 'UpdateManagedThing']
[limits.CreateManagedThing]
"/Name" = { maxLength = 0x4 }
"/Tags/*" = { maxLength = 1_0 }
[[examples]]
name = "a"
operation = "CreateManagedThing"
input = { Name = """x""", MetaData = { a = 1.5, b = true } }
valid = false
"#;

/// Returns the text with a few bytes replaced, removed or duplicated.
fn mutated(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let change = (0..text.len(), 0..3_u8, prop_oneof![any::<u8>(), Just(b'"'), Just(b'{'), Just(b']'), Just(b'-')]);
    prop::collection::vec(change, 0..4).prop_map(move |changes| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, kind, byte) in changes {
            let at = at.min(bytes.len() - 1);
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, bytes[at]),
            }
        }
        bytes
    })
}

fn assert_accepted_or_rejected(text: &[u8], format: Format) {
    for edition in Edition::ALL {
        match Policy::parse(text, format, edition) {
            Ok(policy) => {
                let input =
                    json!({"Name": "12345", "Tags": {"a": 1}, "CapabilityReport": {"endpoints": [{"id": "1"}]}});
                let found = policy.check_input("CreateManagedThing", &input);
                let has_error = found.iter().any(|found| found.severity == crate::engine::rule::Severity::Error);
                assert_eq!(policy.holds("CreateManagedThing", &input), !has_error);
            }
            Err(error) => {
                let lines = text.iter().filter(|byte| **byte == b'\n').count() + 1;
                assert!(!error.problems().is_empty());
                assert!(error.problems().iter().all(|problem| (1..=lines).contains(&problem.place.line)));
                assert!(!error.to_string().is_empty());
            }
        }
    }
}

proptest! {
    #[test]
    fn mutated_json_is_accepted_or_rejected(text in mutated(JSON)) {
        assert_accepted_or_rejected(&text, Format::Json);
    }

    #[test]
    fn mutated_toml_is_accepted_or_rejected(text in mutated(TOML)) {
        assert_accepted_or_rejected(&text, Format::Toml);
    }
}
