//! `event`: what devices tell by themselves.

mod check;

use clap::{Args, Subcommand};

use crate::exit::{Failure, Verdict};

/// judge what devices tell by themselves: events and states
#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Options),
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    match &options.command {
        Command::Check(options) => check::run(options),
    }
}
