//! `rollout`: a preview of how many devices an OTA rollout notifies, and when.

mod check_files;
mod preview_text;

use std::path::PathBuf;

use clap::Args;
use mi_preflight::rollout::{Rollout, RolloutError};
use mi_preflight::{Edition, Limits, UtcMinute};

use self::check_files::{OtaInput, check_file};
use crate::arguments::{EditionChoice, TextOrJson, edition_choice_parser};
use crate::exit::{CliError, ExitStatus};
use crate::source::Source;
use crate::stderr::{print_error_with_help, print_note};
use crate::stdout::print;

const EXAMPLES: &str = "\
Examples:
  mi-preflight rollout configuration.json --devices 5000
      Preview an input of CreateOtaTaskConfiguration, or only its PushConfig
  mi-preflight rollout configuration.json --devices 5000 --task task.json
      Use the times and maintenance windows of an input of CreateOtaTask, or of only its OtaSchedulingConfig
  mi-preflight rollout configuration.json --devices 5000 --success-delay 15 --format json
      Preview devices that succeed 15 minutes after their notification, as JSON for scripts";

/// Preview how many devices an OTA rollout notifies, and when
///
/// The preview is an estimate based on the configuration. It ends with its assumptions.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Configuration: an input of CreateOtaTaskConfiguration, or its PushConfig; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Number of devices
    #[arg(long, value_name = "N")]
    devices: u64,
    /// Task with the schedule: an input of CreateOtaTask, or its OtaSchedulingConfig
    #[arg(long, value_name = "FILE")]
    task: Option<PathBuf>,
    /// Start of the task, if the task has none: YYYY-MM-DDTHH:MM in UTC, or RFC 3339
    #[arg(long, value_name = "TIME")]
    start: Option<UtcMinute>,
    /// Minutes from the notification of a device to its success
    #[arg(long, value_name = "MINUTES", default_value = "0")]
    success_delay: u64,
    /// Edition of the service to check the files against
    #[arg(long, value_parser = edition_choice_parser(), default_value = Edition::default().name())]
    edition: EditionChoice,
    /// Output format
    #[arg(long, default_value = "text")]
    format: TextOrJson,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let source = Source::from_argument(&options.file);
    let task_source = options.task.as_deref().map(Source::from_argument);
    if source == Source::Stdin && task_source == Some(Source::Stdin) {
        let message = "only one of the configuration and the task can be read from standard input";
        return Err(CliError::Command(message.to_owned()));
    }
    let configuration = read(&source)?;
    let task = match &task_source {
        Some(source) => Some((source, read(source)?)),
        None => None,
    };
    let mut notes = Vec::new();
    let mut status = check_file(&OtaInput::TASK_CONFIGURATION, &source, &configuration, options, &mut notes)?;
    if let Some((source, text)) = &task {
        status = status.max(check_file(&OtaInput::TASK, source, text, options, &mut notes)?);
    }
    if status != ExitStatus::Success {
        return Ok(status);
    }
    let rollout = Rollout::from_task_configuration(&configuration, options.devices);
    let mut rollout = rollout.map_err(|error| file_error(&source, &error))?;
    if let Some((source, text)) = &task {
        rollout = rollout.with_task(text).map_err(|error| file_error(source, &error))?;
    }
    if let Some(start) = options.start {
        rollout = rollout.with_start(start);
    }
    let preview = match rollout.with_success_delay(options.success_delay).preview() {
        Ok(preview) => preview,
        Err(error @ RolloutError::NoStart) => {
            print_error_with_help(&error.to_string(), "use `--start YYYY-MM-DDTHH:MM` if the task has no start");
            return Ok(ExitStatus::Error);
        }
        Err(error) => return Err(CliError::command(error)),
    };
    // Notes are about a preview; an error stands alone.
    for note in &notes {
        print_note(note);
    }
    let output = match options.format {
        TextOrJson::Text => preview_text::render(&preview),
        TextOrJson::Json => format!("{}\n", preview.to_json()),
    };
    print(&output)?;
    Ok(ExitStatus::Success)
}

/// Reads a file up to the size limit; its check reports one that is larger.
fn read(source: &Source) -> Result<Vec<u8>, CliError> {
    source.read(Limits::default().max_size()).map_err(CliError::command)
}

fn file_error(source: &Source, error: &RolloutError) -> CliError {
    CliError::Command(format!("{}: {error}", source.name()))
}
