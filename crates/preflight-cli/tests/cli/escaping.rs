//! Text from elsewhere must not control the terminal, or the runner of GitHub Actions, on either stream.

use crate::support::{Folder, Run};

/// A name that ends a line, begins commands of the runner, and has control and direction characters.
const NAME: &str = "Nope\n::add-mask::a\r\u{1b}[31m\u{9b}31m\u{85}\u{2028}\u{202e}\u{2066}\u{7f}##[add-mask]b";

/// The same as the content of a JSON string.
fn json_name() -> String {
    let json = serde_json::to_string(NAME).unwrap();
    json[1..json.len() - 1].to_owned()
}

#[track_caller]
fn assert_harmless(run: &Run, arguments: &[&str]) {
    let is_github = arguments.contains(&"github");
    for text in [&run.out, &run.err] {
        let bad = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!text.contains(bad), "{arguments:?}: {text:?}");
        assert!(!text.contains("##["), "{arguments:?}: {text}");
        for line in text.lines().filter(|line| line.trim_start().starts_with("::")) {
            let is_annotation = ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
            assert!(is_github && is_annotation, "{arguments:?}: {line}");
        }
    }
    assert!(run.out.len() + run.err.len() > 0, "{arguments:?}");
}

#[test]
fn names_in_files() {
    let name = json_name();
    let folder = Folder::new(&[
        ("operation.json", &format!(r#"{{"operation": "{name}", "input": {{}}}}"#)),
        ("request.json", &format!(r#"{{"request": {{"{name}": 1}}}}"#)),
        ("header.json", &format!(r#"{{"request": {{"method": "GET", "uri": "/", "headers": {{"{name}": 1}}}}}}"#)),
        ("uri.json", &format!(r#"{{"request": {{"method": "{name}", "uri": "/{name}", "query": ["{name}=1"]}}}}"#)),
        (
            "members.json",
            &format!(
                r#"{{"id": "{name}", "operation": "CreateManagedThing",
                    "input": {{"{name}": 1, "MetaData": {{"{name}": ""}}, "Name": "", "Role": "{name}"}}}}"#
            ),
        ),
        (
            "report.json",
            &format!(
                r#"{{"version": "1.0.0", "nodeId": "{name}", "endpoints": [{{"id": "{name}", "deviceTypes": ["{name}"],
                    "capabilities": [{{"id": "{name}@1.0", "name": "{name}", "version": "1.0", "actions": ["{name}"],
                    "properties": ["{name}"], "events": ["{name}"]}}]}}]}}"#
            ),
        ),
        ("report-0.json", r#"{"version": "1.0.0", "nodeId": "1", "endpoints": []}"#),
        ("document.json", &format!(r#"{{"$id": "{name}", "name": "{name}", "{name}": 1}}"#)),
        ("listed.json", &format!(r#"{{"Items": [{{"SchemaId": "{name}", "{name}": 1}}]}}"#)),
        ("event.json", &format!(r#"{{"{name}": 1, "type": "{name}"}}"#)),
        (
            "policy.json",
            &format!(
                r#"{{"{name}": 1, "severities": {{"{name}": "error"}},
                    "examples": [{{"name": "{name}", "operation": "{name}", "input": {{}}}}]}}"#
            ),
        ),
        (
            "examples.json",
            &format!(
                r#"{{"examples": [{{"name": "{name}", "operation": "CreateManagedThing", "inputFile": "{name}"}},
                    {{"name": "{name}", "operation": "CreateManagedThing", "input": {{"{name}": 1}}, "valid": true}}]}}"#
            ),
        ),
        ("model.json", &format!(r#"{{"smithy": "2.0", "shapes": {{"{name}": {{"type": "{name}"}}}}}}"#)),
        ("push.json", &format!(r#"{{"RolloutConfig": {{"{name}": 1, "MaximumPerMinute": 0}}}}"#)),
    ]);
    std::fs::create_dir(folder.path("schemas")).unwrap();
    for name in ["document.json", "listed.json"] {
        std::fs::copy(folder.path(name), folder.path("schemas").join(name)).unwrap();
    }
    let records = ["operation.json", "request.json", "header.json", "uri.json", "members.json"];
    for format in ["text", "json", "sarif", "github"] {
        for record in records {
            let arguments = ["check", record, "--format", format];
            assert_harmless(&folder.run(&arguments), &arguments);
        }
    }
    let stream: String = records
        .iter()
        .map(|record| std::fs::read_to_string(folder.path(record)).unwrap().replace("\n", " ") + "\n")
        .collect();
    assert_harmless(&folder.pipe(&["check", "--ndjson"], stream.as_bytes()), &["--ndjson"]);
    let commands: &[&[&str]] = &[
        &["check", "--policy", "policy.json", "members.json"],
        &["check", "--model", "model.json", "members.json"],
        &["check", "--schemas", "schemas", "members.json"],
        &["check", "--capability-report", "report.json", "members.json"],
        &["check", "--capability-report", "event.json", "members.json"],
        &["document", "check", "document.json", "listed.json"],
        &["event", "check", "--schemas", "schemas", "event.json"],
        &["capability-report", "check", "--schemas", "schemas", "report.json"],
        &["capability-report", "diff", "report-0.json", "report.json"],
        &["capability-report", "diff", "report-0.json", "event.json"],
        &["command", "--capability-report", "report.json"],
        &["command", "--capability-report", "report.json", "--schemas", "schemas"],
        &["command", "--capability-report", "report.json", "9", "x", "y"],
        &["command", "--capability-report", "report.json", NAME, NAME, NAME, NAME],
        &["command", "--capability-report", "report.json", NAME, NAME, "ReadState", "*"],
        &["command", "--capability-report", "report.json", NAME, NAME, "UpdateState", "x=1"],
        &["policy", "check", "policy.json"],
        &["policy", "test", "examples.json"],
        &["diff", "2025-05-22", "2026-11", "members.json", "operation.json"],
        &["rollout", "push.json", "--devices", "5"],
    ];
    for arguments in commands {
        assert_harmless(&folder.run(arguments), arguments);
        if !matches!(arguments[0], "check") {
            let arguments = [arguments, &["--format", "json"][..]].concat();
            assert_harmless(&folder.run(&arguments), &arguments);
        }
    }
}

#[test]
fn names_in_arguments() {
    let folder = Folder::new(&[("in.json", "{}"), ("report.json", "{}")]);
    let commands: &[&[&str]] = &[
        &[NAME],
        &["check", NAME],
        &["check", "--operation", NAME, "in.json"],
        &["check", &format!("--{NAME}"), "in.json"],
        &["check", "--edition", NAME, "in.json"],
        &["check", "--format", NAME, "in.json"],
        &["check", "--now", NAME, "in.json"],
        &["check", "--max-size", NAME, "in.json"],
        &["check", "--profile", NAME, "in.json"],
        &["check", "--model", NAME, "in.json"],
        &["check", "--policy", NAME, "in.json"],
        &["check", "--schemas", NAME, "in.json"],
        &["check", "--capability-report", NAME, "in.json"],
        &["check", "--ndjson", NAME],
        &["document", "check", NAME],
        &["document", NAME],
        &["event", "check", NAME, "--schemas", "."],
        &["capability-report", "check", NAME],
        &["capability-report", "diff", NAME, "in.json"],
        &["policy", "check", NAME],
        &["policy", "test", NAME],
        &["diff", "2025-05-22", "2026-11", NAME],
        &["diff", NAME, "2026-11"],
        &["rollout", NAME, "--devices", "1"],
        &["rollout", "in.json", "--devices", NAME],
        &["explain", NAME],
        &["classify", NAME, "400", "X"],
        &["classify", "CreateManagedThing", "400", NAME],
        &["classify", "CreateManagedThing", "400", NAME, "--format", "json"],
        &["completions", NAME],
        &["man", NAME],
    ];
    for arguments in commands {
        assert_harmless(&folder.run(arguments), arguments);
    }
}

#[cfg(unix)]
#[test]
fn names_of_files() {
    let folder = Folder::new(&[]);
    // A name without a slash.
    let names = [NAME, "::add-mask::a", "##[add-mask]a"];
    for (name, text) in names.iter().flat_map(|name| [(name, "[]"), (name, "{\"Name\": 1}")]) {
        folder.write(name, text.as_bytes());
        for format in ["text", "json", "sarif", "github"] {
            for operation in [&[][..], &["--operation", "CreateManagedThing"]] {
                let arguments = [&["check", "--format", format, name][..], operation].concat();
                assert_harmless(&folder.run(&arguments), &arguments);
            }
        }
        let commands: &[&[&str]] = &[
            &["document", "check", name],
            &["event", "check", name, "--schemas", "."],
            &["capability-report", "check", name],
            &["capability-report", "diff", name, name],
            &["policy", "check", name],
            &["policy", "test", name],
            &["diff", "2025-05-22", "2026-11", name, "--operation", "CreateManagedThing"],
            &["rollout", name, "--devices", "1"],
            &["check", "--policy", name],
            &["check", "--model", name],
        ];
        for arguments in commands {
            assert_harmless(&folder.run(arguments), arguments);
        }
    }
}
