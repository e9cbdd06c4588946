//! `document`: capability and definition documents.

mod check;

use clap::{Args, Subcommand};

use crate::exit::{Failure, Verdict};

/// judge capability and definition documents
#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// say what is wrong with documents
    Check(check::Options),
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    match &options.command {
        Command::Check(options) => check::run(options),
    }
}
