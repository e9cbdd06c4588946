//! `rollout`: when an OTA rollout would notify how many devices.

mod judged;
mod text;

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use mi_preflight::rollout::{Rollout, RolloutError};
use mi_preflight::{Edition, Limits, UtcMinute};

use self::judged::Part;
use crate::edition;
use crate::exit::{self, Failure, Verdict};
use crate::render::ListFormat;
use crate::source::Source;

const EXAMPLES: &str = "\
examples:
  mi-preflight rollout configuration.json --devices 5000
      preview an input of CreateOtaTaskConfiguration, or its PushConfig alone
  mi-preflight rollout configuration.json --devices 5000 --task task.json
      keep to the times and maintenance windows of an input of CreateOtaTask, or of its OtaSchedulingConfig alone
  mi-preflight rollout configuration.json --devices 5000 --success-delay 15 --format json
      with devices that take a quarter of an hour to succeed, for scripts";

/// say when an OTA rollout would notify how many devices
///
/// the preview is arithmetic on the configuration and no promise; what it assumes is told at its end
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// the configuration: an input of CreateOtaTaskConfiguration, or its PushConfig; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// how many devices there are
    #[arg(long, value_name = "N")]
    devices: u64,
    /// the task that says when: an input of CreateOtaTask, or its OtaSchedulingConfig
    #[arg(long, value_name = "FILE")]
    task: Option<PathBuf>,
    /// when the task starts, where the task itself does not say: YYYY-MM-DDTHH:MM in UTC, or as RFC 3339 has it
    #[arg(long, value_name = "TIME")]
    start: Option<UtcMinute>,
    /// how many minutes after its notification a device succeeds
    #[arg(long, value_name = "MINUTES", default_value = "0")]
    success_delay: u64,
    /// the edition of the service to judge the files by
    #[arg(long, value_parser = edition::parser(), default_value = Edition::default().name())]
    edition: Edition,
    /// how to answer
    #[arg(long, default_value = "text")]
    format: ListFormat,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    if options.task.as_ref().is_some_and(|task| *task == options.file && is_stdin(task)) {
        return Err(Failure::Refused("standard input holds the configuration or the task, not both".to_owned()));
    }
    let (source, configuration) = read(&options.file)?;
    let task = options.task.as_ref().map(read).transpose()?;
    let mut verdict = judged::judge(&Part::CONFIGURATION, &source, &configuration, options)?;
    if let Some((source, task)) = &task {
        verdict = verdict.max(judged::judge(&Part::TASK, source, task, options)?);
    }
    if verdict != Verdict::Valid {
        return Ok(verdict);
    }
    let refused = |source: &Source| {
        let name = source.name();
        move |error: RolloutError| Failure::Refused(format!("{name}: {error}"))
    };
    let mut rollout = Rollout::from_task_configuration(&configuration, options.devices).map_err(refused(&source))?;
    if let Some((source, task)) = &task {
        rollout = rollout.with_task(task).map_err(refused(source))?;
    }
    if let Some(start) = options.start {
        rollout = rollout.with_start(start);
    }
    let preview = match rollout.with_success_delay(options.success_delay).preview() {
        Ok(preview) => preview,
        Err(error @ RolloutError::NoStart) => {
            exit::complain_and_help(&error.to_string(), "`--start YYYY-MM-DDTHH:MM` gives one beside the task");
            return Ok(Verdict::NotJudged);
        }
        Err(error) => return Err(Failure::refused(error)),
    };
    let text = match options.format {
        ListFormat::Text => text::told(&preview),
        ListFormat::Json => format!("{}\n", preview.to_json()),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Verdict::Valid)
}

fn is_stdin(path: &std::path::Path) -> bool {
    path == std::path::Path::new("-")
}

/// A file's text. One that is too large is read up to where that is seen, and judged to be so.
fn read(path: &PathBuf) -> Result<(Source, Vec<u8>), Failure> {
    let source = Source::all(std::slice::from_ref(path)).remove(0);
    let text = source.read(Limits::default().max_size()).map_err(Failure::refused)?;
    Ok((source, text))
}
