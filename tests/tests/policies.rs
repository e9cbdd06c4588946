//! The example policies can be used, and the published JSON Schema describes what a policy really is.

use std::path::{Path, PathBuf};

use mi_preflight::policy::{ExampleInput, Format};
use mi_preflight::{Edition, Policy, Preflight, Rule};
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn schema() -> Value {
    conformance::json(&root().join("schema/policy.schema.json"))
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is a schema")
}

/// The example policies.
fn examples() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("examples/policies")).expect("there are examples");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("it can be read").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn value(toml: &DeValue<'_>) -> Value {
    match toml {
        DeValue::String(text) => json!(text),
        DeValue::Boolean(value) => json!(value),
        DeValue::Integer(number) => json!(number.as_str().parse::<i64>().expect("it is decimal")),
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().expect("it is finite")),
        DeValue::Array(items) => items.iter().map(|item| value(item.get_ref())).collect(),
        DeValue::Table(entries) => object(entries),
        DeValue::Datetime(_) => panic!("a policy has no dates"),
    }
}

fn object(table: &DeTable<'_>) -> Value {
    let pairs = table.iter().map(|(key, part)| (key.get_ref().to_string(), value(part.get_ref())));
    Value::Object(pairs.collect::<Map<String, Value>>())
}

#[test]
fn example_policies_are_of_the_published_form() {
    let policies = validator();
    let files = examples();
    let tomls = files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml")).count();
    assert!(tomls >= 1 && files.len() - tomls >= 1, "there are examples in both formats");
    for path in files {
        let text = std::fs::read_to_string(&path).expect("the example can be read");
        let value = match Format::of_file(&path.to_string_lossy()) {
            Format::Toml => object(DeTable::parse(&text).expect("it is TOML").get_ref()),
            _ => serde_json::from_str(&text).expect("it is JSON"),
        };
        let wrong: Vec<String> = policies.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", path.display());
    }
}

#[test]
fn example_policies_do_what_they_say_in_every_edition() {
    for path in examples() {
        let text = std::fs::read(&path).expect("the example can be read");
        for edition in Edition::ALL {
            let policy = Policy::parse(&text, Format::of_file(&path.to_string_lossy()), edition)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let preflight = Preflight::new(edition).with_policy(policy.clone());
            for verdict in [true, false] {
                let count = policy.examples().iter().filter(|example| example.is_valid() == verdict).count();
                assert!(count > 0, "{} has examples of both verdicts", path.display());
            }
            for example in policy.examples().iter().filter(|example| example.is_for(edition)) {
                let input = match example.input() {
                    ExampleInput::Inline(text) => text.clone().into_bytes(),
                    ExampleInput::File(file) => std::fs::read(path.with_file_name(file)).expect("the file is there"),
                    _ => panic!("an input of another kind"),
                };
                let report = preflight.check(example.operation(), &input).expect("there is such an operation");
                assert_eq!(example.compare(&report), Ok(()), "{}: {}", path.display(), example.name());
                let valid = preflight.is_valid(example.operation(), &input);
                assert_eq!(valid, Ok(example.is_valid()), "{}: {}", path.display(), example.name());
            }
        }
    }
}

#[test]
fn a_policy_decides_what_documented_rules_weigh() {
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
        let policy = Policy::parse(text.as_bytes(), Format::Json, Edition::default()).expect("it can be used");
        let preflight = Preflight::new(Edition::default()).with_policy(policy);
        let report = preflight.check(operation, input).expect("there is such an operation");
        let found = report.violations().iter().find(|found| found.rule_id() == rule);
        assert_eq!(found.map(|found| found.severity.name()), severity, "{text}");
        assert_eq!(preflight.is_valid(operation, input), Ok(severity != Some("error")), "{text}");
    }
}

#[test]
fn the_schema_lists_the_rules_that_a_policy_may_weigh() {
    let rules: Vec<&str> = Rule::ALL.iter().filter(|rule| rule.is_adjustable()).map(|rule| rule.id()).collect();
    assert_eq!(schema()["$defs"]["rule"]["enum"], json!(rules), "schema/policy.schema.json");
    let editions = Edition::ALL.map(Edition::name);
    assert_eq!(schema()["$defs"]["edition"]["enum"], json!(editions));
}

#[test]
fn what_is_no_policy_is_none_by_the_schema_either() {
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
    let texts = [
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
    let policies = validator();
    for text in texts {
        assert!(!policies.is_valid(&text), "{text}");
        let read = Policy::parse(text.to_string().as_bytes(), Format::Json, Edition::default());
        assert!(read.is_err(), "{text}");
    }
    for text in [check("help", json!("h")), example("rules", json!(["length"])), bounds(json!({"maxLength": 1}))] {
        assert!(policies.is_valid(&text), "{text}");
        assert!(Policy::parse(text.to_string().as_bytes(), Format::Json, Edition::default()).is_ok(), "{text}");
    }
}
