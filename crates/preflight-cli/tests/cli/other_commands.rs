//! Commands that have no file of their own here, and help.

use mi_preflight::{Edition, Rule};

use crate::support::{Folder, INVALID, RECORD, snapshot};

fn output_of(arguments: &[&str]) -> String {
    let run = Folder::new(&[]).run(arguments);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}: {run:?}");
    run.out
}

#[test]
fn explanations() {
    snapshot("explain-operation", &output_of(&["explain", "CreateManagedThing"]));
    snapshot("explain-rule", &output_of(&["explain", "json-duplicate-key"]));
    for edition in Edition::ALL {
        for operation in edition.model().operations() {
            let name = operation.name();
            assert!(output_of(&["explain", name, "--edition", edition.name()]).starts_with(name));
        }
    }
}

#[test]
fn rules() {
    snapshot("rules", &output_of(&["rules"]));
    let rules: serde_json::Value = serde_json::from_str(&output_of(&["rules", "--format", "json"])).unwrap();
    let ids: Vec<&str> = rules.as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, Rule::ALL.iter().map(|rule| rule.id()).collect::<Vec<_>>());
    let keys: Vec<&String> = rules[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "severity", "basis", "editions", "title"]);
}

#[test]
fn classifications() {
    let text = output_of(&["classify", "CreateManagedThing", "409", "ConflictException"]);
    assert!(text.starts_with("ConflictException, 409: documented for CreateManagedThing"), "{text}");
    let json = output_of(&["classify", "CreateManagedThing", "409", "ConflictException", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["fault"], "client");
    // The error type comes from a response and may contain anything.
    assert!(!output_of(&["classify", "CreateManagedThing", "500", "\u{1b}[31m"]).contains('\u{1b}'));
}

#[test]
fn models() {
    for edition in Edition::ALL {
        for (format, key) in [("smithy", "smithy"), ("jsonschema", "$schema"), ("openapi", "openapi")] {
            let text = output_of(&["model", "--format", format, "--edition", edition.name()]);
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(value.get(key).is_some(), "{format}");
        }
    }
    // Compare the types up to the end of the first shape.
    let types = output_of(&["model", "--format", "typescript"]);
    let end = types
        .find("export interface AbortConfigCriteria ")
        .and_then(|start| types[start..].find("\n}\n").map(|end| start + end + 3));
    snapshot("model-typescript", &types[..end.unwrap_or(types.len())]);
    // `check --model` reads what `model` prints.
    let folder = Folder::new(&[("model.json", &output_of(&["model", "--format", "smithy"])), ("in.json", INVALID)]);
    let [built_in, loaded] = [&["check", "in.json"][..], &["check", "--model", "model.json", "in.json"]]
        .map(|arguments| folder.run(arguments));
    assert_eq!((built_in.code, built_in.out), (loaded.code, loaded.out));
}

#[test]
fn changes_between_editions() {
    let text = output_of(&["diff", "2025-05-22", "2026-11"]);
    assert!(text.lines().count() > 50, "{text}");
    assert!(text.ends_with("changes from 2025-05-22 to 2026-11\n"), "{text}");
    assert_eq!(output_of(&["diff", "2026-11", "2026-11"]), "0 changes from 2026-11 to 2026-11\n");
    let json: serde_json::Value =
        serde_json::from_str(&output_of(&["diff", "2025-05-22", "2026-11", "--format", "json"])).unwrap();
    assert!(json.is_array() || json.is_object());
}

#[test]
fn changes_for_requests() {
    let changed = r#"{"operation": "GetSchemaVersion", "input": {"Type": "capability", "SchemaVersionedId": "a.B"}}"#;
    let new = r#"{"operation": "ListManagedThingAccountAssociations", "input": {}}"#;
    let folder =
        Folder::new(&[("same.json", RECORD), ("changed.json", changed), ("new.json", new), ("bad.json", "{}")]);
    let diff = ["diff", "2025-05-22", "2026-11"];
    let run = folder.run(&[&diff[..], &["same.json"]].concat());
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "same.json: CreateCredentialLocker: nothing changes, valid in 2026-11\n")
    );
    let run = folder.run(&[&diff[..], &["same.json", "changed.json", "new.json"]].concat());
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{run:?}");
    snapshot("diff-requests", &run.out);
    let run = folder.run(&[&diff[..], &["--format", "json", "same.json", "changed.json", "new.json"]].concat());
    assert_eq!(run.code, 1);
    let diffs: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(diffs[0]["changes"], false);
    assert_eq!(diffs[1]["gained"][1]["rule"], "pattern");
    assert_eq!(diffs[1]["gained"][1]["path"], "/SchemaVersionedId");
    assert_eq!(diffs[2]["to"]["valid"], true);
    let run = folder.run(&[&diff[..], &["same.json", "bad.json", "changed.json"]].concat());
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(run.out.lines().next(), Some("same.json: CreateCredentialLocker: nothing changes, valid in 2026-11"));
    assert!(run.out.contains("changed.json"), "{run:?}");
}

#[test]
fn completions_and_man_pages() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(output_of(&["completions", shell]).contains("deny-warnings"), "{shell}");
    }
    assert!(output_of(&["man"]).contains(".SH NAME"));
    assert!(output_of(&["man", "check"]).contains("deny\\-warnings"));
    assert!(!output_of(&["--help"]).contains("man "));
}

#[test]
fn help() {
    snapshot("help", &output_of(&["--help"]));
    snapshot("help-check", &output_of(&["check", "-h"]));
}

#[test]
fn explanations_of_families_and_names_in_lower_case() {
    let folder = Folder::new(&[]);
    let run = folder.run(&["explain", "createManagedThing"]);
    assert_eq!(run, folder.run(&["explain", "CreateManagedThing"]));
    assert_eq!(run.code, 0, "{run:?}");
    for name in ["tags", "Tags"] {
        let run = folder.run(&["explain", name]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.out.contains("CreateManagedThingRequest$Tags\n"), "{run:?}");
    }
    let ota = folder.run(&["explain", "ota"]);
    assert_eq!(ota.code, 0, "{ota:?}");
    assert!(ota.out.contains("ota/maintenance-window: "), "{ota:?}");
}
