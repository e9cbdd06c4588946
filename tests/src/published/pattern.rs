//! Texts that match a pattern, and texts that do not.

use std::fmt::Write as _;

use regex_syntax::hir::{Class, Hir, HirKind};

/// Maximum size of a compiled pattern, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// Characters that a text is made of if a class has them.
const PREFERRED: &str = "a1bB2c0Zz9-_.:/ ";

/// Texts of which one breaks nearly every pattern that can be broken.
const UNLIKELY: &[&str] = &["!", "\u{1}", " ", "-", "a", "1", "\n", "é", "a!", "\u{7f}", "€uro", "/", "", "AAA", "0"];

/// The classes of Java that differ from properties of Unicode.
const JAVA_CLASSES: &[(&str, &str)] = &[
    ("Alnum", "0-9A-Za-z"),
    ("Alpha", "A-Za-z"),
    ("ASCII", r"\x00-\x7F"),
    ("Blank", r"\t\x20"),
    ("Cntrl", r"\x00-\x1F\x7F"),
    ("Digit", "0-9"),
    ("Graph", r"\x21-\x7E"),
    ("Lower", "a-z"),
    ("Print", r"\x20-\x7E"),
    ("Punct", r"!-/:-@\x5B-`\x7B-~"),
    ("Space", r"\x09-\x0D\x20"),
    ("Upper", "A-Z"),
    ("XDigit", "0-9A-Fa-f"),
];

/// A pattern that can be walked and run.
pub struct TextPattern {
    /// The pattern without look-around, to make texts from.
    hir: Hir,
    matcher: Matcher,
}

enum Matcher {
    /// The pattern is too large to be run here. It has no look-around.
    TooLarge,
    Linear(regex::Regex),
    Backtracking(Box<fancy_regex::Regex>),
}

impl TextPattern {
    /// Reads a pattern, or returns `None` for what is not handled here.
    pub fn new(pattern: &str) -> Option<TextPattern> {
        let pattern = to_rust(pattern);
        let hir = regex_syntax::parse(&without_look_around(&pattern)).ok()?;
        let matcher = match regex::RegexBuilder::new(&pattern).size_limit(MAX_BYTES).build() {
            Ok(regex) => Matcher::Linear(regex),
            Err(regex::Error::CompiledTooBig(_)) => Matcher::TooLarge,
            Err(_) => Matcher::Backtracking(Box::new(fancy_regex::Regex::new(&pattern).ok()?)),
        };
        Some(TextPattern { hir, matcher })
    }

    /// Whether a text has a match, if that is known.
    fn is_match(&self, text: &str) -> Option<bool> {
        match &self.matcher {
            Matcher::TooLarge => None,
            Matcher::Linear(regex) => Some(regex.is_match(text)),
            Matcher::Backtracking(regex) => regex.is_match(text).ok(),
        }
    }

    /// Returns a text that matches and has a number of characters between two bounds. Other seeds give other texts.
    pub fn matching(&self, min: usize, max: usize, seed: usize) -> Option<String> {
        for alternative in 0..6 {
            for repeat in [1, 0, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 128, min] {
                let mut text = String::new();
                let mut maker = Maker { seed, alternative, repeat, position: 0, text: &mut text };
                if maker.add(&self.hir)
                    && (min..=max).contains(&text.chars().count())
                    && (self.is_match(&text) == Some(true) || matches!(self.matcher, Matcher::TooLarge))
                {
                    return Some(text);
                }
            }
        }
        None
    }

    /// Returns a text that does not match.
    pub fn other(&self) -> Option<&'static str> {
        UNLIKELY.iter().copied().find(|text| self.is_match(text) == Some(false))
    }
}

/// Makes one text from a pattern.
struct Maker<'a> {
    seed: usize,
    alternative: usize,
    repeat: usize,
    position: usize,
    text: &'a mut String,
}

impl Maker<'_> {
    /// Maximum length of a text, in bytes.
    const MAX_LEN: usize = 1 << 16;

    /// Appends a text for a part of the pattern. Returns whether there is one.
    fn add(&mut self, hir: &Hir) -> bool {
        if self.text.len() > Self::MAX_LEN {
            return false;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => true,
            HirKind::Literal(literal) => match core::str::from_utf8(&literal.0) {
                Ok(literal) => {
                    self.text.push_str(literal);
                    true
                }
                Err(_) => false,
            },
            HirKind::Class(Class::Unicode(class)) => {
                let contains = |c: char| class.ranges().iter().any(|range| range.start() <= c && c <= range.end());
                let first = class.ranges().first().map(regex_syntax::hir::ClassUnicodeRange::start);
                self.add_one_of(contains, first)
            }
            HirKind::Class(Class::Bytes(class)) => {
                let contains = |c: char| {
                    class.ranges().iter().any(|range| (range.start()..=range.end()).any(|byte| char::from(byte) == c))
                };
                let first = class.ranges().first().map(|range| char::from(range.start()));
                self.add_one_of(contains, first)
            }
            HirKind::Repetition(repetition) => {
                let max = repetition.max.map_or(usize::MAX, |max| max as usize);
                let is_left_out = repetition.min == 0 && max == 1 && self.alternative % 2 == 1;
                let repeat = if is_left_out { 0 } else { self.repeat };
                let count = repeat.max(repetition.min as usize).min(max);
                (0..count).all(|_| self.add(&repetition.sub))
            }
            HirKind::Capture(capture) => self.add(&capture.sub),
            HirKind::Concat(parts) => parts.iter().all(|part| self.add(part)),
            HirKind::Alternation(parts) => self.add(&parts[self.alternative % parts.len()]),
        }
    }

    fn add_one_of(&mut self, contains: impl Fn(char) -> bool, first: Option<char>) -> bool {
        let preferred: Vec<char> = PREFERRED.chars().filter(|&c| contains(c)).collect();
        // The digits of the seed, from the first position on: other seeds give other texts.
        let base = preferred.len().max(1);
        let exponent = u32::try_from(self.position).unwrap_or(u32::MAX);
        let digit = base.checked_pow(exponent).map_or(0, |power| self.seed / power % base);
        self.position += usize::from(base > 1);
        match preferred.get(digit).copied().or(first) {
            Some(c) => {
                self.text.push(c);
                true
            }
            None => false,
        }
    }
}

/// Writes a pattern in the syntax of `regex`: classes of Java, surrogates and literal brackets in classes.
fn to_rust(pattern: &str) -> String {
    let pattern = pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\x{10000}-\x{10FFFF}").replace(r"\Z", r"\z");
    let mut out = String::new();
    let mut rest = pattern.as_str();
    let mut in_class = false;
    let mut follows_set = false;
    while let Some(c) = rest.chars().next() {
        let was_set = std::mem::take(&mut follows_set);
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let Some(escaped) = rest.chars().next() else { break };
                rest = &rest[escaped.len_utf8()..];
                follows_set = "dDwWsSpP".contains(escaped);
                let java = JAVA_CLASSES.iter().find(|(name, _)| rest.starts_with(&format!("{{{name}}}")));
                match (escaped, java) {
                    ('p', Some((name, ranges))) => {
                        rest = &rest[name.len() + 2..];
                        let _ = if in_class { write!(out, "{ranges}") } else { write!(out, "[{ranges}]") };
                    }
                    ('d' | 'D' | 'w' | 'W', _) => {
                        let ranges = if escaped.eq_ignore_ascii_case(&'d') { "0-9" } else { "0-9A-Z_a-z" };
                        let caret = if escaped.is_ascii_uppercase() { "^" } else { "" };
                        let _ = write!(out, "[{caret}{ranges}]");
                    }
                    _ if escaped.is_ascii_alphanumeric() => {
                        out.push('\\');
                        out.push(escaped);
                    }
                    _ => {
                        let _ = write!(out, "\\x{{{:X}}}", escaped as u32);
                    }
                }
            }
            '[' if in_class => out.push_str(r"\["),
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(c);
            }
            '[' => {
                in_class = true;
                out.push('[');
                if rest.starts_with('^') {
                    out.push('^');
                    rest = &rest[1..];
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '-' if in_class && (was_set || rest.starts_with(']') || out.ends_with('[') || out.ends_with("[^")) => {
                out.push_str(r"\-");
            }
            _ => out.push(c),
        }
    }
    out
}

/// Removes look-around, whose effect is decided by matching.
fn without_look_around(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let is_look_around = ["(?!", "(?=", "(?<!", "(?<="].iter().any(|begin| rest.starts_with(begin));
        if is_look_around {
            rest = &rest[group_len(rest)..];
        } else if c == '\\' {
            let len = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..len]);
            rest = &rest[len..];
        } else if c == '[' {
            let len = class_len(rest);
            out.push_str(&rest[..len]);
            rest = &rest[len..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Returns the length of the group with which a text begins.
fn group_len(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '\\' => at += text[at + 1..].chars().next().map_or(0, char::len_utf8),
            '[' => at += class_len(&text[at..]) - 1,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            break;
        }
    }
    at
}

/// Returns the length of the class with which a text begins. Classes that `to_rust` writes nest once at most.
fn class_len(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '\\' => at += text[at + 1..].chars().next().map_or(0, char::len_utf8),
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::TextPattern;

    #[test]
    fn texts_match_and_others_do_not() {
        for pattern in [
            r"^(?!aws:)[\p{L}\d_-]+$",
            r"^[\w\-\.]{3,8}$",
            r"^\p{XDigit}{4}$",
            r"^arn:(aws|aws-cn):s3:::[a-z]+[0-9]?$",
            r"^[^[/]]*$",
            r"^a{2,}(?<!aaa)$",
        ] {
            let read = TextPattern::new(pattern).unwrap_or_else(|| panic!("{pattern}"));
            let text = read.matching(1, 40, 0).unwrap_or_else(|| panic!("{pattern} has a text"));
            assert!((1..=40).contains(&text.len()), "{pattern} {text}");
            assert!(read.other().is_some(), "{pattern}");
        }
    }

    #[test]
    fn seeds_give_different_texts() {
        let pattern = TextPattern::new("^[a-z]{3}$").unwrap();
        let texts: std::collections::HashSet<_> = (0..20).filter_map(|seed| pattern.matching(0, 9, seed)).collect();
        assert_eq!(texts.len(), 20);
    }
}
