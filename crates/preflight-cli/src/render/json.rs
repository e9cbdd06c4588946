use serde_json::Value;

use super::RenderAnswers;
use crate::checked::CheckedFile;
use crate::escape::escape_json;
use crate::source::{ReadError, Source};

/// JSON: one answer per line, written by the library.
pub(crate) struct JsonRenderer;

impl RenderAnswers for JsonRenderer {
    fn render_answer(&mut self, file: &CheckedFile<'_>) -> String {
        with_file(file.source, &file.answer.to_json_with_places(file.text))
    }

    /// Renders a line, because the nth line belongs to the nth file.
    fn render_read_error(&mut self, source: &Source, operation: Option<&str>, error: &ReadError) -> String {
        let operation = Value::from(operation);
        let error = Value::from(error.to_string());
        with_file(source, &format!("{{\"id\":null,\"operation\":{operation},\"error\":{error}}}"))
    }
}

/// Returns an answer as a line that begins with the name of the file, if it is about a file.
fn with_file(source: &Source, answer: &str) -> String {
    // INVARIANT: an answer is an object with at least one key.
    let line = match (source.path(), answer.strip_prefix('{')) {
        (Some(_), Some(keys)) => format!("{{\"file\":{},{keys}\n", Value::from(source.name())),
        _ => format!("{answer}\n"),
    };
    escape_json(&line).into_owned()
}
