//! `completions`: completion scripts for shells.

use clap::{Args, Command};
use clap_complete::Shell;

use crate::exit::{CliError, ExitStatus};
use crate::stdout::print;

/// Print a completion script for a shell
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Shell to print the script for
    shell: Shell,
}

pub(crate) fn run(options: &Options, mut cli: Command) -> Result<ExitStatus, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut cli, "mi-preflight", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Success)
}
