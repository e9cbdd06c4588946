//! Patterns as the service and Smithy write them, put into the two dialects that run them.
//!
//! The model's patterns are ECMA-262 with a few Java spellings (`\x{0022}`). `\d`, `\w` and `\s` mean ASCII in every
//! model, and `.` refuses every line terminator that ECMA-262 knows.

use core::fmt::Write as _;

/// Where a pattern is going to be run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// The `regex` family of crates.
    Rust,
    /// ECMA-262 with the `u` flag, as JSON Schema asks for.
    Ecma,
}

/// The pattern for the `regex` crate: same strings, its spelling.
///
/// ```
/// use mi_preflight::model::smithy::pattern_syntax::to_rust;
/// assert_eq!(to_rust(r"^\d\x{0022}\/$"), r"^[0-9]\x{22}\x{2F}$");
/// ```
pub fn to_rust(pattern: &str) -> String {
    rewrite(pattern, Target::Rust)
}

/// The pattern for ECMA-262 with the `u` flag: same strings, portable spelling.
///
/// ```
/// use mi_preflight::model::smithy::pattern_syntax::to_ecma;
/// assert_eq!(to_ecma(r"^[\s'\x{0022}\-]+$"), r#"^[ \t\n\r\f\v'"\-]+$"#);
/// ```
pub fn to_ecma(pattern: &str) -> String {
    rewrite(pattern, Target::Ecma)
}

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Z_a-z";
const SPACE_RUST: &str = r" \t\n\r\x{0C}\x{0B}";
const SPACE_ECMA: &str = r" \t\n\r\f\v";

fn rewrite(pattern: &str, target: Target) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('d') => ranges(&mut out, DIGIT, in_class),
                Some('w') => ranges(&mut out, WORD, in_class),
                Some('s') => ranges(&mut out, space(target), in_class),
                Some('D') => negated(&mut out, DIGIT, in_class, target),
                Some('W') => negated(&mut out, WORD, in_class, target),
                Some('S') if in_class && out.ends_with(space(target)) => {
                    // White space and everything else: the class has every character.
                    out.truncate(out.len() - space(target).len());
                    out.push_str(everything(target));
                }
                Some('S') => negated(&mut out, space(target), in_class, target),
                Some(class @ ('p' | 'P')) => {
                    let _ = write!(out, "\\{class}");
                }
                Some(boundary @ ('b' | 'B')) if !in_class => {
                    let _ = write!(out, "\\{boundary}");
                }
                Some('t') => literal(&mut out, '\t', in_class, target),
                Some('n') => literal(&mut out, '\n', in_class, target),
                Some('r') => literal(&mut out, '\r', in_class, target),
                Some('f') => literal(&mut out, '\u{c}', in_class, target),
                Some('v') => literal(&mut out, '\u{b}', in_class, target),
                Some('x') => {
                    let code = hexadecimal(&mut rest, 2);
                    literal(&mut out, code, in_class, target);
                }
                Some('u') => {
                    let code = hexadecimal(&mut rest, 4);
                    literal(&mut out, code, in_class, target);
                }
                Some(other) => literal(&mut out, other, in_class, target),
                None => out.push('\\'),
            },
            '.' if !in_class => out.push_str(match target {
                Target::Rust => r"[^\n\r\x{2028}\x{2029}]",
                Target::Ecma => r"[^\n\r\u2028\u2029]",
            }),
            '[' if in_class => literal(&mut out, '[', true, target),
            '[' => {
                in_class = true;
                out.push('[');
                if rest.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
                // `&&`, `--` and `~~` are operators of the regex crate's classes and literal everywhere else.
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '-' if in_class => {
                let is_literal =
                    out.ends_with(['[', '^']) || matches!(rest.peek(), Some(']') | None) || ends_with_range(&out);
                if is_literal { out.push_str(r"\-") } else { out.push('-') }
            }
            '&' | '~' if in_class => literal(&mut out, c, true, target),
            other => out.push(other),
        }
    }
    out
}

fn space(target: Target) -> &'static str {
    match target {
        Target::Rust => SPACE_RUST,
        Target::Ecma => SPACE_ECMA,
    }
}

fn everything(target: Target) -> &'static str {
    match target {
        Target::Rust => r"\x{0}-\x{10FFFF}",
        Target::Ecma => r"\u{0}-\u{10FFFF}",
    }
}

/// Whether what was written last in a class is a complete range such as `0-9`, after which `-` is itself.
fn ends_with_range(out: &str) -> bool {
    let class = out.rfind('[').map_or("", |open| &out[open + 1..]);
    let mut atoms = Vec::new();
    let mut rest = class.chars();
    while let Some(c) = rest.next() {
        if c == '\\' {
            match rest.next() {
                Some('x' | 'u' | 'p' | 'P') if rest.as_str().starts_with('{') => {
                    rest.by_ref().find(|&c| c == '}');
                }
                Some('u') => {
                    rest.nth(3);
                }
                _ => {}
            }
            atoms.push('\\');
        } else {
            atoms.push(c);
        }
    }
    let mut index = 0;
    while index < atoms.len() {
        if atoms.get(index + 1) == Some(&'-') && index + 2 < atoms.len() {
            index += 3;
            if index == atoms.len() {
                return true;
            }
        } else {
            index += 1;
        }
    }
    false
}

fn ranges(out: &mut String, ranges: &str, in_class: bool) {
    if in_class {
        out.push_str(ranges);
    } else {
        let _ = write!(out, "[{ranges}]");
    }
}

fn negated(out: &mut String, ranges: &str, in_class: bool, target: Target) {
    match (in_class, target) {
        (false, _) | (true, Target::Rust) => {
            let _ = write!(out, "[^{ranges}]");
        }
        // ECMA-262's `u` classes do not nest; its own escapes are the closest spelling there is.
        (true, Target::Ecma) => out.push_str(match ranges {
            DIGIT => r"\D",
            WORD => r"\W",
            _ => r"\S",
        }),
    }
}

fn literal(out: &mut String, c: char, in_class: bool, target: Target) {
    match target {
        Target::Rust if c.is_ascii_alphanumeric() || c == ' ' || c == '_' => out.push(c),
        Target::Rust => {
            let _ = write!(out, "\\x{{{:02X}}}", c as u32);
        }
        Target::Ecma => match c {
            '\t' => out.push_str(r"\t"),
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\u{c}' => out.push_str(r"\f"),
            '\u{b}' => out.push_str(r"\v"),
            '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => {
                out.push('\\');
                out.push(c);
            }
            '-' if in_class => out.push_str(r"\-"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        },
    }
}

/// The character of `\xHH`, `\x{H…}`, `\uHHHH` or `\u{H…}`, the letter already read.
fn hexadecimal(rest: &mut core::iter::Peekable<core::str::Chars<'_>>, digits: usize) -> char {
    let text: String = if rest.next_if_eq(&'{').is_some() {
        rest.by_ref().take_while(|&c| c != '}').collect()
    } else {
        rest.by_ref().take(digits).collect()
    };
    u32::from_str_radix(&text, 16).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}
