use super::{Judged, Render};
use crate::check::Judge;
use crate::source::{Source, Unreadable};

/// One answer a line, in the core's own words.
pub(crate) struct Json;

impl Render for Json {
    fn answer(&mut self, judged: &Judged<'_>) -> String {
        let mut line = judged.answer.to_json_with_places(judged.text);
        line.push('\n');
        line
    }

    /// The n-th line belongs to the n-th source, so one that could not be read has a line, too.
    fn unreadable(&mut self, _: &Source, judge: &Judge, error: &Unreadable) -> String {
        let operation = serde_json::Value::from(judge.operation());
        let error = serde_json::Value::from(error.to_string());
        format!("{{\"id\":null,\"operation\":{operation},\"error\":{error}}}\n")
    }
}
