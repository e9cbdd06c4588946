//! `document check`: says what is wrong with documents, one answer a file.

use std::path::PathBuf;

use clap::Args;
use mi_preflight::document::{Documents, Origin};

use crate::documents;
use crate::exit::{Failure, Verdict};
use crate::one_by_one::{self, Judged};
use crate::source::Source;

const EXAMPLES: &str = "\
examples:
  mi-preflight document check lamp.json
      judge a document of your own, before it is handed to the service
  mi-preflight document check --schemas schemas lamp.json
      look references up among the documents in a folder
  aws iot-managed-integrations get-schema-version … | mi-preflight document check --from-service -
      judge what the service has answered";

/// say what is wrong with documents
///
/// a FILE is a capability or definition document, or an answer of GetSchemaVersion or ListManagedThingSchemas; - or no
/// FILE reads standard input. FILEs may refer to each other
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    each: one_by_one::Answering,
    /// FILE is what the service has answered: nothing in it is more than a warning
    #[arg(long)]
    from_service: bool,
    /// a folder of other documents to look references up in, its `*.json` files
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let each = &options.each;
    let mut documents = match &options.schemas {
        Some(folder) => documents::load(folder, each.limits())?,
        None => Documents::new().with_limits(each.limits()),
    };
    let texts: Vec<(Source, Result<Vec<u8>, String>)> = each.texts().collect();
    for (source, text) in &texts {
        // One that cannot be added is no document for others to refer to; its own check says why.
        if let Ok(added) = text.as_ref().map_or_else(|_| Ok(Default::default()), |text| documents.add(text)) {
            documents::tell_skipped(source, &added);
        }
    }
    let origin = if options.from_service { Origin::Service } else { Origin::Authored };
    each.answer(texts.into_iter(), |text| {
        let report = documents.check_document(text, origin, each.profile);
        Ok(Judged { report, subject: "", shown: Some(0..text.len()), undocumented: Vec::new() })
    })
}
