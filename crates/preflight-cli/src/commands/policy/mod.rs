//! `policy`: checks policies and runs their examples.

mod check;
mod test;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mi_preflight::policy::Problem;
use mi_preflight::{Edition, Policy};
use serde_json::{Value, json};

use crate::arguments::{TextOrJson, edition_parser};
use crate::escape::escape_json;
use crate::exit::{CliError, ExitStatus};
use crate::load::{PolicyReadError, describe_problems, read_policy};
use crate::source::Source;
use crate::stderr::print_error;
use crate::stdout::print;

/// Check policies and run their examples
///
/// A policy adds severities, tighter limits and checks of your own to the rules of the service.
#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check whether policies can be used, and list all problems of those that cannot
    ///
    /// Exit codes: 0 all policies can be used, 2 a policy cannot be used.
    Check(FileOptions),
    /// Run the examples in policies
    ///
    /// Exit codes: 0 all examples pass, 1 an example fails, 2 a policy cannot be used or a file cannot be read.
    Test(FileOptions),
}

#[derive(Args, Debug)]
struct FileOptions {
    /// Policies, as TOML if the name ends with .toml, otherwise as JSON; - reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Edition of the service to check against [default: 2025-05-22]
    #[arg(long, value_parser = edition_parser())]
    edition: Option<Edition>,
    /// Output format; json prints one answer per line
    #[arg(long, default_value = "text")]
    format: TextOrJson,
}

/// A policy that can be used.
struct UsablePolicy<'p> {
    source: &'p Source,
    policy: &'p Policy,
    edition: Edition,
}

/// The result for one policy, in both formats.
struct PolicyResult {
    text: String,
    json: Value,
    status: ExitStatus,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    match &options.command {
        Command::Check(options) => run_each(options, |policy| Ok(check::summarize(policy))),
        Command::Test(options) => run_each(options, test::run_examples),
    }
}

/// Reads each policy and prints its result.
fn run_each(
    options: &FileOptions,
    result_of: impl Fn(&UsablePolicy<'_>) -> Result<PolicyResult, CliError>,
) -> Result<ExitStatus, CliError> {
    let edition = options.edition.unwrap_or_default();
    let mut status = ExitStatus::Success;
    for source in Source::from_arguments(&options.files) {
        let result = match read_policy(&source, edition) {
            Ok(policy) => result_of(&UsablePolicy { source: &source, policy: &policy, edition })?,
            Err(error) => unusable(&source, &error),
        };
        let output = match options.format {
            TextOrJson::Text => result.text,
            TextOrJson::Json => escape_json(&format!("{}\n", result.json)).into_owned(),
        };
        status = status.max(result.status);
        print(&output)?;
    }
    Ok(status)
}

/// Returns the result for a policy that cannot be used. A read error is printed on standard error too.
fn unusable(source: &Source, error: &PolicyReadError) -> PolicyResult {
    let (text, problems) = match error {
        PolicyReadError::Unreadable(_) | PolicyReadError::Encoding { .. } => {
            print_error(&error.to_string());
            (String::new(), vec![json!({ "message": error.to_string() })])
        }
        PolicyReadError::Invalid { name, problems } => {
            (describe_problems(name, problems), problems.iter().map(problem_object).collect())
        }
    };
    let json = json!({"policy": source.name(), "usable": false, "problems": problems});
    PolicyResult { text, json, status: ExitStatus::Error }
}

fn problem_object(problem: &Problem) -> Value {
    json!({
        "path": problem.path.to_string(),
        "message": problem.kind.to_string(),
        "line": problem.place.line,
        "column": problem.place.column,
    })
}
