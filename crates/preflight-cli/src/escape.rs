//! Escapes for text that is written to a terminal.
//!
//! Names from input files must not control the terminal of the user who reads about them.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Escapes every control, invisible or text-direction character except the line feed.
pub(crate) fn escape_text(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && needs_escape(c)) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c == '\n' {
            escaped.push(c);
        } else {
            push_escaped(&mut escaped, c);
        }
    }
    Cow::Owned(escaped)
}

/// Escapes like [`escape_text`], and line feeds too, for text that must stay on one line.
pub(crate) fn escape_line(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
        push_escaped(&mut escaped, c);
        escaped
    })
}

/// Appends a character, as its JSON escape if it needs one.
pub(crate) fn push_escaped(out: &mut String, c: char) {
    if needs_escape(c) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    } else {
        out.push(c);
    }
}

/// Returns whether a character is a control character, ends a line, changes the text direction or has no width.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(escape_text("a\u{1b}[31m\nb\u{202e}c"), "a\\u001b[31m\nb\\u202ec");
        assert_eq!(escape_line("a\nb\u{e0041}"), "a\\u000ab\\udb40\\udc41");
        assert!(matches!(escape_text("Küche 🏠"), Cow::Borrowed("Küche 🏠")));
    }
}
