use serde_json::{Value, json};

use super::Documents;
use crate::engine::report::Violation;
use crate::engine::rule::{Rule, Severity};
use crate::service::profile::Profile;

fn documents() -> Documents {
    let lamp = json!({
        "$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp", "extrinsicId": "6", "extrinsicVersion": "3",
        "properties": {
            "OnOff": {"extrinsicId": "0", "value": {"type": "boolean"}, "mutable": false, "retrievable": false},
            "Level": {"extrinsicId": "1", "value": {"type": "integer", "maximum": 254, "nullable": true}},
            "Odd": {"extrinsicId": "2", "value": {"$ref": "#/$defs/none"}},
            "Tree": {"extrinsicId": "3", "value": {"$ref": "#/$defs/tree"}},
            "Map": {"extrinsicId": "4", "value": {"additionalProperties": {"type": "string", "maxLength": 3}}},
        },
        "actions": [
            {"name": "Toggle", "extrinsicId": "2"},
            {"name": "Dim", "extrinsicId": "3", "request": {"parameters": {
                "Level": {"extrinsicId": "0", "value": {"type": "integer"}},
                "Slow": {"extrinsicId": "1", "value": {"type": "string", "pattern": "^(a+)+$"}},
            }}},
        ],
        "$defs": {"tree": {"properties": {"l": {"$ref": "#/$defs/tree"}, "r": {"$ref": "#/$defs/tree"}, "v": {"type": "null"}},
            "additionalProperties": false}},
    });
    let mut documents = Documents::new();
    documents.add(lamp.to_string().as_bytes()).unwrap();
    documents
}

fn severity_for(rule: Rule) -> Option<Severity> {
    Profile::Strict.severity(rule)
}

fn lines(violations: &[Violation]) -> Vec<String> {
    violations
        .iter()
        .map(|violation| format!("{} {} {}", violation.severity, violation.rule.id(), violation.path))
        .collect()
}

/// The violations of a command with one action, with paths below the action.
fn check_action(action: Value) -> Vec<String> {
    let input = json!({"Endpoints": [{"endpointId": "1", "capabilities": [
        {"id": "acme.Lamp@1.0", "name": "Lamp", "version": "1", "actions": [action]}]}]});
    let found = documents().check_command(&input, &severity_for);
    lines(&found).iter().map(|line| line.replace("/Endpoints/0/capabilities/0/actions/0", "")).collect()
}

const NO_VIOLATIONS: [&str; 0] = [];

#[test]
fn checks_commands_against_declared_actions() {
    assert_eq!(check_action(json!({"name": "Toggle"})), NO_VIOLATIONS);
    assert_eq!(check_action(json!({"name": "Toggle", "parameters": null})), NO_VIOLATIONS);
    assert_eq!(
        check_action(json!({"name": "Toggle", "parameters": {"x": 1}})),
        ["error command/parameters /parameters"]
    );
    assert_eq!(check_action(json!({"name": "Togle"})), ["error command/unknown-action /name"]);
    assert_eq!(check_action(json!({"name": "Dim", "parameters": {"Level": 1, "Slow": "a"}})), NO_VIOLATIONS);
    assert_eq!(
        check_action(json!({"name": "Dim", "parameters": {"Level": "1", "Slow": "a"}})),
        ["error command/parameters /parameters/Level"]
    );
    assert_eq!(
        check_action(json!({"name": "Dim", "parameters": {"Level": 1}})),
        ["error command/missing-parameter /parameters"]
    );
    assert_eq!(check_action(json!({"name": "Dim"})), ["error command/missing-parameter "]);
    assert_eq!(check_action(json!({"name": "Dim", "parameters": [1]})), ["error command/parameters /parameters"]);
}

#[test]
fn checks_the_properties_of_built_in_actions() {
    assert_eq!(
        check_action(json!({"name": "UpdateState", "parameters": {"Level": null, "Odd": {"any": 1}}})),
        NO_VIOLATIONS
    );
    assert_eq!(
        check_action(json!({"name": "UpdateState", "parameters": {"Level": 255}})),
        ["error command/parameters /parameters/Level"]
    );
    assert_eq!(
        check_action(json!({"name": "UpdateState", "parameters": {"Secret": 1}})),
        ["error command/parameters /parameters"]
    );
    assert_eq!(
        check_action(json!({"name": "UpdateState", "parameters": {"OnOff": true}})),
        ["warning command/access /parameters/OnOff"]
    );
    assert_eq!(
        check_action(json!({"name": "ReadState", "parameters": {"propertiesToRead": ["*", "Level"]}})),
        NO_VIOLATIONS
    );
    assert_eq!(
        check_action(json!({"name": "ReadState", "parameters": {"propertiesToRead": ["Level", "Hue", "OnOff"]}})),
        [
            "error command/parameters /parameters/propertiesToRead/1",
            "warning command/access /parameters/propertiesToRead/2"
        ]
    );
    // The shape of built-in actions is checked by another rule.
    assert_eq!(check_action(json!({"name": "ReadState", "parameters": {}})), NO_VIOLATIONS);
    assert_eq!(check_action(json!({"name": "UpdateState"})), NO_VIOLATIONS);
}

#[test]
fn checks_the_capability_name() {
    let command = |id: &str, name: &str| {
        let input = json!({"Endpoints": [{"capabilities": [{"id": id, "name": name, "actions": []}]}]});
        lines(&documents().check_command(&input, &severity_for))
    };
    assert_eq!(command("acme.Lamp@1.0", "Lamp"), NO_VIOLATIONS);
    assert_eq!(command("acme.Lamp@$latest", "lamp"), ["error command/name /Endpoints/0/capabilities/0/name"]);
    assert_eq!(command("acme.Other@1.0", "lamp"), NO_VIOLATIONS);
}

#[test]
fn paths_and_messages_do_not_contain_values() {
    let input = json!({"Endpoints": [{"capabilities": [{"id": "acme.Lamp@1.0", "actions": [
        {"name": "UpdateState", "parameters": {"Map": {"canary": "canary"}, "canary2": 1}},
        {"name": "Dim", "parameters": {"Level": "canary", "Slow": "canary"}},
        {"name": "ReadState", "parameters": {"propertiesToRead": ["canary"]}},
    ]}]}]});
    let found = documents().check_command(&input, &severity_for);
    assert!(found.len() >= 5, "{found:?}");
    assert!(!format!("{found:?}").contains("canary"), "{found:?}");
    let paths: Vec<String> = found.iter().map(|violation| violation.path.to_string()).collect();
    assert!(paths.contains(&"/Endpoints/0/capabilities/0/actions/0/parameters/Map".to_owned()), "{paths:?}");
}

#[test]
fn messages_state_the_requirement() {
    let input = json!({"Endpoints": [{"capabilities": [{"id": "acme.Lamp@1.0", "actions": [
        {"name": "UpdateState", "parameters": {"Level": "x", "Map": {"k": "long"}}}]}]}]});
    let messages: Vec<String> =
        documents().check_command(&input, &severity_for).iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "`/Endpoints/0/capabilities/0/actions/0/parameters/Level` must be a whole number or null",
            "`/Endpoints/0/capabilities/0/actions/0/parameters/Map` must have at most 3 characters",
        ]
    );
}

/// A slow pattern, a recursive tree and a deep value: each evaluation is abandoned in time.
#[test]
fn hostile_values_do_not_hang() {
    let slow = "a".repeat(40) + "!";
    assert_eq!(
        check_action(json!({"name": "Dim", "parameters": {"Level": 1, "Slow": slow}})),
        ["error command/parameters /parameters/Slow"]
    );
    let mut deep = json!({"v": 1});
    for _ in 0..100 {
        deep = json!({"l": deep});
    }
    assert_eq!(
        check_action(json!({"name": "UpdateState", "parameters": {"Tree": deep}})),
        ["warning not-judged /parameters"]
    );
    let shallow = json!({"l": {"r": {"v": 1}}});
    assert_eq!(
        check_action(json!({"name": "UpdateState", "parameters": {"Tree": shallow}})),
        ["error command/parameters /parameters/Tree/l/r/v"]
    );
    let many: Vec<Value> = (0..50_000).map(|_| json!("long")).collect();
    assert_eq!(
        check_action(json!({"name": "UpdateState", "parameters": {"Level": many}})),
        ["error command/parameters /parameters/Level"]
    );
}

#[test]
fn evaluates_a_deep_schema() {
    // The deepest schema that is translated: the validator must have enough stack for it.
    let mut definitions = serde_json::Map::new();
    for step in 0..78 {
        definitions.insert(format!("k{step}"), json!({"allOf": [{"$ref": format!("#/$defs/k{}", step + 1)}]}));
    }
    definitions.insert("k78".to_owned(), json!({"type": "null"}));
    let document = json!({"$id": "/schema-versions/capability/acme.Deep@1.0", "name": "Deep", "$defs": definitions,
        "properties": {"P": {"extrinsicId": "0", "value": {"$ref": "#/$defs/k0"}}}});
    let mut documents = Documents::new();
    documents.add(document.to_string().as_bytes()).unwrap();
    let output = json!({"Endpoints": [{"capabilities": [{"id": "acme.Deep@1.0", "properties": [
        {"name": "P", "value": {"propertyValue": 1}}]}]}]});
    assert_eq!(documents.check_state(&output, &severity_for).len(), 1);
}

#[test]
fn evaluates_a_recursive_schema_to_the_depth_of_the_value() {
    // One recursive reference costs twelve levels of the schema for each level of the value.
    let mut step = json!({"properties": {"c": {"$ref": "#/$defs/t"}}, "additionalProperties": false});
    for _ in 0..10 {
        step = json!({"allOf": [step]});
    }
    let document = json!({"$id": "/schema-versions/capability/acme.Round@1.0", "name": "Round", "$defs": {"t": step},
        "properties": {"P": {"extrinsicId": "0", "value": {"$ref": "#/$defs/t"}}}});
    let mut documents = Documents::new();
    documents.add(document.to_string().as_bytes()).unwrap();
    let mut value = json!({"x": 1});
    for _ in 0..120 {
        value = json!({"c": value});
    }
    let output = json!({"Endpoints": [{"capabilities": [{"id": "acme.Round@1.0", "properties": [
        {"name": "P", "value": {"propertyValue": value}}]}]}]});
    assert_eq!(documents.check_state(&output, &severity_for).len(), 1);
}

#[test]
fn checks_states() {
    let state = |property: Value| {
        let endpoints = json!([{"endpointId": "1", "capabilities": [{"id": "acme.Lamp", "version": "1.4", "properties": [property]}]}]);
        let answer = documents().check_state(&json!({"Endpoints": endpoints}), &severity_for);
        let notified =
            documents().check_state(&json!({"payload": {"addedStates": {"endpoints": endpoints}}}), &severity_for);
        assert_eq!(answer.len(), notified.len());
        lines(&answer)
            .iter()
            .map(|line| line.replace("/Endpoints/0/capabilities/0/properties/0", ""))
            .collect::<Vec<_>>()
    };
    let value = |value: Value| json!({"name": "Level", "value": {"propertyValue": value, "lastChangedAt": "2026-02-03T04:05:06.789Z"}});
    assert_eq!(state(value(json!(7))), NO_VIOLATIONS);
    assert_eq!(state(value(json!("7"))), NO_VIOLATIONS);
    assert_eq!(state(value(json!("seven"))), ["error state/document /value/propertyValue"]);
    assert_eq!(state(json!({"name": "Hue", "value": {}})), ["error state/document /name"]);
    assert_eq!(state(json!({"name": "Level", "value": 7})), ["error state/document /value"]);
    assert_eq!(state(json!({"name": "Level"})), ["error state/document "]);
    assert_eq!(
        state(json!({"name": "Level", "value": {"propertyValue": 1, "lastChangedAt": "yesterday"}})),
        ["error state/document /value/lastChangedAt"]
    );
    let object = json!({"Endpoints": [{"capabilities": [{"id": "acme.Lamp", "properties": {}}]}]});
    assert_eq!(
        lines(&documents().check_state(&object, &severity_for)),
        ["error state/document /Endpoints/0/capabilities/0/properties"]
    );
}

#[test]
fn compares_items_with_their_documents() {
    let report = json!({"endpoints": [{"capabilities": [{"id": "acme.Lamp@1.0"}]}]});
    let item = |change: &str, value: Value| {
        let mut item = json!({"Format": "AWS", "CapabilityId": "acme.Lamp@1.0", "ExtrinsicId": "0x06", "ExtrinsicVersion": 3,
            "Schema": {"$id": "/schema-versions/capability/acme.Lamp@1.0", "extrinsicId": "6", "extrinsicVersion": "3"}});
        item[change] = value;
        lines(&Documents::check_schema_items(&json!([item]), Some(&report), &severity_for))
    };
    assert_eq!(item("Format", json!("AWS")), NO_VIOLATIONS);
    assert_eq!(item("ExtrinsicId", json!("7")), ["error schema/item /0/ExtrinsicId"]);
    assert_eq!(item("ExtrinsicVersion", json!(4)), ["error schema/item /0/ExtrinsicVersion"]);
    assert_eq!(item("Schema", json!({"extrinsicVersion": "14"})), ["error schema/item /0/ExtrinsicVersion"]);
    assert_eq!(
        item("CapabilityId", json!("acme.Lamp@1.1")),
        ["error schema/item /0/CapabilityId", "error schema/item /0/CapabilityId"]
    );
    assert_eq!(item("Schema", json!({})), NO_VIOLATIONS);
}

#[test]
fn checks_documents_in_items() {
    let items = json!([
        {"Format": "ZCL", "Schema": {"$id": 7}}, {"Format": "AWS", "Schema": {}}, {"Format": "AWS", "Schema": 7},
        {"Format": "AWS", "Schema": {"$id": "/schema-versions/capability/aws.Lamp@1.0", "name": "7", "extrinsicId": 1}},
        {"Format": "AWS", "Schema": null},
    ]);
    let found = lines(&Documents::new().check_item_documents(&items, &severity_for));
    assert!(found.contains(&"error document/kind /2/Schema".to_owned()), "{found:?}");
    assert!(found.contains(&"error document/text /3/Schema/name".to_owned()), "{found:?}");
    // The check of the request reports the rules `schema/…`.
    assert!(!found.iter().any(|line| line.contains("schema/")), "{found:?}");
    assert!(!found.iter().any(|line| ["/0/", "/1/", "/4/"].iter().any(|none| line.contains(none))), "{found:?}");
}
