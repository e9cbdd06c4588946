//! The published JSON Schemas of records and answers describe what is really read and written.

use std::path::Path;

use mi_preflight::{Edition, Preflight};
use serde_json::{Value, json};

fn validator(name: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema").join(name);
    jsonschema::draft202012::new(&conformance::json(&path)).expect("the schema is a schema")
}

#[test]
fn answers_are_of_the_published_form() {
    let answers = validator("answer.schema.json");
    let records = validator("record.schema.json");
    let preflight = Preflight::new(Edition::default());
    let long = "k".repeat(200);
    let texts = [
        json!({"id": "a", "operation": "CreateManagedThing", "input": {"Role": "x", "Tags": {long: 1}, "Nmae": 2}}),
        json!({"id": 7, "operation": "CreateManagedThing", "input": null}),
        json!({"operation": "GetManagedThingState", "output": {"Endpoints": 5}}),
        json!({"id": null, "request": {"method": "GET", "uri": "/nothing"}}),
        json!({"id": true, "request": {"method": "DELETE", "uri": "/managed-things"}}),
        json!({"id": "b", "request": {"method": "GET", "uri": "/managed-things", "query": ["MaxResults=x"]}}),
        json!({"id": "c", "request": {"method": "POST", "uri": "/managed-things", "headers": {"content-type": ["text/xml"]}, "bodyBase64": "e30="}}),
        json!({"id": "d", "operation": "CreateManagedThings", "input": {}}),
    ];
    for record in texts {
        assert!(records.is_valid(&record), "{record}");
        let text = record.to_string();
        let answer = preflight.answer(text.as_bytes());
        for written in [answer.to_json(), answer.to_json_with_places(text.as_bytes())] {
            let answer: Value = serde_json::from_str(&written).expect("an answer is JSON");
            let wrong: Vec<String> = answers.iter_errors(&answer).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{written}: {wrong:?}");
        }
    }
}

#[test]
fn what_is_no_record_is_none_by_the_schema_either() {
    let records = validator("record.schema.json");
    let preflight = Preflight::new(Edition::default());
    let texts = [
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
    for record in texts {
        assert!(!records.is_valid(&record), "{record}");
        assert!(preflight.answer(record.to_string().as_bytes()).error().is_some(), "{record}");
    }
}
