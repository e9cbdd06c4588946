use std::borrow::Cow;

use serde_json::{Map, Value};

use super::ValueSource;
use crate::smithy::{Kind, Model, OperationShape};
use crate::text::json::tree::read_value;

/// Builds the value tree of a whole input or output.
///
/// Values from the path, the query and the headers of a request are merged into the body under their member names.
pub(super) fn tree(model: &Model<'_>, operation: &OperationShape, source: ValueSource<'_>) -> Option<Value> {
    let (bound_members, body) = match source {
        ValueSource::Text(text) => return read_value(text),
        ValueSource::Request(bound_members, body) => (bound_members, body),
    };
    let body = if body.is_empty() { Value::Object(Map::new()) } else { read_value(body)? };
    let Value::Object(mut input) = body else { return Some(body) };
    for bound_member in bound_members {
        let Some(member) = model.members_of(operation.input).get(bound_member.member) else { continue };
        let value = |text: &str, kind: &Kind| match kind {
            Kind::Boolean | Kind::Integer { .. } | Kind::IntEnum { .. } | Kind::Float { .. } => {
                // Invalid scalars were already reported during binding.
                read_value(text.as_bytes()).unwrap_or_else(|| Value::String(text.to_owned()))
            }
            _ => Value::String(text.to_owned()),
        };
        let values = |texts: &[Cow<'_, str>], kind: &Kind| match kind {
            Kind::List { member: item, .. } => texts.iter().map(|text| value(text, &model.shape(*item).kind)).collect(),
            kind => texts.last().map_or(Value::Null, |text| value(text, kind)),
        };
        let bound = match &model.shape(member.shape).kind {
            #[cfg(feature = "smithy")]
            Kind::Map { value, .. } => {
                let kind = &model.shape(*value).kind;
                let entries = bound_member.entries.iter();
                entries.map(|entry| (entry.key.clone().into_owned(), values(&entry.values, kind))).collect()
            }
            kind => values(&bound_member.values, kind),
        };
        input.insert(model.str(member.name).to_owned(), bound);
    }
    Some(Value::Object(input))
}
