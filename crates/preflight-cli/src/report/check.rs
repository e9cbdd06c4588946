//! `report check`: says what is wrong with capability reports, one answer a file.

use core::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use mi_preflight::command::Offers;
use mi_preflight::document::{Documents, answer_to_json};
use mi_preflight::{Device, Edition, Limits, Preflight, Profile, Report, ReportPlace, Severity};
use serde_json::json;

use crate::check::{Color, count, profile};
use crate::exit::{self, Failure, Verdict};
use crate::render::{ListFormat, Render as _, Text, Told};
use crate::source::Source;
use crate::stdout::Stdout;
use crate::{documents, edition};

const EXAMPLES: &str = "\
examples:
  mi-preflight report check report.json
      judge a report, or the one in an input of CreateManagedThing
  mi-preflight report check --schemas schemas report.json
      hold it against the documents of its capabilities as well
  aws iot-managed-integrations get-managed-thing-capabilities … | mi-preflight report check -
      judge what the service has answered";

/// say what is wrong with capability reports
///
/// a FILE is a capability report, an answer of GetManagedThingCapabilities, or an input of CreateManagedThing or
/// UpdateManagedThing, of which the report alone is judged; - or no FILE reads standard input
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// what to judge; - is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// the edition of the service to judge by
    #[arg(long, value_parser = edition::parser(), default_value = Edition::default().name())]
    edition: Edition,
    /// a folder of capability and definition documents that reports must fit, its `*.json` files
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    /// how strictly documented rules are taken
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
    let mut preflight = Preflight::new(options.edition).with_limits(limits).with_profile(options.profile);
    let documents = options.schemas.as_ref().map(|folder| documents::load(folder, limits)).transpose()?.map(Arc::new);
    if let Some(documents) = &documents {
        preflight = preflight.with_documents(documents.clone());
    }
    let mut out = Stdout::new(options.color);
    let mut told = Text::default();
    let mut verdict = Verdict::Valid;
    for source in Source::all(&options.files) {
        let before = verdict;
        let name = source.name();
        let text = source.read(limits.max_size()).map_err(|error| error.to_string());
        let found = text.and_then(|text| {
            let place = ReportPlace::find(&text).map_err(|error| format!("{name}: {error}"))?;
            Ok((text, place))
        });
        let answer = match &found {
            Err(error) => {
                verdict = Verdict::NotJudged;
                told.could_not_judge();
                let line = json!({"id": name, "error": error});
                if options.format == ListFormat::Json { format!("{line}\n") } else { String::new() }
            }
            Ok((text, place)) => {
                let report = preflight.check_report_at(text, place);
                verdict = verdict.max(options.verdict(&report));
                match options.format {
                    ListFormat::Json => answer_to_json(&name, &report, text) + "\n",
                    ListFormat::Text => told.report(&Told {
                        name: &name,
                        subject: "",
                        text,
                        report: &report,
                        shown: shown(place, &report),
                        // A report says what a device can do and has no values of it.
                        masked: &[],
                        offset_of: &|violation| violation.offset,
                    }),
                }
            }
        };
        out.write(&answer).map_err(Failure::output(before))?;
        match (&found, &documents) {
            (Err(error), _) => exit::complain(error),
            (Ok((text, _)), Some(documents)) => tell_undocumented(&name, text, documents),
            _ => {}
        }
    }
    if options.format == ListFormat::Text {
        out.write(&told.finish()).map_err(Failure::output(verdict))?;
    }
    Ok(verdict)
}

/// The report's own lines. What stands beside it in an input may be anything, so where something of that is told, no
/// line is shown; and no line would say more about a report inside a string.
fn shown(place: &ReportPlace, report: &Report) -> Option<core::ops::Range<usize>> {
    let span = place.span();
    let is_inside = |offset: usize| offset >= span.start && offset <= span.end;
    let all_inside = report.violations().iter().filter_map(|violation| violation.offset).all(is_inside);
    (!place.is_string() && all_inside).then_some(span)
}

/// Says which capabilities were not held against a document because there is none.
fn tell_undocumented(name: &str, text: &[u8], documents: &Documents) {
    // Where no device can be read from the report, its violations say why.
    let Ok(device) = Device::parse(text) else { return };
    let mut ids: Vec<String> = Vec::new();
    for capability in Offers::of(&device).with_documents(documents).list().into_iter().flat_map(|of| of.capabilities) {
        if !capability.is_documented && !ids.contains(&capability.id) {
            ids.push(capability.id);
        }
    }
    documents::tell_undocumented(name, &ids);
}
