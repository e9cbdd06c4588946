//! Policies in TOML.

use serde_json::Number;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::document::MAX_DEPTH;
use super::error::{ProblemKind, Problems};
use crate::engine::report::Token;
use crate::text::json::tree::{Content, Entry, Node, Position};

/// Parses TOML, and reports every syntax error.
pub(super) fn read(text: &[u8], problems: &mut Problems<'_>) -> Option<Node> {
    let text = match core::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            problems.add(&Position::root(error.valid_up_to()), ProblemKind::InvalidUtf8);
            return None;
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let offset = error.span().map_or(0, |span| span.start);
        problems.add(&Position::root(offset), ProblemKind::InvalidToml { reason: error.message().to_owned() });
    }
    if !errors.is_empty() {
        return None;
    }
    object(table.get_ref(), &Position::root(0), 0, problems)
        .map(|content| Node { position: Position::root(0), content })
}

fn object(table: &DeTable<'_>, position: &Position, depth: usize, problems: &mut Problems<'_>) -> Option<Content> {
    let mut entries = Vec::new();
    for (key, value) in table.iter() {
        let key_position = position.key(key.get_ref(), key.span().start);
        let value = self::value(value, &key_position, depth + 1, problems)?;
        entries.push(Entry { key: key.get_ref().clone().into_owned(), key_position, value });
    }
    // TOML tables may be split and in any order: sort the entries by their place in the text.
    entries.sort_by_key(|entry| entry.key_position.offset);
    Some(Content::Object(entries))
}

fn value(value: &Spanned<DeValue<'_>>, position: &Position, depth: usize, problems: &mut Problems<'_>) -> Option<Node> {
    let position = position.at(value.span().start);
    let mut reject = |kind: ProblemKind| {
        problems.add(&position, kind);
        None
    };
    if depth > MAX_DEPTH {
        return reject(ProblemKind::TooDeep { limit: MAX_DEPTH });
    }
    let content = match value.get_ref() {
        DeValue::Boolean(value) => Content::Boolean(*value),
        DeValue::String(value) => Content::String(value.clone().into_owned()),
        DeValue::Integer(value) => match integer(value) {
            Some(number) => Content::Number(number.to_string()),
            None => return reject(ProblemKind::UnrepresentableNumber),
        },
        DeValue::Float(value) => match value.as_str().parse().ok().and_then(Number::from_f64) {
            Some(number) => Content::Number(number.to_string()),
            None => return reject(ProblemKind::UnrepresentableNumber),
        },
        DeValue::Datetime(_) => return reject(ProblemKind::UnquotedDate),
        DeValue::Array(items) => {
            let items: Option<Vec<Node>> = items
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    self::value(item, &position.part(Token::Index(index), item.span().start), depth + 1, problems)
                })
                .collect();
            Content::List(items?)
        }
        DeValue::Table(table) => object(table, &position, depth, problems)?,
    };
    Some(Node { position, content })
}

fn integer(value: &DeInteger<'_>) -> Option<Number> {
    let (digits, radix) = (value.as_str(), value.radix());
    let signed = i64::from_str_radix(digits, radix).map(Number::from);
    signed.or_else(|_| u64::from_str_radix(digits, radix).map(Number::from)).ok()
}
