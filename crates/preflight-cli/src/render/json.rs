use serde_json::Value;

use super::RenderAnswers;
use crate::checked::CheckedFile;
use crate::escape::escape_json;
use crate::source::{ReadError, Source};

/// JSON: one answer per line, written by the library.
pub(crate) struct JsonRenderer;

impl RenderAnswers for JsonRenderer {
    fn render_answer(&mut self, file: &CheckedFile<'_>) -> String {
        escape_json(&file.answer.to_json_with_places(file.text)).into_owned() + "\n"
    }

    /// Renders a line, because the nth line belongs to the nth file.
    fn render_read_error(&mut self, _: &Source, operation: Option<&str>, error: &ReadError) -> String {
        let operation = Value::from(operation);
        let error = Value::from(error.to_string());
        let line = format!("{{\"id\":null,\"operation\":{operation},\"error\":{error}}}\n");
        escape_json(&line).into_owned()
    }
}
