//! Smithy's test suites for restJson1, on models that are loaded at run time. One test per case: 126 validation cases with
//! the exact answers, 527 malformed requests, and 151 requests that a server accepts.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use conformance::comparison::{LEGEND, json_diff};
use conformance::harness::{Suite, test_name};
use conformance::read_json;
use mi_preflight::{LoadedModel, Preflight};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut suite = Suite::new(env!("CARGO_CRATE_NAME"));
    for (folder, expected_count) in [("smithy-validation", 126), ("smithy-malformed", 527), ("smithy-requests", 151)] {
        if let Some(path) = suite.conformance_folder(folder) {
            add_cases(&mut suite, &path, &test_name(folder), expected_count);
        }
    }
    suite.run()
}

fn add_cases(suite: &mut Suite, folder: &Path, name: &str, expected_count: usize) {
    let preflight = Arc::new(load(&folder.join("model.json")));
    let cases = read_json(&folder.join("cases.json"));
    let cases = cases.as_array().expect("the cases are a list");
    assert_eq!(cases.len(), expected_count, "{name} is complete");
    for case in cases {
        let id = case["id"].as_str().expect("a case has an id");
        let (preflight, case) = (Arc::clone(&preflight), case.clone());
        suite.add(format!("{name}::{id}"), move || check(&preflight, &case));
    }
}

fn load(path: &Path) -> Preflight {
    let text = std::fs::read(path).expect("the suite has a model");
    let model = LoadedModel::parse(&text).expect("the suite's model loads");
    assert_eq!(model.unsupported(), [], "everything that the suite uses is judged");
    Preflight::builder().model(model).build().expect("the settings agree")
}

/// Compares the verdict and the operation, and the response to refused requests: what the case states of it. There is
/// nothing to say about a request that a server accepts.
fn check(preflight: &Preflight, case: &Value) -> Result<(), String> {
    let record = json!({"id": case["id"], "request": case["request"]}).to_string();
    let answer = preflight.answer(record.as_bytes()).to_json();
    let answer: Value = serde_json::from_str(&answer).map_err(|error| format!("the answer is not JSON: {error}"))?;
    let is_valid = case["expect"]["status"].as_u64() < Some(300);
    // The test service does not have the path of one case, which is a client's alone.
    let has_route = is_valid || case["appliesTo"] != "client";
    let operation = if has_route { case["operation"].clone() } else { Value::Null };
    let mut expected = json!({"valid": is_valid, "operation": operation});
    let mut actual = json!({"valid": answer["valid"], "operation": answer["operation"]});
    if is_valid {
        expected["violations"] = json!([]);
        actual["violations"] = answer["violations"].clone();
    } else {
        for key in ["status", "headers", "body"] {
            if let Some(value) = case["expect"].get(key) {
                expected[key] = value.clone();
                actual[key] = answer["response"][key].clone();
            }
        }
    }
    if expected == actual {
        return Ok(());
    }
    Err(format!(
        "{}: {}\nthe answers differ: {LEGEND}\n\n{}\nfound {answer}",
        case["id"],
        case["request"],
        json_diff(&expected, &actual)
    ))
}
