//! Splitting of a record into its members, without validating their values.

use std::borrow::Cow;

use super::{Span, is_read_whole};
use crate::text::json::parts::end_of_value;
use crate::text::json::{JsonType, Reader};
use crate::text::suggest::{self, did_you_mean};

/// A member of a record: its decoded key, and the span of its value.
pub(super) struct RecordMember<'r> {
    pub(super) key: Cow<'r, str>,
    pub(super) value: Span,
}

/// Returns the members of the object in `text`, and the error at which reading stops, if any.
pub(super) fn split(text: &[u8]) -> (Vec<RecordMember<'_>>, Option<String>) {
    let mut members = Vec::new();
    let error = split_into(text, &mut members).err();
    (members, error.map(str::to_owned))
}

fn split_into<'r>(text: &'r [u8], members: &mut Vec<RecordMember<'r>>) -> Result<(), &'static str> {
    const NOT_AN_OBJECT: &str = "a record is a JSON object";
    const UNFINISHED: &str = "the record ends before its closing brace";
    let mut reader = Reader::new(text);
    if reader.peek().is_none() {
        return Err("there is no record: the text is empty");
    }
    if !reader.take(b'{') {
        return Err(NOT_AN_OBJECT);
    }
    let mut has_next = !reader.take(b'}');
    while has_next {
        let key = reader.key().map_err(|_| "a record is a JSON object, with a key before every value")?;
        let key = key.decode(text);
        reader.peek();
        let start = reader.at;
        let end = end_of_value(text, start).ok_or(UNFINISHED)?;
        members.push(RecordMember { key, value: start..end });
        reader.at = end;
        has_next = reader.read_separator(b'}').map_err(|_| UNFINISHED)?;
    }
    if is_read_whole(&mut reader) { Ok(()) } else { Err("there is text after the record") }
}

/// Returns the error of a record that has none of its subjects, or several.
pub(super) fn without_subject(members: &[RecordMember<'_>]) -> String {
    const KNOWN: [&str; 5] = ["id", "operation", "input", "output", "request"];
    let misspelt = members.iter().map(|member| &*member.key).filter(|key| !KNOWN.contains(key));
    let suggestion =
        misspelt.filter_map(|key| suggest::name(key, KNOWN.into_iter())).find(|name| KNOWN[2..].contains(name));
    let has_subject = members.iter().any(|member| KNOWN[2..].contains(&&*member.key));
    let hint = did_you_mean(suggestion.filter(|_| !has_subject));
    format!("a record has exactly one of `input`, `output` and `request`{hint}")
}

/// Returns an error if a known member occurs twice.
pub(super) fn repeated(members: &[RecordMember<'_>]) -> Option<String> {
    ["id", "operation", "input", "output", "request"]
        .into_iter()
        .find(|name| members.iter().filter(|member| member.key == *name).count() > 1)
        .map(|name| format!("`{name}` stands in the record twice"))
}

/// Returns the value of a JSON string, or `None` for any other text.
pub(super) fn string(text: &[u8]) -> Option<String> {
    let mut reader = Reader::new(text);
    if reader.peek() != Some(b'"') {
        return None;
    }
    let span = reader.string().ok()?;
    (is_read_whole(&mut reader) && !span.has_lone_surrogate()).then(|| span.decode(text).into_owned())
}

/// Returns the text if it is a JSON scalar, so that an answer can echo it.
pub(super) fn scalar(text: &[u8]) -> Option<String> {
    let mut reader = Reader::new(text);
    match reader.peek_type().ok()? {
        JsonType::String => drop(reader.string().ok()?),
        JsonType::Number => drop(reader.number().ok()?),
        JsonType::Boolean => reader.boolean().ok()?,
        JsonType::Null => reader.null().ok()?,
        JsonType::Object | JsonType::Array => return None,
    }
    if !is_read_whole(&mut reader) {
        return None;
    }
    core::str::from_utf8(text).ok().map(str::to_owned)
}
