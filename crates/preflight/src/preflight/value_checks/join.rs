use serde_json::{Map, Value};

use super::ValueSource;
use crate::smithy::{Kind, Model, OperationShape};
use crate::text::json::tree::read_value;

/// The tree of an input as a whole: what came in the path, the query and the headers stands beside the body's members,
/// under the names of the members.
pub(super) fn tree(model: &Model<'_>, operation: &OperationShape, of: ValueSource<'_>) -> Option<Value> {
    let (slots, body) = match of {
        ValueSource::Text(text) => return read_value(text),
        ValueSource::Bound(slots, body) => (slots, body),
    };
    let body = if body.is_empty() { Value::Object(Map::new()) } else { read_value(body)? };
    let Value::Object(mut input) = body else { return Some(body) };
    for slot in slots {
        let Some(member) = model.members_of(operation.input).get(slot.member) else { continue };
        let value = |text: &str, kind: &Kind| match kind {
            Kind::Boolean | Kind::Integer { .. } | Kind::IntEnum { .. } | Kind::Float { .. } => {
                // What is no such value was reported when it was bound.
                read_value(text.as_bytes()).unwrap_or_else(|| Value::String(text.to_owned()))
            }
            _ => Value::String(text.to_owned()),
        };
        let bound = match &model.shape(member.shape).kind {
            Kind::List { member: item, .. } => {
                slot.values.iter().map(|text| value(text, &model.shape(*item).kind)).collect()
            }
            kind => slot.values.last().map_or(Value::Null, |text| value(text, kind)),
        };
        input.insert(model.str(member.name).to_owned(), bound);
    }
    Some(Value::Object(input))
}
