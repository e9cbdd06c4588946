//! `event check`: says where notifications do not fit the documents of their capabilities, one answer a file.

use std::path::PathBuf;

use clap::Args;
use mi_preflight::document::NotificationKind;

use crate::documents;
use crate::exit::{Failure, Verdict};
use crate::one_by_one::{self, Judged};

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
    #[command(flatten)]
    each: one_by_one::Answering,
    /// a folder of capability and definition documents, its `*.json` files
    #[arg(long, value_name = "DIR")]
    schemas: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let each = &options.each;
    let documents = documents::load(&options.schemas, each.limits())?;
    each.answer(each.texts(), |text| {
        let judged = documents.check_notification(text, each.profile).map_err(|error| error.to_string())?;
        // The values of a device are nobody else's: its lines are not shown.
        let subject = judged.kind.map_or("", subject);
        Ok(Judged { report: judged.report, subject, shown: None, undocumented: judged.undocumented })
    })
}

fn subject(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Event => ": event",
        NotificationKind::State => ": state",
        _ => "",
    }
}
