//! `event check`: says where notifications do not fit the documents of their capabilities, one answer a file.

use core::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use mi_preflight::document::{NotificationKind, answer_to_json};
use mi_preflight::{Limits, Profile, Report, Severity};
use serde_json::json;

use crate::check::{Color, count, profile};
use crate::documents;
use crate::exit::{self, Failure, Verdict};
use crate::render::{ListFormat, Render as _, Text, Told};
use crate::source::Source;
use crate::stdout::Stdout;

const EXAMPLES: &str = "\
examples:
  mi-preflight event check --schemas schemas event.json
      judge a notification; what does not fit is a warning
  mi-preflight event check --schemas schemas --profile strict event.json
      the same as errors, for tests of a device
  aws iot-managed-integrations get-managed-thing-state … | mi-preflight event check --schemas schemas -
      judge the state that the service answers";

/// say where notifications do not fit the documents of their capabilities
///
/// a FILE is a notification of the type DEVICE_EVENT or DEVICE_STATE, the payload of one, or an answer of
/// GetManagedThingState; - or no FILE reads standard input. values are never shown
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// what to judge; - is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// a folder of capability and definition documents, its `*.json` files
    #[arg(long, value_name = "DIR")]
    schemas: PathBuf,
    /// how strictly notifications are taken: what does not fit is an error in strict alone
    #[arg(long, default_value = "recommended", value_parser = profile())]
    profile: Profile,
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

impl Options {
    fn verdict(&self, report: &Report) -> Verdict {
        let is_denied = self.deny_warnings && report.worst() >= Some(Severity::Warning);
        if report.is_valid() && !is_denied { Verdict::Valid } else { Verdict::Invalid }
    }
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let mut limits = Limits::default();
    if let Some(count) = options.max_violations {
        limits = limits.with_max_violations(count);
    }
    let documents = documents::load(&options.schemas, limits)?;
    let mut out = Stdout::new(options.color);
    let mut told = Text::default();
    let mut verdict = Verdict::Valid;
    for source in Source::all(&options.files) {
        let before = verdict;
        let name = source.name();
        let text = source.read(limits.max_size()).map_err(|error| error.to_string());
        let judged = text.and_then(|text| {
            let judged = documents.check_notification(&text, options.profile);
            Ok((judged.map_err(|error| format!("{name}: {error}"))?, text))
        });
        let answer = match &judged {
            Err(error) => {
                verdict = Verdict::NotJudged;
                told.could_not_judge();
                let line = json!({"id": name, "error": error});
                if options.format == ListFormat::Json { format!("{line}\n") } else { String::new() }
            }
            Ok((judged, text)) => {
                verdict = verdict.max(options.verdict(&judged.report));
                match options.format {
                    ListFormat::Json => answer_to_json(&name, &judged.report, text) + "\n",
                    ListFormat::Text => told.report(&Told {
                        name: &name,
                        subject: judged.kind.map_or("", subject),
                        text,
                        report: &judged.report,
                        // The values of a device are nobody else's: its lines are not shown.
                        shown: None,
                        masked: &[],
                        offset_of: &|violation| violation.offset,
                    }),
                }
            }
        };
        out.write(&answer).map_err(Failure::output(before))?;
        match &judged {
            Err(error) => exit::complain(error),
            Ok((judged, _)) => documents::tell_undocumented(&name, &judged.undocumented),
        }
    }
    if options.format == ListFormat::Text {
        out.write(&told.finish()).map_err(Failure::output(verdict))?;
    }
    Ok(verdict)
}

fn subject(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Event => ": event",
        NotificationKind::State => ": state",
        _ => "",
    }
}
