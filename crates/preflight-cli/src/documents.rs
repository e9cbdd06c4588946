//! The capability and definition documents of a folder, for every command that takes `--schemas`.

use std::path::{Path, PathBuf};

use mi_preflight::document::{Added, Documents, Origin};
use mi_preflight::{Limits, Profile, Rule};

use crate::exit::{self, Failure};
use crate::source::Source;

/// What leaves values without a schema that could be held against them.
const UNUSABLE: [Rule; 4] =
    [Rule::DOCUMENT_REFERENCE, Rule::DOCUMENT_VALUE_SCHEMA, Rule::DOCUMENT_PATTERN, Rule::DOCUMENT_UNKNOWN_REFERENCE];

/// Reads every `*.json` file of a folder: documents as they are, or answers of GetSchemaVersion and
/// ListManagedThingSchemas. What in them is left alone is told on standard error.
pub(crate) fn load(folder: &Path, limits: Limits) -> Result<Documents, Failure> {
    let mut documents = Documents::new().with_limits(limits);
    let mut texts = Vec::new();
    for path in files(folder)? {
        let source = Source::File(path);
        // One byte more shows that a file is too large, which is told as any other fault of it.
        let text = source.read(limits.max_size()).map_err(Failure::refused)?;
        let added = documents.add(&text);
        let added = added.map_err(|error| Failure::Refused(format!("`{}`: {error}", source.name())))?;
        tell_skipped(&source, &added);
        texts.push((source, text));
    }
    for (source, text) in &texts {
        // What cannot be used of a document is left open, so whoever relies on it is told.
        let report = documents.check_document(text, Origin::Service, Profile::Recommended);
        if report.violations().iter().any(|found| UNUSABLE.contains(&found.rule)) {
            let name = source.name();
            exit::note(&format!("{name}: not all of it can be held against anything: `document check` says why"));
        }
    }
    if documents.is_empty() {
        exit::note(&format!("`{}` has no `*.json` file with a document", folder.to_string_lossy()));
    }
    Ok(documents)
}

/// Says what in a text is no document.
pub(crate) fn tell_skipped(source: &Source, added: &Added) {
    for skipped in &added.skipped {
        exit::note(&format!("{}{}: {}", source.name(), skipped.path, skipped.why));
    }
}

/// Says which capabilities have no document, so that nobody takes silence about them for praise.
pub(crate) fn tell_undocumented(name: &str, ids: &[String]) {
    if !ids.is_empty() {
        let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        exit::note(&format!("{name}: there is no document at hand of {}", ids.join(", ")));
    }
}

/// The files of a folder in the order of their names, so that every run tells the same.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::refused(Source::File(folder.to_owned()).unreadable(error));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "json") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
