//! `capability-report`: capability reports of devices.

mod check;
mod diff;

use clap::{Args, Subcommand};

use crate::exit::{CliError, ExitStatus};

/// Check and compare capability reports of devices
#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Options),
    Diff(diff::Options),
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    match &options.command {
        Command::Check(options) => check::run(options),
        Command::Diff(options) => diff::run(options),
    }
}
