//! `explain`: what an operation, shape, member, rule or error means.

use clap::Args;
use mi_preflight::{Edition, Rule};

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
    let explain = |edition: Edition| {
        let model = edition.model();
        // Members and shapes begin with a capital.
        let capitalized = capitalize(&options.name);
        mi_preflight::explain(&model, &options.name)
            .or_else(|error| mi_preflight::explain(&model, &capitalized).map_err(|_| error))
    };
    if let Some(rules) = rules_of_family(&options.name).filter(|_| explain(edition).is_err()) {
        print(&rules)?;
        return Ok(ExitStatus::Success);
    }
    if explain(edition).is_err()
        && let Some(members) = members_named(edition, &options.name)
    {
        print(&members)?;
        return Ok(ExitStatus::Success);
    }
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

/// Returns the rules whose ids begin with a family such as `ota`, one per line, or `None` if there are none.
fn rules_of_family(name: &str) -> Option<String> {
    let family = name.trim_end_matches('/');
    let is_member = |rule: &&Rule| rule.id().split_once('/').is_some_and(|(start, _)| start == family);
    let lines: String =
        Rule::ALL.iter().filter(is_member).map(|rule| format!("{}: {}\n", rule.id(), rule.title())).collect();
    (!lines.is_empty()).then_some(lines)
}

/// Returns the members with a name, whatever its case, as names that can be explained, or `None` if there are none.
fn members_named(edition: Edition, name: &str) -> Option<String> {
    let is_named = |full: &String| full.split_once('$').is_some_and(|(_, member)| member.eq_ignore_ascii_case(name));
    let names: Vec<String> = mi_preflight::explain::explained_names(&edition.model()).into_iter().filter(is_named).collect();
    let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
    (!names.is_empty()).then(|| format!("members of this name, to be explained one by one:\n{lines}"))
}

fn capitalize(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}
