//! Smithy's test suites for restJson1, on models that are loaded at run time. One test per case: 126 validation cases with
//! the exact answers, and 527 malformed requests.

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
    for (folder, expected_count) in [("smithy-validation", 126), ("smithy-malformed", 527)] {
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

/// Compares the verdict and, for refused requests, the operation and the response; the body only if the case has one.
fn check(preflight: &Preflight, case: &Value) -> Result<(), String> {
    let record = json!({"id": case["id"], "request": case["request"]}).to_string();
    let answer = preflight.answer(record.as_bytes()).to_json();
    let answer: Value = serde_json::from_str(&answer).map_err(|error| format!("the answer is not JSON: {error}"))?;
    let is_valid = case["expect"]["status"].as_u64() < Some(300);
    let (mut expected, mut actual) = (json!({"valid": is_valid}), json!({"valid": answer["valid"]}));
    if !is_valid {
        expected["operation"] = case["operation"].clone();
        actual["operation"] = answer["operation"].clone();
        for key in ["status", "headers", "body"] {
            if key != "body" || case["expect"].get(key).is_some() {
                expected[key] = case["expect"][key].clone();
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
