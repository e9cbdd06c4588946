use std::path::{Path, PathBuf};

use mi_preflight::document::{Added, Documents, Origin};
use mi_preflight::{Limits, Profile, Rule};

use crate::exit::CliError;
use crate::json_fault::describe_encoding;
use crate::source::Source;
use crate::stderr::print_note;

/// Rules whose violations leave values without a schema to check them against.
const UNUSABLE_SCHEMA_RULES: [Rule; 4] =
    [Rule::DOCUMENT_REFERENCE, Rule::DOCUMENT_VALUE_SCHEMA, Rule::DOCUMENT_PATTERN, Rule::DOCUMENT_UNKNOWN_REFERENCE];

/// Loads every `*.json` file of a folder: bare documents, or responses of GetSchemaVersion and
/// ListManagedThingSchemas.
///
/// Parts that cannot be used are listed in notes.
pub(crate) fn load_documents(folder: &Path, limits: Limits) -> Result<Documents, CliError> {
    let mut documents = Documents::new().with_limits(limits);
    let mut texts = Vec::new();
    for path in json_files(folder)? {
        let source = Source::File(path);
        let text = source.read(limits.max_size()).map_err(CliError::command)?;
        if let Some(reason) = describe_encoding(&text) {
            return Err(CliError::in_file(&source.name(), reason));
        }
        let added = documents.add(&text).map_err(|error| CliError::in_file(&source.name(), error))?;
        note_skipped(&source, &added);
        texts.push((source, text));
    }
    for (source, text) in &texts {
        // Values of a document that is itself invalid are not checked, which the user must know.
        let report = documents.check_document(text, Origin::Service, Profile::Recommended);
        if report.violations().iter().any(|violation| UNUSABLE_SCHEMA_RULES.contains(&violation.rule)) {
            let name = source.name();
            print_note(&format!("{name}: parts of this document cannot be used: run `document check` to see why"));
        }
    }
    if documents.is_empty() {
        print_note(&format!("`{}` has no `*.json` file with a document", folder.to_string_lossy()));
    }
    Ok(documents)
}

/// Prints a note for each part of a file that is not a document.
pub(crate) fn note_skipped(source: &Source, added: &Added) {
    for skipped in &added.skipped {
        print_note(&format!("{}{}: {}", source.name(), skipped.path, skipped.reason));
    }
}

/// Prints a note with the capabilities that were not checked because their documents are missing.
pub(crate) fn note_undocumented(name: &str, capability_ids: &[String]) {
    if !capability_ids.is_empty() {
        let ids: Vec<String> = capability_ids.iter().map(|id| format!("`{id}`")).collect();
        print_note(&format!("{name}: no document found for {}", ids.join(", ")));
    }
}

/// Returns the `*.json` files of a folder, sorted so that every run prints the same.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, CliError> {
    let read_error = |error| CliError::command(Source::File(folder.to_owned()).read_error(error));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(read_error)? {
        let path = entry.map_err(read_error)?.path();
        if path.extension().is_some_and(|extension| extension == "json") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
