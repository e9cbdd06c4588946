//! `explain`: what an operation, shape, member, rule or error means.

use clap::Args;
use mi_preflight::Edition;

use crate::arguments::edition_parser;
use crate::exit::{CliError, ExitStatus};
use crate::stdout::print;

/// Explain a name: its constraints, what it means, how to fix its violations
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Operation, shape, member, rule id or error
    name: String,
    /// Edition of the service [default: 2025-05-22]
    #[arg(long, value_parser = edition_parser())]
    edition: Option<Edition>,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let edition = options.edition.unwrap_or_default();
    let explain = |edition: Edition| mi_preflight::explain(&edition.model(), &options.name);
    let explanation = explain(edition).map_err(|error| {
        // A name that another edition has is not a misspelt one.
        match Edition::ALL.into_iter().find(|candidate| explain(*candidate).is_ok()) {
            Some(known_in) => {
                CliError::Command(format!("edition {edition} has no `{}`; edition {known_in} has", options.name))
            }
            None => CliError::command(error),
        }
    })?;
    let text = explanation.to_string();
    print(&format!("{}\n", text.trim_end()))?;
    Ok(ExitStatus::Success)
}
