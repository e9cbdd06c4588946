//! `check --ndjson`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use crate::support::{Folder, INVALID, OPERATION, RECORD, command};

#[test]
fn records_of_all_kinds() {
    let long = format!(r#"{{"id": 3, "operation": "{OPERATION}", "input": {{"Name": "{}"}}}}"#, "a".repeat(1000));
    let lines = [
        RECORD,
        "",
        "   \t",
        INVALID,
        &long,
        "not json",
        r#"{"id": "x", "operation": "Nope", "input": {}}"#,
        r#"{"id": true, "operation": "GetCustomEndpoint", "input": null}"#,
        "\u{0}",
    ];
    let expected = [
        r#"{"id":1,"operation":"CreateCredentialLocker","valid":true,"violations":[]}"#,
        r#"{"id":2,"operation":"CreateCredentialLocker","valid":false,"violations":[{"rule":"length""#,
        r#"{"operation":null,"valid":false,"violations":[{"rule":"json-size""#,
        r#"{"id":null,"operation":null,"error":"a record is a JSON object"}"#,
        r#"{"id":"x","operation":"Nope","error":"there is no operation `Nope`"}"#,
        r#"{"id":true,"operation":"GetCustomEndpoint","valid":true,"violations":[]}"#,
        r#"{"id":null,"operation":null,"error":"a record is a JSON object"}"#,
    ];
    let folder = Folder::new(&[]);
    // With and without a final line end, and with both kinds of line ends.
    for (end, last) in [("\n", ""), ("\n", "\n"), ("\r\n", ""), ("\r\n", "\r\n")] {
        let run = folder.pipe(&["check", "--ndjson", "--max-size", "500"], (lines.join(end) + last).as_bytes());
        assert_eq!((run.code, run.err.as_str()), (2, ""), "{run:?}");
        let answers: Vec<&str> = run.out.lines().collect();
        assert_eq!(answers.len(), expected.len(), "{run:?}");
        for (answer, expected) in answers.iter().zip(expected) {
            assert!(answer.starts_with(expected), "{answer}");
            assert!(!answer.contains(r#""line":"#), "{answer}");
        }
    }
}

#[test]
fn inputs_of_one_operation() {
    let folder = Folder::new(&[("a.ndjson", "{\"Name\": \"a\"}\n{\"Name\": \"\"}"), ("b.ndjson", "{\n")]);
    let run = folder.run(&["check", "--ndjson", "--operation", OPERATION, "a.ndjson", "b.ndjson", "-"]);
    assert_eq!(run.code, 1, "{run:?}");
    let valid: Vec<bool> = run.out.lines().map(|line| line.contains(r#""valid":true"#)).collect();
    // The last line of a file ends with the file.
    assert_eq!(valid, [true, false, false]);
}

#[test]
fn an_empty_stream() {
    let folder = Folder::new(&[]);
    let run = folder.run(&["check", "--ndjson"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

/// Many batches, some of which take longer to check than others.
#[test]
fn answers_are_in_order() {
    let mut stream = String::new();
    for id in 0..60_000 {
        let name = "n".repeat(if id % 1000 < 500 { 1 } else { 130 });
        stream.push_str(&format!("{{\"id\":{id},\"operation\":\"{OPERATION}\",\"input\":{{\"Name\":\"{name}\"}}}}\n"));
        if id % 20_000 == 7 {
            stream.push_str(&format!("\"{}\"\n", "l".repeat(600_000)));
        }
    }
    let folder = Folder::new(&[("in.ndjson", &stream)]);
    let from_file = folder.run(&["check", "--ndjson", "--max-size", "500000", "in.ndjson"]);
    let from_pipe = folder.pipe(&["check", "--ndjson", "--max-size", "500000"], stream.as_bytes());
    assert_eq!(from_file.out, from_pipe.out);
    assert_eq!(from_file.code, 1);
    let mut next = 0;
    let mut too_large = 0;
    for line in from_file.out.lines() {
        if line.contains("json-size") {
            too_large += 1;
            assert_eq!(next % 20_000, 8);
        } else {
            assert!(line.starts_with(&format!("{{\"id\":{next},")), "{line}");
            assert_eq!(line.contains(r#""valid":true"#), next % 1000 < 500, "{line}");
            next += 1;
        }
    }
    assert_eq!((next, too_large), (60_000, 3));
}

/// A stream has the same answers as files with one line each, but without line and column.
#[test]
fn streams_answer_like_files() {
    let folder =
        Folder::new(&[("in.ndjson", &format!("{RECORD}\n{INVALID}\n")), ("1.json", RECORD), ("2.json", INVALID)]);
    let stream = folder.run(&["check", "--ndjson", "in.ndjson"]).out;
    let single = folder.run(&["check", "--format", "json", "1.json", "2.json"]).out;
    let single = single.replace(r#","line":1,"column":68"#, "");
    let single = single.replace(r#""file":"1.json","#, "").replace(r#""file":"2.json","#, "");
    assert_eq!(stream, single);
}

#[test]
fn an_answer_comes_before_the_stream_ends() {
    let mut child = command().args(["check", "--ndjson"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        writeln!(stdin, "{RECORD}").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.contains(r#""valid":true"#), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}
