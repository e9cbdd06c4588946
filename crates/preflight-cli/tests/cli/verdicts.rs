//! Exit codes.

use crate::support::{Folder, INVALID, OPERATION, RECORD, VALID, WARNING};

#[test]
fn exit_codes() {
    let folder = Folder::new(&[
        ("valid.json", VALID),
        ("record.json", RECORD),
        ("invalid.json", INVALID),
        ("warning.json", WARNING),
        ("bad.json", "{"),
    ]);
    for (arguments, code) in [
        (&["check", "record.json"][..], 0),
        (&["check", "invalid.json"], 1),
        (&["check", "warning.json"], 0),
        (&["check", "--deny-warnings", "warning.json"], 1),
        (&["check", "--deny-warnings", "record.json"], 0),
        (&["check", "bad.json"], 2),
        (&["check", "--operation", OPERATION, "valid.json"], 0),
        // A text that is not JSON is an invalid input, but not a record.
        (&["check", "--operation", OPERATION, "bad.json"], 1),
        // The worst status of several files.
        (&["check", "record.json", "invalid.json", "warning.json"], 1),
        (&["check", "bad.json", "invalid.json", "record.json"], 2),
        (&["check", "invalid.json", "missing.json"], 2),
        (&["check", "--ndjson", "record.json", "warning.json"], 0),
        (&["check", "--ndjson", "--deny-warnings", "record.json", "warning.json"], 1),
        (&["check", "--ndjson", "record.json", "invalid.json"], 1),
        (&["check", "--ndjson", "record.json", "invalid.json", "bad.json"], 2),
    ] {
        for format in ["text", "json", "sarif", "github"] {
            if arguments.contains(&"--ndjson") && format != "json" {
                continue;
            }
            let run = folder.run(&[arguments, &["--format", format]].concat());
            assert_eq!(run.code, code, "{arguments:?} {format}: {run:?}");
        }
    }
}

#[test]
fn an_output_only_warns() {
    let folder = Folder::new(&[("output.json", r#"{"Id": ""}"#)]);
    let run = folder.run(&["check", "--operation", OPERATION, "--output", "output.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("warning[length]"), "{run:?}");
}

#[test]
fn editions_and_signatures() {
    let folder = Folder::new(&[
        ("input.json", r#"{"Type": "capability", "SchemaVersionedId": "matter.OnOff"}"#),
        ("request.json", r#"{"request": {"method": "GET", "uri": "/custom-endpoint"}}"#),
    ]);
    let input = ["check", "--operation", "GetSchemaVersion", "input.json"];
    assert_eq!(folder.run(&input).code, 0);
    assert_eq!(folder.run(&[&input[..], &["--edition", "2026-11"]].concat()).code, 1);
    assert_eq!(folder.run(&["check", "request.json"]).code, 0);
    let run = folder.run(&["check", "request.json", "--signed"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("sigv4/missing"), "{run:?}");
}

#[test]
fn standard_input() {
    let folder = Folder::new(&[("record.json", RECORD)]);
    for arguments in [&["check"][..], &["check", "-"], &["check", "record.json", "-"]] {
        let run = folder.pipe(arguments, INVALID.as_bytes());
        assert_eq!(run.code, 1, "{arguments:?}");
        assert!(run.out.contains("standard input: CreateCredentialLocker: invalid"), "{run:?}");
    }
    let run = folder.pipe(&["check", "--operation", OPERATION], VALID.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn a_model_file() {
    let model = r##"{"smithy": "2.0", "shapes": {
        "a#Put": {"type": "operation", "input": {"target": "a#PutInput"},
                  "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
        "a#PutInput": {"type": "structure", "members": {
            "n": {"target": "smithy.api#Integer", "traits": {"smithy.api#required": {}, "a#strange": {}}}}}}}"##;
    let folder = Folder::new(&[
        ("model.json", model),
        ("good.json", r#"{"n": 1}"#),
        ("bad.json", "{}"),
        ("no.json", "hello"),
        ("few.json", r#"{"smithy": "2.0"}"#),
    ]);
    let check = ["check", "--model", "model.json", "--operation", "Put"];
    assert_eq!(folder.run(&[&check[..], &["good.json"]].concat()).code, 0);
    let run = folder.run(&[&check[..], &["good.json", "bad.json", "bad.json"]].concat());
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.err, "note: 1 part of the model is not checked: `a#strange` of `a#PutInput$n`\n");
    for (model, message) in [
        ("no.json", "`no.json`: the model is not a Smithy JSON AST"),
        ("bad.json", "`bad.json`: the model is not a Smithy JSON AST"),
        ("few.json", "`few.json` is not the model of a service: it has no operations"),
        ("nil", "there is no file `nil`"),
    ] {
        let run = folder.run(&["check", "--model", model, "good.json"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(message), "{run:?}");
    }
    let run = folder.run(&["check", "--model", "model.json", "--edition", "2026-11", "good.json"]);
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn deep_nesting_in_a_recursive_model() {
    let model = r##"{"smithy": "2.0", "shapes": {
        "a#Put": {"type": "operation", "input": {"target": "a#Node"},
                  "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
        "a#Node": {"type": "structure", "members": {"next": {"target": "a#Nodes"}}},
        "a#Nodes": {"type": "list", "member": {"target": "a#Node"}}}}"##;
    let deep = |levels: usize| format!("{}{{}}{}", r#"{"next":["#.repeat(levels), "]}".repeat(levels));
    let folder = Folder::new(&[("model.json", model), ("in.json", &deep(511)), ("over.json", &deep(512))]);
    for extra in [&[][..], &["--ndjson"]] {
        let check = [&["check", "--model", "model.json", "--operation", "Put", "--max-depth", "1024"], extra].concat();
        assert_eq!(folder.run(&[&check[..], &["in.json"]].concat()).code, 0);
        assert_eq!(folder.run(&[&check[..], &["over.json"]].concat()).code, 1);
    }
}
