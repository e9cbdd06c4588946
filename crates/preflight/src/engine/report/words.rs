//! The message and help texts of violations.
//!
//! A constraint's message is Smithy's standard text, to the letter. All other texts are this project's own: lower case,
//! what is wrong, where, and what would be right.

use core::fmt;

use super::{Detail, Token, Violation};
use crate::engine::rule::EngineRule::*;
use crate::engine::rule::Rule;

pub(super) fn message(violation: &Violation, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let standard = violation.standard_path();
    let constraint = |f: &mut fmt::Formatter<'_>| write!(f, "Value at '{standard}' failed to satisfy constraint: ");
    match (violation.rule.engine_rule(), &violation.detail) {
        (Some(Required), _) => {
            constraint(f)?;
            f.write_str("Member must not be null")
        }
        (Some(Length), Detail::Length { min, max, actual, .. }) => {
            write!(
                f,
                "Value with length {actual} at '{standard}' failed to satisfy constraint: Member must have length "
            )?;
            bounds(f, as_display(min), as_display(max))
        }
        (Some(Range), Detail::Range { min, max }) => {
            constraint(f)?;
            f.write_str("Member must be ")?;
            bounds(f, as_display(min), as_display(max))
        }
        (Some(Pattern), Detail::Pattern { pattern, .. }) => {
            constraint(f)?;
            write!(f, "Member must satisfy regular expression pattern: {pattern}")
        }
        (Some(Enum), Detail::Enum { values }) => {
            constraint(f)?;
            write!(f, "Member must satisfy enum value set: [{}]", join(values, ", "))
        }
        (Some(UniqueItems), _) => {
            constraint(f)?;
            f.write_str("Member must have unique values")
        }
        (_, detail) => own_message(violation.rule, detail, &standard.to_string(), violation.entry.is_some(), f),
    }
}

/// Returns a bound of any type as a trait object, so that the code that writes bounds is compiled once.
pub(super) fn as_display<T: fmt::Display>(bound: &Option<T>) -> Option<&dyn fmt::Display> {
    bound.as_ref().map(|bound| bound as &dyn fmt::Display)
}

fn bounds(f: &mut fmt::Formatter<'_>, min: Option<&dyn fmt::Display>, max: Option<&dyn fmt::Display>) -> fmt::Result {
    match (min, max) {
        (Some(min), Some(max)) => write!(f, "between {min} and {max}, inclusive"),
        (Some(min), None) => write!(f, "greater than or equal to {min}"),
        (None, Some(max)) => write!(f, "less than or equal to {max}"),
        (None, None) => f.write_str("any"),
    }
}

fn own_message(rule: Rule, detail: &Detail, path: &str, is_entry: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let subject = match (path, is_entry) {
        ("", _) => "the input".to_owned(),
        (path, true) => format!("an entry of `{path}`"),
        (path, false) => format!("`{path}`"),
    };
    let predicate = match (rule.engine_rule(), detail) {
        (Some(JsonDuplicateKey | HttpLabel | HttpQuery), Detail::Message { message, .. }) => Some(*message),
        (Some(JsonSurrogate), _) => Some("has an escape that is half of a surrogate pair"),
        (Some(UnknownMember), _) => Some("is not a member that the model knows; the service ignores it"),
        _ => None,
    };
    if let Some(predicate) = predicate {
        return write!(f, "{subject} {predicate}");
    }
    match (rule.engine_rule(), detail) {
        (Some(Type), Detail::Type { expected, found }) => write!(f, "{subject} must be {expected}, not {found}"),
        (Some(JsonSyntax), _) => write!(f, "the text is not JSON from here on, in {subject}"),
        (Some(JsonUtf8), _) => write!(f, "the text is not UTF-8 from here on, in {subject}"),
        (Some(JsonDepth), Detail::Limit { limit }) => write!(f, "{subject} nests deeper than level {limit}"),
        (Some(JsonSize), Detail::Limit { limit }) => write!(f, "the input is larger than {limit} bytes"),
        (Some(HttpRoute), Detail::Nothing) => f.write_str("no operation has this path"),
        (Some(HttpMethod), _) => f.write_str("the path does not take this method"),
        (Some(HttpContentType), Detail::MediaType { expected, .. }) if expected.is_empty() => {
            f.write_str("the operation has no body, so there must be no content type")
        }
        (Some(HttpContentType), Detail::MediaType { expected, .. }) => write!(f, "the content type must be {expected}"),
        (Some(HttpAccept), Detail::MediaType { expected, .. }) => {
            write!(f, "the answer is {expected}, which is not accepted")
        }
        (Some(NotJudged), Detail::Advice { message, .. }) => write!(f, "{subject} could not be judged: {message}"),
        (_, Detail::Message { message, .. }) => f.write_str(message),
        (_, Detail::Advice { message, .. }) => f.write_str(message),
        #[cfg(feature = "policy")]
        (_, Detail::Length { min, max, actual, unit }) => {
            let has = amount(u32::try_from(*actual).ok(), u32::try_from(*actual).ok(), unit);
            let has = has.strip_prefix("exactly ").unwrap_or(&has);
            write!(f, "{subject} has {has}; the policy allows {}", amount(*min, *max, unit))
        }
        #[cfg(feature = "policy")]
        (_, Detail::Range { min, max }) => {
            write!(f, "{subject} is out of the policy's bounds; it must be ")?;
            bounds(f, as_display(min), as_display(max))
        }
        #[cfg(feature = "policy")]
        (_, Detail::PolicyCheck { message, .. }) => f.write_str(message),
        #[cfg(feature = "documents")]
        (_, Detail::Requirement { expected, .. }) => write!(f, "{subject} {expected}"),
        // Every other rule has its message in the detail. Its title would serve as well, but would make small binaries
        // carry the titles of all rules.
        _ => f.write_str(rule.id()),
    }
}

pub(super) fn help(violation: &Violation) -> Option<String> {
    let help = advice(violation);
    if violation.refused_by.is_empty() {
        return help;
    }
    let mut note = format!("refused by edition {} only", join(&violation.refused_by, ", "));
    if let Some(help) = help {
        note.push_str(": ");
        note.push_str(&help);
    }
    Some(note)
}

fn advice(violation: &Violation) -> Option<String> {
    let suggestion = violation.suggestion.as_deref();
    let noun = || noun(violation);
    Some(match (violation.rule.engine_rule(), &violation.detail) {
        (_, Detail::Advice { help, .. }) => match suggestion {
            Some(name) => format!("{help}: `{name}`"),
            None => help.to_string(),
        },
        #[cfg(feature = "documents")]
        (_, Detail::Requirement { .. }) => format!("did you mean `{}`?", suggestion?),
        #[cfg(feature = "policy")]
        (_, Detail::PolicyCheck { help, .. }) => return help.as_deref().map(str::to_owned),
        (Some(Required), _) => match violation.path.tokens().last() {
            Some(Token::Member(name)) => format!("add `{name}`"),
            _ => return None,
        },
        (_, Detail::Length { min, max, unit: "character", .. }) => {
            format!("give it {} of {}", with_article(&noun()), amount(*min, *max, "character"))
        }
        (_, Detail::Length { min, max, unit, .. }) => {
            format!("give it {}", amount(*min, *max, unit))
        }
        (_, Detail::Range { min, max }) => match (min, max) {
            (Some(min), Some(max)) => format!("use a number from {min} to {max}"),
            (Some(min), None) => format!("use a number that is at least {min}"),
            (None, Some(max)) => format!("use a number that is at most {max}"),
            (None, None) => return None,
        },
        (Some(Pattern), Detail::Pattern { carriage_return: true, .. }) => {
            "end its lines with a line feed alone: a carriage return fits nowhere in it".to_owned()
        }
        (Some(Pattern), Detail::Pattern { pattern, .. }) => match repeated_class(pattern) {
            Some(class) => format!("use only characters of `{class}`"),
            None => "write it as the pattern has it".to_owned(),
        },
        (Some(Enum), _) => match suggestion {
            Some(value) => format!("did you mean `{value}`?"),
            None => "use one of the listed values; case matters".to_owned(),
        },
        (Some(UniqueItems), _) => "leave out the repeated items".to_owned(),
        (Some(UnknownMember), _) => match suggestion {
            Some(name) => format!("did you mean `{name}`?"),
            None => "leave it out, or look its name up".to_owned(),
        },
        (Some(JsonDuplicateKey), _) => "keep one of them".to_owned(),
        (Some(JsonSurrogate), _) => "write the character itself, or both halves of its pair".to_owned(),
        (Some(JsonUtf8), _) => "encode the text as UTF-8".to_owned(),
        (Some(HttpRoute), _) => match suggestion {
            Some(path) => format!("did you mean `{path}`?"),
            None => return None,
        },
        (Some(HttpMethod), Detail::Method { allowed }) => format!("it takes {}", join(allowed, ", ")),
        (Some(HttpContentType), Detail::MediaType { expected, .. }) if !expected.is_empty() => {
            format!("send the header `content-type: {expected}`")
        }
        (Some(HttpAccept), Detail::MediaType { expected, .. }) => {
            format!("accept {expected}, or send no `accept` header")
        }
        _ => return None,
    })
}

/// Joins words with a separator.
pub(crate) fn join(words: &[String], separator: &str) -> String {
    let mut out = String::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        out.push_str(word);
    }
    out
}

/// Returns the character class of a pattern that only repeats one class over the whole string.
fn repeated_class(pattern: &str) -> Option<&str> {
    let body = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let class = body.strip_suffix('+').or_else(|| body.strip_suffix('*'))?;
    let inside = class.strip_prefix('[')?.strip_suffix(']')?;
    // An unescaped bracket begins or ends another class.
    let mut escaped = false;
    let is_one_class = inside.chars().all(|c| {
        let is_plain = escaped || !matches!(c, '[' | ']');
        escaped = c == '\\' && !escaped;
        is_plain
    });
    is_one_class.then_some(class)
}

/// Returns a length constraint in words, such as `at most 3 items`.
fn amount(min: Option<u32>, max: Option<u32>, unit: &str) -> String {
    let units = |count: u32| match (count, unit) {
        (1, unit) => unit.to_owned(),
        (_, "entry") => "entries".to_owned(),
        (_, unit) => format!("{unit}s"),
    };
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min} {}", units(min)),
        (Some(min), Some(max)) => format!("{min} to {max} {}", units(max)),
        (Some(min), None) => format!("at least {min} {}", units(min)),
        (None, Some(max)) => format!("at most {max} {}", units(max)),
        (None, None) => format!("any number of {}", units(2)),
    }
}

/// Returns a noun for the value at the path, such as the member's name as words.
fn noun(violation: &Violation) -> String {
    if violation.for_key {
        return "key".to_owned();
    }
    match violation.path.tokens().last() {
        Some(Token::Member(name)) if violation.entry.is_none() => spaced(name),
        Some(Token::Index(_) | Token::AnyIndex) => "item".to_owned(),
        _ => "value".to_owned(),
    }
}

/// Splits `SerialNumber` into `serial number`. A run of capitals stays one word.
fn spaced(name: &str) -> String {
    let mut out = String::new();
    let mut after_lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && after_lower {
            out.push(' ');
        }
        after_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// Adds the indefinite article to a noun of the model. Plurals get none, and a leading `u` is pronounced as in `user`.
fn with_article(noun: &str) -> String {
    let is_plural = matches!(noun.as_bytes(), [.., before, b's'] if !matches!(before, b's' | b'u'));
    let article = match noun.as_bytes().first() {
        _ if is_plural => "",
        Some(b'a' | b'e' | b'i' | b'o') => "an ",
        _ => "a ",
    };
    format!("{article}{noun}")
}
