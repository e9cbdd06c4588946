//! `man`: manual pages, for packagers.

use clap::{Args, Command};
use clap_mangen::Man;

use crate::exit::{CliError, ExitStatus};
use crate::stdout::print;

/// Print a manual page
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Command to print the page of [default: mi-preflight itself]
    command: Option<String>,
}

pub(crate) fn run(options: &Options, mut cli: Command) -> Result<ExitStatus, CliError> {
    // Subcommands get their full names only when the command is built.
    cli.build();
    let command = match &options.command {
        None => cli,
        Some(name) => match cli.find_subcommand(name) {
            Some(subcommand) => subcommand.clone(),
            None => return Err(CliError::Command(format!("there is no command `{name}`"))),
        },
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(ExitStatus::Success)
}
