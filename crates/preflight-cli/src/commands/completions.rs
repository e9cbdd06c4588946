//! `completions`: completion scripts for shells.

use std::io::{self, Write as _};

use clap::{Args, Command};
use clap_complete::Shell;

use crate::exit::{CliError, ExitStatus};

/// Print a completion script for a shell
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Shell to print the script for
    shell: Shell,
}

pub(crate) fn run(options: &Options, mut cli: Command) -> Result<ExitStatus, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut cli, "mi-preflight", &mut script);
    io::stdout().write_all(&script)?;
    Ok(ExitStatus::Success)
}
