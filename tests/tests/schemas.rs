//! The published JSON Schemas of records and answers describe what the library reads and writes.

use conformance::{read_json, root};
use mi_preflight::{Edition, Preflight};
use serde_json::{Value, json};

fn validator(name: &str) -> jsonschema::Validator {
    jsonschema::draft202012::new(&read_json(&root().join("schema").join(name))).expect("the schema is valid")
}

#[test]
fn answers_match_the_published_schema() {
    let answers = validator("answer.schema.json");
    let records = validator("record.schema.json");
    let preflight = Preflight::new(Edition::default());
    let long_key = "k".repeat(200);
    let accepted = [
        json!({"id": "a", "operation": "CreateManagedThing", "input": {"Role": "x", "Tags": {long_key: 1}, "Nmae": 2}}),
        json!({"id": 7, "operation": "CreateManagedThing", "input": null}),
        json!({"operation": "GetManagedThingState", "output": {"Endpoints": 5}}),
        json!({"id": null, "request": {"method": "GET", "uri": "/nothing"}}),
        json!({"id": true, "request": {"method": "DELETE", "uri": "/managed-things"}}),
        json!({"id": "b", "request": {"method": "GET", "uri": "/managed-things", "query": ["MaxResults=x"]}}),
        json!({"id": "c", "request": {"method": "POST", "uri": "/managed-things", "headers": {"content-type": ["text/xml"]}, "bodyBase64": "e30="}}),
        json!({"id": "d", "operation": "CreateManagedThings", "input": {}}),
    ];
    for record in accepted {
        assert!(records.is_valid(&record), "{record}");
        let text = record.to_string();
        let answer = preflight.answer(text.as_bytes());
        for written in [answer.to_json(), answer.to_json_with_places(text.as_bytes())] {
            let answer: Value = serde_json::from_str(&written).expect("an answer is JSON");
            let errors: Vec<String> = answers.iter_errors(&answer).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{written}: {errors:?}");
        }
    }
}

#[test]
fn the_schema_and_the_library_refuse_the_same_records() {
    let records = validator("record.schema.json");
    let preflight = Preflight::new(Edition::default());
    let refused = [
        json!([]),
        json!({}),
        json!({"operation": "CreateManagedThing"}),
        json!({"input": {}}),
        json!({"operation": "CreateManagedThing", "input": {}, "output": {}}),
        json!({"id": [], "operation": "CreateManagedThing", "input": {}}),
        json!({"request": {"method": "GET"}}),
        json!({"request": {"method": "GET", "uri": "/", "bdy": ""}}),
        json!({"request": {"method": "GET", "uri": "/", "body": "", "bodyBase64": ""}}),
        json!({"request": {"method": "GET", "uri": "/", "headers": {"a": 1}}}),
    ];
    for record in refused {
        assert!(!records.is_valid(&record), "{record}");
        assert!(preflight.answer(record.to_string().as_bytes()).error().is_some(), "{record}");
    }
}
