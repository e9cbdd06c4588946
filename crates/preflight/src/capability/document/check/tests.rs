use serde_json::{Value, json};

use super::{Documents, Origin};
use crate::catalog::Severity;
use crate::profile::Profile;
use crate::report::Report;

/// A document that keeps every rule.
fn lamp() -> Value {
    json!({
        "$id": "/schema-versions/capability/acme.Lamp@1.4",
        "$ref": "/schema-versions/definition/aws.capability@1.0",
        "name": "Lamp", "title": "Acme lamp", "description": "A lamp.", "version": "1.4",
        "extrinsicId": "0xFFF1FC01", "extrinsicVersion": "3",
        "properties": {
            "OnOff": {"extrinsicId": "0x0000", "value": {"type": "boolean", "default": false}, "mutable": true},
            "Mode": {"extrinsicId": "0x0001", "value": {"$ref": "#/$defs/Mode", "nullable": true}},
        },
        "actions": [
            {"name": "On", "extrinsicId": "1"},
            {"name": "Dim", "extrinsicId": "2",
                "request": {"parameters": {"Level": {"extrinsicId": "0", "value": {"type": "integer", "maximum": 9}}}},
                "response": {"parameters": {}, "responseCode": 200, "errors": [{"code": "HOT_1", "message": "Hot."}]}},
        ],
        "events": [{"name": "Hot!", "extrinsicId": "0", "parameters": {"T": {"extrinsicId": "0", "value": true}}}],
        "$defs": {
            "Mode": {"$ref": "/schema-versions/definition/aws.enum@1.0", "type": "string", "enum": ["A", "B"],
                "extrinsicIdMap": {"A": "0", "B": "1"}},
            "Bits": {"$ref": "/schema-versions/definition/aws.bitmap@1.0", "type": "object",
                "properties": {"X": {"extrinsicId": "0", "value": {"type": "integer", "minimum": 0, "maximum": 1}}}},
        },
    })
}

fn definition() -> Value {
    json!({
        "$id": "/schema-versions/definition/acme.Level@1.0", "name": "Level", "title": "Level",
        "description": "A step.", "type": "integer", "minimum": 0,
    })
}

fn report(document: &Value, origin: Origin, profile: Profile) -> Report {
    Documents::new().check_document(document.to_string().as_bytes(), origin, profile)
}

/// What is found: rule, severity and path.
fn found(document: &Value, origin: Origin, profile: Profile) -> Vec<String> {
    let report = report(document, origin, profile);
    let line = |one: &crate::Violation| format!("{} {} {}", one.severity, one.rule.id(), one.path);
    report.violations().iter().map(line).collect()
}

/// The document with something else at a place; null takes away what is there.
fn with(mut document: Value, pointer: &str, value: Value) -> Value {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Object(members), Value::Null) => drop(members.remove(last)),
        (Value::Object(members), value) => drop(members.insert(last.replace("~1", "/"), value)),
        (Value::Array(items), value) => items.push(value),
        _ => panic!("nothing can be put at {pointer}"),
    }
    document
}

#[test]
fn good_documents_say_nothing() {
    for document in [lamp(), definition()] {
        for profile in Profile::ALL {
            assert_eq!(found(&document, Origin::Authored, profile), [""; 0]);
        }
    }
}

/// Each rule is broken by one change of a good document.
#[test]
fn every_rule_is_broken_by_something() {
    let long = "x".repeat(3000);
    let changes = [
        ("/$id", Value::Null, "error schema/document-keys "),
        ("/extrinsicVersion", Value::Null, "error schema/document-keys "),
        ("/$id", json!("acme.Lamp@1.4"), "error document/id /$id"),
        ("/$id", json!("/schema-versions/capability/acme@1.4"), "error document/id /$id"),
        ("/$id", json!("/schema-versions/capability/acme.Lamp@$latest"), "error document/id /$id"),
        ("/$id", json!("/schema-version/capability/acme.Lamp@1.4"), "warning document/id-form /$id"),
        ("/$id", json!("/schema-versions/capability/aws.Lamp@1.4"), "error schema/reserved-namespace /$id"),
        ("/$id", json!(4), "error document/type /$id"),
        ("/$ref", json!("aws.capability@1.0"), "warning document/id-form /$ref"),
        ("/$ref", json!("aws.integer@1.0"), "error document/reference /$ref"),
        ("/version", json!("1.5"), "warning document/version /version"),
        ("/version", json!("1"), "error document/text /version"),
        ("/name", json!("7 lamps"), "error document/text /name"),
        ("/name", json!("x".repeat(65)), "error document/text /name"),
        ("/title", json!(long), "error document/text /title"),
        ("/description", json!(["a"]), "error document/type /description"),
        ("/extrinsicId", json!("0x123456789"), "error schema/extrinsic-id /extrinsicId"),
        ("/extrinsicId", json!("+1"), "error schema/extrinsic-id /extrinsicId"),
        ("/extrinsicId", json!("4294967296"), "warning document/extrinsic-range /extrinsicId"),
        ("/extrinsicId", json!("18"), "error schema/reserved-vendor /extrinsicId"),
        ("/extrinsicId", json!("0x15771002"), "error schema/reserved-vendor /extrinsicId"),
        ("/extrinsicVersion", json!(3), "error document/type /extrinsicVersion"),
        ("/extrinsicVersion", json!("-3"), "error document/text /extrinsicVersion"),
        ("/extrinsicProperties", json!({"a_b": 1}), "error document/member-name /extrinsicProperties/a_b"),
        ("/extrinsicProperties", json!({}), "warning document/unknown-key /extrinsicProperties"),
        ("/nmae", json!("x"), "warning document/unknown-key /nmae"),
        ("/properties", json!([]), "error document/type /properties"),
        (
            "/properties/On-Off",
            json!({"extrinsicId": "7", "value": true}),
            "error document/member-name /properties/On-Off",
        ),
        ("/properties/OnOff/value", Value::Null, "error document/required /properties/OnOff"),
        ("/properties/OnOff/mutable", json!("yes"), "error document/type /properties/OnOff/mutable"),
        ("/properties/OnOff/extrinsicId", json!("01"), "warning document/same-name /properties/Mode/extrinsicId"),
        ("/properties/OnOff/description", json!(long), "warning document/convention /properties/OnOff/description"),
        ("/actions/0/name", json!("Turn on"), "error document/action-name /actions/0/name"),
        ("/actions/0/name", json!("ReadState"), "warning document/built-in-action /actions/0/name"),
        ("/actions/0/name", json!("Dim"), "warning document/same-name /actions/1/name"),
        ("/actions/0/extrinsicId", json!("0xFF01"), "warning document/built-in-action /actions/0/extrinsicId"),
        ("/actions/0/request", json!({}), "error document/required /actions/0/request"),
        ("/actions/-", json!({"extrinsicId": "1", "name": "On"}), "error document/duplicate /actions/2"),
        (
            "/events/-",
            json!({"parameters": {"T": {"value": true, "extrinsicId": "0"}}, "extrinsicId": "0", "name": "Hot!"}),
            "error document/duplicate /events/1",
        ),
        ("/actions/-", json!({"$ref": "aws.action.ReadState@1.0"}), "warning document/built-in-action /actions/2"),
        ("/actions/1/response/responseCode", json!(600), "error document/response /actions/1/response/responseCode"),
        (
            "/actions/1/response/errors/0/code",
            json!("a-b"),
            "error document/response /actions/1/response/errors/0/code",
        ),
        (
            "/actions/1/response/errors/0/code",
            Value::Null,
            "warning document/expected-key /actions/1/response/errors/0",
        ),
        (
            "/actions/1/request/parameters/Level/value",
            json!(7),
            "error document/value-schema /actions/1/request/parameters/Level/value",
        ),
        ("/events/-", json!({"extrinsicId": "5"}), "error document/required /events/1"),
        ("/events/-", json!({"name": "Cold"}), "warning document/convention /events/1"),
        ("/$defs/a b", json!({}), "warning document/definitions /$defs/a b"),
        ("/properties/OnOff/value/not", json!({}), "error schema/document-not /properties/OnOff/value/not"),
        ("/properties/OnOff/value/type", json!("bool"), "error document/value-schema /properties/OnOff/value/type"),
        (
            "/properties/OnOff/value/minLength",
            json!(-1),
            "error document/value-schema /properties/OnOff/value/minLength",
        ),
        (
            "/properties/OnOff/value/required",
            json!(["a", "a"]),
            "error document/value-schema /properties/OnOff/value/required",
        ),
        ("/properties/OnOff/value/allOf", json!([]), "error document/value-schema /properties/OnOff/value/allOf"),
        ("/properties/OnOff/value/default", json!("false"), "warning document/default /properties/OnOff/value/default"),
        ("/properties/OnOff/value/pattern", json!("("), "warning document/pattern /properties/OnOff/value/pattern"),
        ("/properties/OnOff/value/$anchor", json!("a"), "advice document/keyword /properties/OnOff/value/$anchor"),
        (
            "/properties/OnOff/value/nulable",
            json!(true),
            "warning document/unknown-key /properties/OnOff/value/nulable",
        ),
        (
            "/properties/OnOff/value/$ref",
            json!("#/$defs/None"),
            "error document/reference /properties/OnOff/value/$ref",
        ),
        ("/properties/OnOff/value/$ref", json!("Mode"), "error document/reference /properties/OnOff/value/$ref"),
        (
            "/properties/OnOff/value/$ref",
            json!("aws.integer@$latest"),
            "warning document/id-form /properties/OnOff/value/$ref",
        ),
        (
            "/properties/OnOff/value/$ref",
            json!("aws.integer@1.0"),
            "warning document/id-form /properties/OnOff/value/$ref",
        ),
        (
            "/properties/OnOff/value/$ref",
            json!("/schema-versions/definition/acme.None@1.0"),
            "warning document/unknown-reference /properties/OnOff/value/$ref",
        ),
        ("/$defs/Self", json!({"$ref": "#/$defs/Self"}), "error document/reference /$defs/Self"),
        ("/$defs/Mode/type", Value::Null, "error document/enum /$defs/Mode"),
        ("/$defs/Mode/type", json!("object"), "warning document/convention /$defs/Mode/type"),
        ("/$defs/Mode/enum", json!([]), "error document/enum /$defs/Mode/enum"),
        ("/$defs/Mode/enum", json!(["A"]), "error document/enum /$defs/Mode/extrinsicIdMap/B"),
        ("/$defs/Mode/extrinsicIdMap", json!({"A": "0"}), "warning document/convention /$defs/Mode/extrinsicIdMap"),
        ("/$defs/Bits/properties/Y", json!({"type": "integer"}), "error document/bitmap /$defs/Bits/properties/Y"),
        ("/$defs/Bits/properties/X/value/minimum", json!(1), "error document/bitmap /$defs/Bits/properties/X/value"),
    ];
    for (pointer, value, expected) in changes {
        let told = format!("{value}");
        let document = with(lamp(), pointer, value);
        let found = found(&document, Origin::Authored, Profile::Recommended);
        assert!(found.iter().any(|one| one == expected), "{pointer} as {told}: {expected}, found {found:#?}");
    }
}

#[test]
fn definitions_say_what_a_value_is() {
    let found =
        |pointer: &str, value| found(&with(definition(), pointer, value), Origin::Authored, Profile::Recommended);
    assert_eq!(found("/title", Value::Null), ["warning document/convention "]);
    assert_eq!(found("/type", Value::Null), ["warning document/expected-key "]);
    assert_eq!(found("/name", json!("x".repeat(192))), [""; 0]);
    assert_eq!(found("/name", json!("x".repeat(193))), ["error document/text /name"]);
    assert_eq!(found("/$id", Value::Null), ["error document/required "]);
}

#[test]
fn nothing_is_required_of_nobody() {
    let empty = json!({"$id": "/schema-versions/capability/acme.Lamp@1.4", "name": "Lamp", "extrinsicId": "0xFFF1FC01",
        "extrinsicVersion": "3", "properties": {}, "actions": [], "events": []});
    assert_eq!(found(&empty, Origin::Authored, Profile::Recommended), ["error schema/document-keys "]);
    assert_eq!(found(&json!({}), Origin::Authored, Profile::Recommended), [""; 0]);
    assert_eq!(found(&json!([]), Origin::Authored, Profile::Recommended), ["error document/kind "]);
    assert_eq!(found(&json!({"a": 1}), Origin::Authored, Profile::Recommended), ["error document/kind "]);
}

#[test]
fn documents_of_the_service_may_be_what_they_are() {
    let own = with(lamp(), "/$id", json!("/schema-versions/capability/aws.Lamp@1.4"));
    let own = with(with(own, "/extrinsicId", json!("0x15771002")), "/properties/OnOff/extrinsicId", Value::Null);
    assert_eq!(found(&own, Origin::Service, Profile::Strict), ["warning document/required /properties/OnOff"]);
    let strict = found(&with(lamp(), "/version", json!("1.5")), Origin::Authored, Profile::Strict);
    assert_eq!(strict, ["error document/version /version"]);
    assert_eq!(found(&with(lamp(), "/nmae", json!(1)), Origin::Authored, Profile::Service), [""; 0]);
}

#[test]
fn answers_are_looked_into() {
    let bad = with(lamp(), "/name", json!(7));
    let answer = json!({"SchemaId": "acme.Lamp", "Schema": bad});
    assert_eq!(found(&answer, Origin::Service, Profile::Strict), ["warning document/type /Schema/name"]);
    let list = json!({"Items": [{"EndpointId": "1", "Schema": lamp()}, {"EndpointId": "1", "Schema": bad}]});
    assert_eq!(found(&list, Origin::Authored, Profile::Strict), ["error document/type /Items/1/Schema/name"]);
    let zcl = json!({"Format": "ZCL", "Schema": {"name": 7}});
    assert_eq!(found(&zcl, Origin::Authored, Profile::Strict), [""; 0]);
}

#[test]
fn a_document_is_not_too_long() {
    let long = with(lamp(), "/description", json!("é".repeat(2048)));
    let many: Vec<Value> = (0..30).map(|index| json!({"a": format!("{index}{}", "é".repeat(1500))})).collect();
    let fits = with(long.clone(), "/$defs/Some", json!({"enum": many}));
    assert_eq!(found(&fits, Origin::Authored, Profile::Strict), [""; 0]);
    let white = format!("{}{}", " ".repeat(50_000), fits);
    let report = Documents::new().check_document(white.as_bytes(), Origin::Authored, Profile::Strict);
    let white = &report.violations()[0];
    assert_eq!((white.rule.id(), white.severity), ("schema/document-size", Severity::Warning));
    let over = with(fits, "/$defs/More", json!({"enum": ["x".repeat(5000)]}));
    assert_eq!(found(&over, Origin::Authored, Profile::Recommended), ["error schema/document-size "]);
}

#[test]
fn a_document_that_is_far_too_long_is_not_looked_into() {
    let far = with(with(lamp(), "/name", json!(7)), "/$defs/More", json!({"enum": ["x".repeat(300_000)]}));
    assert_eq!(found(&far, Origin::Authored, Profile::Recommended), ["error schema/document-size "]);
}

#[test]
fn documents_refer_to_each_other() {
    let mut documents = Documents::new();
    let found = |documents: &Documents, target: &str| {
        let document = with(lamp(), "/properties/OnOff/value", json!({"$ref": target}));
        let report = documents.check_document(document.to_string().as_bytes(), Origin::Authored, Profile::Strict);
        report.violations().iter().map(|one| one.rule.id()).collect::<Vec<_>>()
    };
    let level = "/schema-versions/definition/acme.Level@1.0";
    assert_eq!(found(&documents, level), ["document/unknown-reference"]);
    let answer = json!({"Visibility": "PRIVATE", "Schema": definition()});
    documents.add(definition().to_string().as_bytes()).unwrap();
    assert_eq!(found(&documents, level), [""; 0]);
    let mut private = Documents::new();
    private.add(answer.to_string().as_bytes()).unwrap();
    assert_eq!(found(&private, level), ["document/convention"]);
    assert_eq!(found(&documents, "#/name"), ["document/reference"]);
}

#[test]
fn a_sibling_of_a_reference_narrows() {
    let found = |schema| found(&with(lamp(), "/properties/OnOff/value", schema), Origin::Authored, Profile::Strict);
    let target = "/schema-versions/definition/matter.uint16@1.4";
    assert_eq!(found(json!({"$ref": target, "maximum": 4096, "minimum": 1})), [""; 0]);
    let loose = json!({"$ref": target, "maximum": 70_000, "minimum": -1});
    let expected = ["maximum", "minimum"].map(|name| format!("advice document/keyword /properties/OnOff/value/{name}"));
    assert_eq!(found(loose), expected);
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

#[test]
fn broken_texts_are_not_judged() {
    let rules = |text: &[u8]| -> Vec<&'static str> {
        let report = Documents::new().check_document(text, Origin::Service, Profile::Service);
        report.violations().iter().map(|one| one.rule.id()).collect()
    };
    assert_eq!(rules(b"{"), ["json-syntax"]);
    assert_eq!(rules(b"{\"title\": \"\", \"title\": \"\", \"type\": \"null\", \"description\": \"\", \"$id\": \"/schema-versions/definition/acme.A@1.0\"}"), ["json-duplicate-key"]);
}

#[test]
fn a_capability_is_not_called_a_definition() {
    let mut document = lamp();
    document["$id"] = json!("/schema-versions/definition/acme.Lamp@1.4");
    let report = Documents::new().check_document(document.to_string().as_bytes(), Origin::Authored, Profile::Service);
    let told: Vec<&str> = report.violations().iter().map(|found| found.rule.id()).collect();
    assert_eq!(told, ["document/kind"]);
}
