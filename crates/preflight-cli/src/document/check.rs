//! `document check`: says what is wrong with documents, one answer a file.

use core::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use mi_preflight::document::{Documents, Origin, answer_to_json};
use mi_preflight::{Limits, Profile, Report, Severity};
use serde_json::json;

use crate::check::{Color, count};
use crate::documents;
use crate::exit::{self, Failure, Verdict};
use crate::render::{ListFormat, Render as _, Text, Told};
use crate::source::{Source, Unreadable};
use crate::stdout::Stdout;

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
    /// what to judge; - is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// how strictly rules are taken that the developer guide does not state
    #[arg(long, default_value = "recommended", value_parser = profile_parser())]
    profile: Profile,
    /// FILE is what the service has answered: nothing in it is more than a warning
    #[arg(long)]
    from_service: bool,
    /// a folder of other documents to look references up in, its `*.json` files
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    /// how many violations to tell of each file [default: 100]
    #[arg(long, value_parser = count, value_name = "COUNT")]
    max_violations: Option<NonZeroUsize>,
    /// exit with 1 where there are only warnings, too
    #[arg(long)]
    deny_warnings: bool,
    /// when to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    color: Color,
    /// how to answer; json is one answer a line
    #[arg(long, default_value = "text")]
    format: ListFormat,
}

/// Reads a profile's name; clap lists the names.
fn profile_parser() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.map(Profile::name)).try_map(|name| name.parse::<Profile>())
}

impl Options {
    fn limits(&self) -> Limits {
        match self.max_violations {
            Some(count) => Limits::default().with_max_violations(count),
            None => Limits::default(),
        }
    }

    fn verdict(&self, report: &Report) -> Verdict {
        let is_denied = self.deny_warnings && report.worst() >= Some(Severity::Warning);
        if report.is_valid() && !is_denied { Verdict::Valid } else { Verdict::Invalid }
    }
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let limits = options.limits();
    let mut documents = match &options.schemas {
        Some(folder) => documents::load(folder, limits)?,
        None => Documents::new().with_limits(limits),
    };
    let sources = Source::all(&options.files);
    let texts: Vec<Result<Vec<u8>, Unreadable>> = sources.iter().map(|source| source.read(limits.max_size())).collect();
    for (source, text) in sources.iter().zip(&texts) {
        // One that cannot be added is no document for others to refer to; its own check says why.
        if let Ok(added) = text.as_ref().map_or_else(|_| Ok(Default::default()), |text| documents.add(text)) {
            documents::tell_skipped(source, &added);
        }
    }
    let origin = if options.from_service { Origin::Service } else { Origin::Authored };
    let mut out = Stdout::new(options.color);
    let mut told = Text::default();
    let mut verdict = Verdict::Valid;
    for (source, text) in sources.iter().zip(&texts) {
        let before = verdict;
        let name = source.name();
        let answer = match text {
            Err(error) => {
                verdict = Verdict::NotJudged;
                told.could_not_judge();
                let line = json!({"id": name, "error": error.to_string()});
                if options.format == ListFormat::Json { format!("{line}\n") } else { String::new() }
            }
            Ok(text) => {
                let report = documents.check_document(text, origin, options.profile);
                verdict = verdict.max(options.verdict(&report));
                match options.format {
                    ListFormat::Json => answer_to_json(&name, &report, text) + "\n",
                    ListFormat::Text => told.report(&Told {
                        name: &name,
                        subject: "",
                        text,
                        report: &report,
                        shown: Some(0..text.len()),
                        // A document describes devices and has no values of any.
                        masked: &[],
                        offset_of: &|violation| violation.offset,
                    }),
                }
            }
        };
        out.write(&answer).map_err(Failure::output(before))?;
        if let Err(error) = text {
            exit::complain(&error.to_string());
        }
    }
    if options.format == ListFormat::Text {
        out.write(&told.finish()).map_err(Failure::output(verdict))?;
    }
    Ok(verdict)
}
