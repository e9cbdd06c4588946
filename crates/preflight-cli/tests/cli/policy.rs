//! `policy check` and `policy test`.

use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, snapshot};

const GOOD: &str = r#"{
  "profile": "strict",
  "suppressions": [{"rule": "thing/role", "reason": "they are all hubs"}],
  "limits": {"CreateCredentialLocker": {"/Name": {"maxLength": 5}}},
  "checks": [{
    "id": "acme/owner-tag", "severity": "error", "message": "the tags must have an `owner`",
    "operations": ["CreateCredentialLocker"],
    "schema": {"properties": {"Tags": {"required": ["owner"]}}, "required": ["Tags"]}
  }],
  "examples": [
    {"name": "short", "operation": "CreateCredentialLocker", "input": {"Name": "shelf", "Tags": {"owner": "a"}}, "valid": true},
    {"name": "nobody's", "operation": "CreateCredentialLocker", "file": "inputs/untagged.json", "valid": false, "rules": ["acme/owner-tag"]}
  ]
}"#;

const BAD: &str = "{
  \"profle\": \"strict\",
  \"severities\": [{\"rule\": \"length\", \"severity\": \"warning\"}],
  \"limits\": {\"CreateManagedThing\": {\"/Name\": {\"maxLength\": 1000}}}
}";

fn folder() -> Folder {
    let folder = Folder::new(&[("good.json", GOOD), ("bad.json", BAD)]);
    std::fs::create_dir(folder.path("inputs")).unwrap();
    folder.write("inputs/untagged.json", b"{\"Name\": \"shelf\"}");
    folder
}

#[test]
fn a_usable_policy() {
    let run = folder().run(&["policy", "check", "good.json"]);
    let summary = "good.json: ok: profile strict, 1 suppression, 1 limit, 1 check, 2 examples\n";
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, summary, ""));
    let run = folder().run(&["policy", "check", "--format", "json", "--edition", "2026-11", "good.json"]);
    assert_eq!(run.code, 0);
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&answer["usable"], &answer["edition"], &answer["checks"]),
        (&true.into(), &"2026-11".into(), &1.into())
    );
}

#[test]
fn an_unusable_policy_is_reported_with_all_problems() {
    let run = folder().run(&["policy", "check", "good.json", "bad.json"]);
    assert_eq!((run.code, run.err.as_str()), (2, ""), "{run:?}");
    snapshot("policy-problems", &run.out);
    let run = folder().run(&["policy", "check", "--format", "json", "bad.json"]);
    assert_eq!(run.code, 2);
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["usable"], false);
    let problem = &answer["problems"][0];
    assert_eq!((&problem["path"], &problem["line"], &problem["column"]), (&"/profle".into(), &2.into(), &3.into()));
    // Its examples are not run.
    let test = folder().run(&["policy", "test", "bad.json"]);
    assert_eq!(test.code, 2);
    assert!(test.out.starts_with("bad.json:2:3: there is no key `profle` here"), "{test:?}");
}

#[test]
fn missing_files() {
    let run = folder().run(&["policy", "check", "none.json", "good.json"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no file `none.json`"), "{run:?}");
    assert!(run.out.starts_with("good.json: ok"), "{run:?}");
    assert_eq!(folder().run(&["policy", "check"]).code, 2);
}

#[test]
fn policies_are_read_from_standard_input_and_as_toml() {
    let run = folder().pipe(&["policy", "check", "-"], b"{}");
    assert_eq!((run.code, run.out.as_str()), (0, "standard input: ok: profile recommended\n"));
    let folder = Folder::new(&[("a.toml", "profile = \"strict\"\n"), ("b.toml", "profile = strict\n")]);
    assert_eq!(folder.run(&["policy", "check", "a.toml"]).out, "a.toml: ok: profile strict\n");
    let run = folder.run(&["policy", "check", "b.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.out.starts_with("b.toml:1:11: the text is not TOML here"), "{run:?}");
}

#[test]
fn examples_are_run() {
    let run = folder().run(&["policy", "test", "good.json"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "good.json: 2 passed, 0 failed\n", ""));
}

#[test]
fn failing_examples() {
    let folder = folder();
    let wrong = GOOD
        .replace("\"Name\": \"shelf\", \"Tags\"", "\"Name\": \"shelves\", \"Tags\"")
        .replace("\"rules\": [\"acme/owner-tag\"]", "\"rules\": [\"policy/limit\"]");
    folder.write("wrong.json", wrong.as_bytes());
    let run = folder.run(&["policy", "test", "wrong.json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{run:?}");
    snapshot("policy-failures", &run.out);
    // The output contains no value of an input.
    assert!(!run.out.contains("shelves"));
    let run = folder.run(&["policy", "test", "--format", "json", "wrong.json", "good.json"]);
    assert_eq!(run.code, 1);
    let answers: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&answers[0]["passed"], &answers[0]["failed"]), (&0.into(), &2.into()));
    assert_eq!(answers[0]["examples"][0]["passed"], false);
    assert_eq!((&answers[1]["passed"], &answers[1]["failed"]), (&2.into(), &0.into()));
    // An example without its file cannot be checked.
    std::fs::remove_file(folder.path("inputs/untagged.json")).unwrap();
    let run = folder.run(&["policy", "test", "good.json"]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("there is no file"), "{run:?}");
}

#[test]
fn examples_of_another_edition_are_not_run() {
    let policy = r#"{"examples": [
        {"name": "new", "operation": "CreateAccountAssociation", "input": {}, "valid": false}
    ]}"#;
    let folder = Folder::new(&[("new.json", policy)]);
    let run = folder.run(&["policy", "test", "new.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, "new.json: 0 passed, 0 failed, 1 not for edition 2025-05-22\n"));
    let run = folder.run(&["policy", "test", "--edition", "2026-11", "new.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, "new.json: 1 passed, 0 failed\n"));
}

#[test]
fn example_policies_of_the_repository_pass() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/policies");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    files.sort();
    for command in ["check", "test"] {
        for edition in ["2025-05-22", "2026-11"] {
            let mut arguments = vec!["policy", command, "--edition", edition];
            arguments.extend(files.iter().map(String::as_str));
            let run = Folder::new(&[]).run(&arguments);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
            assert_eq!(run.out.lines().count(), files.len());
        }
    }
}

#[test]
fn control_characters_are_escaped() {
    let policy =
        r#"{"examples": [{"name": "\u001b[31m", "operation": "CreateManagedThing", "input": {}, "valid": true}]}"#;
    let run = Folder::new(&[("a.json", policy)]).run(&["policy", "test", "a.json"]);
    assert!(run.code == 1 && !run.out.contains('\u{1b}'), "{run:?}");
}

#[test]
fn violations_of_policy_checks_have_their_id_in_every_format() {
    let folder = folder();
    for format in ["text", "json", "sarif", "github"] {
        let arguments =
            ["check", "--policy", "good.json", "--operation", "CreateCredentialLocker", "--format", format, "-"];
        let run = folder.pipe(&arguments, b"{\"Name\": \"shelf\"}");
        assert_eq!(run.code, 1, "{format}: {run:?}");
        assert!(run.out.contains("acme/owner-tag"), "{format}: {}", run.out);
        if format == "sarif" {
            let log: Value = serde_json::from_str(&run.out).unwrap();
            let driver = &log["runs"][0]["tool"]["driver"];
            assert!(driver["rules"].as_array().unwrap().iter().any(|rule| rule["id"] == "acme/owner-tag"));
            assert!(log["runs"][0]["results"][0].get("ruleIndex").is_none_or(Value::is_u64));
        }
    }
}
