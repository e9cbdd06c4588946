//! No answer contains a value of a sensitive shape, whatever is wrong with the input.
//!
//! For every operation of every edition, an input is generated in which every sensitive value, the keys of sensitive maps
//! included, contains a canary. No text of the crate may contain it, and every occurrence in the input must be inside the
//! spans that callers are asked to hide.
#![cfg(feature = "record")]

use mi_preflight::__private::{Binding, Kind, Model, OperationShape, ShapeId, tables};
use mi_preflight::{Edition, Preflight, Report, Request};
use serde_json::json;

/// The searched text: the canary without its first letter, which may be written as an escape.
const NEEDLE: &str = "anary7f3a";

/// Deeper than any shape of the service with recursive shapes unrolled once.
const MAX_DEPTH: usize = 24;

/// The contents of sensitive values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filling {
    /// A string, which may be valid.
    Plain,
    /// A string that violates most constraints.
    Broken,
    /// A string longer than any maximum.
    Long,
    /// A string that begins with an escape.
    Escaped,
    /// Half a surrogate pair next to the canary.
    Surrogate,
    /// An object with duplicate keys, in place of another type.
    Object,
    /// An array, in place of another type.
    Array,
    /// As `Plain`, with unknown member names.
    Misspelt,
    /// As `Plain`, with every structure below the root inside an array.
    Wrapped,
}

const FILLINGS: [Filling; 8] = [
    Filling::Plain,
    Filling::Broken,
    Filling::Long,
    Filling::Escaped,
    Filling::Surrogate,
    Filling::Object,
    Filling::Array,
    Filling::Misspelt,
];

/// The JSON text of an input.
struct Writer<'m> {
    model: &'m Model<'m>,
    filling: Filling,
    /// Whether keys of sensitive maps are duplicated.
    repeat: bool,
    out: String,
}

impl Writer<'_> {
    fn text(&self) -> String {
        match self.filling {
            Filling::Broken => "\"canary7f3a \\u0000é\\r!<canary7f3a>\"".to_owned(),
            Filling::Long => format!("\"{}\"", "canary7f3a".repeat(1000)),
            Filling::Escaped => "\"\\u0063anary7f3a\"".to_owned(),
            Filling::Surrogate => "\"canary7f3a\\ud800\"".to_owned(),
            _ => "\"canary7f3a\"".to_owned(),
        }
    }

    fn sensitive(&mut self, kind: &Kind) {
        let text = self.text();
        let object = format!("{{{text}:{text},{text}:[{{{text}:1,{text}:2}}],\"x{}:null}}", &text[1..]);
        let value = match (self.filling, kind) {
            (Filling::Array, _) if !self.repeat => format!("[{text},[{{{text}:{text}}}],{text}]"),
            (Filling::Object, _) => format!("{{\"canary7f3a\":{object},\"canary7f3a\":\"canary7f3a\"}}"),
            (Filling::Array, _) => format!("[{text},[{object}],{text}]"),
            (_, Kind::Map { .. } | Kind::Document) if self.repeat => object,
            (_, Kind::Map { .. } | Kind::Document) => format!("{{{text}:{text}}}"),
            _ => text,
        };
        self.out.push_str(&value);
    }

    fn value(&mut self, id: ShapeId, depth: usize) {
        let shape = self.model.shape(id);
        if shape.sensitive {
            return self.sensitive(&shape.kind);
        }
        match &shape.kind {
            Kind::Structure { .. } | Kind::Union { .. } => {
                let wrapped = self.filling == Filling::Wrapped && depth > 0;
                self.out.push_str(if wrapped { "[{" } else { "{" });
                let mut separator = "";
                for member in self.model.members_of(Some(id)) {
                    if depth > MAX_DEPTH {
                        break;
                    }
                    let misspelt = self.filling == Filling::Misspelt && self.model.shape(member.shape).sensitive;
                    let slip = if misspelt { "x" } else { "" };
                    self.out.push_str(&format!("{separator}\"{}{slip}\":", self.model.str(member.name)));
                    separator = ",";
                    self.value(member.shape, depth + 1);
                }
                self.out.push_str(if wrapped { "}]" } else { "}" });
            }
            Kind::List { member, .. } => {
                self.out.push('[');
                self.value(*member, depth + 1);
                self.out.push(',');
                self.value(*member, depth + 1);
                self.out.push(']');
            }
            Kind::Map { key, value, .. } => {
                let sensitive_key = self.model.shape(*key).sensitive;
                let key = if sensitive_key { self.text() } else { "\"k\"".to_owned() };
                self.out.push_str(&format!("{{{key}:"));
                self.value(*value, depth + 1);
                self.out.push('}');
            }
            Kind::String { values, .. } => {
                let value = self.model.enum_values(*values).first().map_or("abc", |value| self.model.str(value.value));
                self.out.push_str(&format!("\"{value}\""));
            }
            Kind::Boolean => self.out.push_str("true"),
            Kind::Document => self.out.push_str("{}"),
            _ => self.out.push('1'),
        }
    }
}

fn input_of(model: &Model<'_>, operation: &OperationShape, filling: Filling) -> Option<String> {
    // The path of a duplicate key names it. Where no shape describes a value, the engine cannot know that its keys are
    // sensitive, so such values have no duplicate keys here.
    let repeat = !matches!(filling, Filling::Misspelt | Filling::Wrapped);
    input_with(model, operation, filling, repeat)
}

fn input_with(model: &Model<'_>, operation: &OperationShape, filling: Filling, repeat: bool) -> Option<String> {
    let mut writer = Writer { model, filling, repeat, out: String::new() };
    writer.value(operation.input?, 0);
    Some(writer.out)
}

#[track_caller]
fn assert_no_canary(text: &str, about: &str) {
    let place = text.find(NEEDLE);
    let shown = place.map(|at| &text[at.saturating_sub(100)..]).map(|text| text.chars().take(200).collect::<String>());
    assert_eq!(shown, None, "{about}");
}

fn assert_no_canary_in_report(report: &Report, about: &str) {
    assert_no_canary(&report.to_json(), about);
    assert_no_canary(&format!("{report:?}"), about);
    for violation in report.violations() {
        assert_no_canary(&violation.to_string(), about);
        assert_no_canary(&violation.path.to_string(), about);
        assert_no_canary(&violation.standard_path().to_string(), about);
        assert_no_canary(&violation.help().unwrap_or_default(), about);
        assert_no_canary(violation.suggestion.as_deref().unwrap_or_default(), about);
        assert_no_canary(&violation.shape, about);
    }
}

/// Asserts that every canary of the text is inside one of the spans, and returns their number.
fn count_hidden(preflight: &Preflight, operation: &str, text: &str, about: &str) -> usize {
    let spans = preflight.sensitive_spans(operation, text.as_bytes()).expect("the operation is there");
    let mut count = 0;
    for (at, _) in text.match_indices(NEEDLE) {
        count += 1;
        let hidden = spans.iter().any(|span| span.start <= at && at + NEEDLE.len() <= span.end);
        let from = text[..at].char_indices().rev().nth(80).map_or(0, |(at, _)| at);
        assert!(hidden, "{about}: a canary is not inside a span, behind {}", &text[from..at]);
    }
    count
}

/// Returns a request to the operation, with the canary in its sensitive labels, parameters and body.
fn answer_requests(preflight: &Preflight, model: &Model<'_>, operation: &OperationShape, body: &str, about: &str) {
    let members = model.members_of(operation.input);
    let value = |shape: ShapeId| if model.shape(shape).sensitive { "canary7f3a%21%20" } else { "abc" };
    let mut uri = String::new();
    for segment in model.str(operation.uri).split('/').skip(1) {
        let label = segment.strip_prefix('{').map(|label| label.trim_end_matches(['}', '+']));
        let member = label.and_then(|label| members.iter().find(|member| model.str(member.name) == label));
        uri.push('/');
        uri.push_str(member.map_or(segment, |member| value(member.shape)));
    }
    let mut separator = '?';
    for member in members {
        if let Binding::Query(name) = member.binding {
            uri.push_str(&format!("{separator}{}={}", model.str(name), value(member.shape)));
            separator = '&';
        }
    }
    let method = model.str(operation.method);
    let request = Request::new(method, &uri).with_header("content-type", "application/json").with_body(body.as_bytes());
    let report = preflight.check_request(&request);
    assert_no_canary_in_report(report.report(), about);
    assert_no_canary(&report.to_json(), about);
    assert_no_canary(&format!("{report:?}"), about);
    assert_no_canary(&report.response().map(|response| response.body()).unwrap_or_default(), about);
    assert_no_canary(&format!("{:?}", report.response()), about);
    let record = json!({"id": 1, "request": {
        "method": method, "uri": uri, "headers": {"content-type": "application/json"}, "body": body}});
    let record = record.to_string();
    let answer = preflight.answer(record.as_bytes());
    assert!(answer.report().is_some(), "{about}: the record was not judged");
    assert_no_canary(&answer.to_json(), about);
    assert_no_canary(&answer.to_json_with_places(record.as_bytes()), about);
}

#[test]
fn no_answer_contains_a_sensitive_value() {
    let mut count = 0;
    for edition in Edition::ALL {
        let preflight = Preflight::new(edition);
        let model = tables(&edition.model());
        for operation in model.operations {
            let name = model.str(operation.name);
            for filling in FILLINGS {
                let Some(input) = input_of(&model, operation, filling) else { continue };
                let about = format!("{name} of {edition}, {filling:?}");
                assert_no_canary_in_report(
                    &preflight.check(name, input.as_bytes()).expect("the operation is there"),
                    &about,
                );
                count += count_hidden(&preflight, name, &input, &about);
                let answer = preflight.answer_text(name, input.as_bytes(), false);
                assert_no_canary(&answer.to_json_with_places(input.as_bytes()), &about);
                let record = format!("{{\"id\":\"x\",\"operation\":\"{name}\",\"input\":{input}}}");
                assert_no_canary(&preflight.answer(record.as_bytes()).to_json_with_places(record.as_bytes()), &about);
                answer_requests(&preflight, &model, operation, &input, &about);
            }
        }
    }
    assert!(count > 1000, "only {count} canaries were set");
}

/// Truncated texts, and texts with an additional byte.
#[test]
fn no_answer_to_truncated_text_contains_a_sensitive_value() {
    let mut count = 0;
    for edition in Edition::ALL {
        let preflight = Preflight::new(edition);
        let model = tables(&edition.model());
        for operation in model.operations {
            let name = model.str(operation.name);
            for filling in [Filling::Plain, Filling::Broken, Filling::Array, Filling::Misspelt] {
                // An additional byte in a member's name makes the member unknown, so no keys are duplicated here.
                let Some(input) = input_with(&model, operation, filling, false) else { continue };
                if !input.contains(NEEDLE) {
                    continue;
                }
                // A prime step covers every kind of place in some text.
                for cut in (0..input.len()).step_by(if input.len() > 3000 { 211 } else { 17 }) {
                    if !input.is_char_boundary(cut) {
                        continue;
                    }
                    let about = format!("{name} of {edition}, {filling:?}, cut at {cut}");
                    let (head, tail) = input.split_at(cut);
                    for text in [head.to_owned(), format!("{head},{tail}"), format!("{head}\"{tail}")] {
                        let report = preflight.check(name, text.as_bytes()).expect("the operation is there");
                        assert_no_canary_in_report(&report, &about);
                        count += count_hidden(&preflight, name, &text, &about);
                    }
                }
            }
        }
    }
    assert!(count > 1000, "only {count} canaries were set");
}

/// No shape describes the parts of a value of the wrong type, so all of them must be hidden.
#[test]
fn sensitive_values_inside_values_of_the_wrong_type_are_hidden() {
    let mut count = 0;
    for edition in Edition::ALL {
        let preflight = Preflight::new(edition);
        let model = tables(&edition.model());
        for operation in model.operations {
            let name = model.str(operation.name);
            let Some(input) = input_of(&model, operation, Filling::Wrapped) else { continue };
            let about = format!("{name} of {edition}");
            let plain = input_with(&model, operation, Filling::Plain, false).unwrap_or_default();
            for text in [input, format!("[{plain}]")] {
                let report = preflight.check(name, text.as_bytes()).expect("the operation is there");
                assert_no_canary_in_report(&report, &about);
                count += count_hidden(&preflight, name, &text, &about);
            }
        }
    }
    assert!(count > 100, "only {count} canaries were set");
}

/// Sensitive shapes of models that are loaded at run time: only the keys of a map, or a structure with a map.
#[cfg(feature = "smithy")]
#[test]
fn sensitive_keys_of_loaded_models_are_hidden() {
    let sensitive = json!({"smithy.api#sensitive": {}});
    let string = json!({"target": "smithy.api#String"});
    let model = json!({"smithy": "2.0", "shapes": {
        "a#Put": {"type": "operation", "input": {"target": "a#Input"},
                  "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
        "a#Input": {"type": "structure", "members": {
            "byKey": {"target": "a#ByKey"}, "inner": {"target": "a#Inner"}, "list": {"target": "a#List"}}},
        "a#ByKey": {"type": "map", "key": {"target": "a#Secret"}, "value": string.clone()},
        "a#Secret": {"type": "string", "traits": sensitive.clone()},
        "a#Inner": {"type": "structure", "members": {"map": {"target": "a#Map"}}, "traits": sensitive.clone()},
        "a#List": {"type": "list", "member": {"target": "a#Map"}, "traits": sensitive},
        "a#Map": {"type": "map", "key": string.clone(), "value": string}}});
    let loaded = mi_preflight::LoadedModel::parse(model.to_string().as_bytes()).expect("the model loads");
    let preflight = Preflight::builder().model(loaded).build().unwrap();
    let mut leaks = Vec::new();
    for input in [
        r#"{"byKey":{"canary7f3a":1}}"#,
        r#"{"byKey":{"canary7f3a":"x","canary7f3a":"y"}}"#,
        r#"{"inner":{"map":{"canary7f3a":1}}}"#,
        r#"{"list":[{"canary7f3a":1}]}"#,
    ] {
        let report = preflight.check("Put", input.as_bytes()).expect("the operation is there");
        assert!(!report.is_valid(), "{input}");
        let spans = preflight.sensitive_spans("Put", input.as_bytes()).expect("the operation is there");
        let hidden = |at: usize| spans.iter().any(|span| span.start <= at && at + NEEDLE.len() <= span.end);
        let shown = input.match_indices(NEEDLE).any(|(at, _)| !hidden(at));
        if shown || report.to_json().contains(NEEDLE) {
            leaks.push(format!("{input} gives {} and spans {spans:?}", report.to_json()));
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}
