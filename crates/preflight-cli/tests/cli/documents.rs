//! `document check` on written and downloaded documents.

use serde_json::Value;

use crate::support::{Folder, snapshot};

const LAMP: &str = r#"{
  "$id": "/schema-versions/capability/acme.Lamp@1.0",
  "name": "Lamp",
  "extrinsicId": "0xFFF1FC01",
  "extrinsicVersion": "1",
  "properties": {
    "Level": { "extrinsicId": "0", "value": { "$ref": "/schema-versions/definition/acme.Level@1.0" } }
  }
}
"#;

const LEVEL: &str = r#"{
  "$id": "/schema-versions/definition/acme.Level@1.0",
  "title": "Level", "description": "A step.", "type": "integer"
}
"#;

/// A document with a bad name, a number instead of a string, an unknown key and a forbidden keyword.
const BROKEN: &str = r#"{
  "$id": "/schema-versions/capability/acme.Lamp@1.0",
  "name": "1st lamp",
  "extrinsicId": "0xFFF1FC01",
  "extrinsicVersion": 1,
  "titel": "Lamp",
  "properties": {
    "Level": { "extrinsicId": "0", "value": { "type": "integer", "not": { "const": 7 } } }
  }
}
"#;

fn folder() -> Folder {
    let folder = Folder::new(&[("lamp.json", LAMP), ("level.json", LEVEL), ("broken.json", BROKEN)]);
    std::fs::create_dir(folder.path("schemas")).unwrap();
    folder.write("schemas/level.json", LEVEL.as_bytes());
    folder.write("schemas/readme.txt", b"no document");
    folder
}

#[test]
fn text() {
    let run = folder().run(&["document", "check", "broken.json", "lamp.json", "none.json"]);
    snapshot("document-check", &run.out);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("there is no file `none.json`"), "{run:?}");
}

#[test]
fn json() {
    let run = folder().run(&["document", "check", "--format", "json", "broken.json", "level.json", "none.json"]);
    let answers: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!((&answers[0]["id"], &answers[0]["valid"]), (&"broken.json".into(), &false.into()));
    assert_eq!(answers[0]["violations"][0]["line"], 5);
    assert_eq!(answers[1], serde_json::json!({"id": "level.json", "valid": true, "violations": []}));
    assert_eq!(answers[2]["id"], "none.json");
    assert!(answers[2]["error"].is_string());
}

#[test]
fn references_are_resolved() {
    let folder = folder();
    let code = |arguments: &[&str]| folder.run(&[&["document", "check", "--deny-warnings"], arguments].concat()).code;
    assert_eq!(code(&["lamp.json"]), 1);
    assert_eq!(code(&["lamp.json", "level.json"]), 0);
    assert_eq!(code(&["--schemas", "schemas", "lamp.json"]), 0);
    assert_eq!(code(&["--schemas", "nowhere", "lamp.json"]), 2);
}

#[test]
fn exit_codes() {
    let folder = folder();
    let code = |arguments: &[&str]| folder.run(&[&["document", "check"], arguments].concat()).code;
    assert_eq!(code(&["lamp.json"]), 0);
    assert_eq!(code(&["broken.json"]), 1);
    assert_eq!(code(&["--from-service", "broken.json"]), 0);
    let mismatch = LAMP.replace("\"name\"", "\"version\": \"1.1\",\n  \"name\"");
    folder.write("mismatch.json", mismatch.as_bytes());
    assert_eq!(code(&["mismatch.json"]), 0);
    assert_eq!(code(&["--profile", "strict", "mismatch.json"]), 1);
    assert_eq!(code(&["--profile", "lenient", "mismatch.json"]), 2);
}

#[test]
fn answers_of_the_service_are_checked() {
    let answer =
        format!(r#"{{"SchemaId": "acme.Lamp", "Type": "capability", "SemanticVersion": "1.0", "Schema": {LAMP}}}"#);
    let run = folder().pipe(&["document", "check", "--from-service", "--schemas", "schemas"], answer.as_bytes());
    assert_eq!((run.code, run.out.as_str()), (0, "standard input: valid\nno problems in 1 input\n"));
    let run = folder().pipe(&["document", "check", "-"], br#"{"SchemaId": "acme.Lamp", "Schema": {}}"#);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("there is no document"), "{run:?}");
}
