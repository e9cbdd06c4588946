//! The parsed text of a policy, and typed access to its values.
//!
//! JSON and TOML are parsed into the same tree, so that the other files of this module are independent of the format.

use super::error::{ProblemKind, Problems};
use crate::text::json::Fault;
use crate::text::json::MistakeKind;
use crate::text::json::number;
use crate::text::json::tree::{self, Content, Entry, Node, Unreadable};

/// Maximum nesting depth of the values of a policy below its root.
pub(super) const MAX_DEPTH: usize = 128;

/// Parses JSON.
///
/// If the text is not valid JSON, the syntax error is the only problem reported.
pub(super) fn read_json(text: &[u8], problems: &mut Problems<'_>) -> Option<Node> {
    let (root, mistakes) = match tree::read(text, MAX_DEPTH + 1) {
        Ok(read) => read,
        Err(Unreadable { position, fault }) => {
            let kind = match fault {
                Fault::Utf8 => ProblemKind::InvalidUtf8,
                Fault::Syntax => ProblemKind::InvalidJson,
                Fault::Depth => ProblemKind::TooDeep { limit: MAX_DEPTH },
            };
            problems.add(&position, kind);
            return None;
        }
    };
    for mistake in mistakes {
        // Parsers disagree about which value of a repeated key counts.
        let kind = match mistake.kind {
            MistakeKind::RepeatedKey => ProblemKind::RepeatedKey,
            MistakeKind::LoneSurrogate | MistakeKind::LoneSurrogateInKey => ProblemKind::UnpairedSurrogate,
        };
        problems.add(&mistake.position, kind);
    }
    if let Some(number) = number_beyond_doubles(&root) {
        problems.add(&number.position, ProblemKind::UnrepresentableNumber);
        return None;
    }
    Some(root)
}

/// Returns the first number that overflows a double.
fn number_beyond_doubles(node: &Node) -> Option<&Node> {
    match &node.content {
        Content::Number(text) => number::lex(text.as_bytes()).is_ok_and(|number| number.overflows(64)).then_some(node),
        Content::List(items) => items.iter().find_map(number_beyond_doubles),
        Content::Object(entries) => entries.iter().find_map(|entry| number_beyond_doubles(&entry.value)),
        _ => None,
    }
}

/// An object with a fixed set of keys.
///
/// Unknown and missing keys are reported when the table is read.
pub(super) struct Table<'n> {
    pub(super) node: &'n Node,
    entries: &'n [Entry],
}

/// The required and the optional keys of an object.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

impl<'n> Table<'n> {
    pub(super) fn read(node: &'n Node, keys: Keys, problems: &mut Problems<'_>) -> Option<Table<'n>> {
        let entries = entries(node, problems)?;
        let known = || keys.required.iter().chain(keys.optional).copied();
        for entry in entries {
            if problems.is_full() {
                break;
            }
            if !known().any(|key| key == entry.key) {
                let suggestion = crate::text::suggest::name(&entry.key, known()).map(str::to_owned);
                problems.add(&entry.key_position, ProblemKind::UnknownKey { key: entry.key.clone(), suggestion });
            }
        }
        let table = Table { node, entries };
        for key in keys.required {
            if table.get(key).is_none() {
                problems.add(&node.position, ProblemKind::MissingKey { key });
            }
        }
        Some(table)
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Returns the text of a key, or reports that it is not a string or is blank.
    pub(super) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<&'n str> {
        text(self.get(key)?, problems)
    }
}

/// Returns the entries of an object, or reports a type error.
pub(super) fn entries<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n [Entry]> {
    match &node.content {
        Content::Object(entries) => Some(entries),
        _ => problems.wrong_type(node, "an object"),
    }
}

/// Returns the items of a list, or reports a type error.
pub(super) fn items<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n [Node]> {
    match &node.content {
        Content::List(items) => Some(items),
        _ => problems.wrong_type(node, "a list"),
    }
}

/// Returns the text of a string, or reports that it is blank or has another type.
pub(super) fn text<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n str> {
    match &node.content {
        Content::String(text) if text.trim().is_empty() => {
            problems.add(&node.position, ProblemKind::Blank);
            None
        }
        Content::String(text) => Some(text),
        _ => problems.wrong_type(node, "a string"),
    }
}

/// Returns a boolean, or reports a type error.
#[cfg(feature = "policy")]
pub(super) fn boolean(node: &Node, problems: &mut Problems<'_>) -> Option<bool> {
    match node.content {
        Content::Boolean(value) => Some(value),
        _ => problems.wrong_type(node, "a boolean"),
    }
}

/// Returns the text of a number, or reports a type error.
#[cfg(feature = "policy")]
pub(super) fn number<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n str> {
    match &node.content {
        Content::Number(value) => Some(value),
        _ => problems.wrong_type(node, "a number"),
    }
}

/// Returns a non-negative integer, or reports a type error.
pub(super) fn count(node: &Node, problems: &mut Problems<'_>) -> Option<u64> {
    const EXPECTED: &str = "a whole number that is not negative";
    let Content::Number(text) = &node.content else { return problems.wrong_type(node, EXPECTED) };
    // As in an input, `1e3` is a whole number.
    let of_decimal = || match number::lex(text.as_bytes()).ok()?.integer() {
        number::Integer::Value(value) => u64::try_from(value).ok(),
        _ => None,
    };
    let count = text.parse().ok().or_else(of_decimal);
    if count.is_none() {
        problems.add(&node.position, ProblemKind::WrongType { expected: EXPECTED, found: "another number" });
    }
    count
}
