//! Checks of files one at a time, for `capability-report check`, `document check` and `event check`.

use core::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use mi_preflight::document::to_answer_json;
use mi_preflight::{Limits, Profile, Report};
use serde_json::json;

use crate::arguments::{ColorWhen, LimitArguments, TextOrJson, parse_count, profile_parser};
use crate::checked::VisibleSource;
use crate::escape::escape_json;
use crate::exit::{CliError, ExitStatus};
use crate::load::note_undocumented;
use crate::render::{RenderAnswers as _, ReportView, TextRenderer};
use crate::source::Source;
use crate::stderr::print_error;
use crate::stdout::Stdout;

/// The files to check, and how to check and report them.
#[derive(Args, Debug)]
pub(crate) struct PerFileOptions {
    /// Files to check; - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Strictness of documented rules
    #[arg(long, default_value = "recommended", value_parser = profile_parser())]
    pub(crate) profile: Profile,
    /// Maximum number of violations to report per file [default: 100]
    #[arg(long, value_parser = parse_count, value_name = "COUNT")]
    max_violations: Option<NonZeroUsize>,
    /// Exit with 1 on warnings, not only on errors
    #[arg(long)]
    deny_warnings: bool,
    /// When to use colors
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    color: ColorWhen,
    /// Output format; json prints one answer per line
    #[arg(long, default_value = "text")]
    format: TextOrJson,
}

/// A file and its text, or why it could not be read.
pub(crate) type FileText = (Source, Result<Vec<u8>, String>);

/// The report about one file.
pub(crate) struct FileReport {
    pub(crate) report: Report,
    /// What the file holds, appended to its name in the heading.
    pub(crate) subject: &'static str,
    /// What may be shown of the text. `None`: nothing.
    pub(crate) visible_source: Option<VisibleSource>,
    /// Ids of capabilities that were not checked because their documents are missing.
    pub(crate) undocumented: Vec<String>,
}

impl PerFileOptions {
    pub(crate) fn limits(&self) -> Limits {
        LimitArguments { max_violations: self.max_violations, ..LimitArguments::default() }.into()
    }

    /// Reads each file when the iterator reaches it.
    pub(crate) fn read_files(&self) -> impl Iterator<Item = FileText> {
        let max_size = self.limits().max_size();
        Source::from_arguments(&self.files).into_iter().map(move |source| {
            let text = source.read(max_size).map_err(|error| error.to_string());
            (source, text)
        })
    }

    /// Checks each file and prints its answer. An error of `check` says why a file could not be checked.
    pub(crate) fn check_files(
        &self,
        files: impl Iterator<Item = FileText>,
        mut check: impl FnMut(&Source, &[u8]) -> Result<FileReport, String>,
    ) -> Result<ExitStatus, CliError> {
        let mut stdout = Stdout::new(self.color);
        let mut renderer = TextRenderer::default();
        let mut status = ExitStatus::Success;
        for (source, text) in files {
            let name = source.name();
            let checked = text.and_then(|text| {
                let file = check(&source, &text).map_err(|error| format!("{name}: {error}"))?;
                Ok((file, text))
            });
            let output = match &checked {
                Err(error) => {
                    status = ExitStatus::Error;
                    renderer.count_not_checked();
                    match self.format {
                        TextOrJson::Json => {
                            escape_json(&format!("{}\n", json!({"id": name, "error": error}))).into_owned()
                        }
                        TextOrJson::Text => String::new(),
                    }
                }
                Ok((file, text)) => {
                    status = status.max(ExitStatus::of_report(&file.report, self.deny_warnings));
                    match self.format {
                        TextOrJson::Json => escape_json(&to_answer_json(&name, &file.report, text)).into_owned() + "\n",
                        TextOrJson::Text => render_text(&mut renderer, &source, file, text),
                    }
                }
            };
            stdout.write(&output)?;
            match &checked {
                Err(error) => print_error(error),
                Ok((file, _)) => note_undocumented(&name, &file.undocumented),
            }
        }
        if self.format == TextOrJson::Text {
            stdout.write(&renderer.render_end())?;
        }
        Ok(status)
    }
}

fn render_text(renderer: &mut TextRenderer, source: &Source, file: &FileReport, text: &[u8]) -> String {
    renderer.render_report(&ReportView {
        name: &source.name(),
        subject: file.subject,
        text,
        report: &file.report,
        visible_source: file.visible_source.as_ref(),
        offset_of: &|violation| violation.offset,
    })
}
