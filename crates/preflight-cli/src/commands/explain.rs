//! `explain`: what an operation, shape, member, rule or error means.

use clap::Args;
use mi_preflight::explain::{Explanation, UnknownNameError, explained_names};
use mi_preflight::model::ServiceModel;
use mi_preflight::{Edition, Rule};

use crate::arguments::ModelArguments;
use crate::escape::{escape_line, escape_lines};
use crate::exit::{CliError, ExitStatus};
use crate::load::ChosenModel;
use crate::stdout::print;

/// Explain a name: its constraints, what it means, how to fix its violations
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Operation, shape, member, rule id or error
    name: String,
    #[command(flatten)]
    model: ModelArguments,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let chosen = ChosenModel::from_arguments(&options.model)?;
    let model = chosen.model();
    let name = options.name.as_str();
    let text = match explain(&model, name) {
        Ok(explanation) => escape_lines(explanation.to_string().trim_end()) + "\n",
        Err(error) => rules_of_family(name)
            .or_else(|| members_named(&model, name))
            .ok_or_else(|| unknown_name(&chosen, name, &error))?,
    };
    print(&text)?;
    Ok(ExitStatus::Success)
}

/// Explains a name, with a capital if it has none: shapes and operations begin with one.
fn explain(model: &ServiceModel<'_>, name: &str) -> Result<Explanation, UnknownNameError> {
    mi_preflight::explain(model, name)
        .or_else(|error| mi_preflight::explain(model, &capitalize(name)).map_err(|_| error))
}

/// A name that another edition has is not a misspelt one.
fn unknown_name(chosen: &ChosenModel, name: &str, error: &UnknownNameError) -> CliError {
    let ChosenModel::Edition(edition) = chosen else { return CliError::command(error) };
    match Edition::ALL.into_iter().find(|candidate| explain(&candidate.model(), name).is_ok()) {
        Some(known_in) => CliError::Command(format!("edition {edition} has no `{name}`; edition {known_in} has")),
        None => CliError::command(error),
    }
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
fn members_named(model: &ServiceModel<'_>, name: &str) -> Option<String> {
    let is_named = |full: &String| full.split_once('$').is_some_and(|(_, member)| member.eq_ignore_ascii_case(name));
    let names: Vec<String> = explained_names(model).into_iter().filter(is_named).collect();
    let lines: String = names.iter().map(|name| format!("{}\n", escape_line(name))).collect();
    (!names.is_empty()).then(|| format!("members of this name, to be explained one by one:\n{lines}"))
}

fn capitalize(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}
