//! The example policies work, and the published JSON Schema and the library accept and refuse the same policies.

use std::path::PathBuf;

use conformance::{files_in, read_json, root};
use mi_preflight::policy::{ExampleInput, Format};
use mi_preflight::{Edition, Policy, Preflight, Rule};
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

fn schema() -> Value {
    read_json(&root().join("schema/policy.schema.json"))
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is valid")
}

/// Returns the files of the example policies.
fn examples() -> Vec<PathBuf> {
    files_in(&root().join("examples/policies"))
}

fn toml_to_json(toml: &DeValue<'_>) -> Value {
    match toml {
        DeValue::String(text) => json!(text),
        DeValue::Boolean(value) => json!(value),
        DeValue::Integer(number) => json!(number.as_str().parse::<i64>().expect("the integer is decimal")),
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().expect("the number is finite")),
        DeValue::Array(items) => items.iter().map(|item| toml_to_json(item.get_ref())).collect(),
        DeValue::Table(entries) => table_to_json(entries),
        DeValue::Datetime(_) => panic!("a policy has no dates"),
    }
}

fn table_to_json(table: &DeTable<'_>) -> Value {
    let entries = table.iter().map(|(key, value)| (key.get_ref().to_string(), toml_to_json(value.get_ref())));
    Value::Object(entries.collect::<Map<String, Value>>())
}

#[test]
fn example_policies_match_the_published_schema() {
    let validator = validator();
    let files = examples();
    let toml_count = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")).count();
    assert!(toml_count >= 1 && files.len() - toml_count >= 1, "there are examples in both formats");
    for path in files {
        let text = std::fs::read_to_string(&path).expect("the example can be read");
        let value = match Format::from_file_name(&path.to_string_lossy()) {
            Format::Toml => table_to_json(DeTable::parse(&text).expect("the example is TOML").get_ref()),
            _ => serde_json::from_str(&text).expect("the example is JSON"),
        };
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
}

#[test]
fn the_examples_of_a_policy_hold_in_every_edition() {
    for path in examples() {
        let text = std::fs::read(&path).expect("the example can be read");
        for edition in Edition::ALL {
            let policy = Policy::parse(&text, Format::from_file_name(&path.to_string_lossy()), edition)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let preflight =
                Preflight::builder().edition(edition).policy(policy.clone()).build().expect("the settings agree");
            for is_valid in [true, false] {
                let has_verdict = policy.examples().iter().any(|example| example.is_valid() == is_valid);
                assert!(has_verdict, "{} has examples of both verdicts", path.display());
            }
            for example in policy.examples().iter().filter(|example| example.is_for(edition)) {
                let input = match example.input() {
                    ExampleInput::Inline(text) => text.clone().into_bytes(),
                    ExampleInput::File(file) => {
                        std::fs::read(path.with_file_name(file)).expect("the input file exists")
                    }
                    _ => panic!("the input is of an unknown kind"),
                };
                let report = preflight.check(example.operation(), &input).expect("the operation exists");
                assert_eq!(example.compare(&report), Ok(()), "{}: {}", path.display(), example.name());
                let verdict = preflight.is_valid(example.operation(), &input);
                assert_eq!(verdict, Ok(example.is_valid()), "{}: {}", path.display(), example.name());
            }
        }
    }
}

#[test]
fn a_policy_sets_the_severity_of_documented_rules() {
    let operation = "PutDefaultEncryptionConfiguration";
    let input = br#"{"encryptionType": "MANAGED_INTEGRATIONS_DEFAULT_ENCRYPTION",
        "kmsKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}"#;
    let rule = "encryption/key-unused";
    let reason = "the key is for later";
    for (policy, severity) in [
        (json!({}), Some("warning")),
        (json!({"profile": "service"}), None),
        (json!({"severities": [{"rule": rule, "severity": "error"}]}), Some("error")),
        (json!({"severities": [{"rule": rule, "severity": "advice", "operations": ["Put*"]}]}), Some("advice")),
        (json!({"severities": [{"rule": rule, "severity": "error", "operations": ["Create*"]}]}), Some("warning")),
        (json!({"suppressions": [{"rule": rule, "reason": reason}]}), None),
        (json!({"suppressions": [{"rule": rule, "reason": reason, "operations": [operation]}]}), None),
    ] {
        let text = policy.to_string();
        let policy = Policy::parse(text.as_bytes(), Format::Json, Edition::default()).expect("the policy is valid");
        let preflight = Preflight::builder().policy(policy).build().expect("the settings agree");
        let report = preflight.check(operation, input).expect("the operation exists");
        let violation = report.violations().iter().find(|violation| violation.rule_id() == rule);
        assert_eq!(violation.map(|violation| violation.severity.name()), severity, "{text}");
        assert_eq!(preflight.is_valid(operation, input), Ok(severity != Some("error")), "{text}");
    }
}

#[test]
fn the_schema_lists_the_rules_whose_severity_a_policy_may_set() {
    let rules: Vec<&str> = Rule::ALL.iter().filter(|rule| rule.is_adjustable()).map(|rule| rule.id()).collect();
    assert_eq!(schema()["$defs"]["rule"]["enum"], json!(rules), "schema/policy.schema.json");
    let editions = Edition::ALL.map(Edition::name);
    assert_eq!(schema()["$defs"]["edition"]["enum"], json!(editions));
}

#[test]
fn the_schema_and_the_library_refuse_the_same_policies() {
    let check = |key: &str, value: Value| {
        let mut check = json!({
            "id": "acme/a", "severity": "error", "message": "m", "operations": ["*"], "schema": {},
        });
        check[key] = value;
        json!({"checks": [check]})
    };
    let example = |key: &str, value: Value| {
        let mut example = json!({"name": "a", "operation": "CreateManagedThing", "input": {}, "valid": true});
        example[key] = value;
        json!({"examples": [example]})
    };
    let bounds = |bounds: Value| json!({"limits": {"CreateManagedThing": {"/Name": bounds}}});
    let refused = [
        json!([]),
        json!({"profle": "strict"}),
        json!({"profile": "hard"}),
        json!({"description": " "}),
        json!({"severities": [{"rule": "length", "severity": "warning"}]}),
        json!({"severities": [{"rule": "thing/role", "severity": "fatal"}]}),
        json!({"severities": [{"rule": "thing/role"}]}),
        json!({"severities": [{"rule": "thing/role", "severity": "error", "operations": []}]}),
        json!({"severities": [{"rule": "thing/role", "severity": "error", "operations": ["Create?"]}]}),
        json!({"suppressions": [{"rule": "thing/role"}]}),
        json!({"suppressions": [{"rule": "thing/role", "reason": "\t"}]}),
        json!({"suppressions": [{"rule": "sigv4/date", "reason": "because"}]}),
        json!({"reader": {"maxDepth": 129}}),
        json!({"reader": {"maxSize": 0}}),
        json!({"reader": {"maxSise": 1}}),
        json!({"limits": {"CreateManagedThing": {"Name": {"maxLength": 1}}}}),
        bounds(json!({})),
        bounds(json!({"maxLenght": 1})),
        bounds(json!({"maxLength": -1})),
        bounds(json!({"maxLength": "1"})),
        check("id", json!("Owner")),
        check("id", json!("acme/a--b")),
        check("severity", json!("info")),
        check("message", json!("")),
        check("operations", json!([])),
        check("schema", json!({"type": "strin"})),
        check("schema", json!([])),
        check("editions", json!(["2024"])),
        check("sverity", json!("error")),
        example("file", json!("a.json")),
        example("valid", json!("yes")),
        example("rules", json!([])),
        json!({"examples": [{"name": "a", "operation": "CreateManagedThing", "valid": true}]}),
        json!({"examples": [{"name": "a", "operation": "CreateManagedThing", "file": "../a.json", "valid": true}]}),
        json!({"examples": [{"name": "a", "operation": "CreateManagedThing", "file": "/a.json", "valid": true}]}),
    ];
    let accepted = [check("help", json!("h")), example("rules", json!(["length"])), bounds(json!({"maxLength": 1}))];
    let validator = validator();
    let parse = |policy: &Value| Policy::parse(policy.to_string().as_bytes(), Format::Json, Edition::default());
    for policy in refused {
        assert!(!validator.is_valid(&policy), "{policy}");
        assert!(parse(&policy).is_err(), "{policy}");
    }
    for policy in accepted {
        assert!(validator.is_valid(&policy), "{policy}");
        assert!(parse(&policy).is_ok(), "{policy}");
    }
}
