//! The exported JSON Schema and the engine give the same verdict.
//!
//! The `jsonschema` crate evaluates the schema. The constraints that JSON Schema cannot express are listed, with reasons,
//! in [`inexpressible`]; otherwise both must agree.

#![cfg(feature = "export")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::num::NonZeroUsize;

use jsonschema::{Draft, PatternOptions, Validator};
use mi_preflight::__private::{Binding, tables};
use mi_preflight::model::ServiceModel;
use mi_preflight::{Edition, Family, Limits, LoadedModel, Preflight, Severity, export};
use serde_json::Value;

use support::{Generator, mutate};

/// The number of valid inputs that are generated for every operation of every edition, and of mutations of each.
const INPUTS: usize = 16;
const MUTANTS_PER_INPUT: usize = 6;

fn validator(schema: &Value) -> Validator {
    let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(false);
    // Only the `regex` crate: a pattern that needs backtracking could be made slow.
    options.with_pattern_options(PatternOptions::regex()).build(schema).unwrap_or_else(|error| panic!("{error}"))
}

fn validator_for(model: &ServiceModel<'_>, operation: &str) -> Validator {
    validator(&export::json_schema_for(model, operation).unwrap())
}

/// An engine that reports all violations, whatever their number.
fn uncapped(preflight: Preflight) -> Preflight {
    preflight.with_limits(Limits::default().with_max_violations(NonZeroUsize::MAX))
}

/// Returns the engine's verdict on shapes. JSON Schema does not express rules that relate members.
fn verdict(preflight: &Preflight, operation: &str, text: &str) -> bool {
    let report = preflight.check(operation, text.as_bytes()).unwrap();
    assert!(!report.is_truncated(), "{operation} {text}");
    assert_eq!(preflight.is_valid(operation, text.as_bytes()), Ok(report.is_valid()), "{operation} {text}");
    let counts = |family| matches!(family, Family::Constraint | Family::Json);
    let mut violations = report.violations().iter();
    !violations.any(|violation| violation.severity == Severity::Error && counts(violation.rule.family()))
}

#[test]
fn every_generated_input_is_valid() {
    for edition in Edition::ALL {
        let (preflight, model) =
            (uncapped(Preflight::builder().edition(edition).without_rules().build().unwrap()), edition.model());
        let mut generator = Generator::new(tables(&model), 1);
        let tables = tables(&model);
        for operation in tables.operations {
            let name = tables.str(operation.name);
            for _ in 0..INPUTS {
                let text = generator.input(operation).to_string();
                let report = preflight.check(name, text.as_bytes()).unwrap();
                assert!(verdict(&preflight, name, &text), "{name} {text}\n{:?}", report.violations());
            }
        }
    }
}

#[test]
fn the_schema_and_the_engine_agree() {
    let mut refused = 0;
    let mut checked = 0;
    for edition in Edition::ALL {
        let (preflight, model) =
            (uncapped(Preflight::builder().edition(edition).without_rules().build().unwrap()), edition.model());
        let (all_refused, all_judged) = compare_generated(&preflight, &model, 2);
        refused += all_refused;
        checked += all_judged;
    }
    // Agreement on valid or on invalid inputs alone would prove little.
    assert!(refused * 4 > checked && refused * 4 < checked * 3, "{refused} of {checked} refused");
}

#[test]
fn unused_kinds_agree_too() {
    let text = r##"{"smithy": "2.0", "shapes": {
        "a#Put": {"type": "operation", "input": {"target": "a#In"},
                  "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
        "a#In": {"type": "structure", "members": {
            "document": {"target": "smithy.api#Document", "traits": {"smithy.api#required": {}}},
            "union": {"target": "a#U"}, "sparse": {"target": "a#Sparse"}, "map": {"target": "a#SparseMap"},
            "unique": {"target": "a#Unique"}, "byte": {"target": "smithy.api#Byte"},
            "short": {"target": "smithy.api#Short"}, "big": {"target": "a#Big"}, "long": {"target": "smithy.api#Long"},
            "float": {"target": "smithy.api#Float"}, "double": {"target": "smithy.api#Double"},
            "half": {"target": "a#Half"}, "decimal": {"target": "smithy.api#BigDecimal"},
            "numbers": {"target": "a#Numbers"}, "when": {"target": "a#When"}, "date": {"target": "a#Date"},
            "blob0": {"target": "a#B0"}, "blob1": {"target": "a#B1"}, "blob2": {"target": "a#B2"},
            "long_word": {"target": "smithy.api#String", "traits": {"smithy.api#length": {"min": 4}}},
            "self": {"target": "a#In"}}},
        "a#U": {"type": "union", "members": {
            "document": {"target": "smithy.api#Document"}, "word": {"target": "smithy.api#String"},
            "none": {"target": "a#Empty"}}},
        "a#Empty": {"type": "structure", "members": {}},
        "a#Sparse": {"type": "list", "member": {"target": "smithy.api#Boolean"}, "traits": {"smithy.api#sparse": {}}},
        "a#SparseMap": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "smithy.api#Boolean"},
                        "traits": {"smithy.api#sparse": {}, "smithy.api#length": {"max": 2}}},
        "a#Unique": {"type": "list", "member": {"target": "smithy.api#Integer"}, "traits": {"smithy.api#uniqueItems": {}}},
        "a#Big": {"type": "bigInteger", "traits": {"smithy.api#range": {"min": -5}}},
        "a#Half": {"type": "float", "traits": {"smithy.api#range": {"min": 0.5}}},
        "a#Numbers": {"type": "intEnum", "members": {
            "ONE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
            "MINUS": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": -1}}}},
        "a#When": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "date-time"}},
        "a#Date": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "http-date"}},
        "a#B0": {"type": "blob", "traits": {"smithy.api#length": {"min": 3, "max": 6}}},
        "a#B1": {"type": "blob", "traits": {"smithy.api#length": {"min": 1, "max": 4}}},
        "a#B2": {"type": "blob", "traits": {"smithy.api#length": {"min": 2, "max": 5}}}}}"##;
    let loaded = LoadedModel::parse(text.as_bytes()).unwrap();
    let preflight = uncapped(Preflight::builder().model(loaded).build().unwrap());
    for seed in 0..16 {
        compare_generated(&preflight, &preflight.model(), seed);
    }
    // Byte lengths around the bounds, and strings that are almost base64.
    let schema = validator_for(&preflight.model(), "Put");
    for text in [
        "",
        "A",
        "AA",
        "AAA",
        "AAAA",
        "AA==",
        "AAA=",
        "A===",
        "====",
        "AAAAAA==",
        "AAAAAAA=",
        "AAAAAAAA",
        "AAAAAAAAAA==",
        "AA=A",
        "AA==AAAA",
        "A-_A",
        "AAAA\n",
        "ÄAAA",
    ] {
        for name in ["blob0", "blob1", "blob2"] {
            compare(&preflight, &schema, "Put", &serde_json::json!({"document": 1, name: text}));
        }
    }
}

/// Generates inputs, mutates them and compares the verdicts. Returns how many inputs the engine refused, and the total.
fn compare_generated(preflight: &Preflight, model: &ServiceModel<'_>, seed: u64) -> (usize, usize) {
    let mut generator = Generator::new(tables(model), seed);
    let (mut refused, mut checked) = (0, 0);
    let tables = tables(model);
    for operation in tables.operations {
        let name = tables.str(operation.name);
        let schema = validator_for(model, name);
        for _ in 0..INPUTS {
            let valid = generator.input(operation);
            assert!(compare(preflight, &schema, name, &valid), "{name} {valid}");
            checked += 1;
            for _ in 0..MUTANTS_PER_INPUT {
                let mut mutant = valid.clone();
                for _ in 0..=generator.random.below(2) {
                    mutate(&mut mutant, &mut generator.random);
                }
                checked += 1;
                refused += usize::from(!compare(preflight, &schema, name, &mutant));
            }
        }
    }
    (refused, checked)
}

/// Returns the verdict of both.
fn compare(preflight: &Preflight, schema: &Validator, operation: &str, input: &Value) -> bool {
    let text = input.to_string();
    let valid = verdict(preflight, operation, &text);
    if schema.is_valid(input) != valid {
        let engine_report = preflight.check(operation, text.as_bytes()).unwrap();
        let schema_errors: Vec<String> =
            schema.iter_errors(input).map(|error| format!("{}: {error}", error.instance_path())).collect();
        panic!("{operation} {text}\nthe engine: {:#?}\nthe schema: {schema_errors:#?}", engine_report.violations());
    }
    valid
}

#[test]
fn the_complete_schema_agrees_with_its_parts() {
    for edition in Edition::ALL {
        let model = edition.model();
        let mut generator = Generator::new(tables(&model), 3);
        let mut whole = export::json_schema(&model);
        let rows = tables(&model);
        for operation in rows.operations {
            let name = rows.str(operation.name);
            whole["$ref"] = serde_json::json!(format!("#/$defs/{name}.input"));
            let (all, own) = (validator(&whole), validator_for(&model, name));
            let mut input = generator.input(operation);
            assert!(all.is_valid(&input) && own.is_valid(&input), "{name} {input}");
            mutate(&mut input, &mut generator.random);
            assert_eq!(all.is_valid(&input), own.is_valid(&input), "{name} {input}");
        }
    }
}

#[test]
fn open_api_request_bodies_match_the_engine() {
    for edition in Edition::ALL {
        let (preflight, model) =
            (uncapped(Preflight::builder().edition(edition).without_rules().build().unwrap()), edition.model());
        let mut document = export::openapi(&model);
        let mut generator = Generator::new(tables(&model), 4);
        let rows = tables(&model);
        for operation in rows.operations {
            let name = rows.str(operation.name);
            let (path, method) = (rows.str(operation.uri), rows.str(operation.method).to_ascii_lowercase());
            let content = &document["paths"][path][&method]["requestBody"]["content"]["application/json"];
            let Some(reference) = content["schema"].get("$ref").cloned() else { continue };
            document["$ref"] = reference;
            let body = validator(&document);
            let members = rows.members_of(operation.input).iter();
            let outside: Vec<&str> =
                members.filter(|member| member.binding != Binding::Body).map(|member| rows.str(member.name)).collect();
            for round in 0..6 {
                let whole = generator.input(operation);
                let mut inside = whole.clone();
                inside.as_object_mut().unwrap().retain(|name, _| !outside.contains(&name.as_str()));
                if round > 0 {
                    mutate(&mut inside, &mut generator.random);
                }
                let Some(members) = inside.as_object() else { continue };
                let mut combined = members.clone();
                combined.retain(|name, _| !outside.contains(&name.as_str()));
                for name in &outside {
                    combined.extend(whole.get(*name).map(|value| ((*name).to_owned(), value.clone())));
                }
                let text = Value::Object(combined).to_string();
                assert_eq!(body.is_valid(&inside), verdict(&preflight, name, &text), "{name} {inside}");
            }
        }
    }
}

/// Returns the names of members on which the two differ, with the reason that no schema can express it. `None` if the
/// JSON parser refuses the text.
#[test]
fn inexpressible() {
    let preflight = Preflight::builder().edition(Edition::default()).without_rules().build().unwrap();
    let deep = format!(r#"{{"Tags": {{"k": {}1{}}}}}"#, "[".repeat(128), "]".repeat(128));
    for (operation, text, engine, schema, reason) in [
        (
            "CreateCredentialLocker",
            r#"{"Name": "a", "Name": "b"}"#,
            false,
            Some(true),
            "a schema sees what a reader made of the text, and readers keep one of the two",
        ),
        (
            "CreateCredentialLocker",
            r#"{"Unheard": {"a": 1, "a": 2}}"#,
            false,
            Some(true),
            "the same, in what the model does not know",
        ),
        (
            "CreateCredentialLocker",
            r#"{"Name": "\ud800"}"#,
            false,
            None,
            "half of a surrogate pair is not a character, so no string holds it",
        ),
        ("CreateCredentialLocker", &deep, false, None, "nesting is a limit of readers, and each has its own"),
        (
            "CreateOtaTaskConfiguration",
            r#"{"TaskConfiguration": null, "Name": "a", "Unheard": 1e400}"#,
            true,
            None,
            "serde_json has no number beyond a double, also where nobody looks at it",
        ),
        (
            "CreateOtaTaskConfiguration",
            r#"{"PushConfig": {"TimeoutConfig": {"InProgressTimeoutInMinutes": 1.00000000000000000001}}}"#,
            false,
            Some(true),
            "serde_json rounds to a double before the schema is asked, the engine compares decimals",
        ),
        (
            "PutHubConfiguration",
            r#"{"HubTokenTimerExpirySettingInSeconds": 9223372036854775807.0}"#,
            true,
            Some(false),
            "the same: the nearest double is beyond 64 bits",
        ),
    ] {
        assert_eq!(verdict(&preflight, operation, text), engine, "{reason}");
        let read: Option<Value> = serde_json::from_str(text).ok();
        let checked = read.map(|value| validator_for(&Edition::default().model(), operation).is_valid(&value));
        assert_eq!(checked, schema, "{reason}");
    }
}
