//! `event`: events and states that devices report.

mod check;

use clap::{Args, Subcommand};

use crate::exit::{CliError, ExitStatus};

/// Check events and states that devices report
#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Options),
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    match &options.command {
        Command::Check(options) => check::run(options),
    }
}
