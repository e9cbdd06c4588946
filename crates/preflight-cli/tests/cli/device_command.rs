//! `command`: lists the commands of a device, and builds one.

use serde_json::{Value, json};

use crate::capability_report::folder;
use crate::support::{Run, snapshot};

fn command(arguments: &[&str]) -> Run {
    folder().run(&[&["command", "--capability-report", "report.json"], arguments].concat())
}

#[test]
fn commands_are_listed() {
    let run = command(&["--schemas", "schemas"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    snapshot("command-list", &run.out);
    let run = command(&["--schemas", "schemas", "--format", "json"]);
    let endpoints: Value = serde_json::from_str(&run.out).unwrap();
    let lamp = &endpoints[0]["capabilities"][0];
    assert_eq!(lamp["documented"], true);
    assert_eq!(lamp["actions"][2]["parameters"][1], json!({"name": "Curve", "value": "one of LINEAR, SMOOTH"}));
    assert_eq!(endpoints[0]["capabilities"][1]["actions"][0], json!({"name": "Toggle", "parameterKind": "unknown"}));
}

#[test]
fn a_command_is_built() {
    let run = command(&["--schemas", "schemas", "1", "acme.Lamp", "MoveToLevel", "Level=5", "Curve=SMOOTH"]);
    assert_eq!(run.code, 0, "{run:?}");
    snapshot("command-built", &run.out);
    assert!(run.err.contains("the input has no `ManagedThingId`"), "{run:?}");
    let run = command(&["--thing", "1e84f6", "1", "On/Off", "ReadState", "*", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    let input: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(input["ManagedThingId"], "1e84f6");
    let action = &input["Endpoints"][0]["capabilities"][0]["actions"][0];
    assert_eq!(*action, json!({"name": "ReadState", "parameters": {"propertiesToRead": ["*"]}}));
    // `check` accepts the built input.
    let folder = folder();
    folder.write("input.json", run.out.as_bytes());
    let check = ["check", "--operation", "SendManagedThingCommand", "--capability-report", "report.json", "input.json"];
    assert_eq!(folder.run(&check).code, 0);
}

#[test]
fn values_are_read_as_their_document_says() {
    let parameters = |arguments: &[&str]| {
        let run = command(&[&["--thing", "1", "1"], arguments].concat());
        let input: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
        input["Endpoints"][0]["capabilities"][0]["actions"][0]["parameters"].clone()
    };
    let lamp = ["--schemas", "schemas", "acme.Lamp"];
    assert_eq!(parameters(&[&lamp[..], &["UpdateState", "Level=null"]].concat()), json!({"Level": null}));
    assert_eq!(parameters(&["acme.Lamp", "UpdateState", "Level=soon"]), json!({"Level": "soon"}));
    assert_eq!(parameters(&["On/Off", "UpdateState", "OnTime=-5"]), json!({"OnTime": -5}));
}

#[test]
fn an_invalid_command_is_reported() {
    let arguments = ["--schemas", "schemas", "1", "acme.Lamp", "MoveToLevel", "Level=98765", "Curve=WILD"];
    let run = command(&[&["--profile", "strict"], &arguments[..]].concat());
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{run:?}");
    snapshot("command-invalid", &run.out);
    let run = command(&[&["--profile", "strict", "--format", "json"], &arguments[..]].concat());
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&answer["operation"], &answer["valid"]), (&json!("SendManagedThingCommand"), &json!(false)));
    assert!(!run.out.contains("98765") && !run.out.contains("WILD"), "{run:?}");
    // In other profiles the violations are warnings, which can be denied.
    let run = command(&arguments);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("command/parameters") && !run.err.contains("98765"), "{run:?}");
    assert_eq!(command(&[&["--deny-warnings"], &arguments[..]].concat()).code, 1);
    assert_eq!(command(&["--thing", "not a thing", "1", "acme.Lamp", "On"]).code, 1);
}

#[test]
fn commands_that_cannot_be_built() {
    for (arguments, message) in [
        (&["2", "acme.Lamp", "On"][..], "the device reports no endpoint `2`; it reports `1`"),
        (&["1", "acme.Lmap", "On"], "did you mean `acme.Lamp`?"),
        (&["1", "acme.Lamp", "on"], "did you mean `On`?"),
        (&["--schemas", "schemas", "1", "Lamp", "MoveToLevel", "Levle=98765"], "did you mean `Level`?"),
        (&["1", "Lamp", "UpdateState", "Levl=98765"], "did you mean `Level`?"),
        (&["1", "Lamp", "ReadState"], "ReadState takes the names of properties"),
        (&["1", "Lamp"], "required arguments"),
    ] {
        let run = command(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {run:?}");
        assert!(run.err.contains(message), "{arguments:?}: {run:?}");
        assert!(!run.err.contains("98765"), "{arguments:?}: {run:?}");
    }
    let folder = folder();
    assert_eq!(folder.run(&["command"]).code, 2);
    assert_eq!(folder.run(&["command", "--capability-report", "none.json"]).code, 2);
    assert_eq!(folder.pipe(&["command", "--capability-report", "-"], b"{}").code, 2);
}
