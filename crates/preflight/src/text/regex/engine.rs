//! The engines that run patterns of loaded models.

use regex_syntax::hir::{Hir, HirKind, Look};

use super::syntax::{self, SpellingError};

/// Maximum number of backtracking steps for one text.
const MAX_STEPS: usize = 10_000;

/// Maximum size of a compiled pattern, in bytes. Repeated Unicode classes need a few megabytes.
const MAX_BYTES: usize = 32 << 20;

/// Maximum length of a pattern, in bytes.
const MAX_PATTERN: usize = 1 << 16;

/// A compiled pattern.
///
/// ```
/// use mi_preflight::__private::Regex;
/// let regex = Regex::new(r"^(?!aws:).+$").unwrap();
/// assert_eq!(regex.is_match("aws:name"), Some(false));
/// // Too many steps: the pattern gives up.
/// let regex = Regex::new("^((?!x)(a|a|aa))+$").unwrap();
/// assert_eq!(regex.is_match(&("a".repeat(40) + "!")), None);
/// ```
#[derive(Clone, Debug)]
pub struct Regex {
    engine: Engine,
}

#[derive(Clone, Debug)]
enum Engine {
    Linear(regex::Regex),
    Counted(Box<Counted>),
    Backtracking(Box<fancy_regex::Regex>),
}

/// Why a pattern cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegexError {
    /// The pattern is not a regular expression, or uses what no engine here has.
    #[error("{0}")]
    Syntax(String),
    /// The pattern has a spelling that means something else in another dialect.
    #[error(transparent)]
    Spelling(#[from] SpellingError),
    /// The compiled pattern is larger than the limit.
    #[error("the pattern is too large")]
    TooLarge,
}

impl Regex {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// Returns the reason if the pattern cannot be run.
    pub fn new(pattern: &str) -> Result<Regex, RegexError> {
        if pattern.len() > MAX_PATTERN {
            return Err(RegexError::TooLarge);
        }
        let translation = syntax::to_rust(pattern)?;
        let engine = match linear(&translation) {
            Ok(regex) => Engine::Linear(regex),
            Err(regex::Error::CompiledTooBig(_)) => {
                Engine::Counted(Box::new(Counted::new(&translation).ok_or(RegexError::TooLarge)?))
            }
            Err(error) => match backtracking(pattern) {
                Ok(regex) => Engine::Backtracking(Box::new(regex)),
                Err(RegexError::Syntax(_)) => return Err(RegexError::Syntax(last_line(&error.to_string()))),
                Err(error) => return Err(error),
            },
        };
        Ok(Regex { engine })
    }

    /// Whether the pattern needs backtracking, whose time is not linear.
    pub(crate) fn is_backtracking(&self) -> bool {
        matches!(self.engine, Engine::Backtracking(_))
    }

    /// Returns whether a text has a match, or `None` if the pattern gave up.
    pub fn is_match(&self, text: &str) -> Option<bool> {
        match &self.engine {
            Engine::Linear(regex) => Some(regex.is_match(text)),
            Engine::Counted(counted) => Some(counted.is_match(text)),
            Engine::Backtracking(regex) => regex.is_match(text).ok(),
        }
    }
}

fn linear(translation: &str) -> Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(translation).size_limit(MAX_BYTES).build()
}

/// One character class that is repeated over the whole text, such as `^[^\p{C}]{1,2048}$`. As an automaton it has a copy
/// of the class for each repetition.
#[derive(Clone, Debug)]
struct Counted {
    /// The class, repeated any number of times.
    class: regex::Regex,
    min: usize,
    max: Option<usize>,
}

impl Counted {
    fn new(translation: &str) -> Option<Counted> {
        let hir = regex_syntax::parse(translation).ok()?;
        let HirKind::Concat(parts) = hir.kind() else { return None };
        let [start, repetition, end] = parts.as_slice() else { return None };
        let is_whole = *start.kind() == HirKind::Look(Look::Start) && *end.kind() == HirKind::Look(Look::End);
        let HirKind::Repetition(repetition) = without_group(repetition).kind() else { return None };
        let class = without_group(&repetition.sub);
        if !is_whole || !matches!(class.kind(), HirKind::Class(_)) {
            return None;
        }
        Some(Counted {
            class: linear(&format!("^(?:{class})*$")).ok()?,
            min: usize::try_from(repetition.min).ok()?,
            max: repetition.max.and_then(|max| usize::try_from(max).ok()),
        })
    }

    fn is_match(&self, text: &str) -> bool {
        let count = text.chars().count();
        count >= self.min && self.max.is_none_or(|max| count <= max) && self.class.is_match(text)
    }
}

fn without_group(hir: &Hir) -> &Hir {
    match hir.kind() {
        HirKind::Capture(group) => &group.sub,
        _ => hir,
    }
}

fn backtracking(pattern: &str) -> Result<fancy_regex::Regex, RegexError> {
    let built = fancy_regex::RegexBuilder::new(&syntax::to_backtracking(pattern)?)
        .backtrack_limit(MAX_STEPS)
        .delegate_size_limit(MAX_BYTES)
        .delegate_dfa_size_limit(MAX_BYTES)
        .max_prog_size(MAX_PATTERN)
        .build();
    built.map_err(|error| match error {
        fancy_regex::Error::CompileError(error) if matches!(*error, fancy_regex::CompileError::PatternTooComplex) => {
            RegexError::TooLarge
        }
        error => RegexError::Syntax(error.to_string()),
    })
}

/// Returns the last line of an error of `regex`: the lines before it show the pattern.
fn last_line(error: &str) -> String {
    let line = error.lines().last().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_match(pattern: &str, text: &str) -> Option<bool> {
        Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")).is_match(text)
    }

    #[test]
    fn words_and_their_bounds_are_ascii_with_and_without_backtracking() {
        for prefix in ["", "(?!x)"] {
            for (pattern, text, expected) in [
                (r"\bon\b", "éon", true),
                (r"\bon\b", "xon", false),
                (r"\Bon\b", "éon", false),
                (r"^\w$", "é", false),
                (r"^\d$", "٣", false),
                (r"^\s$", "\u{2003}", false),
                (r"^\p{L}$", "é", true),
                (r"^.$", "\u{2028}", false),
            ] {
                assert_eq!(is_match(&format!("{prefix}{pattern}"), text), Some(expected), "{prefix}{pattern} {text}");
            }
        }
    }

    #[test]
    fn the_classes_of_java_are_ascii() {
        for (pattern, matching, other) in [
            (r"^\p{Graph}+$", "a~!", "a b"),
            (r"^[\p{Graph}\x20]*$", "a b", "é"),
            (r"^[^\p{Cntrl}]*$", "é", "\u{7f}"),
            (r"^\p{XDigit}{2}$", "aF", "ag"),
            (r"^[\p{Upper}\p{Digit}_]+$", "A1_", "É"),
            (r"^\P{Alnum}+$", "-é", "a"),
            (r"^[\P{Alnum}]+$", "-é", "a"),
            (r"^\P{ASCII}$", "é", "e"),
            (r"^\A\S[\p{Print}]*\z$", "a b", " a"),
            (r"^\p{IsAlphabetic}$", "é", "1"),
            (r"^[\p{Print}\p{Blank}]+$", "a\tb", "a\nb"),
        ] {
            assert_eq!(is_match(pattern, matching), Some(true), "{pattern} {matching}");
            assert_eq!(is_match(pattern, other), Some(false), "{pattern} {other}");
        }
    }

    #[test]
    fn look_around_and_references_follow_ecma() {
        for (pattern, text, expected) in [
            (r"^(?!aws:)[a-z:]+$", "aws:x", false),
            (r"^[0-9A-Za-z.]*(?<!\.)$", "a.", false),
            (r"^(a)?(-?)b\2c\1$", "b c", false),
            // A group that did not take part matches the empty text.
            (r"^(a)?b\1$", "b", true),
            (r"^(a)?b\1$", "aba", true),
            (r"^(a)?b\1$", "ab", false),
            (r"^x{y$", "x{y", true),
        ] {
            assert_eq!(is_match(pattern, text), Some(expected), "{pattern} {text}");
        }
    }

    #[test]
    fn a_class_is_counted_however_often_it_is_repeated() {
        let long = "a".repeat(2048);
        for pattern in [r"^[^\p{C}]{1,2048}$", r"^([^\p{C}]){1,2048}$", r"^([^\p{C}]{1,2048})$"] {
            for (text, expected) in [(&*long, true), ("", false), ("a\u{0}", false), (&format!("{long}é"), false)] {
                assert_eq!(is_match(pattern, text), Some(expected), "{pattern} {}", text.len());
            }
        }
        assert_eq!(is_match("^.{1,100000}$", "a\n"), Some(false));
    }

    #[test]
    fn spellings_of_java_that_ecma_refuses_are_not_read_as_literals() {
        for pattern in [
            r"^\h$",
            r"^[\h]$",
            r"^\R$",
            r"^\e$",
            r"^\a$",
            r"^\Qa.b\E$",
            r"^\0101$",
            r"^\N{DIGIT ONE}$",
            r"^\x4$",
            r"^\uD800$",
            r"^[\1]$",
            r"^[\z]$",
            r"^\c1$",
            r"^[a-z&&[^b]]$",
            r"^[a-z[0-9]]$",
            r"^a{,2}$",
            r"^a++$",
            r"^a?+$",
            r"^a{2}+$",
        ] {
            assert!(matches!(Regex::new(pattern), Err(RegexError::Spelling(_))), "{pattern}");
        }
        for (pattern, text) in [
            (r"^[a&&b]$", "&"),
            (r"^[a[]b$", "[b"),
            (r"^a]$", "a]"),
            (r"^\+\++$", "+++"),
            (r"^[*+]+$", "+"),
            (r"^\0$", "\0"),
        ] {
            assert_eq!(is_match(pattern, text), Some(true), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_run_says_why() {
        assert!(matches!(Regex::new("("), Err(RegexError::Syntax(_))));
        assert!(matches!(Regex::new(r"\p{InGreek}"), Err(RegexError::Syntax(_))));
        assert_eq!(Regex::new(r"(\p{L}{1000}){1000}").unwrap_err(), RegexError::TooLarge);
        assert_eq!(Regex::new(&"a".repeat(MAX_PATTERN + 1)).unwrap_err(), RegexError::TooLarge);
    }
}
