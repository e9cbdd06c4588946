//! Looking for a few bytes in a text, where the standard library would bring a searcher for texts of any length.

/// What stands before and after the first place of `wanted`.
pub(crate) fn around<'t>(text: &'t str, wanted: &str) -> Option<(&'t str, &'t str)> {
    let at = text.as_bytes().windows(wanted.len()).position(|found| found == wanted.as_bytes())?;
    Some((text.get(..at)?, text.get(at + wanted.len()..)?))
}

/// What stands behind the last place of a character of ASCII; everything where it is nowhere.
pub(crate) fn behind_last(text: &str, mark: u8) -> &str {
    let at = text.bytes().rposition(|byte| byte == mark);
    at.and_then(|at| text.get(at + 1..)).unwrap_or(text)
}
