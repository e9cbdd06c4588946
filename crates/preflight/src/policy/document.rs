//! The text of a policy, read as a tree, and its parts read as what they must be.
//!
//! JSON and TOML become the same tree, so that the rest does not know which of them was written.

use super::error::{ProblemKind, Problems};
use crate::text::json::Fault;
use crate::text::json::number;
use crate::text::json::tree::{self, Content, Entry, MistakeKind, Node, Unreadable};

/// How deep the values of a policy may nest below its root.
pub(super) const DEEPEST: usize = 128;

/// Reads JSON. What is wrong with the text as JSON is the only thing that is reported then.
pub(super) fn read_json(text: &[u8], problems: &mut Problems<'_>) -> Option<Node> {
    let (root, mistakes) = match tree::read(text, DEEPEST + 1) {
        Ok(read) => read,
        Err(Unreadable { position, fault }) => {
            let kind = match fault {
                Fault::Utf8 => ProblemKind::NoUtf8,
                Fault::Syntax => ProblemKind::NoJson,
                Fault::Depth => ProblemKind::TooDeep { limit: DEEPEST },
            };
            problems.add(&position, kind);
            return None;
        }
    };
    for mistake in mistakes {
        // A key that stands there twice would be read one way here and another way elsewhere.
        let kind = match mistake.kind {
            MistakeKind::RepeatedKey => ProblemKind::RepeatedKey,
            MistakeKind::LoneSurrogate | MistakeKind::LoneSurrogateInKey => ProblemKind::HalfSurrogate,
        };
        problems.add(&mistake.position, kind);
    }
    if let Some(number) = number_beyond_doubles(&root) {
        problems.add(&number.position, ProblemKind::NumberTooLarge);
        return None;
    }
    Some(root)
}

/// The first number that no double holds.
fn number_beyond_doubles(node: &Node) -> Option<&Node> {
    match &node.content {
        Content::Number(text) => number::lex(text.as_bytes()).is_ok_and(|number| number.overflows(64)).then_some(node),
        Content::List(items) => items.iter().find_map(number_beyond_doubles),
        Content::Object(entries) => entries.iter().find_map(|entry| number_beyond_doubles(&entry.value)),
        _ => None,
    }
}

/// An object of which keys are known. What has no such key, or misses one that it must have, is told at once.
pub(super) struct Table<'n> {
    pub(super) node: &'n Node,
    entries: &'n [Entry],
}

/// The keys that an object may have and those that it must have.
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

    /// The text of a key, which must not be blank.
    pub(super) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<&'n str> {
        text(self.get(key)?, problems)
    }
}

/// The entries of what must be an object.
pub(super) fn entries<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n [Entry]> {
    match &node.content {
        Content::Object(entries) => Some(entries),
        _ => problems.wrong_type(node, "an object"),
    }
}

/// The items of what must be a list.
pub(super) fn items<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n [Node]> {
    match &node.content {
        Content::List(items) => Some(items),
        _ => problems.wrong_type(node, "a list"),
    }
}

/// What must be a string with something in it.
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

/// What must be `true` or `false`.
#[cfg(feature = "policy")]
pub(super) fn boolean(node: &Node, problems: &mut Problems<'_>) -> Option<bool> {
    match node.content {
        Content::Boolean(value) => Some(value),
        _ => problems.wrong_type(node, "a boolean"),
    }
}

/// The text of what must be a number.
#[cfg(feature = "policy")]
pub(super) fn number<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n str> {
    match &node.content {
        Content::Number(value) => Some(value),
        _ => problems.wrong_type(node, "a number"),
    }
}

/// What must be a whole number that is not negative.
pub(super) fn count(node: &Node, problems: &mut Problems<'_>) -> Option<u64> {
    let count = match &node.content {
        Content::Number(text) => text.parse().ok(),
        _ => None,
    };
    count.or_else(|| problems.wrong_type(node, "a whole number that is not negative"))
}
