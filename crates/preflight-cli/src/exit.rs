//! How a run ends: exit codes and the errors that stop it.

use std::io;
use std::process::ExitCode;

use mi_preflight::{Answer, Report, Severity};

use crate::stderr::{print_error, print_error_lines};

/// The outcome of a run: the greatest outcome of its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// Exit code 0: everything was checked and is valid.
    #[default]
    Success,
    /// Exit code 1: an input is invalid.
    Failure,
    /// Exit code 2: an input could not be checked.
    Error,
}

impl ExitStatus {
    /// Returns the status for a report: a failure if it has errors or denied warnings.
    pub(crate) fn of_report(report: &Report, deny_warnings: bool) -> ExitStatus {
        let is_denied = deny_warnings && report.worst() >= Some(Severity::Warning);
        if report.is_valid() && !is_denied { ExitStatus::Success } else { ExitStatus::Failure }
    }

    /// Returns the status for an answer: an error if it has no report.
    pub(crate) fn of_answer(answer: &Answer, deny_warnings: bool) -> ExitStatus {
        answer.report().map_or(ExitStatus::Error, |report| ExitStatus::of_report(report, deny_warnings))
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        match status {
            ExitStatus::Success => ExitCode::SUCCESS,
            ExitStatus::Failure => ExitCode::from(1),
            ExitStatus::Error => ExitCode::from(2),
        }
    }
}

/// Why a run stopped early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The command cannot do what was asked.
    #[error("{0}")]
    Command(String),
    /// The same in several lines, in which names are escaped.
    #[error("{0}")]
    CommandLines(String),
    /// Standard output is full, or fails in another way. A reader that closes it is not an error.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// Wraps an error of the library, with its text as the message.
    pub(crate) fn command(error: impl ToString) -> CliError {
        CliError::Command(error.to_string())
    }

    /// Wraps an error of a file that was read.
    pub(crate) fn in_file(name: &str, error: impl std::fmt::Display) -> CliError {
        CliError::Command(format!("`{name}`: {error}"))
    }
}

/// Returns the exit code of the process, and prints the error if there is one.
pub(crate) fn report_result(result: Result<ExitStatus, CliError>) -> ExitCode {
    let status = result.unwrap_or_else(|error| {
        match &error {
            CliError::CommandLines(lines) => print_error_lines(lines),
            error => print_error(&error.to_string()),
        }
        ExitStatus::Error
    });
    ExitCode::from(status)
}
