//! Standard output that is closed early, or full: the exit code is the same as if everything had been read.

#![cfg(unix)]

use std::io::{Read as _, Write as _, pipe};
use std::process::{Child, Command, Stdio};

use crate::support::{Folder, INVALID, OPERATION, RECORD, WARNING, command};

const CONFIGURATION: &str = r#"{"RolloutConfig": {"MaximumPerMinute": 0}}"#;

const REPORT: &str = r#"{"version": "1.0.0", "endpoints": []}"#;

fn folder() -> Folder {
    Folder::new(&[
        ("valid.json", RECORD),
        ("invalid.json", INVALID),
        ("warning.json", WARNING),
        ("no-record.json", "[]"),
        ("empty.json", "{}"),
        ("rollout.json", CONFIGURATION),
        ("report.json", REPORT),
        ("document.json", r#"{"$id": 1, "name": 2}"#),
        ("policy.json", r#"{"profile": "lenient"}"#),
        ("newer.json", r#"{"operation": "GetManagedThingCertificate", "input": {"Identifier": "a"}}"#),
    ])
}

/// Runs a command whose output nobody reads. Returns the exit code and what it writes to standard error.
fn run_unread(folder: &Folder, arguments: &[&str]) -> (i32, String) {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    finish(
        command().args(arguments).current_dir(folder.path("")).stdout(writer).stderr(Stdio::piped()).spawn().unwrap(),
    )
}

fn finish(child: Child) -> (i32, String) {
    let output = child.wait_with_output().unwrap();
    let code = output.status.code().expect("the command is not ended by a signal");
    (code, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn files_are_checked_to_the_end() {
    let folder = folder();
    let commands: &[&[&str]] = &[
        &["check", "valid.json"],
        &["check", "invalid.json"],
        &["check", "valid.json", "warning.json", "invalid.json"],
        &["check", "invalid.json", "valid.json", "no-record.json"],
        &["check", "--deny-warnings", "valid.json", "warning.json"],
        &["check", "--operation", OPERATION, "empty.json", "missing.json"],
        &["document", "check", "document.json"],
        &["capability-report", "check", "report.json", "document.json"],
        &["capability-report", "diff", "report.json", "report.json"],
        &["policy", "check", "policy.json"],
        &["policy", "test", "policy.json"],
        &["diff", "2025-05-22", "2026-11", "valid.json", "newer.json"],
        &["diff", "2025-05-22", "2026-11"],
        &["rollout", "rollout.json", "--devices", "5"],
        &["explain", OPERATION],
        &["rules"],
        &["model", "--format", "smithy"],
        &["completions", "bash"],
        &["man"],
        &["classify", OPERATION, "400", "ValidationException"],
        &["--help"],
        &["check", "--help"],
        &["--version"],
    ];
    for arguments in commands {
        let formats: &[&[&str]] = match arguments[0] {
            "check" if !arguments.contains(&"--help") => {
                &[&["--format", "text"], &["--format", "json"], &["--format", "sarif"], &["--format", "github"]]
            }
            "document" | "capability-report" | "policy" | "diff" | "rollout" | "rules" => {
                &[&["--format", "text"], &["--format", "json"]]
            }
            _ => &[&[]],
        };
        for format in formats {
            let arguments = [*arguments, format].concat();
            let read = folder.run(&arguments);
            let (code, err) = run_unread(&folder, &arguments);
            assert_eq!(code, read.code, "{arguments:?}: {err}");
            assert_eq!(err, read.err, "{arguments:?}");
        }
    }
}

#[test]
fn shells_get_the_exit_code() {
    let folder = folder();
    let code = |pipeline: &str| {
        let script = format!("{pipeline}; exit ${{PIPESTATUS[0]}}");
        let bin = env!("CARGO_BIN_EXE_mi-preflight");
        let mut bash = Command::new("bash");
        bash.args(["-c", &script]).env("P", bin).current_dir(folder.path("")).stderr(Stdio::piped());
        finish(bash.stdout(Stdio::null()).spawn().unwrap())
    };
    for (pipeline, expected) in [
        (r#""$P" check invalid.json | true"#, 1),
        (r#""$P" check valid.json | true"#, 0),
        (r#""$P" check invalid.json valid.json invalid.json | head -1"#, 1),
        (r#""$P" check --format json valid.json invalid.json | head -1"#, 1),
        (r#"yes "$(cat valid.json)" | "$P" check --ndjson | head -1"#, 2),
    ] {
        let pipeline = if pipeline.starts_with("yes") {
            // The status of the second command of this pipeline matters.
            format!("{pipeline}; exit ${{PIPESTATUS[1]}}")
        } else {
            pipeline.to_owned()
        };
        let (actual, err) = code(&pipeline);
        assert_eq!((actual, err.as_str()), (expected, ""), "{pipeline}");
    }
}

/// A stream without an end must not go on, or wait for input, when nobody reads its answers.
#[test]
fn streams_stop() {
    for (lines, expected) in
        [(vec![RECORD], 2), (vec![RECORD, INVALID], 1), (vec![WARNING], 2), (vec![RECORD, "[]"], 2)]
    {
        let mut child = command()
            .args(["check", "--ndjson"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        for line in &lines {
            writeln!(stdin, "{line}").unwrap();
            // Answers are read up to the line feed, so that the next write fails.
            let mut byte = [0];
            while byte != *b"\n" {
                stdout.read_exact(&mut byte).unwrap();
            }
        }
        drop(stdout);
        writeln!(stdin, "{RECORD}").unwrap();
        // Standard input stays open.
        let (code, err) = finish(child);
        assert_eq!((code, err.as_str()), (expected, ""), "{lines:?}");
        drop(stdin);
    }
    // What is invalid in the answers that could not be written counts.
    let folder = folder();
    let (code, _) = run_unread(&folder, &["check", "--ndjson", "invalid.json"]);
    assert_eq!(code, 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error() {
    let folder = folder();
    for arguments in [
        &["check", "valid.json"][..],
        &["check", "--ndjson", "valid.json"],
        &["check", "--format", "sarif", "valid.json"],
        &["document", "check", "document.json"],
        &["explain", OPERATION],
        &["rules"],
        &["completions", "zsh"],
        &["man"],
        &["--help"],
        &["check", "-h"],
        &["help", "check"],
        &["--version"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = command();
        command.args(arguments).current_dir(folder.path("")).stdout(full).stderr(Stdio::piped());
        let (code, err) = finish(command.spawn().unwrap());
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(err.contains("cannot write to standard output: "), "{arguments:?}: {err}");
    }
}
