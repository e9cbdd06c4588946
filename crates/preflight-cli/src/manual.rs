//! `man`: the manual pages, for those who package the command.

use std::io::{self, Write as _};

use clap::{Args, CommandFactory as _};
use clap_mangen::Man;

use crate::arguments::Arguments;
use crate::exit::{Failure, Verdict};

/// print the manual page
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// the command that the page is about; the whole unless named
    command: Option<String>,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let mut arguments = Arguments::command();
    // Sub-commands get their full names only when the tree is built.
    arguments.build();
    let command = match &options.command {
        None => arguments,
        Some(name) => {
            let found = arguments.find_subcommand(name).cloned();
            found.ok_or_else(|| Failure::Refused(format!("there is no command `{name}`")))?
        }
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(Verdict::Valid)
}
