//! Translates the patterns of Smithy and the service into the dialects of the engines that run them.
//!
//! The model's patterns are ECMA-262 with a few Java spellings (`\x{0022}`). `\d`, `\w` and `\s` mean ASCII in every
//! model, and `.` matches no line terminator of ECMA-262.

use core::fmt::Write as _;

/// The target dialect of a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// The `regex` family of crates.
    Rust,
    /// ECMA-262 with the `u` flag, as JSON Schema requires.
    Ecma,
}

/// Translates a pattern into the syntax of the `regex` crate. It matches the same strings.
///
/// ```
/// use mi_preflight::__private::pattern_syntax::to_rust;
/// assert_eq!(to_rust(r"^\d\x{0022}\/$"), r"^[0-9]\x{22}\x{2F}$");
/// ```
pub fn to_rust(pattern: &str) -> String {
    rewrite(pattern, Target::Rust)
}

/// Translates a pattern into portable ECMA-262 with the `u` flag. It matches the same strings.
///
/// ```
/// use mi_preflight::__private::pattern_syntax::to_ecma;
/// assert_eq!(to_ecma(r"^[\s'\x{0022}\-]+$"), r#"^[ \t\n\r\f\v'"\-]+$"#);
/// ```
pub fn to_ecma(pattern: &str) -> String {
    rewrite(pattern, Target::Ecma)
}

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Z_a-z";

/// The last element of a character class, which decides whether a hyphen is literal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing yet.
    Open,
    /// A character. A hyphen after it begins a range.
    Character,
    /// A character and a hyphen. The next character ends the range.
    Hyphen,
    /// A range or a class such as `\d`. A hyphen after it is literal.
    Set,
}

fn rewrite(pattern: &str, target: Target) -> String {
    let mut writer = Writer { out: String::with_capacity(pattern.len() + 16), target, class: None };
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => writer.escape(&mut rest),
            '[' if writer.class.is_none() => writer.open_class(&mut rest),
            ']' if writer.class.is_some() => {
                writer.class = None;
                writer.out.push(']');
            }
            '-' if writer.class.is_some() => writer.write_hyphen(&rest),
            '.' if writer.class.is_none() => writer.out.push_str(match target {
                Target::Rust => r"[^\n\r\x{2028}\x{2029}]",
                Target::Ecma => r"[^\n\r\u2028\u2029]",
            }),
            // Inside a class these are literal in ECMA-262 and operators in other dialects.
            '[' | '&' | '~' => writer.literal(c),
            other => writer.plain(other),
        }
    }
    writer.out
}

struct Writer {
    out: String,
    target: Target,
    /// The open character class, if there is one.
    class: Option<Last>,
}

impl Writer {
    fn open_class(&mut self, rest: &mut core::str::Chars<'_>) {
        let mut ahead = rest.clone();
        let negated = ahead.next() == Some('^');
        if negated {
            *rest = ahead.clone();
        }
        // In ECMA-262 `[]` matches no character and `[^]` matches every one.
        if rest.clone().next() == Some(']') {
            rest.next();
            let caret = if negated { "" } else { "^" };
            let _ = write!(self.out, "[{caret}{}]", self.everything());
            return;
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        self.class = Some(Last::Open);
    }

    /// Writes a hyphen in a class: the middle of a range, or a literal hyphen.
    fn write_hyphen(&mut self, rest: &core::str::Chars<'_>) {
        let mut ahead = rest.clone();
        let set_follows = match (ahead.next(), ahead.next()) {
            (Some('\\'), Some(escape)) => matches!(escape, 'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'p' | 'P'),
            (Some(']') | None, _) => true,
            _ => false,
        };
        if self.class == Some(Last::Character) && !set_follows {
            self.class = Some(Last::Hyphen);
            self.out.push('-');
        } else {
            self.literal('-');
        }
    }

    fn escape(&mut self, rest: &mut core::str::Chars<'_>) {
        let in_class = self.class.is_some();
        match rest.next() {
            Some('d') => self.set(DIGIT),
            Some('w') => self.set(WORD),
            Some('s') => self.set(self.space()),
            Some('D') => self.negated_set(DIGIT, r"\D"),
            Some('W') => self.negated_set(WORD, r"\W"),
            Some('S') if in_class && self.out.ends_with(self.space()) => {
                // White space and its complement together match every character.
                self.out.truncate(self.out.len() - self.space().len());
                self.out.push_str(self.everything());
                self.class = Some(Last::Set);
            }
            Some('S') => self.negated_set(self.space(), r"\S"),
            Some(class @ ('p' | 'P')) => {
                let _ = write!(self.out, "\\{class}");
                // The name in braces is copied with its property.
                if rest.clone().next() == Some('{') {
                    self.out.extend(rest.by_ref().take_while(|&c| c != '}'));
                    self.out.push('}');
                }
                self.class = self.class.map(|_| Last::Set);
            }
            // The engine refuses constructs that need backtracking.
            Some(reference @ ('1'..='9' | 'k')) if !in_class => {
                let _ = write!(self.out, "\\{reference}");
            }
            Some(boundary @ ('b' | 'B')) if !in_class => {
                let _ = match self.target {
                    Target::Rust => write!(self.out, "(?-u:\\{boundary})"),
                    Target::Ecma => write!(self.out, "\\{boundary}"),
                };
            }
            Some('b') => self.literal('\u{8}'),
            Some('0') => self.literal('\0'),
            Some('t') => self.literal('\t'),
            Some('n') => self.literal('\n'),
            Some('r') => self.literal('\r'),
            Some('f') => self.literal('\u{c}'),
            Some('v') => self.literal('\u{b}'),
            Some('x') => {
                let code = code_point(rest, 2);
                self.literal(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some('u') => {
                let c = utf16_escape(rest);
                self.literal(c);
            }
            Some(other) => self.literal(other),
            None => self.out.push('\\'),
        }
    }

    fn set(&mut self, ranges: &str) {
        if self.class.is_some() {
            self.out.push_str(ranges);
            self.class = Some(Last::Set);
        } else {
            let _ = write!(self.out, "[{ranges}]");
        }
    }

    fn negated_set(&mut self, ranges: &str, escape: &str) {
        match (self.class, self.target) {
            // ECMA-262's `u` classes do not nest; its own escape is the closest equivalent.
            (Some(_), Target::Ecma) => self.out.push_str(escape),
            _ => {
                let _ = write!(self.out, "[^{ranges}]");
            }
        }
        self.class = self.class.map(|_| Last::Set);
    }

    /// Writes a literal character, escaped if it has a special meaning in the target dialect.
    fn literal(&mut self, c: char) {
        let in_class = self.class.is_some();
        match self.target {
            Target::Rust if c.is_ascii_alphanumeric() || c == ' ' || c == '_' => self.out.push(c),
            Target::Rust => {
                let _ = write!(self.out, "\\x{{{:02X}}}", c as u32);
            }
            Target::Ecma => match c {
                '\t' => self.out.push_str(r"\t"),
                '\n' => self.out.push_str(r"\n"),
                '\r' => self.out.push_str(r"\r"),
                '\u{c}' => self.out.push_str(r"\f"),
                '\u{b}' => self.out.push_str(r"\v"),
                '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                '-' if in_class => self.out.push_str(r"\-"),
                c if c.is_control() => {
                    let _ = write!(self.out, "\\u{:04x}", c as u32);
                }
                c => self.out.push(c),
            },
        }
        self.character_read();
    }

    /// Writes a character that has the same meaning in both dialects.
    fn plain(&mut self, c: char) {
        self.out.push(c);
        self.character_read();
    }

    fn character_read(&mut self) {
        self.class = self.class.map(|last| if last == Last::Hyphen { Last::Set } else { Last::Character });
    }

    fn space(&self) -> &'static str {
        match self.target {
            Target::Rust => r" \t\n\r\x{0C}\x{0B}",
            Target::Ecma => r" \t\n\r\f\v",
        }
    }

    fn everything(&self) -> &'static str {
        match self.target {
            Target::Rust => r"\x{0}-\x{10FFFF}",
            Target::Ecma => r"\u{0}-\u{10FFFF}",
        }
    }
}

/// Reads the code point of `\xHH`, `\x{H…}`, `\uHHHH` or `\u{H…}`, after the letter.
fn code_point(rest: &mut core::str::Chars<'_>, digits: usize) -> u32 {
    let text: String = if rest.clone().next() == Some('{') {
        rest.next();
        rest.by_ref().take_while(|&c| c != '}').collect()
    } else {
        rest.by_ref().take(digits).collect()
    };
    u32::from_str_radix(&text, 16).unwrap_or(u32::MAX)
}

/// Reads the character of a `\u` escape, or of two that form a surrogate pair.
fn utf16_escape(rest: &mut core::str::Chars<'_>) -> char {
    let high = code_point(rest, 4);
    let mut ahead = rest.clone();
    if (0xD800..0xDC00).contains(&high) && ahead.next() == Some('\\') && ahead.next() == Some('u') {
        let low = code_point(&mut ahead, 4);
        if (0xDC00..0xE000).contains(&low) {
            *rest = ahead;
            let c = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            return char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
    }
    char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER)
}
