//! Checks cases with the command line.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::case::{Case, CaseEdition, Subject};
use crate::library;

/// A run of the command line: its arguments and its standard input.
pub struct Invocation {
    arguments: Vec<String>,
    input: String,
    // The files that the arguments name. They are removed after the run.
    _files: TempDir,
}

/// The output and the exit code of the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The lines of standard output.
    pub answers: Vec<String>,
    /// The exit code.
    pub exit_code: Option<i32>,
    /// Standard error.
    pub errors: String,
}

impl Invocation {
    /// Returns the run that checks one case.
    ///
    /// `None` if the command line does not have one of its settings (destinations, routes), or if a stream cannot hold the
    /// subject as one line.
    ///
    /// # Panics
    /// Panics if a temporary file cannot be written.
    pub fn of_case(case: &Case, edition: CaseEdition) -> Option<Invocation> {
        let keys = &case.keys;
        if keys.destinations.is_some() || keys.routes.is_some() {
            return None;
        }
        let model = case.model_path().map(|path| path.display().to_string());
        let model_or_edition = model.as_ref().map_or(["--edition", edition.name()], |path| ["--model", path]);
        let stream = [&["check", "--ndjson"][..], &model_or_edition].concat();
        let (command, input) = match &case.subject {
            Subject::Text { text, .. } if text.trim().is_empty() || text.contains('\n') => return None,
            Subject::Text { operation, text, is_output } => {
                let mut command = [&stream[..], &["--operation", operation]].concat();
                command.extend(is_output.then_some("--output"));
                (command, text.clone())
            }
            Subject::Document { text, is_from_service } => {
                let mut command = vec!["document", "check", "--format", "json"];
                command.extend(is_from_service.then_some("--from-service"));
                (command, text.clone())
            }
            Subject::Event(text) => (vec!["event", "check", "--format", "json"], text.clone()),
            Subject::CapabilityReport(text) => {
                (vec!["report", "check", "--format", "json", "--edition", edition.name()], text.clone())
            }
            Subject::Input { .. } | Subject::Output { .. } | Subject::Request(_) => {
                (stream.to_vec(), library::record(case)?)
            }
        };
        let files = TempDir::new().expect("a temporary folder can be created");
        let mut arguments: Vec<String> = command.into_iter().map(str::to_owned).collect();
        arguments.extend(settings(case, files.path()));
        Some(Invocation { arguments, input, _files: files })
    }

    /// Returns the run that checks all records without further settings as one stream, and the expected answers.
    ///
    /// # Panics
    /// Panics if a temporary folder cannot be created.
    pub fn of_stream(cases: &[Case], edition: CaseEdition) -> (Invocation, Vec<String>) {
        let files = TempDir::new().expect("a temporary folder can be created");
        let is_plain = |case: &&Case| {
            let keys = &case.keys;
            keys.editions.contains(&edition)
                && keys.model.is_none()
                && keys.destinations.is_none()
                && keys.routes.is_none()
                && settings(case, files.path()).is_empty()
        };
        let (records, answers): (Vec<String>, Vec<String>) = cases
            .iter()
            .filter(is_plain)
            .filter_map(|case| Some((library::record(case)?, library::answer(case, edition))))
            .unzip();
        let arguments = ["check", "--ndjson", "--edition", edition.name()].map(str::to_owned).to_vec();
        (Invocation { arguments, input: records.join("\n"), _files: files }, answers)
    }

    /// Runs the command line. Builds it on the first call.
    ///
    /// # Panics
    /// Panics if the command line cannot be built or started, or if its output is not UTF-8.
    pub fn run(&self) -> Outcome {
        let mut child = Command::new(binary())
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command line starts");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        let input = self.input.clone();
        // Written by another thread: a long stream fills both pipes.
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().expect("the command line ends");
        writer.join().expect("the writer ends").expect("the command line reads its standard input");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command line prints UTF-8");
        Outcome {
            answers: text(output.stdout).lines().map(str::to_owned).collect(),
            exit_code: output.status.code(),
            errors: text(output.stderr),
        }
    }
}

/// Returns the settings of a case as arguments, and writes documents, policies and reports into the folder.
fn settings(case: &Case, folder: &Path) -> Vec<String> {
    let keys = &case.keys;
    let write = |name: &str, value: &Value| {
        let path = folder.join(name);
        std::fs::write(&path, value.to_string()).expect("a temporary file can be written");
        path.display().to_string()
    };
    let mut arguments: Vec<String> = Vec::new();
    let mut add = |option: &str, value: String| arguments.extend([option.to_owned(), value]);
    if let Some(profile) = keys.profile {
        add("--profile", profile.name().to_owned());
    }
    if let Some(now) = &keys.now {
        add("--now", now.clone());
    }
    if let Some(report) = &keys.report {
        add("--report", write("report.json", report));
    }
    if let Some(policy) = &keys.policy {
        add("--policy", write("policy.json", policy));
    }
    if let Some(limits) = &keys.limits {
        add("--max-size", limits.max_size.to_string());
    }
    if let Some(schemas) = &keys.schemas {
        let schemas_folder = folder.join("schemas");
        std::fs::create_dir_all(&schemas_folder).expect("a temporary folder can be created");
        for (index, schema) in schemas.iter().enumerate() {
            write(&format!("schemas/{index}.json"), schema);
        }
        add("--schemas", schemas_folder.display().to_string());
    }
    if keys.signed == Some(true) {
        arguments.push("--signed".to_owned());
    }
    arguments
}

/// Returns the command line's binary, which is built on the first call.
///
/// # Panics
/// Panics if it cannot be built.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let build = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "mi-preflight-cli", "--message-format", "json"])
            .current_dir(crate::root())
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo starts");
        assert!(build.status.success(), "the command line builds");
        let messages = String::from_utf8_lossy(&build.stdout);
        let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let mut executables = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
        executables.next_back().expect("cargo names the binary")
    })
}
