//! `capability-report diff`: what changed between two capability reports of a device.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use mi_preflight::{Device, Limits, capability_report_changes_to_json, diff_capability_reports};

use crate::arguments::TextOrJson;
use crate::escape::{escape_json, escape_line};
use crate::exit::{CliError, ExitStatus};
use crate::load::load_capability_report;
use crate::source::Source;
use crate::stdout::print;

/// Show what changed between two capability reports of a device, for example after a firmware update
///
/// BEFORE and AFTER hold capability reports, or anything else that `capability-report check` reads. A change is breaking if
/// commands may depend on what is gone: an endpoint, a capability in its version, an action or a property.
///
/// Exit codes: 0 the reports were compared, 1 with --deny-breaking a change is breaking, 2 a report could not be read.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Earlier report; - reads standard input
    before: PathBuf,
    /// Later report; - reads standard input
    after: PathBuf,
    /// Exit with 1 if a change is breaking
    #[arg(long)]
    deny_breaking: bool,
    /// Output format
    #[arg(long, default_value = "text")]
    format: TextOrJson,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let (before, after) = (Source::from_argument(&options.before), Source::from_argument(&options.after));
    if before == Source::Stdin && after == Source::Stdin {
        return Err(CliError::Command("only one of the reports can be read from standard input".to_owned()));
    }
    let changes = diff_capability_reports(&load(&before)?, &load(&after)?);
    let breaking_count = changes.iter().filter(|change| change.is_breaking()).count();
    let mut text = String::new();
    match options.format {
        TextOrJson::Json => {
            text.push_str(&escape_json(&capability_report_changes_to_json(&changes)));
            text.push('\n');
        }
        TextOrJson::Text => {
            for change in &changes {
                let mark = if change.is_breaking() { " (breaking)" } else { "" };
                let _ = writeln!(text, "{}{mark}", escape_line(&change.to_string()));
            }
            let count = match changes.len() {
                0 => "nothing changed".to_owned(),
                1 => "1 change".to_owned(),
                count => format!("{count} changes"),
            };
            let breaking = match breaking_count {
                0 => String::new(),
                count => format!(", {count} of them breaking"),
            };
            let (before, after) = (escape_line(&before.name()), escape_line(&after.name()));
            let _ = writeln!(text, "{count} from {before} to {after}{breaking}");
        }
    }
    let is_denied = options.deny_breaking && breaking_count > 0;
    let status = if is_denied { ExitStatus::Failure } else { ExitStatus::Success };
    print(&text)?;
    Ok(status)
}

fn load(source: &Source) -> Result<Device, CliError> {
    load_capability_report(source, Limits::default().max_size())
}
