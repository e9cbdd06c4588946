//! Where in an input something stands, as a report names it.

use std::borrow::Cow;

use serde_json::Value;

use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::smithy::{Kind, Model, ShapeId};

/// What is known of a place on the way to another.
enum ViolationSite {
    Shape(ShapeId),
    /// In a document: the model says nothing, and nothing of it is sensitive.
    Free,
}

/// A place in an input, as far as it may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) path: Path,
    /// Where the path stops at a sensitive map: the position of the entry, from 0.
    pub(super) entry: Option<usize>,
}

impl Place {
    pub(super) fn violation(self, rule: Rule, severity: Severity, detail: Detail) -> Violation {
        Violation { entry: self.entry, ..Violation::of(rule, severity, self.path, detail) }
    }
}

/// The place to which `tokens` lead in an operation's input. Its path stops where keys are data: at a sensitive map or
/// document, at a member that the model does not know, and at a value that is not of its shape's type, for both may
/// be what something sensitive was meant to be.
pub(super) fn place<'s>(
    model: &Model<'_>,
    shape: Option<ShapeId>,
    input: &Value,
    tokens: impl Iterator<Item = Cow<'s, str>>,
) -> Place {
    let mut path = Vec::new();
    let mut entry = None;
    let Some(mut at) = shape.map(ViolationSite::Shape) else { return Place::default() };
    let mut value = input;
    let mut redacted = false;
    for token in tokens {
        let kind = match at {
            ViolationSite::Shape(id) => {
                redacted |= model.shape(id).sensitive;
                Some(&model.shape(id).kind)
            }
            ViolationSite::Free => None,
        };
        let part = match value {
            Value::Array(items) => token.parse().ok().and_then(|index: usize| Some((index, items.get(index)?))),
            _ => None,
        };
        match (kind, value, part) {
            (Some(Kind::Structure { members, .. } | Kind::Union { members }), Value::Object(_), _) => {
                path.push(Token::member(&token));
                let member = model.members(*members).iter().find(|member| model.str(member.name) == token);
                let Some(member) = member else { break };
                at = ViolationSite::Shape(member.shape);
            }
            (Some(Kind::Map { key, value, .. }), Value::Object(entries), _) => {
                if redacted || model.shape(*key).sensitive {
                    // A tree keeps the order of the text.
                    entry = entries.keys().position(|key| *key == token);
                    break;
                }
                path.push(Token::key(&token));
                at = ViolationSite::Shape(*value);
            }
            (Some(Kind::List { member, .. }), _, Some((index, _))) => {
                path.push(Token::Index(index));
                at = ViolationSite::Shape(*member);
            }
            (Some(Kind::Document) | None, Value::Object(_), _) if !redacted => {
                path.push(Token::key(&token));
                at = ViolationSite::Free;
            }
            (Some(Kind::Document) | None, _, Some((index, _))) if !redacted => {
                path.push(Token::Index(index));
                at = ViolationSite::Free;
            }
            _ => break,
        }
        let next = match part {
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
        let model = Edition::default().model();
        let place = |operation: &str, pointer: &str, input: &Value| {
            let shape = model.operation(operation).and_then(|operation| operation.input);
            place(&model, shape, input, crate::text::path::tokens(pointer).map(Cow::Owned))
        };
        let path = |operation: &str, pointer: &str, input: &Value| place(operation, pointer, input).path.to_string();
        let input = json!({
            "Name": "a", "Tags": {"secret": "x"}, "MetaData": {"a/b": "x"}, "Tgas": {"secret": "x"},
            "CapabilityReport": {"endpoints": [{"id": "1"}, {"id": "2"}]},
        });
        for (pointer, told) in [
            ("", ""),
            ("/Name", "/Name"),
            ("/Tags/secret", "/Tags"),
            ("/MetaData/a~1b", "/MetaData/a~1b"),
            ("/Tgas/secret", "/Tgas"),
            ("/CapabilityReport/endpoints/1/id", "/CapabilityReport/endpoints/1/id"),
            ("/Name/secret", "/Name"),
        ] {
            assert_eq!(path("CreateManagedThing", pointer, &input), told, "{pointer}");
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
