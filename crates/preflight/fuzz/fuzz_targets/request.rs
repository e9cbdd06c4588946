//! Requests and records: nothing panics, answers are JSON, and there is a response exactly where there is an error.
//!
//! The bytes are read in three ways: as a record, as the text of an HTTP request (`METHOD URI`, header lines, an empty
//! line, the body), and as decisions by which a request to one of the operations is put together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mi_preflight::__private::{Binding, Model, OperationShape, tables};
use mi_preflight::{Edition, Preflight, Request};
use mi_preflight_fuzz::{Decisions, input_text};
use serde_json::{Value, json};

fuzz_target!(|data: &[u8]| {
    for edition in Edition::ALL {
        let preflight = Preflight::builder().edition(edition).signature_required(data.len() % 2 == 1).build().unwrap();
        record(&preflight, data);
        let text = String::from_utf8_lossy(data);
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        let mut lines = head.lines();
        let (method, uri) = lines.next().unwrap_or_default().split_once(' ').unwrap_or_default();
        let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
        request(&preflight, method, uri, &headers, body.as_bytes());
        built(&preflight, data);
    }
});

/// Any bytes as a record.
fn record(preflight: &Preflight, data: &[u8]) {
    let answer = preflight.answer(data);
    for text in [answer.to_json(), answer.to_json_with_places(data)] {
        assert!(!text.contains('\n'), "an answer is one line");
        let written = serde_json::from_str::<Value>(&text);
        // An id is echoed as it stands there, and half of a surrogate pair is more than a `Value` can hold.
        let echoes_half_a_pair = written.as_ref().is_err_and(|error| error.to_string().contains("surrogate"))
            && serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        let Ok(written) = written else {
            assert!(echoes_half_a_pair, "an answer is JSON: {text}");
            continue;
        };
        assert_eq!(written.get("valid").is_some(), answer.report().is_some());
        assert_eq!(written.get("error").is_some(), answer.error().is_some());
    }
    if let Some(judged) = answer.judged_text() {
        assert!(judged.start <= judged.end && judged.end <= data.len(), "the judged text is a part of the record");
        let (Some(report), Some(operation)) = (answer.report(), answer.operation()) else { return };
        let text = &data[judged];
        if text != b"null" {
            let alone = preflight.answer_text(operation, text, answer.is_output());
            assert_eq!(alone.report(), Some(report), "a record's input is judged as it is alone");
        }
    }
}

/// One request, judged by itself and as a record.
fn request(preflight: &Preflight, method: &str, uri: &str, headers: &[(&str, &str)], body: &[u8]) {
    let mut request = Request::new(method, uri).with_body(body);
    for (name, value) in headers {
        request = request.with_header(name, value);
    }
    let report = preflight.check_request(&request);
    assert_eq!(report.response().is_some(), !report.report().is_valid(), "a response is there without a reason");
    let written: Value = serde_json::from_str(&report.to_json()).expect("a report is JSON");
    assert_eq!(written["valid"], report.report().is_valid());
    if let Some(response) = report.response() {
        let body: Value = serde_json::from_str(&response.body()).expect("a response's body is JSON");
        assert!(body["Message"].is_string());
        assert!((400..500).contains(&response.status));
    }
    // The same request in a record gets the same answer, but for headers that a JSON object cannot repeat.
    if let Ok(body) = core::str::from_utf8(body) {
        let mut grouped = serde_json::Map::new();
        for (name, value) in headers {
            let values = grouped.entry(*name).or_insert_with(|| json!([]));
            values.as_array_mut().expect("it was made an array").push(json!(value));
        }
        let record = json!({"request": {"method": method, "uri": uri, "headers": grouped, "body": body}}).to_string();
        let answer = preflight.answer(record.as_bytes()).to_json();
        let is_ordered = grouped.values().all(|values| values.as_array().is_some_and(|values| values.len() == 1));
        if is_ordered {
            assert_eq!(answer, report.to_json(), "a record's request is judged as it is alone");
        }
    }
}

/// A request to an operation, its parts filled by decisions.
fn built(preflight: &Preflight, data: &[u8]) {
    let mut decisions = Decisions::new(data);
    let model = tables(&preflight.model());
    let pick = decisions.below(model.operations.len());
    let operation = &model.operations[pick];
    let uri = uri(&model, operation, &mut decisions);
    let content_type = decisions.pick(&["application/json", "Application/JSON; charset=utf-8", "text/plain", ""]);
    let mut headers = vec![("content-type", content_type.unwrap_or_default())];
    match decisions.byte() {
        0..160 => {}
        160..200 => headers.push(("accept", "application/*;q=0.5, text/html")),
        _ => headers.push(("authorization", "AWS4-HMAC-SHA256 Credential=a/20250101/eu-west-1/x/aws4_request")),
    }
    let body = input_text(&model, operation, &mut decisions);
    request(preflight, model.str(operation.method), &uri, &headers, body.as_bytes());
}

fn uri(model: &Model<'_>, operation: &OperationShape, decisions: &mut Decisions<'_>) -> String {
    let part = |decisions: &mut Decisions<'_>| match decisions.byte() {
        0..128 => "abc123".to_owned(),
        128..160 => "%41%2Fb%20c".to_owned(),
        160..170 => "%4".to_owned(),
        170..180 => String::new(),
        _ => String::from_utf8_lossy(decisions.take(12)).into_owned(),
    };
    let mut uri = String::new();
    for segment in model.str(operation.uri).split('/').skip(1) {
        uri.push('/');
        if segment.starts_with('{') {
            uri.push_str(&part(decisions));
        } else {
            uri.push_str(segment);
        }
    }
    let mut separator = '?';
    for member in model.members_of(operation.input) {
        let Binding::Query(name) = member.binding else { continue };
        for _ in 0..decisions.below(3) {
            uri.push(separator);
            separator = '&';
            uri.push_str(model.str(name));
            uri.push('=');
            uri.push_str(&part(decisions));
        }
    }
    if decisions.byte() > 220 {
        uri.push(separator);
        uri.push_str(&String::from_utf8_lossy(decisions.take(24)));
    }
    uri
}
