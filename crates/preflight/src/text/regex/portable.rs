//! Classes of characters as ranges that ECMA-262 and Python's `re` read alike.

use core::fmt::Write as _;

use regex_syntax::hir::{Class, ClassUnicode, HirKind};

/// Returns the ranges of a property of Unicode, `\p{name}`, or of its complement, `\P{name}`. Returns `None` if the property
/// is unknown.
pub(super) fn property(class: char, name: &str) -> Option<String> {
    ranges(&format!("\\{class}{{{name}}}"))
}

/// Returns the ranges of the characters that are not in `ranges`, which are written for a class of `regex`.
pub(super) fn complement(ranges: &str) -> String {
    self::ranges(&format!("[^{ranges}]")).unwrap_or_default()
}

fn ranges(class: &str) -> Option<String> {
    let hir = regex_syntax::parse(class).ok()?;
    let mut out = String::new();
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => write_class(&mut out, class),
        // A class of one character is a literal.
        HirKind::Literal(literal) => {
            for c in core::str::from_utf8(&literal.0).ok()?.chars() {
                write_char(&mut out, c, true);
            }
        }
        _ => return None,
    }
    Some(out)
}

fn write_class(out: &mut String, class: &ClassUnicode) {
    for range in class.ranges() {
        write_char(out, range.start(), true);
        if range.start() < range.end() {
            out.push('-');
            write_char(out, range.end(), true);
        }
    }
}

/// Writes a literal character.
pub(super) fn write_char(out: &mut String, c: char, in_class: bool) {
    let is_escaped = match c {
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => true,
        '-' => in_class,
        _ => false,
    };
    match c {
        // Python warns of these where they are doubled in a class.
        '&' | '~' | '|' if in_class => _ = write!(out, "\\x{:02X}", c as u32),
        _ if is_escaped => {
            out.push('\\');
            out.push(c);
        }
        ' '..='~' => out.push(c),
        '\0'..='\u{FF}' => _ = write!(out, "\\x{:02X}", c as u32),
        '\u{100}'..='\u{FFFF}' => _ = write!(out, "\\u{:04X}", c as u32),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use crate::text::regex::syntax::to_portable;

    #[test]
    fn classes_are_written_out() {
        for (pattern, expected) in [
            (r"^\d+$", r"^[0-9]+$(?!\n)"),
            (r"^[\w.-]*$", r"^[0-9A-Z_a-z.\-]*$(?!\n)"),
            (r"^[\D]$", r"^[\x00-\/:-"),
            (r"^\p{Nl}$", r"^[\u16EE-\u16F0\u2160-\u2182\u2185-\u2188\u3007\u3021-\u3029\u3038-\u303A\uA6E6-\uA6EF"),
            (r"(?<year>\d)(?<!x)", r"([0-9])(?<!x)"),
            (r"^\x{41}\u{1F600}$", "^A\u{1F600}$(?!\\n)"),
            (r"[^]", r"[\s\S]"),
        ] {
            assert!(to_portable(pattern).unwrap().starts_with(expected), "{pattern}: {:?}", to_portable(pattern));
        }
    }

    #[test]
    fn a_portable_pattern_is_its_own_translation_but_for_its_end() {
        for pattern in [r"^[\p{L}\p{N} _.\-]+", r"^[^\p{C}]{1,3}", r"\bon\b", r"^(a|b)\1[\W]"] {
            let portable = to_portable(pattern).unwrap();
            assert_eq!(to_portable(&portable).as_ref(), Ok(&portable), "{pattern}");
            assert!(!portable.contains(r"\p") && !portable.contains(r"\u{") && !portable.contains(r"\b"), "{portable}");
        }
    }

    #[test]
    fn a_pattern_that_other_engines_cannot_read_is_refused() {
        for pattern in [r"(?<n>a)\k<n>", r"\p{InGreek}", "(?i)a", "(?>a)", r"\h"] {
            assert!(to_portable(pattern).is_err(), "{pattern}");
        }
    }
}
