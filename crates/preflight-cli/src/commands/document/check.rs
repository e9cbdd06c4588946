//! `document check`: checks documents, one answer per file.

use std::path::PathBuf;

use clap::Args;
use mi_preflight::Limits;
use mi_preflight::document::{Documents, Origin, SkipReason, Skipped};

use crate::checked::VisibleSource;
use crate::exit::{CliError, ExitStatus};
use crate::load::{load_documents, note_skipped};
use crate::per_file::{FileReport, FileText, PerFileOptions};

const EXAMPLES: &str = "\
Examples:
  mi-preflight document check lamp.json
      Check a document of your own before you send it to the service
  mi-preflight document check --schemas schemas lamp.json
      Resolve references to the documents in a folder
  aws iot-managed-integrations get-schema-version … | mi-preflight document check --from-service -
      Check what the service returns";

/// Check documents
///
/// A FILE holds a capability or definition document, or a response of GetSchemaVersion or ListManagedThingSchemas.
/// FILEs may refer to each other. With no FILE, or when FILE is -, standard input is read.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    per_file: PerFileOptions,
    /// FILE comes from the service: report errors as warnings
    #[arg(long)]
    from_service: bool,
    /// Folder of documents that FILEs refer to; its `*.json` files are read
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let per_file = &options.per_file;
    let mut documents = match &options.schemas {
        Some(folder) => load_documents(folder, per_file.limits())?,
        None => Documents::new().with_limits(per_file.limits()),
    };
    let files: Vec<FileText> = per_file.read_files().collect();
    for (source, text) in &files {
        // A file that cannot be added is not a target for references. Its own check reports the reason.
        let Ok(text) = text else { continue };
        if let Ok(added) = documents.add(text) {
            note_skipped(source, &added);
        }
    }
    let origin = if options.from_service { Origin::Service } else { Origin::Authored };
    per_file.check_files(files.into_iter(), |source, text| {
        if !options.from_service && has_no_document(text, per_file.limits()) {
            return Err("there is no document in it".to_owned());
        }
        let report = documents.check_document(text, origin, per_file.profile);
        let visible_source = VisibleSource::of_document(source, text, &report);
        Ok(FileReport { report, subject: "", visible_source, undocumented: Vec::new() })
    })
}

/// Returns whether a text is an empty object, or a list without any document. An answer of GetSchemaVersion may have an
/// empty schema: then the service has no document in the requested format.
fn has_no_document(text: &[u8], limits: Limits) -> bool {
    let Ok(added) = Documents::new().with_limits(limits).add(text) else { return false };
    let is_empty = |skipped: &Skipped| {
        let is_item_or_text = matches!(skipped.path.tokens().len(), 0 | 3);
        skipped.reason == SkipReason::Empty && is_item_or_text
    };
    added.documents.is_empty() && added.skipped.iter().all(is_empty)
}
