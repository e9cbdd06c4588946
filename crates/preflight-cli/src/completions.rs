//! `completions`: a script that completes the command line in a shell.

use std::io::{self, Write as _};

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::exit::{Failure, Verdict};

/// print a completion script for a shell
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// the shell that reads the script
    shell: Shell,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "mi-preflight", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Verdict::Valid)
}
