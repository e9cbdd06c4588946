//! `diff`: what changed between two editions or models, and what that means for requests.

mod request_diff;

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use mi_preflight::{Limits, Preflight};

use self::request_diff::{CheckedRequest, ModelName, RequestDiff};
use crate::arguments::{EditionChoice, EditionOrFile, EditionOrFileParser, LimitArguments, TextOrJson};
use crate::escape::{escape_json, escape_line};
use crate::exit::{CliError, ExitStatus};
use crate::json_fault::describe_text;
use crate::load::ChosenModel;
use crate::preflight::PreflightSettings;
use crate::source::Source;
use crate::stderr::{print_error, print_error_with_help};
use crate::stdout::print;

/// Limit for comparisons, large enough to compare all violations of a request.
const MAX_VIOLATIONS: NonZeroUsize = NonZeroUsize::new(10_000).expect("the limit is not zero");

/// Show what changed between two editions or models, or with FILEs what changes for these requests
///
/// Exit codes with FILEs: 0 nothing changes, 1 something changes, 2 a request could not be checked.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Older edition, or a file: a Smithy JSON AST
    #[arg(value_parser = EditionOrFileParser)]
    from: EditionOrFile,
    /// Newer edition, or a file: a Smithy JSON AST
    #[arg(value_parser = EditionOrFileParser)]
    to: EditionOrFile,
    /// Records or, with --operation, inputs of that operation; - reads standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Operation that FILE holds the input of
    #[arg(long, value_name = "NAME", requires = "files")]
    operation: Option<String>,
    /// Output format; with FILEs, json prints one answer per line
    #[arg(long, default_value = "text")]
    format: TextOrJson,
    /// Name every part of a model that is not checked, not only the first
    #[arg(long)]
    verbose: bool,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let from = ChosenModel::from_argument(&options.from, options.verbose)?;
    let to = ChosenModel::from_argument(&options.to, options.verbose)?;
    if options.files.is_empty() { diff_models(options, &from, &to) } else { diff_requests(options, from, to) }
}

/// Prints what changed in the model.
fn diff_models(options: &Options, from: &ChosenModel, to: &ChosenModel) -> Result<ExitStatus, CliError> {
    let changes = mi_preflight::diff(&from.model(), &to.model());
    let mut text = String::new();
    match options.format {
        TextOrJson::Json => {
            text.push_str(&mi_preflight::changes_to_json(&changes));
            text.push('\n');
        }
        TextOrJson::Text => {
            for change in &changes {
                let _ = writeln!(text, "{}", escape_line(&change.to_string()));
            }
            let (from, to) = (escape_line(from.name()), escape_line(to.name()));
            let _ = match changes.len() {
                1 => writeln!(text, "1 change from {from} to {to}"),
                count => writeln!(text, "{count} changes from {from} to {to}"),
            };
        }
    }
    print(&text)?;
    Ok(ExitStatus::Success)
}

/// Prints what changes for the requests in the files.
fn diff_requests(options: &Options, from: ChosenModel, to: ChosenModel) -> Result<ExitStatus, CliError> {
    let limits: Limits = LimitArguments { max_violations: Some(MAX_VIOLATIONS), ..LimitArguments::default() }.into();
    let preflight_for = |chosen: ChosenModel| {
        let name = ModelName::of(&chosen);
        let mut settings = PreflightSettings { limits, ..PreflightSettings::default() };
        match chosen {
            ChosenModel::Edition(edition) => settings.edition = EditionChoice::One(edition),
            ChosenModel::Loaded { model, .. } => settings.model = Some(*model),
        }
        Ok::<_, CliError>((settings.build()?, name))
    };
    let ((from, from_name), (to, to_name)) = (preflight_for(from)?, preflight_for(to)?);
    let mut status = ExitStatus::Success;
    for source in Source::from_arguments(&options.files) {
        let text = match source.read(limits.max_size()) {
            Ok(text) => text,
            Err(error) => {
                print_error(&error.to_string());
                status = ExitStatus::Error;
                continue;
            }
        };
        let check = |preflight: &Preflight, model: &ModelName| {
            let answer = match &options.operation {
                Some(operation) => preflight.answer_text(operation, &text, false),
                None => preflight.answer(&text),
            };
            CheckedRequest { model: model.clone(), answer }
        };
        let (before, after) = (check(&from, &from_name), check(&to, &to_name));
        if let (Some(error), Some(_)) = (before.answer.error(), after.answer.error()) {
            let message = format!("{}: {error}", source.name());
            match describe_text(&text) {
                Some(help) => print_error_with_help(&message, &help),
                None => print_error(&message),
            }
            status = ExitStatus::Error;
            continue;
        }
        let diff = RequestDiff::new(&source, &text, &before, &after);
        let output = match options.format {
            TextOrJson::Text => diff.lines().iter().map(|line| escape_line(line) + "\n").collect(),
            TextOrJson::Json => escape_json(&diff.to_json()).into_owned() + "\n",
        };
        print(&output)?;
        if diff.has_changes() {
            status = status.max(ExitStatus::Failure);
        }
    }
    Ok(status)
}
