//! Escapes for text that comes from elsewhere: names of files, members, operations and endpoints.
//!
//! Such text must control neither the terminal of the user who reads it nor the runner of GitHub Actions, which reads
//! commands from both output streams: from lines that begin with `::`, and from `##[` anywhere in a line.
//! Everything that the command prints passes through here, for every stream and format.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Begins a command of GitHub's runner anywhere in a line.
const RUNNER_COMMAND: &str = "##[";

/// Escapes a text that must stay on one line.
pub(crate) fn escape_line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    let trimmed = text.trim_start();
    if trimmed.starts_with("::") {
        push_run(&mut escaped, &text[..text.len() - trimmed.len()]);
        push_unicode_escape(&mut escaped, ':');
        rest = &trimmed[1..];
    }
    push_run(&mut escaped, rest);
    escaped
}

/// Escapes each line of a text whose line feeds are our own.
pub(crate) fn escape_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escape_line).collect();
    lines.join("\n")
}

/// Escapes JSON text, inside whose strings each escape stands for the character itself. Line feeds between values stay.
pub(crate) fn escape_json(json: &str) -> Cow<'_, str> {
    let is_clean = |c: char| c == '\n' || !needs_escape(c);
    if json.chars().all(is_clean) && !json.contains(RUNNER_COMMAND) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for line in json.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        push_run(&mut escaped, line);
        escaped.push_str(end);
    }
    Cow::Owned(escaped)
}

/// Appends a character of a text, of which `rest` is what follows it.
pub(crate) fn push_escaped(out: &mut String, c: char, rest: &[u8]) {
    if needs_escape(c) || (c == '#' && rest.starts_with(&RUNNER_COMMAND.as_bytes()[1..])) {
        push_unicode_escape(out, c);
    } else {
        out.push(c);
    }
}

/// Appends a text with every character escaped that needs it.
fn push_run(out: &mut String, text: &str) {
    for (start, c) in text.char_indices() {
        push_escaped(out, c, &text.as_bytes()[start + c.len_utf8()..]);
    }
}

/// Appends the JSON escape of a character.
fn push_unicode_escape(out: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

/// Returns whether a character is a control character, ends a line, changes the text direction or has no width.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(escape_line("a\nb\u{e0041}"), "a\\u000ab\\udb40\\udc41");
        assert_eq!(escape_line("\u{1b}[31m\u{9b}\u{202e}\u{2028}\r"), "\\u001b[31m\\u009b\\u202e\\u2028\\u000d");
        assert_eq!(escape_line("Küche 🏠"), "Küche 🏠");
        assert_eq!(escape_lines("a\u{1b}\nb"), "a\\u001b\nb");
    }

    #[test]
    fn commands_of_runners_are_escaped() {
        assert_eq!(escape_line("::add-mask::a"), "\\u003a:add-mask::a");
        assert_eq!(escape_line(" \t::x"), " \\u0009\\u003a:x");
        assert_eq!(escape_line("a::b"), "a::b");
        assert_eq!(escape_line("x ##[add-mask]a"), "x \\u0023#[add-mask]a");
        assert_eq!(escape_line("## [a] #[b]"), "## [a] #[b]");
        assert_eq!(escape_lines("a\n::b"), "a\n\\u003a:b");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let text = "a\u{9b}\u{7f}\u{2028}\u{202e}##[b]\u{e0041}é";
        let json = format!("{{\n  {}: 1\n}}\n", serde_json::Value::from(text));
        let escaped = escape_json(&json);
        assert!(escaped.is_ascii() || escaped.contains('é'), "{escaped}");
        assert!(!escaped.contains(['\u{9b}', '\u{7f}', '\u{2028}', '\u{202e}']) && !escaped.contains("##["));
        let values: [serde_json::Value; 2] = [&*json, &*escaped].map(|json| serde_json::from_str(json).unwrap());
        assert_eq!(values[0], values[1]);
        assert!(matches!(escape_json("{\"é\": 1}\n"), Cow::Borrowed(_)));
    }
}
