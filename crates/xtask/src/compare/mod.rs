//! `cargo xtask compare REV`: shows that a change of the code changes no answer.
//!
//! ```text
//! cargo xtask compare main                  every group
//! cargo xtask compare main --only policies  one group
//! ```
//!
//! The command builds the command line of the commit REV and of the working tree, generates a corpus, runs both
//! programs on it, and compares standard output and exit code byte for byte. Standard error is not compared, because it is
//! for people. It prints a line for each group and the first differences, and fails when anything differs, when a stream
//! is not answered line by line, or when a program does not end with one of its exit codes.
//!
//! Everything is in `target/compare`:
//!
//! - `rev`: a worktree of the commit; `build`: cargo's target folder for both programs. They are kept, so that a second
//!   run builds only the working tree.
//! - `corpus`: the inputs. Every run writes them again, always the same for the same model and cases. Their sources are
//!   the data files of the model, `tests/cases`, `examples` and, if present,
//!   `../shared/conformance/capability-schema`. The core's code is not used, because it is the code under comparison.
//! - `base` and `changed`: both programs. To repeat a command of the output, run it with either from the workspace's root.
//!
//! An intended difference, such as another message, is printed like any other: the command is for refactorings. Run it
//! against the commit before the intended change, and again against the commit after it.
//!
//! The groups are in [`groups`]. A new command of the command line needs a group there.

mod answers;
mod build;
mod corpus;
mod groups;

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use crate::workspace;

/// Why a comparison failed or could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompareError {
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{}: {error}", path.display())]
    Json { path: PathBuf, error: serde_json::Error },
    #[error("`{command}` cannot be run: {error}")]
    Run { command: String, error: io::Error },
    #[error("`{command}` failed: {message}")]
    Failed { command: String, message: String },
    #[error("there is no group `{name}`; the groups are {}", known.join(", "))]
    UnknownGroup { name: String, known: Vec<String> },
    #[error("{differences} answers differ, {faults} runs have faults")]
    Different { differences: usize, faults: usize },
}

/// Compares the working tree with a commit. `only` selects one group.
pub(crate) fn run(revision: &str, only: Option<&str>) -> Result<(), CompareError> {
    let root = workspace::root();
    let start = Instant::now();
    let programs = build::both(&root, revision)?;
    println!("built both programs in {} s", start.elapsed().as_secs());
    let start = Instant::now();
    let corpus = corpus::write(&root, &programs)?;
    println!("wrote {} records in {:.1} s", corpus.records, start.elapsed().as_secs_f32());
    let groups = groups::all(&corpus);
    let known = || groups.iter().map(|group| group.name.to_owned()).collect();
    if let Some(name) = only.filter(|name| groups.iter().all(|group| group.name != *name)) {
        return Err(CompareError::UnknownGroup { name: name.to_owned(), known: known() });
    }
    let mut total = answers::Comparison::default();
    for group in groups.iter().filter(|group| only.is_none_or(|name| group.name == name)) {
        let start = Instant::now();
        let comparison = answers::compare(&root, &programs, &group.runs)?;
        comparison.print(group.name, start.elapsed());
        total.add(comparison);
    }
    println!("everything: {} answers compared in {} s", total.compared, start.elapsed().as_secs());
    if total.differences + total.faults == 0 {
        return Ok(());
    }
    Err(CompareError::Different { differences: total.differences, faults: total.faults })
}
