//! Cases that files cannot hold: texts that are too long, and offsets of violations.

use serde_json::{Value, json};

use super::{Documents, Origin};
use crate::engine::rule::Severity;
use crate::service::profile::Profile;

/// A document without violations.
fn lamp() -> Value {
    json!({
        "$id": "/schema-versions/capability/acme.Lamp@1.4", "name": "Lamp",
        "extrinsicId": "0xFFF1FC01", "extrinsicVersion": "3",
        "properties": {"OnOff": {"extrinsicId": "0x0000", "value": {"type": "boolean"}}},
        "$defs": {},
    })
}

/// The severity, rule and path of each violation.
fn found(document: &Value, profile: Profile) -> Vec<String> {
    let report = Documents::new().check_document(document.to_string().as_bytes(), Origin::Authored, profile);
    let line = |one: &crate::Violation| format!("{} {} {}", one.severity, one.rule.id(), one.path);
    report.violations().iter().map(line).collect()
}

#[test]
fn a_document_is_not_too_long() {
    let mut document = lamp();
    document["description"] = json!("é".repeat(2048));
    let many: Vec<Value> = (0..30).map(|index| json!({"a": format!("{index}{}", "é".repeat(1500))})).collect();
    document["$defs"]["Some"] = json!({"enum": many});
    assert_eq!(found(&document, Profile::Strict), [""; 0]);
    let white = format!("{}{}", " ".repeat(50_000), document);
    let report = Documents::new().check_document(white.as_bytes(), Origin::Authored, Profile::Strict);
    let white = &report.violations()[0];
    assert_eq!((white.rule.id(), white.severity), ("schema/document-size", Severity::Warning));
    document["$defs"]["More"] = json!({"enum": ["x".repeat(5000)]});
    assert_eq!(found(&document, Profile::Recommended), ["error schema/document-size "]);
}

#[test]
fn a_document_that_is_far_too_long_is_not_looked_into() {
    let mut document = lamp();
    document["name"] = json!(7);
    document["$defs"]["More"] = json!({"enum": ["x".repeat(300_000)]});
    assert_eq!(found(&document, Profile::Recommended), ["error schema/document-size "]);
}

#[test]
fn violations_have_places() {
    let text = b"{\n  \"$id\": \"/schema-versions/definition/acme.A@1.0\", \"title\": \"\", \"description\": \"\",\n  \"type\": 7\n}";
    let report = Documents::new().check_document(text, Origin::Authored, Profile::Strict);
    let offsets: Vec<usize> = report.violations().iter().filter_map(|one| one.offset).collect();
    assert_eq!(offsets.len(), 1);
    assert_eq!(text[offsets[0]], b'7');
    assert!(report.violations()[0].message().starts_with("`/type` must be boolean"));
}
