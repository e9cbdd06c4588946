//! `explain`: the words about an operation, a shape, a member, a rule or an error.

use std::io::{self, Write as _};

use clap::Args;
use mi_preflight::Edition;

use crate::edition;
use crate::exit::{Failure, Verdict};

/// say what a name means: its constraints, what it is for, how to fix what it complains about
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// an operation, a shape, a member, a rule's id or an error
    name: String,
    /// the edition to explain [default: 2025-05-22]
    #[arg(long, value_parser = edition::parser())]
    edition: Option<Edition>,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let edition = options.edition.unwrap_or_default();
    let explain = |edition: Edition| mi_preflight::explain(&edition.model(), &options.name);
    let explanation = explain(edition).map_err(|error| {
        // A name of another edition is no misspelt one.
        match Edition::ALL.into_iter().find(|other| explain(*other).is_ok()) {
            Some(other) => {
                Failure::Refused(format!("edition {edition} has no `{}`; edition {other} has", options.name))
            }
            None => Failure::refused(error),
        }
    })?;
    let text = explanation.to_string();
    writeln!(io::stdout(), "{}", text.trim_end())?;
    Ok(Verdict::Valid)
}
