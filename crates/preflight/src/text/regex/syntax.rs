//! Translates patterns into the dialects of the engines that run them.
//!
//! Patterns are ECMA-262 in `u` mode, with a few spellings of Java that published models use: `\x{0022}`, the anchors
//! `\A`, `\Z` and `\z`, and POSIX classes such as `\p{Alnum}`. `\d`, `\w`, `\s` and `\b` mean ASCII, and `.` matches no
//! line terminator of ECMA-262.
//!
//! A spelling that ECMA-262 refuses in `u` mode and that means something in Java, such as `\h` or a class within a class, is
//! refused: read as literals it would match other strings.

use core::fmt::Write as _;

#[cfg(feature = "export")]
use super::portable;

/// The target dialect of a pattern.
#[cfg_attr(
    not(all(feature = "smithy", any(feature = "documents", feature = "policy-checks"))),
    expect(dead_code, reason = "each feature has targets of its own")
)]
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// The `regex` family of crates.
    Rust,
    /// `fancy-regex`, which has look-around and back references.
    Backtracking,
    /// ECMA-262 with the `u` flag, as JSON Schema requires.
    Ecma,
    /// As [`Target::Ecma`], for an engine whose `\b` knows the words of Unicode.
    JsonSchema,
    /// As [`Target::Ecma`], for engines that know no classes of Unicode: Python's, above all.
    #[cfg(feature = "export")]
    Portable,
}

#[cfg(feature = "smithy")]
/// Translates a pattern into the syntax of the `regex` crate. It matches the same strings.
///
/// # Errors
/// Returns the first spelling that means something else in another dialect.
///
/// ```
/// use mi_preflight::__private::pattern_syntax::to_rust;
/// assert_eq!(to_rust(r"^\d\x{0022}\/$").unwrap(), r"^[0-9]\x{22}\x{2F}$");
/// assert!(to_rust(r"^\h$").is_err());
/// ```
pub fn to_rust(pattern: &str) -> Result<String, SpellingError> {
    rewrite(pattern, Target::Rust)
}

#[cfg(feature = "smithy")]
/// Translates a pattern into the syntax of `fancy-regex`. It matches the same strings.
pub(super) fn to_backtracking(pattern: &str) -> Result<String, SpellingError> {
    rewrite(pattern, Target::Backtracking)
}

#[cfg(feature = "smithy")]
/// Translates a pattern into portable ECMA-262 with the `u` flag. It matches the same strings.
///
/// # Errors
/// Returns the first spelling that ECMA-262 does not have.
///
/// ```
/// use mi_preflight::__private::pattern_syntax::to_ecma;
/// assert_eq!(to_ecma(r"^[\s'\x{0022}\-]+$").unwrap(), r#"^[ \t\n\r\f\v'"\-]+$"#);
/// ```
pub fn to_ecma(pattern: &str) -> Result<String, SpellingError> {
    rewrite(pattern, Target::Ecma)
}

/// Translates a pattern for an engine of JSON Schema. Every escape that engines read differently is written out.
#[cfg(any(feature = "documents", feature = "policy-checks"))]
pub(crate) fn to_json_schema(pattern: &str) -> Result<String, SpellingError> {
    rewrite(pattern, Target::JsonSchema)
}

/// Translates a pattern into what ECMA-262 and Python's `re` read alike: classes are written out as ranges, and `$` does
/// not match before a line feed.
///
/// Characters beyond the Basic Multilingual Plane are written as themselves, because no escape for them is common to both.
#[cfg(feature = "export")]
pub(crate) fn to_portable(pattern: &str) -> Result<String, SpellingError> {
    rewrite(pattern, Target::Portable)
}

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Z_a-z";

/// Classes of POSIX by their names in Java, where they are ASCII. `regex` gives some of the names to properties of
/// Unicode.
const POSIX_CLASSES: &[(&str, &str)] = &[
    ("ASCII", r"\x00-\x7F"),
    ("Alnum", "0-9A-Za-z"),
    ("Alpha", "A-Za-z"),
    ("Blank", r"\x09\x20"),
    ("Cntrl", r"\x00-\x1F\x7F"),
    ("Digit", "0-9"),
    ("Graph", r"\x21-\x7E"),
    ("Lower", "a-z"),
    ("Print", r"\x20-\x7E"),
    ("Punct", r"\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E"),
    ("Space", r"\x09-\x0D\x20"),
    ("Upper", "A-Z"),
    ("XDigit", "0-9A-Fa-f"),
];

/// A spelling that no translation has: read as it stands, the pattern would match other strings than its author meant.
///
/// ```
/// use mi_preflight::__private::pattern_syntax::{SpellingError, to_rust};
/// assert_eq!(to_rust(r"^[a-z&&[^b]]$"), Err(SpellingError::NestedClass));
/// assert_eq!(SpellingError::Escape('h').to_string(), r"`\h` is not an escape of ECMA-262");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpellingError {
    /// An escape that ECMA-262 does not have, such as `\h` or `\Q`.
    #[error("`\\{0}` is not an escape of ECMA-262")]
    Escape(char),
    /// A class within a class: the union and intersection of Java.
    #[error("a class within a class is not ECMA-262")]
    NestedClass,
    /// A quantifier that gives nothing back, such as `a++`.
    #[error("a possessive quantifier is not ECMA-262")]
    PossessiveQuantifier,
    /// A quantifier without its lower bound, such as `{,2}`.
    #[error("a quantifier without a lower bound is not ECMA-262")]
    OpenQuantifier,
    /// A group that the target dialect does not have, such as `(?i)` or `(?>a)`.
    #[error("a group of this kind is not portable")]
    Group,
    /// A back reference by name, or a property of Unicode that is unknown.
    #[error("`\\{0}` is not portable")]
    NotPortable(char),
}

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

fn rewrite(pattern: &str, target: Target) -> Result<String, SpellingError> {
    let out = String::with_capacity(pattern.len() + 16);
    let mut writer = Writer { out, target, class: None, has_nested_class: false, error: None };
    let mut rest = pattern.chars();
    let mut is_in_quantifier = false;
    let mut follows_quantifier = false;
    while let Some(c) = rest.next() {
        let followed_quantifier = core::mem::take(&mut follows_quantifier);
        match c {
            '\\' => writer.escape(&mut rest),
            '[' if writer.class.is_none() => writer.open_class(&mut rest),
            '[' => {
                writer.has_nested_class = true;
                writer.literal(c);
            }
            ']' if writer.class.is_some() => {
                writer.class = None;
                writer.out.push(']');
            }
            // With the class before it, this is a class within a class. ECMA-262 has no such bracket.
            ']' if writer.has_nested_class => writer.refuse(SpellingError::NestedClass),
            '-' if writer.class.is_some() => writer.write_hyphen(&rest),
            '.' if writer.class.is_none() => writer.out.push_str(match target {
                Target::Rust | Target::Backtracking => r"[^\n\r\x{2028}\x{2029}]",
                _ => r"[^\n\r\u2028\u2029]",
            }),
            // Python's `$` matches before a line feed at the end too.
            #[cfg(feature = "export")]
            '$' if target == Target::Portable && writer.class.is_none() => writer.out.push_str(r"$(?!\n)"),
            '(' if writer.class.is_none() => writer.open_group(&mut rest),
            '+' if writer.class.is_none() && followed_quantifier => {
                writer.refuse(SpellingError::PossessiveQuantifier);
            }
            '*' | '+' | '?' if writer.class.is_none() => {
                follows_quantifier = true;
                writer.plain(c);
            }
            '{' if writer.class.is_none() && begins_quantifier(rest.as_str()) => {
                is_in_quantifier = true;
                writer.plain(c);
            }
            '{' if writer.class.is_none() && begins_open_quantifier(rest.as_str()) => {
                writer.refuse(SpellingError::OpenQuantifier);
            }
            // Java's leniency: a brace that begins no quantifier is literal.
            '{' if writer.class.is_none() => writer.literal('{'),
            '}' if is_in_quantifier => {
                is_in_quantifier = false;
                follows_quantifier = true;
                writer.plain(c);
            }
            // Inside a class these are literal in ECMA-262 and operators in other dialects.
            '&' | '~' => writer.literal(c),
            other => writer.plain(other),
        }
    }
    writer.error.map_or(Ok(writer.out), Err)
}

struct Writer {
    out: String,
    target: Target,
    /// The open character class, if there is one.
    class: Option<Last>,
    /// Whether a class had an opening bracket in it.
    has_nested_class: bool,
    /// The first spelling that cannot be translated.
    error: Option<SpellingError>,
}

impl Writer {
    fn refuse(&mut self, error: SpellingError) {
        self.error.get_or_insert(error);
    }

    fn open_group(&mut self, rest: &mut core::str::Chars<'_>) {
        self.out.push('(');
        let kind = rest.as_str().strip_prefix('?').and_then(|kind| kind.chars().next());
        match self.target {
            Target::Rust | Target::Backtracking | Target::JsonSchema => {}
            _ if kind.is_some_and(|kind| !matches!(kind, ':' | '=' | '!' | '<')) => self.refuse(SpellingError::Group),
            // Python has another syntax for names. A group without one is captured under the same number.
            #[cfg(feature = "export")]
            Target::Portable => skip_name(rest),
            Target::Ecma => {}
        }
    }

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
            Some(class @ ('p' | 'P')) => self.property(class, rest),
            Some(digit @ '1'..='9') if !in_class => {
                let mut group = String::from(digit);
                while let Some(digit @ '0'..='9') = rest.clone().next() {
                    group.push(digit);
                    rest.next();
                }
                let _ = match self.target {
                    // In ECMA-262 a group that did not take part matches the empty text.
                    Target::Backtracking => write!(self.out, "(?({group})\\{group}|)"),
                    // `regex` refuses what needs backtracking.
                    _ => write!(self.out, "\\{group}"),
                };
            }
            #[cfg(feature = "export")]
            Some('k') if self.target == Target::Portable => self.refuse(SpellingError::NotPortable('k')),
            Some('k') if !in_class => self.out.push_str(r"\k"),
            Some(boundary @ ('b' | 'B')) if !in_class => {
                let _ = match (self.target, boundary) {
                    (Target::Rust, _) => write!(self.out, "(?-u:\\{boundary})"),
                    (Target::Ecma, _) => write!(self.out, "\\{boundary}"),
                    (_, 'b') => {
                        write!(self.out, "(?:(?<=[{WORD}])(?![{WORD}])|(?<![{WORD}])(?=[{WORD}]))")
                    }
                    _ => {
                        write!(self.out, "(?:(?<=[{WORD}])(?=[{WORD}])|(?<![{WORD}])(?![{WORD}]))")
                    }
                };
            }
            Some('A') if !in_class => self.out.push('^'),
            Some('z') if !in_class => self.out.push_str(self.end()),
            Some('Z') if !in_class => {
                self.out.push_str(r"\n?");
                self.out.push_str(self.end());
            }
            Some('c') if rest.clone().next().is_some_and(|letter| letter.is_ascii_alphabetic()) => {
                let letter = rest.next().unwrap_or_default();
                self.literal(char::from(letter as u8 % 32));
            }
            Some('b') => self.literal('\u{8}'),
            Some('0') if !rest.as_str().starts_with(|c: char| c.is_ascii_digit()) => self.literal('\0'),
            Some('t') => self.literal('\t'),
            Some('n') => self.literal('\n'),
            Some('r') => self.literal('\r'),
            Some('f') => self.literal('\u{c}'),
            Some('v') => self.literal('\u{b}'),
            Some('x') => match char::from_u32(code_point(rest, 2)) {
                Some(c) => self.literal(c),
                None => self.refuse(SpellingError::Escape('x')),
            },
            Some('u') => match utf16_escape(rest) {
                Some(c) => self.literal(c),
                None => self.refuse(SpellingError::Escape('u')),
            },
            Some(other) if other.is_ascii_alphanumeric() => self.refuse(SpellingError::Escape(other)),
            Some(other) => self.literal(other),
            None => self.out.push('\\'),
        }
    }

    /// Writes a property of Unicode, or the ranges of a POSIX class.
    fn property(&mut self, class: char, rest: &mut core::str::Chars<'_>) {
        let mut name = String::new();
        if rest.clone().next() == Some('{') {
            rest.next();
            name.extend(rest.by_ref().take_while(|&c| c != '}'));
        } else {
            name.extend(rest.next());
        }
        let posix = POSIX_CLASSES.iter().find(|(known, _)| *known == name);
        match posix {
            Some((_, ranges)) if class == 'p' => self.set(ranges),
            Some((_, ranges)) => {
                let outside = complement(ranges, self.target);
                self.set(&outside);
            }
            #[cfg(feature = "export")]
            None if self.target == Target::Portable
                && let Some(ranges) = portable::property(class, java_property(&name)) =>
            {
                self.set(&ranges);
            }
            #[cfg(feature = "export")]
            None if self.target == Target::Portable => self.refuse(SpellingError::NotPortable(class)),
            None => {
                let name = java_property(&name);
                let _ = write!(self.out, "\\{class}{{{name}}}");
                self.class = self.class.map(|_| Last::Set);
            }
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
            #[cfg(feature = "export")]
            (Some(_), Target::Portable) => self.out.push_str(&portable::complement(ranges)),
            // ECMA-262's `u` classes do not nest; its own escape is the closest equivalent.
            (Some(_), Target::Ecma | Target::JsonSchema) => self.out.push_str(escape),
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
            Target::Rust | Target::Backtracking if c.is_ascii_alphanumeric() || c == ' ' || c == '_' => {
                self.out.push(c);
            }
            Target::Rust | Target::Backtracking => {
                let _ = write!(self.out, "\\x{{{:02X}}}", c as u32);
            }
            #[cfg(feature = "export")]
            Target::Portable => portable::write_char(&mut self.out, c, in_class),
            Target::Ecma | Target::JsonSchema => match c {
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

    /// Returns the assertion of the end of the text.
    fn end(&self) -> &'static str {
        match self.target {
            #[cfg(feature = "export")]
            Target::Portable => r"$(?!\n)",
            _ => "$",
        }
    }

    fn space(&self) -> &'static str {
        match self.target {
            Target::Rust | Target::Backtracking => r" \t\n\r\x{0C}\x{0B}",
            _ => r" \t\n\r\f\v",
        }
    }

    fn everything(&self) -> &'static str {
        match self.target {
            Target::Rust | Target::Backtracking => r"\x{0}-\x{10FFFF}",
            #[cfg(feature = "export")]
            Target::Portable => r"\s\S",
            Target::Ecma | Target::JsonSchema => r"\u{0}-\u{10FFFF}",
        }
    }
}

/// Skips the name of a group, after its parenthesis.
#[cfg(feature = "export")]
fn skip_name(rest: &mut core::str::Chars<'_>) {
    let text = rest.as_str();
    if let Some(name) = text.strip_prefix("?<").filter(|name| !name.starts_with(['=', '!']))
        && let Some((_, after)) = name.split_once('>')
    {
        *rest = after.chars();
    }
}

/// Whether the text after an opening brace makes it a quantifier: `2}`, `2,}` or `2,8}`.
fn begins_quantifier(rest: &str) -> bool {
    let Some((bounds, _)) = rest.split_once('}') else { return false };
    let (min, max) = bounds.split_once(',').unwrap_or((bounds, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !min.is_empty() && is_number(min) && is_number(max)
}

/// Whether the text after an opening brace is the rest of a quantifier without a lower bound: `,8}`.
fn begins_open_quantifier(rest: &str) -> bool {
    rest.strip_prefix(',')
        .and_then(|rest| rest.split_once('}'))
        .is_some_and(|(max, _)| !max.is_empty() && max.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the name that a property of Java has in Unicode: `IsAlphabetic` is `Alphabetic`, `javaLowerCase` is
/// `Lowercase`.
fn java_property(name: &str) -> &str {
    match name {
        "javaLowerCase" => "Lowercase",
        "javaUpperCase" => "Uppercase",
        "javaWhitespace" => "White_Space",
        _ => name.strip_prefix("Is").unwrap_or(name),
    }
}

/// Returns the ranges of all characters outside of `ranges`, which are ASCII and in order, written as `a`, `a-b` or
/// with `\xHH`.
fn complement(ranges: &str, target: Target) -> String {
    let mut inside = Vec::new();
    let mut rest = ranges.chars().peekable();
    let read = |rest: &mut core::iter::Peekable<core::str::Chars<'_>>| match rest.next() {
        Some('\\') => {
            rest.next();
            let digits: String = rest.by_ref().take(2).collect();
            u32::from_str_radix(&digits, 16).unwrap_or_default()
        }
        c => c.map_or(0, u32::from),
    };
    while rest.peek().is_some() {
        let first = read(&mut rest);
        let last = if rest.next_if_eq(&'-').is_some() { read(&mut rest) } else { first };
        inside.push((first, last));
    }
    let mut out = String::new();
    let mut next = 0;
    for (first, last) in inside {
        if next < first {
            let _ = write!(out, "\\x{next:02X}-\\x{:02X}", first - 1);
        }
        next = last + 1;
    }
    let _ = match target {
        #[cfg(feature = "export")]
        Target::Portable => write!(out, "\\x{next:02X}-\\uFFFF\u{10000}-\u{10FFFF}"),
        Target::Ecma | Target::JsonSchema => write!(out, "\\u{{{next:X}}}-\\u{{10FFFF}}"),
        Target::Rust | Target::Backtracking => write!(out, "\\x{{{next:X}}}-\\x{{10FFFF}}"),
    };
    out
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

/// Reads the character of a `\u` escape, or of two that form a surrogate pair. Returns `None` if it is not one.
fn utf16_escape(rest: &mut core::str::Chars<'_>) -> Option<char> {
    let high = code_point(rest, 4);
    let mut ahead = rest.clone();
    if (0xD800..0xDC00).contains(&high) && ahead.next() == Some('\\') && ahead.next() == Some('u') {
        let low = code_point(&mut ahead, 4);
        if (0xDC00..0xE000).contains(&low) {
            *rest = ahead;
            let c = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            return char::from_u32(c);
        }
    }
    char::from_u32(high)
}
