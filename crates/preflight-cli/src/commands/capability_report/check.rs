//! `capability-report check`: checks capability reports, one answer per file.

use core::ops::Range;
use std::path::PathBuf;

use clap::Args;
use mi_preflight::command::AvailableCommands;
use mi_preflight::document::Documents;
use mi_preflight::{CapabilityReportPlace, Device, Edition, Report};

use crate::arguments::{EditionChoice, edition_choice_parser};
use crate::checked::VisibleSource;
use crate::exit::{CliError, ExitStatus};
use crate::load::load_documents;
use crate::per_file::{FileReport, PerFileOptions};
use crate::preflight::PreflightSettings;

const EXAMPLES: &str = "\
Examples:
  mi-preflight capability-report check report.json
      Check a report, or the one in an input of CreateManagedThing
  mi-preflight capability-report check --schemas schemas report.json
      Also check it against the documents of its capabilities
  aws iot-managed-integrations get-managed-thing-capabilities … | mi-preflight capability-report check -
      Check what the service returns";

/// Check capability reports
///
/// A FILE holds a capability report, a response of GetManagedThingCapabilities, or an input of CreateManagedThing or
/// UpdateManagedThing, of which only the report is checked. With no FILE, or when FILE is -, standard input is read.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    per_file: PerFileOptions,
    /// Edition of the service to check against
    #[arg(long, value_parser = edition_choice_parser(), default_value = Edition::default().name())]
    edition: EditionChoice,
    /// Folder of capability and definition documents to check reports against; its `*.json` files are read
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let per_file = &options.per_file;
    let limits = per_file.limits();
    let folder = options.schemas.as_deref();
    let documents = folder.map(|folder| load_documents(folder, limits)).transpose()?;
    let settings = PreflightSettings {
        edition: options.edition,
        limits,
        profile: Some(per_file.profile),
        documents: documents.clone(),
        ..PreflightSettings::default()
    };
    let preflight = settings.build()?;
    per_file.check_files(per_file.read_files(), |source, text| {
        let place = CapabilityReportPlace::find(text).map_err(|error| error.to_string())?;
        let report = preflight.check_capability_report_at(text, &place);
        let visible_source = visible_span(&place, &report)
            .and_then(|span| VisibleSource::of_capability_report(&preflight, source, text, span, &report));
        let undocumented = documents.as_ref().map(|documents| undocumented(text, documents)).unwrap_or_default();
        Ok(FileReport { report, subject: "", visible_source, undocumented })
    })
}

/// Returns the span of the capability report, whose lines may be shown.
///
/// Returns `None` if a violation is outside of it, because the rest of an input may be confidential, or if the
/// capability report is inside a string, because that line would not help.
fn visible_span(place: &CapabilityReportPlace, report: &Report) -> Option<Range<usize>> {
    let span = place.span();
    let is_inside = |offset: usize| offset >= span.start && offset <= span.end;
    let all_inside = report.violations().iter().filter_map(|violation| violation.offset).all(is_inside);
    (!place.is_string() && all_inside).then_some(span)
}

/// Returns the ids of the capabilities without a document.
fn undocumented(text: &[u8], documents: &Documents) -> Vec<String> {
    // If the report is not readable as a device, its violations say why.
    let Ok(device) = Device::parse(text) else { return Vec::new() };
    let mut ids: Vec<String> = Vec::new();
    for endpoint in AvailableCommands::new(&device).with_documents(documents).list() {
        for capability in endpoint.capabilities {
            if !capability.is_documented && !ids.contains(&capability.id) {
                ids.push(capability.id);
            }
        }
    }
    ids
}
