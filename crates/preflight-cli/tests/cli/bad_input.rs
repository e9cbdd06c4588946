//! Bad input and bad usage give a clear message, never a backtrace.

use crate::support::{Folder, OPERATION, RECORD, VALID};

/// Runs `check` with these arguments on a file with this text. Returns the exit code and all output.
fn check(arguments: &[&str], text: &[u8]) -> (i32, String) {
    let folder = Folder::new(&[]);
    folder.write("in.json", text);
    let run = folder.run(&[&["check", "in.json"], arguments].concat());
    (run.code, run.out + &run.err)
}

#[test]
fn texts_that_are_not_records() {
    for (text, message) in [
        (&b""[..], "there is no record: the text is empty"),
        (b"  \n", "there is no record: the text is empty"),
        (b"hello", "a record is a JSON object"),
        (b"[]", "a record is a JSON object"),
        (b"\xff\xfe{\x00}\x00", "a record is a JSON object"),
        (b"{\"operation\":", "in.json: "),
        (b"{} {}", "there is text after the record"),
        (b"{}", "a record has exactly one of `input`, `output` and `request`"),
        (br#"{"operation": "GetCustomEndpoint", "inpt": {}}"#, "did you mean `input`?"),
        (br#"{"requst": {}}"#, "did you mean `request`?"),
        (br#"{"input": {}}"#, "a record with `input` or `output` names its `operation`"),
        (br#"{"operation": 1, "input": {}}"#, "`operation` must be a string"),
        (br#"{"operation": "CreateCredentialLoker", "input": {}}"#, "did you mean `CreateCredentialLocker`?"),
        (br#"{"operation": "CreateCredentialLocker", "input": {}, "output": {}}"#, "exactly one of"),
        (br#"{"request": 1}"#, "`request` must be an object"),
        (br#"{"request": {"method": "GET", "url": "/"}}"#, "did you mean `uri`?"),
    ] {
        for format in ["text", "json", "sarif", "github"] {
            let (code, output) = check(&["--format", format], text);
            assert_eq!(code, 2, "{text:?}: {output}");
            assert!(output.contains(message), "{text:?}: {output}");
        }
    }
}

#[test]
fn texts_that_are_not_json_are_invalid_inputs() {
    for (text, rule) in [
        (&b""[..], "json-syntax"),
        (b"hello", "json-syntax"),
        (b"{\"Name\": \"a\"", "json-syntax"),
        (b"\xef\xbb\xbf{}", "json-syntax"),
        (b"{\"Name\": \"\xff\"}", "json-utf8"),
        (b"{\"Name\": \"a\", \"Name\": \"b\"}", "json-duplicate-key"),
        (b"[]", "type"),
    ] {
        for format in ["text", "json", "sarif", "github"] {
            let (code, output) = check(&["--operation", OPERATION, "--format", format], text);
            assert_eq!(code, 1, "{text:?}: {output}");
            assert!(output.contains(rule), "{text:?}: {output}");
        }
    }
    let (code, output) = check(&["--operation", OPERATION, "--max-depth", "4"], br#"{"a": [[[[]]]]}"#);
    assert_eq!(code, 1, "{output}");
    assert!(output.contains("nests deeper than level 4"), "{output}");
}

#[test]
fn texts_that_are_too_large() {
    for operation in [&[][..], &["--operation", OPERATION]] {
        for (size, code) in [(RECORD.len(), None), (RECORD.len() - 1, Some(1))] {
            let (actual, output) = check(&[operation, &["--max-size", &size.to_string()]].concat(), RECORD.as_bytes());
            if let Some(code) = code {
                assert_eq!(actual, code, "{output}");
            }
            assert_eq!(output.contains(&format!("the input is larger than {size} bytes")), code.is_some(), "{output}");
            // No line is shown, because only the beginning of the text was read.
            assert!(code.is_none() || !output.contains("shelf"), "{output}");
        }
    }
}

/// An endless file is read only up to the size limit.
#[cfg(target_os = "linux")]
#[test]
fn endless_files() {
    let folder = Folder::new(&[]);
    let run = folder.run(&["check", "--operation", OPERATION, "/dev/zero"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("the input is larger than 16777216 bytes"), "{run:?}");
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::new(&[("valid.json", VALID)]);
    std::fs::create_dir(folder.path("folder")).unwrap();
    for (file, message) in
        [("folder", "`folder` is a directory, not a file"), ("missing.json", "there is no file `missing.json`")]
    {
        for extra in [
            &["--format", "text"][..],
            &["--format", "json"],
            &["--format", "sarif"],
            &["--format", "github"],
            &["--ndjson"],
        ] {
            let run = folder.run(&[&["check", file, "--operation", OPERATION, "valid.json"], extra].concat());
            assert_eq!(run.code, 2, "{run:?}");
            assert_eq!(run.err, format!("error: {message}\n"));
            // The other file is checked all the same.
            assert!(extra == ["--format", "github"] || !run.out.is_empty(), "{run:?}");
        }
    }
}

#[test]
fn bad_usage() {
    let folder = Folder::new(&[("record.json", RECORD)]);
    for (arguments, message) in [
        (
            &["check", "--operation", "CreateCredentialLoker", "record.json"][..],
            "did you mean `CreateCredentialLocker`?",
        ),
        (&["check", "--operation", "", "record.json"], "there is no operation ``"),
        (&["check", "--ndjson", "--operation", "Nothing", "record.json"], "there is no operation `Nothing`"),
        (&["check", "--edition", "2025-05-23", "record.json"], "[possible values: 2025-05-22, 2026-11, latest, any]"),
        (&["check", "--format", "xml", "record.json"], "[possible values: text, json, sarif, github]"),
        (&["check", "--ndjson", "--format", "text", "record.json"], "`--ndjson` always answers in json"),
        (&["check", "--ndjson", "--format", "sarif", "record.json"], "`--ndjson` always answers in json"),
        (&["check", "--output", "record.json"], "--operation"),
        (&["check", "--max-size", "0", "record.json"], "expected a number of bytes"),
        (&["check", "--max-depth", "1025", "record.json"], "expected a number from 1 to 1024"),
        (&["check", "--max-violations", "0", "record.json"], "--max-violations"),
        (&["check", "--colour", "never", "record.json"], "--color"),
        (&["chekc"], "check"),
        (&["explain", "CreateCredentialLoker"], "did you mean `CreateCredentialLocker`?"),
        (&["explain", "GetManagedThingCertificate"], "edition 2026-11 has"),
        (&["classify", "CreateCredentialLoker", "400", "X"], "did you mean `CreateCredentialLocker`?"),
        (&["classify", "CreateCredentialLocker", "99", "X"], "99"),
        (&["diff", "2025-05-22"], "<TO>"),
        (&["diff", "2025-05-22", "2026-12"], "[possible values: 2025-05-22, 2026-11, latest]"),
        (&["diff", "2025-05-22", "2026-11", "missing.json"], "there is no file `missing.json`"),
        (&["model", "--format", "xml"], "[possible values: smithy, jsonschema, openapi, typescript]"),
        (&["completions", "tcsh"], "[possible values:"),
        (&[], "Usage:"),
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {run:?}");
        assert!(run.err.contains(message), "{arguments:?}: {run:?}");
    }
}

/// Names from files must not control the terminal.
#[test]
fn control_characters_are_escaped() {
    let folder = Folder::new(&[
        ("in.json", "{\"Na\u{1b}[31mme\": 1, \"\\u001b[32m\": 2, \"\u{202e}\": 3}"),
        ("re.json", "{\"operation\": \"\\u001b[33m\", \"input\": {}}"),
    ]);
    for format in ["text", "json", "sarif", "github"] {
        let files = folder.run(&["check", "--operation", OPERATION, "in.json", "--format", format]);
        let records = folder.run(&["check", "re.json", "--format", format]);
        for text in [files.out, files.err, records.out, records.err] {
            assert!(!text.contains(['\u{1b}']), "{format}: {text:?}");
            assert!(!text.contains('\u{202e}') || matches!(format, "json" | "sarif"), "{format}: {text:?}");
        }
    }
}

/// Messages about a text that is not JSON name the cause, which may be invisible.
#[test]
fn causes_of_texts_that_are_not_json() {
    let utf16 = |text: &str| "\u{feff}".chars().chain(text.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
    let texts: &[(Vec<u8>, &str)] = &[
        (b"{\"Name\": \"a\",}".to_vec(), "remove the trailing comma"),
        (b"{\"Name\": \"a\" // c\n}".to_vec(), "JSON has no comments"),
        (b"{'Name': 'a'}".to_vec(), "JSON has only double quotes"),
        (b"{\"Name\": NaN}".to_vec(), "JSON has no such number"),
        (b"{\"Name\": \"a\"".to_vec(), "the text ends too early: `}` is missing"),
        (b"{\"Name\": \"a".to_vec(), "the text ends too early, inside a string"),
        ("\u{feff}{\"Name\": \"a\"}".into(), "begins with a byte order mark"),
        (utf16("{\"Name\": \"a\"}"), "UTF-16"),
        (b"Name: a\n".to_vec(), "this looks like YAML"),
        (b"".to_vec(), "the text is empty"),
    ];
    for (text, cause) in texts {
        for format in ["text", "sarif", "github"] {
            for arguments in [&["--operation", OPERATION][..], &[]] {
                // Text that is cut off in an input cuts off its record too. A record is not repeated in these formats.
                if arguments.is_empty() && format != "text" {
                    continue;
                }
                let (code, output) = check(&[arguments, &["--format", format]].concat(), text);
                assert_eq!(code, if arguments.is_empty() { 2 } else { 1 }, "{text:?}: {output}");
                assert!(output.contains(cause), "{text:?} {format} {arguments:?}: {output}");
            }
        }
        let folder = Folder::new(&[]);
        folder.write("in.json", text);
        for command in ["document", "capability-report"] {
            let run = folder.run(&[command, "check", "in.json"]);
            assert_ne!(run.code, 0, "{command} {text:?}: {run:?}");
            assert!(run.out.contains(cause), "{command} {text:?}: {run:?}");
        }
    }
}

/// Files that configure a check do not begin with a byte order mark either.
#[test]
fn byte_order_marks_are_refused_everywhere() {
    let folder = Folder::new(&[("record.json", RECORD), ("policy.toml", "\u{feff}profile = \"strict\"\n")]);
    folder.write("policy.json", "\u{feff}{\"profile\": \"strict\"}".as_bytes());
    folder.write("model.json", "\u{feff}{\"smithy\": \"2.0\", \"shapes\": {}}".as_bytes());
    folder.write("report.json", "\u{feff}{\"version\": \"1.0.0\", \"endpoints\": []}".as_bytes());
    std::fs::create_dir(folder.path("schemas")).unwrap();
    folder.write("schemas/a.json", "\u{feff}{\"$id\": \"/schema-versions/definition/a.B@1.0\"}".as_bytes());
    folder.write("push.json", "\u{feff}{\"RolloutConfig\": {}}".as_bytes());
    folder.write("marked.json", format!("\u{feff}{RECORD}").as_bytes());
    let commands: &[(&[&str], i32)] = &[
        (&["check", "--policy", "policy.json", "record.json"], 2),
        (&["check", "--policy", "policy.toml", "record.json"], 2),
        (&["check", "--model", "model.json", "record.json"], 2),
        (&["check", "--capability-report", "report.json", "record.json"], 2),
        (&["check", "--schemas", "schemas", "record.json"], 2),
        (&["policy", "check", "policy.json"], 2),
        (&["policy", "check", "policy.toml"], 2),
        (&["policy", "test", "policy.toml"], 2),
        (&["document", "check", "schemas/a.json"], 1),
        (&["capability-report", "check", "report.json"], 1),
        (&["capability-report", "diff", "report.json", "report.json"], 2),
        (&["command", "--capability-report", "report.json"], 2),
        (&["rollout", "push.json", "--devices", "1"], 1),
        (&["check", "marked.json"], 2),
        (&["check", "--ndjson", "marked.json"], 2),
        (&["check", "--operation", OPERATION, "marked.json"], 1),
        (&["diff", "2025-05-22", "2026-11", "marked.json"], 2),
    ];
    for (arguments, code) in commands {
        let run = folder.run(arguments);
        assert_eq!(run.code, *code, "{arguments:?}: {run:?}");
        assert!((run.out.clone() + &run.err).contains("byte order mark"), "{arguments:?}: {run:?}");
    }
}

#[test]
fn files_that_are_not_streams() {
    let folder = Folder::new(&[]);
    for (text, hint) in [
        ("{\n  \"operation\": \"CreateCredentialLocker\",\n  \"input\": {}\n}\n", "one JSON value over several lines"),
        ("[{}, {}]\n", "a JSON array"),
        ("\u{feff}{}\n", "byte order mark"),
    ] {
        let run = folder.pipe(&["check", "--ndjson"], text.as_bytes());
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(hint), "{run:?}");
    }
}

/// A file without a document was not checked.
#[test]
fn files_without_a_document() {
    for text in ["{}", r#"{"Items": []}"#, r#"{"Items": [{"Schema": {}}]}"#] {
        for format in ["text", "json"] {
            let folder = Folder::new(&[("in.json", text)]);
            let run = folder.run(&["document", "check", "--format", format, "in.json"]);
            assert_eq!(run.code, 2, "{text}: {run:?}");
            assert!(run.err.contains("there is no document"), "{text}: {run:?}");
        }
    }
}
