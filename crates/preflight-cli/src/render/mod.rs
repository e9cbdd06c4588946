//! Renderers: the formats in which `check` prints answers.
//!
//! Only the text format shows source lines, and only through `excerpt`, which redacts sensitive values. All other text
//! from input files is escaped before it reaches a terminal.

mod excerpt;
mod github;
mod json;
mod sarif;
mod text;

pub(crate) use github::GithubRenderer;
pub(crate) use json::JsonRenderer;
pub(crate) use sarif::SarifRenderer;
pub(crate) use text::{ReportView, TextRenderer, render_note};

use crate::checked::CheckedFile;
use crate::source::{ReadError, Source};

/// Renders answers in one format. The returned text is written to standard output.
pub(crate) trait RenderAnswers {
    /// Returns whether the format shows source lines.
    fn shows_source(&self) -> bool {
        false
    }

    /// Renders the answer to one file.
    fn render_answer(&mut self, file: &CheckedFile<'_>) -> String;

    /// Renders a file that could not be read. The error is also printed on standard error.
    ///
    /// `operation` is the operation that the file holds the input or output of, if the user named one.
    fn render_read_error(&mut self, source: &Source, operation: Option<&str>, error: &ReadError) -> String;

    /// Renders the end of the output.
    fn render_end(&mut self) -> String {
        String::new()
    }
}
