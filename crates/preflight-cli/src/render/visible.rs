use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every character that is not seen, or that moves others about, written as its escape: a name in a
/// file must not steer the terminal of whoever reads about it.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && is_unseen(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c == '\n' {
            out.push(c);
        } else {
            push(&mut out, c);
        }
    }
    Cow::Owned(out)
}

/// As [`visible`], for what must stay on one line.
pub(crate) fn visible_line(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        push(&mut out, c);
        out
    })
}

/// Appends a character, or its escape as JSON would write it.
pub(crate) fn push(out: &mut String, c: char) {
    if is_unseen(c) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    } else {
        out.push(c);
    }
}

/// Control characters, line ends, and the characters that change the direction of text or have no width.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_are_escaped() {
        assert_eq!(visible("a\u{1b}[31m\nb\u{202e}c"), "a\\u001b[31m\nb\\u202ec");
        assert_eq!(visible_line("a\nb\u{e0041}"), "a\\u000ab\\udb40\\udc41");
        assert!(matches!(visible("Küche 🏠"), Cow::Borrowed("Küche 🏠")));
    }
}
