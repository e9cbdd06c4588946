//! `capability-report check` and `capability-report diff`, on reports alone and inside of inputs.

use serde_json::{Value, json};

use crate::support::{Folder, snapshot};

/// The report of a lamp before a firmware update.
pub(crate) const REPORT: &str = r#"{
  "version": "1.0.0",
  "nodeId": "acme.1",
  "endpoints": [
    {
      "id": "1",
      "deviceTypes": ["Dimmable Light"],
      "capabilities": [
        {
          "id": "acme.Lamp@1.0",
          "name": "Lamp",
          "version": "1",
          "properties": ["OnOff", "Level"],
          "actions": ["Off", "On", "MoveToLevel"],
          "events": ["Burnt"]
        },
        {
          "id": "matter.OnOff@1.4",
          "name": "On/Off",
          "version": "6",
          "properties": ["OnTime"],
          "actions": ["Toggle"],
          "events": []
        }
      ]
    }
  ]
}
"#;

/// The document of the lamp's capability.
pub(crate) const LAMP: &str = r#"{
  "$id": "/schema-versions/capability/acme.Lamp@1.0",
  "name": "Lamp",
  "extrinsicId": "0xFFF1FC01",
  "extrinsicVersion": "1",
  "properties": {
    "OnOff": { "extrinsicId": "0", "value": { "type": "boolean" }, "mutable": false },
    "Level": { "extrinsicId": "1", "value": { "type": "integer", "minimum": 0, "maximum": 254, "nullable": true } }
  },
  "actions": [
    { "name": "Off", "extrinsicId": "0" },
    { "name": "On", "extrinsicId": "1" },
    { "name": "MoveToLevel", "extrinsicId": "2", "request": { "parameters": {
      "Level": { "extrinsicId": "0", "value": { "type": "integer", "minimum": 0, "maximum": 254 } },
      "Curve": { "extrinsicId": "1", "value": { "type": "string", "enum": ["LINEAR", "SMOOTH"] } }
    } } }
  ],
  "events": [{ "name": "Burnt", "extrinsicId": "0" }]
}
"#;

/// A report inside an input, next to secrets. One property is listed twice, another is not in the document.
const NESTED: &str = r#"{
  "Role": "DEVICE", "AuthenticationMaterial": "secret material",
  "CapabilityReport": { "version": "1.0.0", "endpoints": [
    { "id": "1", "deviceTypes": [], "capabilities": [
      { "id": "acme.Lamp@1.0", "name": "Lamp", "version": "1.0",
        "properties": ["OnOff", "OnOff", "Levle"], "actions": [], "events": [] }
    ] }
  ] }, "AuthenticationMaterialType": "secret type"
}
"#;

pub(crate) fn folder() -> Folder {
    let folder = Folder::new(&[("report.json", REPORT), ("nested.json", NESTED)]);
    std::fs::create_dir(folder.path("schemas")).unwrap();
    folder.write("schemas/lamp.json", LAMP.as_bytes());
    folder
}

#[test]
fn check_as_text() {
    let folder = folder();
    folder.write("other.json", br#"{"Name": "lamp"}"#);
    let arguments =
        ["capability-report", "check", "--schemas", "schemas", "report.json", "nested.json", "other.json", "none.json"];
    let run = folder.run(&arguments);
    snapshot("capability-report-check", &run.out);
    assert_eq!(run.code, 2, "{run:?}");
    for message in ["no document found for `matter.OnOff@1.4`", "this is not a capability report", "there is no file"] {
        assert!(run.err.contains(message), "{run:?}");
    }
    assert!(!run.out.contains("secret"), "{run:?}");
}

#[test]
fn check_as_json() {
    let folder = folder();
    let run =
        folder.run(&["capability-report", "check", "--format", "json", "report.json", "nested.json", "none.json"]);
    let answers: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0], json!({"id": "report.json", "valid": true, "violations": []}));
    assert_eq!(answers[1]["violations"][0]["path"], "/CapabilityReport/endpoints/0/capabilities/0/properties/1");
    assert_eq!(answers[1]["violations"][0]["line"], 6);
    assert!(answers[2]["error"].is_string());
}

#[test]
fn exit_codes() {
    let folder = folder();
    let code = |arguments: &[&str]| folder.run(&[&["capability-report", "check"], arguments].concat()).code;
    assert_eq!(code(&["report.json"]), 0);
    assert_eq!(code(&["nested.json"]), 1);
    folder.write("warns.json", REPORT.replace("\"Level\"]", "\"Level\", \"Hue\", \"Hue\"]").as_bytes());
    assert_eq!(code(&["warns.json"]), 0);
    assert_eq!(code(&["--deny-warnings", "warns.json"]), 1);
    assert_eq!(code(&["--profile", "strict", "--schemas", "schemas", "warns.json"]), 1);
    assert_eq!(code(&["--schemas", "nowhere", "report.json"]), 2);
    folder.write("text.json", json!({ "Capabilities": REPORT.replace("\"1.0.0\"", "1") }).to_string().as_bytes());
    let run = folder.run(&["capability-report", "check", "text.json"]);
    assert!(run.out.contains("`/Capabilities/version` must be a string"), "{run:?}");
    folder.write("broken.json", b"{");
    assert_eq!(code(&["broken.json"]), 1);
    assert_eq!(folder.pipe(&["capability-report", "check"], REPORT.as_bytes()).code, 0);
}

fn updated() -> String {
    REPORT
        .replace("\"MoveToLevel\"", "\"Toggle\"")
        .replace("matter.OnOff@1.4", "matter.OnOff@1.5")
        .replace("\"6\"", "\"7\"")
        .replace("\"OnTime\"", "\"OnTime\", \"OffWaitTime\"")
}

#[test]
fn diff() {
    let folder = folder();
    folder.write("after.json", updated().as_bytes());
    let run = folder.run(&["capability-report", "diff", "report.json", "after.json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    snapshot("capability-report-diff", &run.out);
    let code = |arguments: &[&str]| folder.run(&[&["capability-report", "diff"], arguments].concat()).code;
    assert_eq!(code(&["--deny-breaking", "report.json", "after.json"]), 1);
    assert_eq!(code(&["--deny-breaking", "report.json", "report.json"]), 0);
    assert_eq!(code(&["report.json", "none.json"]), 2);
    assert_eq!(code(&["-", "-"]), 2);
    assert_eq!(code(&["report.json"]), 2);
    let run = folder.pipe(&["capability-report", "diff", "--format", "json", "report.json", "-"], updated().as_bytes());
    let changes: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(changes[0]["change"], "action-added");
    assert_eq!(changes.as_array().unwrap().iter().filter(|change| change["breaking"] == true).count(), 2);
}

#[test]
fn control_characters_are_escaped() {
    let folder = folder();
    folder.write("after.json", REPORT.replace("\"Burnt\"", "\"Burnt\", \"\\u001b[31m\\n\"").as_bytes());
    let run = folder.run(&["capability-report", "diff", "report.json", "after.json"]);
    assert!(
        run.out.starts_with("endpoint `1` capability `acme.Lamp@1.0` event `\\u001b[31m\\u000a` added\n"),
        "{run:?}"
    );
}

#[test]
fn nothing_changed() {
    let run = folder().run(&["capability-report", "diff", "report.json", "report.json"]);
    assert_eq!(run.out, "nothing changed from report.json to report.json\n");
}

/// `report` and `--report` are short names that help and completions do not list.
#[test]
fn hidden_short_names() {
    let folder = folder();
    let run = |arguments: &[&str]| {
        let run = folder.run(arguments);
        (run.code, run.out, run.err)
    };
    for arguments in [
        &["capability-report", "check", "nested.json"][..],
        &["capability-report", "diff", "report.json", "nested.json"],
        &["command", "--capability-report", "report.json"],
        &["check", "--operation", "SendManagedThingCommand", "--capability-report", "missing.json", "report.json"],
    ] {
        let short: Vec<String> =
            arguments.iter().map(|argument| argument.replace("capability-report", "report")).collect();
        let short: Vec<&str> = short.iter().map(String::as_str).collect();
        assert_ne!(arguments, short);
        assert_eq!(run(arguments), run(&short), "{short:?}");
    }
    for (arguments, long_name, short_name) in [
        (&["--help"][..], "  capability-report ", "  report "),
        (&["check", "--help"], "--capability-report ", "--report"),
        (&["command", "--help"], "--capability-report ", "--report"),
        (&["completions", "bash"], " --capability-report ", " --report"),
        (&["man", "check"], "\\-\\-capability\\-report", "\\-\\-report"),
    ] {
        let (code, out, _) = run(arguments);
        assert_eq!(code, 0, "{arguments:?}");
        assert!(out.contains(long_name) && !out.contains(short_name), "{arguments:?}: {out}");
    }
}
