//! Prints every case, one a line, with the report that the library gives, for the surfaces that are not Rust: they must
//! give the same bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use conformance::cases::{Case, Subject, cases};
use mi_preflight::document::Origin;
use mi_preflight::{CapabilityReportPlace, Edition, Preflight};
use serde_json::{Value, json};

fn main() {
    for case in cases() {
        for edition in case.editions() {
            println!("{}", line(&case, edition));
        }
    }
}

fn line(case: &Case, edition: Edition) -> Value {
    let mut options = json!({"edition": edition.name()});
    for key in ["profile", "now", "report", "schemas", "destinations", "routes", "policy", "signed", "limits"] {
        if let Some(value) = case.case.get(key) {
            options[key] = value.clone();
        }
    }
    let mut line = json!({"name": case.name, "options": options});
    let preflight = case.preflight(edition);
    match case.subject() {
        Subject::Text { operation, text, is_output } => judge(&mut line, &preflight, &operation, text, is_output),
        Subject::Document { text, origin } => {
            let report = case.documents().check_document(text.as_bytes(), origin, case.profile());
            line["door"] = json!("checkDocument");
            if origin == Origin::Service {
                line["options"]["from"] = json!("service");
            }
            line["report"] = json!(report.to_json());
            line["text"] = json!(text);
        }
        Subject::Event(text) => {
            let judged = case.documents().check_notification(text.as_bytes(), case.profile());
            line["door"] = json!("checkEvent");
            line["report"] = json!(judged.expect("it is a notification").to_json());
            line["text"] = json!(text);
        }
        Subject::Report(text) => {
            let place = CapabilityReportPlace::find(text.as_bytes()).expect("it is a report");
            line["door"] = json!("checkReport");
            line["report"] = json!(preflight.check_capability_report_at(text.as_bytes(), &place).to_json());
            line["text"] = json!(text);
        }
        Subject::Record(record) => {
            let record: Value = serde_json::from_str(&record).expect("a record is JSON");
            if let Some(request) = record.get("request") {
                line["door"] = json!("checkRequest");
                line["request"] = request.clone();
                line["report"] = json!(request_report(&preflight, request));
            } else {
                let is_output = record.get("output").is_some();
                let text = record[if is_output { "output" } else { "input" }].to_string();
                let operation = record["operation"].as_str().expect("a record names its operation");
                judge(&mut line, &preflight, operation, text, is_output);
            }
        }
    }
    line
}

fn judge(line: &mut Value, preflight: &Preflight, operation: &str, text: String, is_output: bool) {
    let report = if is_output {
        preflight.check_output(operation, text.as_bytes())
    } else {
        preflight.check(operation, text.as_bytes())
    };
    line["door"] = json!(if is_output { "checkOutput" } else { "check" });
    line["operation"] = json!(operation);
    line["report"] = json!(report.expect("the operation is there").to_json());
    line["text"] = json!(text);
}

/// The request as a record has it, judged without the record.
fn request_report(preflight: &Preflight, request: &Value) -> String {
    let text = |key: &str| request[key].as_str().unwrap_or_default();
    let encoded = request["bodyBase64"].as_str().map(|body| STANDARD.decode(body).expect("it is base64"));
    let body = encoded.unwrap_or_else(|| text("body").as_bytes().to_vec());
    let mut asked = mi_preflight::Request::new(text("method"), text("uri")).with_body(&body);
    for entry in request["query"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        asked = asked.with_query(entry);
    }
    for (name, value) in request["headers"].as_object().into_iter().flatten() {
        let several = value.as_array().into_iter().flatten().chain(value.is_string().then_some(value));
        for value in several.filter_map(Value::as_str) {
            asked = asked.with_header(name, value);
        }
    }
    preflight.check_request(&asked).to_json()
}
