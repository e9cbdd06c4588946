//! Reads cases, examples and, if present, conformance files.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::CompareError;

/// A file of `tests/cases`, unchanged.
pub(super) struct Case {
    /// The folder and the file name without its extension.
    pub(super) name: String,
    pub(super) value: Value,
}

impl Case {
    pub(super) fn operation(&self) -> &str {
        self.value["operation"].as_str().unwrap_or_default()
    }

    pub(super) fn editions(&self) -> impl Iterator<Item = &str> {
        self.value["editions"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }
}

/// Returns all cases of the service's editions, sorted by name.
pub(super) fn cases(root: &Path) -> Result<Vec<Case>, CompareError> {
    let folder = root.join("tests/cases");
    let mut cases = Vec::new();
    for path in json_files_below(&folder)? {
        let name = path.strip_prefix(&folder).unwrap_or(&path).with_extension("").to_string_lossy().into_owned();
        let value = read_json(&path)?;
        if value.get("editions").is_some() {
            cases.push(Case { name, value });
        }
    }
    Ok(cases)
}

/// Returns the `*.json` files below a folder, sorted.
pub(super) fn json_files_below(folder: &Path) -> Result<Vec<PathBuf>, CompareError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Returns the entries of a folder, sorted.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, CompareError> {
    let unreadable = |error| CompareError::File { path: folder.to_owned(), error };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    Ok(paths)
}

pub(super) fn read(path: &Path) -> Result<String, CompareError> {
    std::fs::read_to_string(path).map_err(|error| CompareError::File { path: path.to_owned(), error })
}

pub(super) fn read_json(path: &Path) -> Result<Value, CompareError> {
    serde_json::from_str(&read(path)?).map_err(|error| CompareError::Json { path: path.to_owned(), error })
}
