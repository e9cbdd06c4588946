//! Splits a JSON value into its members or items, by quotes and brackets alone. The text must be valid JSON.

use std::borrow::Cow;

use super::Reader;

/// A member of an object or an item of an array.
#[derive(Clone, Debug)]
pub(crate) struct Part<'t> {
    /// The decoded key of a member; empty for an item.
    pub(crate) key: Cow<'t, str>,
    /// The text of the value.
    pub(crate) value: &'t [u8],
}

/// Returns the members of an object, or none if the text is not an object.
pub(crate) fn members(text: &[u8]) -> Vec<Part<'_>> {
    parts(text, b'{', b'}')
}

/// Returns the items of an array, or none if the text is not an array.
pub(crate) fn items(text: &[u8]) -> Vec<Part<'_>> {
    parts(text, b'[', b']')
}

/// Returns a member of an object by its key, the last one if the key is repeated.
pub(crate) fn member<'t>(text: &'t [u8], name: &str) -> Option<Part<'t>> {
    members(text).into_iter().rev().find(|member| member.key == name)
}

/// Returns the decoded string, or `None` if the text is not a string.
pub(crate) fn string(text: &[u8]) -> Option<Cow<'_, str>> {
    let mut reader = Reader::new(text);
    if reader.peek() != Some(b'"') {
        return None;
    }
    reader.string().ok().map(|span| span.decode(text))
}

/// Returns the offset of a part of the text.
pub(crate) fn offset_in(text: &[u8], part: &[u8]) -> usize {
    // INVARIANT: a part is a slice of its text, so the difference of the pointers is its offset.
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn parts(text: &[u8], open: u8, close: u8) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut reader = Reader::new(text);
    let mut has_more = reader.take(open) && !reader.take(close);
    while has_more {
        let key = match open {
            b'{' => match reader.key() {
                Ok(key) => key.decode(text),
                Err(_) => break,
            },
            _ => Cow::Borrowed(""),
        };
        reader.peek();
        let at = reader.at;
        let Some(end) = end_of_value(text, at) else { break };
        parts.push(Part { key, value: &text[at..end] });
        reader.at = end;
        has_more = reader.read_separator(close).unwrap_or(false);
    }
    parts
}

/// Returns the end of the value that begins at `start`, by quotes and brackets alone.
pub(crate) fn end_of_value(text: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match text.get(at)? {
            b'"' => {
                at = end_of_string(text, at)?;
                if depth == 0 {
                    return Some(at);
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return Some(at),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b',' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

fn end_of_string(text: &[u8], quote: usize) -> Option<usize> {
    let mut at = quote + 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
