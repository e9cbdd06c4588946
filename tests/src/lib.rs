//! Shared by the conformance tests: case files, their checkers, and the harness that runs one test per case.
//!
//! `tests/README.md` describes the case files and how to run one of them.

pub mod case;
pub mod command_line;
pub mod comparison;
pub mod field;
pub mod harness;
pub mod library;
pub mod published;

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Returns the root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Returns the JSON in a file.
///
/// # Panics
/// Panics if the file cannot be read or is not JSON.
pub fn read_json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the files of a folder, sorted by name.
///
/// # Panics
/// Panics if the folder cannot be read.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path());
    let mut files: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Returns the last part of a path, as text.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
