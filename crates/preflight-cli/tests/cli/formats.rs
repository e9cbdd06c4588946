//! The output formats of `check`.

use serde_json::Value;

use crate::support::{Folder, INVALID, OPERATION, RECORD, WARNING, snapshot};

const THING: &str = r#"{
	"Role": "DEVICE",
	"AuthenticationMaterialType": "ZIGBEE_QR_BARCODE",
	"AuthenticationMaterial": "SN:123456789524",
	"SerialNumber": "12 34 #",
	"Name": "",
	"Tgas": {"room": "kitchen"},
	"Tags": {
		"room": "kitchen",
		"": "attic"
	}, "MetaData": {"\u001b": "!"}
}
"#;

/// An input on one line that is much longer than a terminal is wide.
fn long_line() -> String {
    let filler = format!(r#""MetaData": {{"filler": "{}"}}"#, "a".repeat(700));
    format!(r#"{{{filler}, "Role": "HUB", {}, "Name": 7}}"#, filler.replace("MetaData", "Classification"))
}

#[test]
fn text() {
    let folder = Folder::new(&[("thing.json", THING), ("long.json", &long_line())]);
    let run = folder.run(&["check", "--operation", "CreateManagedThing", "thing.json"]);
    snapshot("text-violations", &run.out);
    let run = folder.run(&["check", "--operation", "CreateManagedThing", "long.json"]);
    snapshot("text-long-line", &run.out);
    let run = folder.run(&["check", "--operation", "CreateManagedThing", "thing.json", "--color", "always"]);
    snapshot("text-colors", &run.out.replace('\u{1b}', "^"));
    let run = folder.run(&["check", "--operation", "CreateManagedThing", "thing.json", "--max-violations", "2"]);
    snapshot("text-truncated", &run.out);
}

#[test]
fn text_of_several_records() {
    let request = r#"{"id": 4,
        "request": {"method": "POST", "uri": "/managed-things?a=b", "body": "{\"Name\": \"secret\"}",
                    "headers": {"content-type": "application/json"}}}"#;
    let folder = Folder::new(&[
        ("valid.json", RECORD),
        ("invalid.json", INVALID),
        ("warning.json", WARNING),
        ("request.json", request),
        ("bad.json", "hello"),
    ]);
    let run =
        folder.run(&["check", "valid.json", "invalid.json", "warning.json", "request.json", "bad.json", "none.json"]);
    snapshot("text-records", &run.out);
    snapshot("text-records-errors", &run.err);
    assert!(!run.out.contains("secret"));
    assert_eq!(
        folder.run(&["check", "valid.json"]).out,
        "valid.json: CreateCredentialLocker: valid\nno problems in 1 input\n"
    );
}

#[test]
fn json_has_one_answer_per_line() {
    let folder = Folder::new(&[("valid.json", RECORD), ("invalid.json", INVALID), ("bad.json", "[]")]);
    let run = folder.run(&["check", "--format", "json", "valid.json", "none.json", "invalid.json", "bad.json"]);
    let lines: Vec<&str> = run.out.lines().collect();
    let length = concat!(
        r#"{"file":"invalid.json","id":2,"operation":"CreateCredentialLocker","valid":false,"#,
        r#""violations":[{"rule":"length","severity":"error","path":"/Name","message":"Value with length 0 at '/Name' failed to satisfy constraint: Member must have "#,
        r#"length between 1 and 128, inclusive","help":"give it a name of 1 to 128 characters","#,
        r#""detail":{"min":1,"max":128,"actual":0},"line":1,"column":68},"#
    );
    assert_eq!(
        lines[0],
        r#"{"file":"valid.json","id":1,"operation":"CreateCredentialLocker","valid":true,"violations":[]}"#
    );
    assert_eq!(lines[1], r#"{"file":"none.json","id":null,"operation":null,"error":"there is no file `none.json`"}"#);
    assert!(lines[2].starts_with(length), "{}", lines[2]);
    assert_eq!(lines[3], r#"{"file":"bad.json","id":null,"operation":null,"error":"a record is a JSON object"}"#);
    assert_eq!(lines.len(), 4);
    // Standard input is not a file.
    let piped = folder.pipe(&["check", "--format", "json"], RECORD.as_bytes());
    assert_eq!(piped.out, "{\"id\":1,\"operation\":\"CreateCredentialLocker\",\"valid\":true,\"violations\":[]}\n");
    // The operation of `--operation` is in the answer.
    let run = folder.run(&["check", "--format", "json", "--operation", OPERATION, "none.json"]);
    assert_eq!(
        run.out,
        format!(
            "{{\"file\":\"none.json\",\"id\":null,\"operation\":\"{OPERATION}\",\"error\":\"there is no file `none.json`\"}}\n"
        )
    );
}

#[test]
fn github() {
    let folder = Folder::new(&[("a,b.json", INVALID), ("warning.json", WARNING), ("bad.json", "hello")]);
    let run = folder.run(&["check", "--format", "github", "a,b.json", "warning.json", "bad.json", "none.json"]);
    snapshot("github", &run.out);
}

/// The log has the properties that the schema of SARIF 2.1.0 requires, with values that it allows.
#[test]
fn sarif() {
    let folder = Folder::new(&[("a b.json", INVALID), ("warning.json", WARNING), ("bad.json", "hello")]);
    let run = folder.run(&["check", "--format", "sarif", "a b.json", "warning.json"]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["version"]), (&"mi-preflight".into(), &env!("CARGO_PKG_VERSION").into()));
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), mi_preflight::Rule::ALL.len());
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string());
        assert!(["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3, "{results:?}");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
        let location = &result["locations"][0];
        let region = &location["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64() >= Some(1) && region["startColumn"].as_u64() >= Some(1));
        assert!(location["logicalLocations"][0]["fullyQualifiedName"].is_string());
    }
    let uris: Vec<&Value> =
        results.iter().map(|result| &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).collect();
    assert_eq!(uris, ["a%20b.json", "a%20b.json", "warning.json"]);
    let levels: Vec<&Value> = results.iter().map(|result| &result["level"]).collect();
    assert_eq!(levels, ["error", "error", "warning"]);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);

    let run = folder.run(&["check", "--format", "sarif", "a b.json", "bad.json", "none.json"]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
    let texts: Vec<&str> =
        notifications.iter().map(|notification| notification["message"]["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["a record is a JSON object", "there is no file `none.json`"]);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2);
}

/// The output depends on neither time nor folder.
#[test]
fn runs_are_repeatable() {
    for format in ["text", "json", "sarif", "github"] {
        let run = || {
            let folder = Folder::new(&[("thing.json", THING), ("long.json", &long_line())]);
            folder
                .run(&["check", "--operation", "CreateManagedThing", "thing.json", "long.json", "--format", format])
                .out
        };
        assert_eq!(run(), run());
    }
}
