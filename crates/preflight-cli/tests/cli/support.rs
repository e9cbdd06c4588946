//! A temporary folder of files, and runs of the binary in it.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A temporary folder with files.
pub(crate) struct Folder {
    folder: TempDir,
}

/// The result of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mi-preflight"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder { folder: TempDir::new().unwrap() };
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub(crate) fn write(&self, name: &str, text: &[u8]) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.pipe(arguments, b"")
    }

    pub(crate) fn pipe(&self, arguments: &[&str], input: &[u8]) -> Run {
        self.run_command(command().args(arguments), input)
    }

    pub(crate) fn run_command(&self, command: &mut Command, input: &[u8]) -> Run {
        command.current_dir(self.folder.path());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A command that does not read its input closes it: ignore the error.
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        feeder.join().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command writes UTF-8");
        let run = Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
        assert!(!run.err.contains("panicked") && !run.err.contains("backtrace"), "{}", run.err);
        run
    }
}

/// Compares a text with the reviewed snapshot.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A valid input.
pub(crate) const VALID: &str = r#"{"Name": "shelf"}"#;

/// The operation of these inputs.
pub(crate) const OPERATION: &str = "CreateCredentialLocker";

/// A valid record.
pub(crate) const RECORD: &str = r#"{"id": 1, "operation": "CreateCredentialLocker", "input": {"Name": "shelf"}}"#;

/// An invalid record.
pub(crate) const INVALID: &str = r#"{"id": 2, "operation": "CreateCredentialLocker", "input": {"Name": ""}}"#;

/// A valid record with a warning.
pub(crate) const WARNING: &str = r#"{"id": 3, "operation": "CreateCredentialLocker", "input": {"Nmae": "shelf"}}"#;
