//! `--edition latest` and `--edition any`, and the note where the default edition is older than the service.

use crate::support::Folder;

const NOTE: &str = "note: edition 2026-11 accepts this: use `--edition 2026-11` or `--edition any`\n";

fn folder() -> Folder {
    Folder::new(&[
        (
            "newer.json",
            r#"{"operation": "GetSchemaVersion", "input": {"Type": "capability", "SchemaVersionedId": "a.B@1.0.1"}}"#,
        ),
        (
            "older.json",
            r#"{"operation": "GetSchemaVersion", "input": {"Type": "capability", "SchemaVersionedId": "a/Bcde@1.0"}}"#,
        ),
        (
            "neither.json",
            r#"{"operation": "GetSchemaVersion", "input": {"Type": "capability", "SchemaVersionedId": "_"}}"#,
        ),
        ("tags.json", r#"{"operation": "ListTagsForResource", "input": {}}"#),
        ("route.json", r#"{"request": {"method": "GET", "uri": "/cloud-connectors"}}"#),
        ("input.json", r#"{"Type": "capability", "SchemaVersionedId": "a.B@1.0.1"}"#),
        (
            "report.json",
            r#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
                {"id": "a.B@1.0.1", "name": "B", "version": "1", "properties": [], "actions": [], "events": []}]}]}"#,
        ),
    ])
}

#[test]
fn any_edition_refuses_what_every_edition_refuses() {
    let folder = folder();
    for (edition, codes) in [
        ("2025-05-22", [1, 0, 1, 2, 1]),
        ("2026-11", [0, 1, 1, 1, 0]),
        ("latest", [0, 1, 1, 1, 0]),
        ("any", [0, 0, 1, 1, 0]),
    ] {
        let files = ["newer.json", "older.json", "neither.json", "tags.json", "route.json"];
        for (file, code) in files.into_iter().zip(codes) {
            for format in ["text", "json", "sarif", "github"] {
                let run = folder.run(&["check", "--edition", edition, "--format", format, file]);
                assert_eq!(run.code, code, "{edition} {file} {format}: {run:?}");
            }
            assert_eq!(folder.run(&["check", "--ndjson", "--edition", edition, file]).code, code, "{edition} {file}");
        }
    }
    let run = folder.run(&["check", "--edition", "any", "newer.json", "older.json"]);
    for help in ["= help: refused by edition 2025-05-22 only", "= help: refused by edition 2026-11 only"] {
        assert!(run.out.contains(help), "{run:?}");
    }
    let run = folder.run(&["check", "--edition", "any", "--profile", "service", "--deny-warnings", "older.json"]);
    assert!(run.code == 1 && run.out.contains("warning[pattern]"), "{run:?}");
    let run = folder.run(&["check", "--edition", "any", "--model", "model.json", "older.json"]);
    assert!(run.code == 2 && run.err.contains("--edition") && run.err.contains("--model"), "{run:?}");
}

#[test]
fn any_edition_with_a_policy() {
    let folder = folder();
    let policy = |endpoints: usize| {
        format!(
            r#"{{"limits": {{"CreateManagedThing": {{"/CapabilityReport/endpoints": {{"maxItems": {endpoints}}}}}}}}}"#
        )
    };
    folder.write("policy.json", policy(5).as_bytes());
    folder.write("too-wide.json", policy(45).as_bytes());
    let run = folder.run(&["check", "--edition", "any", "--policy", "policy.json", "older.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let run = folder.run(&["check", "--policy", "too-wide.json", "older.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let run = folder.run(&["check", "--edition", "any", "--policy", "too-wide.json", "older.json"]);
    assert!(run.code == 2 && run.err.contains("policy"), "{run:?}");
}

#[test]
fn other_commands_take_the_new_names() {
    let folder = folder();
    for (arguments, code) in [
        (&["capability-report", "check", "--edition", "any", "report.json"][..], 0),
        (&["capability-report", "check", "--edition", "2025-05-22", "report.json"], 1),
        (&["explain", "ListTagsForResource", "--edition", "latest"], 0),
        (&["model", "--edition", "latest", "--format", "typescript"], 0),
        (&["diff", "2025-05-22", "latest"], 0),
        (&["explain", "ListTagsForResource", "--edition", "any"], 2),
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {run:?}");
    }
}

#[test]
fn text_names_the_edition_that_accepts_an_input() {
    let folder = folder();
    for (arguments, has_note) in [
        (&["check", "newer.json"][..], true),
        (&["check", "route.json"], true),
        (&["check", "--operation", "GetSchemaVersion", "input.json"], true),
        (&["check", "older.json"], false),
        (&["check", "neither.json"], false),
        (&["check", "--edition", "2025-05-22", "newer.json"], false),
        (&["check", "--format", "json", "newer.json"], false),
        (&["check", "--format", "github", "newer.json"], false),
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.out.matches(NOTE).count(), usize::from(has_note), "{arguments:?}: {run:?}");
    }
    let advice = "use `--edition 2026-11` or `--edition any`";
    for arguments in [&["check", "tags.json"][..], &["check", "--operation", "ListTagsForResource", "input.json"]] {
        let run = folder.run(arguments);
        assert!(run.code == 2 && run.err.contains(advice), "{run:?}");
    }
}
