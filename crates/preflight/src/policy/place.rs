//! The path of a value in an input, as a report shows it: without keys that may be sensitive.

use std::borrow::Cow;

use serde_json::Value;

use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::smithy::{Kind, Model, ShapeId};

/// What the model knows about a value on the path.
enum ModelledAs {
    Shape(ShapeId),
    /// Inside a document: the model defines no shapes there, and nothing in it is sensitive.
    FreeForm,
}

/// A place in an input, as far as it can be shown without revealing sensitive keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) path: Path,
    /// If the path stops at a sensitive map, the zero-based index of the entry.
    pub(super) entry: Option<usize>,
}

impl Place {
    pub(super) fn violation(self, rule: Rule, severity: Severity, detail: Detail) -> Violation {
        Violation { entry: self.entry, ..Violation::new(rule, severity, self.path, detail) }
    }
}

/// Returns the place that `tokens` lead to in an operation's input.
///
/// The path stops where keys may be sensitive data: at a sensitive map or document, at an unknown member, and at a
/// value of the wrong type. An unknown member or a value of the wrong type may be a misplaced sensitive value.
pub(super) fn place<'s>(
    model: &Model<'_>,
    shape: Option<ShapeId>,
    input: &Value,
    tokens: impl Iterator<Item = Cow<'s, str>>,
) -> Place {
    let mut path = Vec::new();
    let mut entry = None;
    let Some(mut modelled) = shape.map(ModelledAs::Shape) else { return Place::default() };
    let mut value = input;
    let mut redacted = false;
    for token in tokens {
        let kind = match modelled {
            ModelledAs::Shape(id) => {
                redacted |= model.shape(id).sensitive;
                Some(&model.shape(id).kind)
            }
            ModelledAs::FreeForm => None,
        };
        let item = match value {
            Value::Array(items) => token.parse().ok().and_then(|index: usize| Some((index, items.get(index)?))),
            _ => None,
        };
        match (kind, value, item) {
            (Some(Kind::Structure { members, .. } | Kind::Union { members }), Value::Object(_), _) => {
                path.push(Token::member(&token));
                let member = model.members(*members).iter().find(|member| model.str(member.name) == token);
                let Some(member) = member else { break };
                modelled = ModelledAs::Shape(member.shape);
            }
            (Some(Kind::Map { key, value, .. }), Value::Object(entries), _) => {
                if redacted || model.shape(*key).sensitive {
                    // The value tree preserves the order of the text.
                    entry = entries.keys().position(|key| *key == token);
                    break;
                }
                path.push(Token::key(&token));
                modelled = ModelledAs::Shape(*value);
            }
            (Some(Kind::List { member, .. }), _, Some((index, _))) => {
                path.push(Token::Index(index));
                modelled = ModelledAs::Shape(*member);
            }
            (Some(Kind::Document) | None, Value::Object(_), _) if !redacted => {
                path.push(Token::key(&token));
                modelled = ModelledAs::FreeForm;
            }
            (Some(Kind::Document) | None, _, Some((index, _))) if !redacted => {
                path.push(Token::Index(index));
                modelled = ModelledAs::FreeForm;
            }
            _ => break,
        }
        let next = match item {
            Some((_, item)) => Some(item),
            None => value.get(token.as_ref()),
        };
        match next {
            Some(next) => value = next,
            None => break,
        }
    }
    Place { path: Path::new(path), entry }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::service::Edition;

    #[test]
    fn paths_stop_where_keys_are_data() {
        let model = Edition::default().tables();
        let place = |operation: &str, pointer: &str, input: &Value| {
            let shape = model.operation(operation).and_then(|operation| operation.input);
            place(&model, shape, input, crate::text::path::tokens(pointer).map(Cow::Owned))
        };
        let path = |operation: &str, pointer: &str, input: &Value| place(operation, pointer, input).path.to_string();
        let input = json!({
            "Name": "a", "Tags": {"secret": "x"}, "MetaData": {"a/b": "x"}, "Tgas": {"secret": "x"},
            "CapabilityReport": {"endpoints": [{"id": "1"}, {"id": "2"}]},
        });
        for (pointer, expected) in [
            ("", ""),
            ("/Name", "/Name"),
            ("/Tags/secret", "/Tags"),
            ("/MetaData/a~1b", "/MetaData/a~1b"),
            ("/Tgas/secret", "/Tgas"),
            ("/CapabilityReport/endpoints/1/id", "/CapabilityReport/endpoints/1/id"),
            ("/Name/secret", "/Name"),
        ] {
            assert_eq!(path("CreateManagedThing", pointer, &input), expected, "{pointer}");
        }
        assert_eq!(place("CreateManagedThing", "/Tags/b", &json!({"Tags": {"z": 1, "b": 2}})).entry, Some(1));
        assert_eq!(place("CreateManagedThing", "/MetaData/b", &json!({"MetaData": {"b": 2}})).entry, None);
        let input = json!({"Tags": ["secret"], "CapabilityReport": {"endpoints": {"secret": 1}}});
        assert_eq!(
            path("CreateManagedThing", "/CapabilityReport/endpoints/secret", &input),
            "/CapabilityReport/endpoints"
        );
    }
}
