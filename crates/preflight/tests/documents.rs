//! Randomly mutated documents: nothing panics, and the violations of a document decide whether it is usable.

#![cfg(feature = "documents")]

use jsonschema::Draft;
use mi_preflight::document::{Documents, Origin};
use mi_preflight::{Profile, Rule, Severity};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

fn lamp() -> Value {
    json!({
        "$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp", "extrinsicId": "0xFFF1FC01",
        "extrinsicVersion": "1",
        "properties": {
            "OnOff": {"extrinsicId": "0", "value": {"type": "boolean"}, "mutable": true},
            "Mode": {"extrinsicId": "1", "value": {"$ref": "#/$defs/Mode", "nullable": true}},
            "Tree": {"extrinsicId": "2", "value": {"$ref": "#/$defs/Tree"}},
        },
        "actions": [{"name": "Dim", "extrinsicId": "2", "request": {"parameters": {
            "Level": {"extrinsicId": "0", "value": {"anyOf": [{"type": "null"}, {"type": "integer", "minimum": 1}]}},
            "Bits": {"extrinsicId": "1", "value": {"$ref": "#/$defs/Bits"}},
        }}}],
        "events": [{"name": "Hot", "extrinsicId": "0", "parameters": {"T": {"extrinsicId": "0", "value": true}}}],
        "$defs": {
            "Mode": {"$ref": "/schema-versions/definition/aws.enum@1.0", "type": "string", "enum": ["A", "B"],
                "extrinsicIdMap": {"A": "0", "B": "1"}},
            "Bits": {"$ref": "/schema-versions/definition/aws.bitmap@1.0", "type": "object",
                "properties": {"X": {"extrinsicId": "0", "value": {"type": "integer", "minimum": 0, "maximum": 1}}}},
            "Tree": {"properties": {"next": {"$ref": "#/$defs/Tree"}}, "patternProperties": {"^x": false},
                "prefixItems": [{"if": {"type": "string"}, "then": {"pattern": "^a"}}], "required": ["next"]},
        },
    })
}

fn payload() -> Value {
    json!({
        "Endpoints": [{"endpointId": "1", "capabilities": [{"id": "acme.Lamp@1.0", "name": "Lamp", "version": "1",
            "actions": [
                {"name": "Dim", "parameters": {"Level": 1, "Bits": {"X": 1}}},
                {"name": "UpdateState", "parameters": {"Tree": {"next": {"next": {}}}, "Mode": "A"}},
                {"name": "ReadState", "parameters": {"propertiesToRead": ["OnOff"]}},
            ],
            "properties": [{"name": "Mode", "value": {"propertyValue": null, "lastChangedAt": "2026-02-03T04:05:06.7Z"}}],
        }]}],
        "endpoints": [{"id": "1", "capabilities": [{"id": "acme.Lamp@1.0", "name": "Lamp", "version": "1",
            "properties": ["OnOff"], "actions": ["Dim"], "events": ["Hot"]}]}],
        "payload": {"endpoints": [{"capabilities": [{"id": "acme.Lamp", "events": [{"name": "Hot", "parameters": {"T": 1}}],
            "properties": [{"name": "OnOff", "value": "true"}]}]}]},
    })
}

/// Returns the values of a tree in order, and then values that are not in it.
fn values_of(value: &Value) -> Vec<Value> {
    fn collect(value: &Value, all: &mut Vec<Value>) {
        all.push(value.clone());
        match value {
            Value::Array(items) => items.iter().for_each(|item| collect(item, all)),
            Value::Object(members) => members.values().for_each(|member| collect(member, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    collect(value, &mut all);
    all.extend(["#", "#/$defs", "#/$defs/None", "aws.integer@1.0", "(((", ""].map(Value::from));
    all.extend([json!(null), json!(-1), json!(1e300), json!([]), json!({}), json!([{"not": true}])]);
    all
}

/// Replaces the value at the index `steps` in the order of the tree.
fn replace_nth(value: &mut Value, steps: &mut usize, replacement: &Value) {
    if *steps == 0 {
        *value = replacement.clone();
    }
    *steps = steps.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace_nth(item, steps, replacement)),
        Value::Object(members) => members.values_mut().for_each(|member| replace_nth(member, steps, replacement)),
        _ => {}
    }
}

fn mutated(value: Value, changes: &[(Index, Index)]) -> Value {
    let pool = values_of(&value);
    changes.iter().fold(value, |mut value, (place, other)| {
        replace_nth(&mut value, &mut place.index(pool.len()), other.get(&pool));
        value
    })
}

proptest! {
    #[test]
    fn mutated_documents_and_payloads_do_not_panic(
        of_document: Vec<(Index, Index)>,
        of_payload in proptest::collection::vec(any::<(Index, Index)>(), 0..4),
    ) {
        let text = mutated(lamp(), &of_document).to_string();
        let payload = mutated(payload(), &of_payload);
        let severity_for = |rule: Rule| Profile::Strict.severity(rule);
        let mut documents = Documents::new();
        let report = documents.check_document(text.as_bytes(), Origin::Authored, Profile::Strict);
        prop_assert!(report.violations().iter().all(|violation| violation.offset.is_some_and(|at| at <= text.len())));
        let fetched = documents.check_document(text.as_bytes(), Origin::Service, Profile::Strict);
        prop_assert!(fetched.is_valid());
        let Ok(added) = documents.add(text.as_bytes()) else { return Ok(()) };
        documents.check_command(&payload, &severity_for);
        documents.check_capability_report(&payload, &severity_for);
        documents.check_state(&payload, &severity_for);
        documents.check_event(&payload, &severity_for);
        let is_clean = |severity: Severity| report.worst() < Some(severity);
        for schema in added.documents.iter().filter_map(|id| documents.json_schemas(id)).flat_map(|all| all.into_values()) {
            let built = jsonschema::options().with_draft(Draft::Draft202012).offline().build(&schema);
            prop_assert!(built.is_ok() || !is_clean(Severity::Error), "{schema}");
        }
    }
}

#[test]
fn unmutated_documents_and_payloads_are_valid() {
    let text = lamp().to_string();
    let mut documents = Documents::new();
    assert_eq!(documents.check_document(text.as_bytes(), Origin::Authored, Profile::Strict).violations(), []);
    documents.add(text.as_bytes()).expect("the document is good");
    let severity_for = |rule: Rule| Profile::Strict.severity(rule);
    assert_eq!(documents.check_capability_report(&payload(), &severity_for), []);
    assert_eq!(documents.check_state(&payload(), &severity_for), []);
    assert_eq!(documents.check_event(&payload(), &severity_for), []);
    let command: Vec<&str> =
        documents.check_command(&payload(), &severity_for).iter().map(|found| found.rule.id()).collect();
    assert_eq!(command, ["command/parameters"], "the tree asks for a `next` without end");
}
