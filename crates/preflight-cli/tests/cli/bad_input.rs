//! Whatever is given, there is a clear message and never a backtrace.

use crate::support::{Folder, OPERATION, RECORD, VALID};

/// Runs `check` with these arguments on a file with this text; the exit code, and everything that was said.
fn check(arguments: &[&str], text: &[u8]) -> (i32, String) {
    let folder = Folder::new(&[]);
    folder.write("in.json", text);
    let run = folder.run(&[&["check", "in.json"], arguments].concat());
    (run.code, run.out + &run.err)
}

#[test]
fn texts_that_are_no_records() {
    for (text, message) in [
        (&b""[..], "there is no record: the text is empty"),
        (b"  \n", "there is no record: the text is empty"),
        (b"hello", "a record is a JSON object"),
        (b"[]", "a record is a JSON object"),
        (b"\xff\xfe{\x00}\x00", "a record is a JSON object"),
        (b"{\"operation\":", "in.json: "),
        (b"{} {}", "there is text after the record"),
        (b"{}", "a record has exactly one of `input`, `output` and `request`"),
        (br#"{"input": {}}"#, "a record with `input` or `output` names its `operation`"),
        (br#"{"operation": 1, "input": {}}"#, "`operation` must be a string"),
        (br#"{"operation": "CreateCredentialLoker", "input": {}}"#, "did you mean `CreateCredentialLocker`?"),
        (br#"{"operation": "CreateCredentialLocker", "input": {}, "output": {}}"#, "exactly one of"),
        (br#"{"request": 1}"#, "`request` must be an object"),
        (br#"{"request": {"method": "GET", "url": "/"}}"#, "did you mean `uri`?"),
    ] {
        for format in ["text", "json", "sarif", "github"] {
            let (code, said) = check(&["--format", format], text);
            assert_eq!(code, 2, "{text:?}: {said}");
            assert!(said.contains(message), "{text:?}: {said}");
        }
    }
}

#[test]
fn texts_that_are_no_json_are_invalid_inputs() {
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
            let (code, said) = check(&["--operation", OPERATION, "--format", format], text);
            assert_eq!(code, 1, "{text:?}: {said}");
            assert!(said.contains(rule), "{text:?}: {said}");
        }
    }
    let (code, said) = check(&["--operation", OPERATION, "--max-depth", "4"], br#"{"a": [[[[]]]]}"#);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("nests deeper than 4 levels"), "{said}");
}

#[test]
fn texts_that_are_too_large() {
    for operation in [&[][..], &["--operation", OPERATION]] {
        for (size, code) in [(RECORD.len(), None), (RECORD.len() - 1, Some(1))] {
            let (found, said) = check(&[operation, &["--max-size", &size.to_string()]].concat(), RECORD.as_bytes());
            if let Some(code) = code {
                assert_eq!(found, code, "{said}");
            }
            assert_eq!(said.contains(&format!("the input is larger than {size} bytes")), code.is_some(), "{said}");
            // The first bytes that were read are not enough to show a line of.
            assert!(code.is_none() || !said.contains("shelf"), "{said}");
        }
    }
}

/// Far more than would be read at once, and read without being held.
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
            // The other file is judged all the same.
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
        (&["check", "--edition", "2025-05-23", "record.json"], "[possible values: 2025-05-22, 2026-11]"),
        (&["check", "--format", "xml", "record.json"], "[possible values: text, json, sarif, github]"),
        (&["check", "--ndjson", "--format", "text", "record.json"], "a stream is answered as json"),
        (&["check", "--ndjson", "--format", "sarif", "record.json"], "a stream is answered as json"),
        (&["check", "--output", "record.json"], "--operation"),
        (&["check", "--max-size", "0", "record.json"], "a size is a number of bytes"),
        (&["check", "--max-depth", "1025", "record.json"], "a depth is a number from 1 to 1024"),
        (&["check", "--max-violations", "0", "record.json"], "--max-violations"),
        (&["check", "--colour", "never", "record.json"], "--color"),
        (&["chekc"], "check"),
        (&["explain", "CreateCredentialLoker"], "did you mean `CreateCredentialLocker`?"),
        (&["explain", "GetManagedThingCertificate"], "edition 2026-11 has"),
        (&["classify", "CreateCredentialLoker", "400", "X"], "did you mean `CreateCredentialLocker`?"),
        (&["classify", "CreateCredentialLocker", "99", "X"], "99"),
        (&["diff", "2025-05-22"], "<TO>"),
        (&["diff", "2025-05-22", "2026-12"], "[possible values: 2025-05-22, 2026-11]"),
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

/// A name in a file must not steer the terminal of whoever reads about it.
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
