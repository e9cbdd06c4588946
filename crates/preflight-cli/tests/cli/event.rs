//! `event check` on notifications, payloads and states.

use serde_json::{Value, json};

use crate::capability_report::folder;
use crate::support::{Folder, Run, snapshot};

fn event(id: &str, value: &str) -> String {
    format!(
        r#"{{
  "messageType": "DEVICE_EVENT",
  "payload": {{ "endpoints": [ {{ "endpointId": "1", "capabilities": [
    {{ "id": "{id}", "name": "Lamp", "version": "1.0", "properties": [
      {{ "name": "OnOff", "value": {value} }}
    ], "events": [ {{ "name": "Burnt" }} ] }}
  ] }} ] }}
}}
"#
    )
}

const STATE: &str = r#"{
  "Endpoints": [ { "endpointId": "1", "capabilities": [
    { "id": "acme.Lamp@1.0", "name": "Lamp", "version": "1", "properties": [
      { "name": "Levle", "value": { "propertyValue": 98765 } },
      { "name": "Level", "value": { "propertyValue": 98765 } }
    ] }
  ] } ]
}
"#;

fn notifications() -> Folder {
    let folder = folder();
    folder.write("good.json", event("acme.Lamp", "\"true\"").as_bytes());
    folder.write("bad.json", event("acme.Lamp", "\"secret\"").as_bytes());
    folder.write("lock.json", event("aws.DoorLock", "1").as_bytes());
    folder.write("state.json", STATE.as_bytes());
    folder.write("other.json", br#"{"messageType": "DEVICE_COMMAND", "payload": {}}"#);
    folder
}

fn check(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["event", "check", "--schemas", "schemas"], arguments].concat())
}

#[test]
fn text() {
    let files = ["good.json", "bad.json", "lock.json", "state.json", "other.json", "none.json"];
    let run = check(&notifications(), &files);
    snapshot("event-check", &run.out);
    assert_eq!(run.code, 2, "{run:?}");
    for message in ["no document found for `aws.DoorLock`", "of the type `DEVICE_COMMAND`", "there is no file"] {
        assert!(run.err.contains(message), "{run:?}");
    }
    assert!(!run.out.contains("secret") && !run.out.contains("98765"), "{run:?}");
}

#[test]
fn json() {
    let run = check(&notifications(), &["--format", "json", "good.json", "bad.json", "other.json"]);
    let answers: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0], json!({"id": "good.json", "valid": true, "violations": []}));
    let path = "/payload/endpoints/0/capabilities/0/properties/0/value";
    assert_eq!((&answers[1]["violations"][0]["path"], &answers[1]["violations"][0]["line"]), (&path.into(), &5.into()));
    assert!(answers[2]["error"].is_string());
    assert!(!run.out.contains("secret"), "{run:?}");
}

#[test]
fn verdicts() {
    let folder = notifications();
    let code = |arguments: &[&str]| check(&folder, arguments).code;
    assert_eq!(code(&["good.json", "bad.json", "state.json"]), 0);
    assert_eq!(code(&["--deny-warnings", "bad.json"]), 1);
    assert_eq!(code(&["--profile", "strict", "bad.json"]), 1);
    assert_eq!(code(&["--profile", "strict", "good.json"]), 0);
    assert_eq!(code(&["other.json"]), 2);
    folder.write("broken.json", b"{");
    assert_eq!(code(&["broken.json"]), 1);
    assert_eq!(folder.run(&["event", "check", "good.json"]).code, 2);
    let payload =
        r#"{"endpoints": [{"endpointId": "1", "capabilities": [{"id": "acme.Lamp", "events": [{"name": "Brunt"}]}]}]}"#;
    let run = folder.pipe(&["event", "check", "--schemas", "schemas", "--deny-warnings"], payload.as_bytes());
    assert!(run.code == 1 && run.out.contains("`/endpoints/0/capabilities/0/events/0/name`"), "{run:?}");
}
