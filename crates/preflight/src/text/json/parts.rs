//! The parts of a value, found by quotes and brackets alone, without judging what they hold.

use std::borrow::Cow;

use super::Reader;

/// A part of an object or array whose text was read before.
#[derive(Clone, Debug)]
pub(crate) struct Part<'t> {
    /// The key of a member, its escapes undone; empty for an item.
    pub(crate) key: Cow<'t, str>,
    /// Its value as it is written.
    pub(crate) value: &'t [u8],
}

/// The members of an object; none when the text is no object.
pub(crate) fn members(text: &[u8]) -> Vec<Part<'_>> {
    parts(text, b'{', b'}')
}

/// The items of an array; none when the text is no array.
pub(crate) fn items(text: &[u8]) -> Vec<Part<'_>> {
    parts(text, b'[', b']')
}

/// The value of an object's member; of a member that stands there twice, the last one.
pub(crate) fn member<'t>(text: &'t [u8], name: &str) -> Option<Part<'t>> {
    members(text).into_iter().rev().find(|member| member.key == name)
}

/// The string that the text is, its escapes undone.
pub(crate) fn string(text: &[u8]) -> Option<Cow<'_, str>> {
    let mut reader = Reader::new(text);
    if reader.peek() != Some(b'"') {
        return None;
    }
    reader.string().ok().map(|span| span.decode(text))
}

/// Where in the text a part of it begins.
pub(crate) fn offset_in(text: &[u8], part: &[u8]) -> usize {
    // INVARIANT: a part is a slice of its text, so the distance of their beginnings is where it stands.
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn parts(text: &[u8], open: u8, close: u8) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut reader = Reader::new(text);
    let mut more = reader.take(open) && !reader.take(close);
    while more {
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
        found.push(Part { key, value: &text[at..end] });
        reader.at = end;
        more = reader.another(close).unwrap_or(false);
    }
    found
}

/// Where the value that begins at `start` ends, by quotes and brackets alone.
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
