//! TSDoc comments.

use core::fmt::Write as _;

use super::LINE;

/// A comment on a declaration or member; an empty one is not printed.
#[derive(Debug, Default)]
pub(super) struct Doc {
    sentences: Vec<String>,
    deprecated: Option<String>,
}

impl Doc {
    pub(super) fn new(sentence: &str) -> Doc {
        Doc { sentences: vec![sentence.to_owned()], deprecated: None }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sentences.is_empty() && self.deprecated.is_none()
    }

    pub(super) fn say(&mut self, sentence: Option<impl Into<String>>) {
        self.sentences.extend(sentence.map(Into::into));
    }

    pub(super) fn deprecated(&mut self, since: Option<&str>) {
        self.deprecated = since.map(str::to_owned);
    }

    pub(super) fn print(&self, out: &mut String, indent: &str) {
        if self.is_empty() {
            return;
        }
        let text = closed(&self.sentences.join(" "));
        let deprecated = self.deprecated.as_deref().map(|since| format!("@deprecated since {}", closed(since)));
        if let (text, None) | ("", Some(text)) = (text.as_str(), deprecated.as_deref()) {
            let one_line = format!("{indent}/** {text} */");
            if one_line.chars().count() <= LINE {
                let _ = writeln!(out, "{one_line}");
                return;
            }
        }
        let _ = writeln!(out, "{indent}/**");
        for line in wrapped(&text, LINE - indent.len() - " * ".len()).iter().chain(&deprecated) {
            let _ = writeln!(out, "{indent} * {line}");
        }
        let _ = writeln!(out, "{indent} */");
    }
}

/// Turns a phrase into a sentence.
pub(super) fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// Escapes text so that it cannot end the comment. It affects patterns only, where `\/` and `/` are equivalent.
fn closed(text: &str) -> String {
    text.replace("*/", "*\\/")
}

/// Puts text in backticks: two of them if the text has one itself.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Wraps text to a width, if possible. Text in backticks is not wrapped.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(core::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines
}

/// Returns the pieces between which a line may break.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut at) = (0, 0);
    // Number of backticks that close the open code span.
    let mut open = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let ticks = text[at..].bytes().take_while(|byte| *byte == b'`').count();
        if ticks > 0 {
            open = match open {
                0 => ticks,
                opened if opened == ticks => 0,
                opened => opened,
            };
            at += ticks;
            continue;
        }
        if *byte == b' ' && open == 0 {
            words.push(&text[start..at]);
            start = at + 1;
        }
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    words.push(&text[start..]);
    words.retain(|word| !word.is_empty());
    words
}
