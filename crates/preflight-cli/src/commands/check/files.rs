//! Checks files that hold one request each.

use super::checker::Checker;
use super::options::{Options, OutputFormat};
use crate::checked::{CheckedFile, VisibleSource};
use crate::exit::{CliError, ExitStatus};
use crate::json_fault::describe_text;
use crate::render::{GithubRenderer, JsonRenderer, RenderAnswers, SarifRenderer, TextRenderer, render_note};
use crate::source::Source;
use crate::stderr::{print_error, print_error_with_help};
use crate::stdout::Stdout;

/// Help for a file that is not a record: it may hold something else.
const NOT_A_RECORD_HELP: &str =
    "use `--operation NAME` if the file is the input of an operation, `--ndjson` if it has one record per line";

pub(super) fn run(options: &Options, checker: &Checker) -> Result<ExitStatus, CliError> {
    let mut renderer: Box<dyn RenderAnswers> = match options.format.unwrap_or(OutputFormat::Text) {
        OutputFormat::Text => Box::new(TextRenderer::default()),
        OutputFormat::Json => Box::new(JsonRenderer),
        OutputFormat::Sarif => Box::new(SarifRenderer::default()),
        OutputFormat::Github => Box::new(GithubRenderer),
    };
    let mut stdout = Stdout::new(options.color);
    let mut status = ExitStatus::Success;
    for source in Source::from_arguments(&options.files) {
        match source.read(checker.max_size()) {
            Err(error) => {
                status = ExitStatus::Error;
                let output = renderer.render_read_error(&source, checker.operation(), &error);
                stdout.write(&output)?;
                print_error(&error.to_string());
            }
            Ok(text) => {
                let answer = checker.check(&text);
                status = status.max(checker.status_of(&answer));
                let visible_source = if renderer.shows_source() {
                    VisibleSource::of_answer(checker.preflight(), &source, &text, &answer)
                } else {
                    None
                };
                let file = CheckedFile { source: &source, text: &text, answer: &answer, visible_source };
                let advice = checker.advice_on_edition(&text, &answer);
                let mut output = renderer.render_answer(&file);
                if let Some(advice) = advice.as_ref().filter(|_| answer.report().is_some()) {
                    output.push_str(&render_note(advice));
                }
                stdout.write(&output)?;
                if let Some(error) = answer.error() {
                    let fault = describe_text(&text);
                    let help = advice.as_deref().or(fault.as_deref()).unwrap_or(NOT_A_RECORD_HELP);
                    print_error_with_help(&format!("{}: {error}", source.name()), help);
                }
            }
        }
    }
    stdout.write(&renderer.render_end())?;
    Ok(status)
}
