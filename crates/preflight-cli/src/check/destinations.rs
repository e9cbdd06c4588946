//! Destinations that the requests of a run create: notifications of the same run should go to one of them.

use serde_json::Value;

use super::Judge;
use crate::source::Source;

const CREATE: &str = "CreateDestination";

/// The names that the files of a run create. Standard input is read once, so it is not among them; what cannot be read
/// is told when it is judged.
pub(super) fn created(sources: &[Source], judge: &Judge) -> Vec<String> {
    if sources.len() < 2 {
        return Vec::new();
    }
    let files = sources.iter().filter(|source| source.path().is_some());
    files.filter_map(|source| name(&source.read(judge.max_size()).ok()?, judge.operation())).collect()
}

fn name(text: &[u8], operation: Option<&str>) -> Option<String> {
    // A text without the word is no such request, and need not be parsed.
    let word = CREATE.as_bytes();
    if operation.is_none() && !text.windows(word.len()).any(|window| window == word) {
        return None;
    }
    let value: Value = serde_json::from_slice(text).ok()?;
    let input = match operation {
        Some(operation) => Some(&value).filter(|_| operation == CREATE),
        None => value.get("input").filter(|_| value["operation"] == CREATE),
    };
    input?.get("Name")?.as_str().map(str::to_owned)
}
