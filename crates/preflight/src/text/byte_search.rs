//! Search for a few bytes in a text. It keeps the standard library's general searcher out of small binaries.

/// Splits a text at the first occurrence of `wanted`, and returns the parts before and after it.
pub(crate) fn split_around<'t>(text: &'t str, wanted: &str) -> Option<(&'t str, &'t str)> {
    let at = text.as_bytes().windows(wanted.len()).position(|window| window == wanted.as_bytes())?;
    Some((text.get(..at)?, text.get(at + wanted.len()..)?))
}

/// Returns the text after the last occurrence of an ASCII character, or the whole text if there is none.
pub(crate) fn after_last(text: &str, mark: u8) -> &str {
    let at = text.bytes().rposition(|byte| byte == mark);
    at.and_then(|at| text.get(at + 1..)).unwrap_or(text)
}
