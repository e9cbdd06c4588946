//! `report check`: says what is wrong with capability reports, one answer a file.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use mi_preflight::command::AvailableCommands;
use mi_preflight::document::Documents;
use mi_preflight::{CapabilityReportPlace, Device, Edition, Preflight, Report};

use crate::exit::{Failure, Verdict};
use crate::one_by_one::{self, Judged};
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
    #[command(flatten)]
    each: one_by_one::Answering,
    /// the edition of the service to judge by
    #[arg(long, value_parser = edition::parser(), default_value = Edition::default().name())]
    edition: Edition,
    /// a folder of capability and definition documents that reports must fit, its `*.json` files
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let each = &options.each;
    let limits = each.limits();
    let mut preflight = Preflight::new(options.edition).with_limits(limits).with_profile(each.profile);
    let documents = options.schemas.as_ref().map(|folder| documents::load(folder, limits)).transpose()?.map(Arc::new);
    if let Some(documents) = &documents {
        preflight = preflight.with_documents(documents.clone());
    }
    each.answer(each.texts(), |text| {
        let place = CapabilityReportPlace::find(text).map_err(|error| error.to_string())?;
        let report = preflight.check_capability_report_at(text, &place);
        let shown = shown(&place, &report);
        let undocumented = documents.as_ref().map(|documents| undocumented(text, documents)).unwrap_or_default();
        Ok(Judged { report, subject: "", shown, undocumented })
    })
}

/// The report's own lines. What stands beside it in an input may be anything, so where something of that is told, no
/// line is shown; and no line would say more about a report inside a string.
fn shown(place: &CapabilityReportPlace, report: &Report) -> Option<core::ops::Range<usize>> {
    let span = place.span();
    let is_inside = |offset: usize| offset >= span.start && offset <= span.end;
    let all_inside = report.violations().iter().filter_map(|violation| violation.offset).all(is_inside);
    (!place.is_string() && all_inside).then_some(span)
}

/// The capabilities that are not held against a document because there is none.
fn undocumented(text: &[u8], documents: &Documents) -> Vec<String> {
    // Where no device can be read from the report, its violations say why.
    let Ok(device) = Device::parse(text) else { return Vec::new() };
    let mut ids: Vec<String> = Vec::new();
    for capability in
        AvailableCommands::of(&device).with_documents(documents).list().into_iter().flat_map(|of| of.capabilities)
    {
        if !capability.is_documented && !ids.contains(&capability.id) {
            ids.push(capability.id);
        }
    }
    ids
}
