//! `report diff`: what changed from one report of a device to the next.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use mi_preflight::{Device, Limits, capability_report_changes_to_json, diff_capability_reports};

use crate::exit::{Failure, Verdict};
use crate::render::{ListFormat, visible_line};
use crate::source::Source;

/// say what changed from one report of a device to the next, as after an update of its firmware
///
/// BEFORE and AFTER are capability reports, or anything that `report check` takes. breaking is what a command may rest
/// on: an endpoint, a capability in its version, an action or a property that is gone
///
/// exit codes: 0 the reports were compared, 1 with --deny-breaking something breaking changed, 2 one could not be read
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// the earlier report; - is standard input
    before: PathBuf,
    /// the later report; - is standard input
    after: PathBuf,
    /// exit with 1 where something changed that commands may rest on
    #[arg(long)]
    deny_breaking: bool,
    /// how to answer
    #[arg(long, default_value = "text")]
    format: ListFormat,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let sources = Source::all(&[options.before.clone(), options.after.clone()]);
    let [before, after] = &sources[..] else { return Ok(Verdict::NotJudged) };
    if *before == Source::Stdin && *after == Source::Stdin {
        return Err(Failure::Refused("standard input holds one of the reports, not both".to_owned()));
    }
    let changes = diff_capability_reports(&read(before)?, &read(after)?);
    let breaking = changes.iter().filter(|change| change.is_breaking()).count();
    let mut text = String::new();
    match options.format {
        ListFormat::Json => {
            text.push_str(&capability_report_changes_to_json(&changes));
            text.push('\n');
        }
        ListFormat::Text => {
            for change in &changes {
                let mark = if change.is_breaking() { " (breaking)" } else { "" };
                let _ = writeln!(text, "{}{mark}", visible_line(&change.to_string()));
            }
            let count = match changes.len() {
                0 => "nothing changed".to_owned(),
                1 => "1 change".to_owned(),
                count => format!("{count} changes"),
            };
            let breaking = match breaking {
                0 => String::new(),
                count => format!(", {count} of them breaking"),
            };
            let (before, after) = (visible_line(&before.name()), visible_line(&after.name()));
            let _ = writeln!(text, "{count} from {before} to {after}{breaking}");
        }
    }
    let verdict = if options.deny_breaking && breaking > 0 { Verdict::Invalid } else { Verdict::Valid };
    io::stdout().write_all(text.as_bytes()).map_err(Failure::output(verdict))?;
    Ok(verdict)
}

fn read(source: &Source) -> Result<Device, Failure> {
    let text = source.read(Limits::default().max_size()).map_err(Failure::refused)?;
    Device::parse(&text).map_err(|error| Failure::Refused(format!("`{}`: {error}", source.name())))
}
