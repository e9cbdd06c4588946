//! `event check`: checks notifications against the documents of their capabilities, one answer per file.

use std::path::PathBuf;

use clap::Args;
use mi_preflight::document::NotificationKind;

use crate::exit::{CliError, ExitStatus};
use crate::load::load_documents;
use crate::per_file::{FileReport, PerFileOptions};

const EXAMPLES: &str = "\
Examples:
  mi-preflight event check --schemas schemas event.json
      Check a notification; violations are warnings
  mi-preflight event check --schemas schemas --profile strict event.json
      Report violations as errors, for tests of a device
  aws iot-managed-integrations get-managed-thing-state … | mi-preflight event check --schemas schemas -
      Check the state that the service returns";

/// Check notifications and states against the documents of their capabilities
///
/// A FILE holds a notification of the type DEVICE_EVENT or DEVICE_STATE, the payload of one, or a response of
/// GetManagedThingState. With no FILE, or when FILE is -, standard input is read. The output never contains values.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    per_file: PerFileOptions,
    /// Folder of capability and definition documents; its `*.json` files are read
    #[arg(long, value_name = "DIR")]
    schemas: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let per_file = &options.per_file;
    let documents = load_documents(&options.schemas, per_file.limits())?;
    per_file.check_files(per_file.read_files(), |_, text| {
        let notification = documents.check_notification(text, per_file.profile).map_err(|error| error.to_string())?;
        Ok(FileReport {
            report: notification.report,
            subject: notification.kind.map_or("", subject),
            // Lines have values of a device, which are confidential.
            visible_source: None,
            undocumented: notification.undocumented,
        })
    })
}

fn subject(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Event => ": event",
        NotificationKind::State => ": state",
        _ => "",
    }
}
