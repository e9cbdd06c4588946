//! Destinations that the files of a run create, so that notifications of the same run may refer to them.

use std::path::Path;

use serde_json::Value;

use crate::source::Source;

const CREATE_DESTINATION: &str = "CreateDestination";

/// Returns the names of the destinations that the files create.
///
/// Standard input is left out, because it can be read only once. Files that cannot be read are left out as well: their
/// check reports the error.
pub(super) fn created_destinations(sources: &[Source], max_size: usize, operation: Option<&str>) -> Vec<String> {
    if sources.len() < 2 {
        return Vec::new();
    }
    // A pipe can be read only once too.
    let files = sources.iter().filter(|source| source.path().is_some_and(Path::is_file));
    files.filter_map(|source| destination_name(&source.read(max_size).ok()?, operation)).collect()
}

fn destination_name(text: &[u8], operation: Option<&str>) -> Option<String> {
    // Most records need not be parsed: they do not contain the name of the operation.
    let needle = CREATE_DESTINATION.as_bytes();
    if operation.is_none() && !text.windows(needle.len()).any(|window| window == needle) {
        return None;
    }
    let value: Value = serde_json::from_slice(text).ok()?;
    let input = match operation {
        Some(operation) => Some(&value).filter(|_| operation == CREATE_DESTINATION),
        None => value.get("input").filter(|_| value["operation"] == CREATE_DESTINATION),
    };
    input?.get("Name")?.as_str().map(str::to_owned)
}
