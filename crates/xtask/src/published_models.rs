//! All operations of the published models in `../shared/conformance/aws-models`, and botocore's opinion of them.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::step::{Step, failure, timed};
use crate::{python, workspace};

/// The folder of the models, relative to the workspace's root.
const MODELS: &str = "../shared/conformance/aws-models";

/// The generated inputs with the library's verdicts, relative to the workspace's root.
const LINES: &str = "target/published-inputs.ndjson";

/// Judges generated inputs of every operation, and compares the verdicts with those of botocore.
pub(crate) fn run() -> Result<(), String> {
    let command = ["cargo", "test", "--package", "conformance", "--test", "published_models"];
    let variables = [("CONFORMANCE_ALL_OPERATIONS", "1")];
    Step::new("every operation of published models", &command).variables(&variables).run()?;
    let models = models();
    if models.is_empty() {
        println!("\n== the folder {MODELS} is absent: nothing is compared with botocore");
        return Ok(());
    }
    let python = python::install(&[python::BOTOCORE])?;
    timed("botocore", || compare(&python, &models))
}

fn models() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(workspace::root().join(MODELS)) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut models: Vec<PathBuf> = paths.filter(|path| path.extension() == Some("json".as_ref())).collect();
    models.sort();
    models
}

fn compare(python: &str, models: &[PathBuf]) -> Result<(), String> {
    let root = workspace::root();
    let describe = |error: std::io::Error| format!("{LINES}: {error}");
    println!("\n== botocore: {python} tests/botocore_agrees.py");
    let arguments = ["run", "--quiet", "--release", "--package", "conformance", "--bin", "published_inputs", "--"];
    let lines = File::create(root.join(LINES)).map_err(describe)?;
    let status = Command::new("cargo").args(arguments).args(models).current_dir(&root).stdout(lines).status();
    if !status.map_err(describe)?.success() {
        return Err(failure("botocore", "failed: no inputs were generated", None));
    }
    let lines = File::open(root.join(LINES)).map_err(describe)?;
    let mut command = Command::new(python);
    command.arg("tests/botocore_agrees.py").current_dir(root).stdin(Stdio::from(lines));
    match command.status().map_err(describe)?.success() {
        true => Ok(()),
        false => Err(failure("botocore", "does not agree", None)),
    }
}
