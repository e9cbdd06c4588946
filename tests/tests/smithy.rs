//! Smithy's own suites for restJson1, on models loaded at run time: 126 validation cases with the exact answers, and
//! 527 malformed requests.

use std::sync::Arc;

use mi_preflight::{LoadedModel, Preflight};
use serde_json::{Value, json};

fn run(folder: &str, expected_count: usize) {
    let Some(folder) = conformance::shared(folder) else { return };
    let model = std::fs::read(folder.join("model.json")).expect("the suite has a model");
    let model = LoadedModel::parse(&model).expect("the suite's model loads");
    assert_eq!(model.unsupported(), [], "the suite uses nothing that is not judged");
    let preflight = Preflight::with_model(Arc::new(model));
    let cases = conformance::json(&folder.join("cases.json"));
    let cases = cases.as_array().expect("the cases are a list");
    assert_eq!(cases.len(), expected_count);
    let failures: Vec<String> = cases.iter().filter_map(|case| failure(&preflight, case)).collect();
    assert!(failures.is_empty(), "{} of {} cases fail:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn failure(preflight: &Preflight, case: &Value) -> Option<String> {
    let record = json!({"id": case["id"], "request": case["request"]}).to_string();
    let answer = preflight.answer(record.as_bytes()).to_json();
    let found: Value = serde_json::from_str(&answer).expect("an answer is JSON");
    let expected = &case["expect"];
    let valid = expected["status"].as_u64() < Some(300);
    let mut wrong = found["valid"] != valid;
    if !valid {
        let response = &found["response"];
        wrong |= found["operation"] != case["operation"] || response["status"] != expected["status"];
        wrong |= response["headers"] != expected["headers"];
        wrong |= expected.get("body").is_some_and(|body| *body != response["body"]);
    }
    wrong.then(|| format!("{}: {}\n  expected {expected}\n  found {answer}", case["id"], case["request"]))
}

#[test]
fn validation_suite_answers_exactly() {
    run("smithy-validation", 126);
}

#[test]
fn malformed_requests_are_refused() {
    run("smithy-malformed", 527);
}
