//! `completions`: completion scripts for shells.

use clap::{Args, Command};
use clap_complete::Shell;

use crate::exit::{CliError, ExitStatus};
use crate::stdout::print;

const NAME: &str = "mi-preflight";

/// Print a completion script for a shell
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Shell to print the script for
    shell: Shell,
}

pub(crate) fn run(options: &Options, mut cli: Command) -> Result<ExitStatus, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut cli, NAME, &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if options.shell == Shell::Bash {
        // The generator names the command of a binary with a hyphen in two ways, so that nothing is completed after a
        // subcommand (clap_complete 4.6).
        script = script.replace(&NAME.replace('-', "__subcmd__"), &NAME.replace('-', "__"));
    }
    print(&script)?;
    Ok(ExitStatus::Success)
}
