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

/// Operations with and without an HTTP binding, two that only their queries distinguish, and a name that is not an identifier.
const MODEL: &str = r##"{"smithy": "2.0", "shapes": {
    "a#Service": {"type": "service", "version": "1"},
    "a#TagResource": {"type": "operation", "input": {"target": "a#Input"},
                      "traits": {"smithy.api#http": {"method": "POST", "uri": "/tags"}}},
    "a#AddTags": {"type": "operation", "input": {"target": "a#Input"},
                  "traits": {"smithy.api#http": {"method": "POST", "uri": "/tags?add"}}},
    "a#Unbound": {"type": "operation", "input": {"target": "a#Input"}},
    "a#Input": {"type": "structure", "members": {
        "a": {"target": "a#Name", "traits": {"smithy.api#jsonName": "x-a"}},
        "b": {"target": "a#Name", "traits": {"a#one": {}, "a#two": {}, "a#three": {}, "a#four": {}}}}},
    "a#Name": {"type": "string", "traits": {"smithy.api#pattern": "^\\p{Nl}+$"}}}}"##;

#[test]
fn commands_take_the_file_of_a_model() {
    let other = MODEL.replace("/tags\"", "/labels\"").replace("Unbound", "Unrouted");
    let folder = Folder::new(&[("model.json", MODEL), ("other.json", &other)]);
    let run = |arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
        run
    };
    // The words about the built-in service say nothing about another one.
    let text = run(&["explain", "TagResource", "--model", "model.json"]).out;
    assert!(text.starts_with("TagResource (operation)\n\nrequest\n  POST /tags\n"), "{text}");
    let text = run(&["explain", "Unbound", "--model", "model.json"]).out;
    assert!(text.contains("  no HTTP binding in the model\n") && !text.contains("status"), "{text}");

    let rules = run(&["rules", "--model", "model.json"]).out;
    assert!(rules.contains("\nlength ") && !rules.contains("ota/"), "{rules}");

    let openapi = run(&["model", "--model", "model.json", "--format", "openapi"]);
    let document: serde_json::Value = serde_json::from_str(&openapi.out).unwrap();
    assert_eq!(document["paths"]["/tags"]["post"]["operationId"], "TagResource");
    assert!(openapi.err.contains("what has no HTTP binding: `Unbound`"), "{openapi:?}");
    assert!(openapi.err.contains("of another operation: `AddTags` (as `TagResource`)"), "{openapi:?}");
    let schema = run(&["model", "--model", "model.json", "--format", "jsonschema"]).out;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["$defs"]["Unbound.input"]["$ref"], "#/$defs/Input");
    let types = run(&["model", "--model", "model.json", "--format", "typescript"]).out;
    assert!(types.contains("  Unbound: Input;") && types.contains("  \"x-a\"?: "), "{types}");

    let text = run(&["diff", "model.json", "other.json"]).out;
    assert!(text.contains("operation `TagResource` uri: `/tags` -> `/labels`\n"), "{text}");
    assert!(text.ends_with("3 changes from model.json to other.json\n"), "{text}");
}

#[test]
fn what_of_a_model_is_not_checked_is_named_in_full_if_asked() {
    let folder = Folder::new(&[("model.json", MODEL)]);
    let rules = ["rules", "--model", "model.json"];
    let short = folder.run(&rules).err;
    assert!(short.contains(" more; --verbose names them all"), "{short}");
    let long = folder.run(&[&rules[..], &["--verbose"]].concat()).err;
    for name in ["one", "two", "three", "four"] {
        assert!(long.contains(&format!("`a#{name}` of `a#Input$b`\n")), "{long}");
    }
    assert!(!long.contains("more"), "{long}");
}

#[test]
fn portable_patterns_name_no_classes() {
    let folder = Folder::new(&[("model.json", MODEL)]);
    let model = ["model", "--model", "model.json", "--format"];
    for (format, pointer) in [("jsonschema", "/$defs/Name/pattern"), ("openapi", "/components/schemas/Name/pattern")] {
        let pattern = |arguments: &[&str]| {
            let text = folder.run(&[&model[..], &[format], arguments].concat()).out;
            serde_json::from_str::<serde_json::Value>(&text).unwrap().pointer(pointer).cloned().unwrap()
        };
        assert_eq!(pattern(&[]), r"^\p{Nl}+$");
        assert_eq!(pattern(&["--regex", "unicode"]), r"^\p{Nl}+$");
        let portable = pattern(&["--regex", "portable"]);
        assert!(portable.as_str().unwrap().starts_with(r"^[\u16EE-\u16F0"), "{portable}");
    }
    let run = folder.run(&[&model[..], &["typescript", "--regex", "portable"]].concat());
    assert_eq!(run.code, 2, "{run:?}");
}
