//! Exports of the model: JSON Schema, OpenAPI, TypeScript and Smithy.
//!
//! Exported schemas accept the same values as the engine. Properties of the text itself are out of their reach:
//! duplicate keys, lone surrogates, nesting depth and size.

mod json_schema;
mod openapi;
mod parameters;
mod smithy;
mod typescript;

pub use json_schema::{json_schema, json_schema_for, json_schema_with};
pub use openapi::{OmittedOperation, openapi, openapi_omissions, openapi_with};
pub use smithy::smithy;
pub use typescript::{typescript, typescript_of_editions};

use serde_json::{Map, Number, Value, json};

use crate::smithy::Decimal;

/// The form of the patterns in an exported schema.
///
/// ```
/// use mi_preflight::{Edition, export};
/// let schema = |regex| export::json_schema_with(&Edition::default().model(), regex).to_string();
/// assert_eq!(schema(export::RegexDialect::default()), schema(export::RegexDialect::Unicode));
/// assert!(schema(export::RegexDialect::Unicode).contains(r"\\p{L}"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RegexDialect {
    /// ECMA-262 with the flag `u`, which JSON Schema recommends.
    #[default]
    Unicode,
    /// What ECMA-262 and Python's `re` read alike: classes of characters are written out.
    Portable,
}

/// Returns an object with the given entries, in the given order.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Map<String, Value> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Returns a bound as a JSON number. A fraction becomes the nearest double, as in every JSON reader.
fn number(bound: Decimal) -> Value {
    let text = bound.to_string();
    match (text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(whole), _) => json!(whole),
        (_, Ok(double)) => Number::from_f64(double).map_or(Value::Null, Value::Number),
        _ => Value::Null,
    }
}

/// Descriptions of operations, shapes and members, if this build has them.
mod words {
    #[cfg(feature = "explain")]
    pub(super) use crate::tools::words::{error, member, operation, shape};

    #[cfg(not(feature = "explain"))]
    use crate::smithy::Model;

    #[cfg(not(feature = "explain"))]
    pub(super) struct ErrorWords {
        pub(super) means: &'static str,
    }
    #[cfg(not(feature = "explain"))]
    pub(super) fn operation(_: &Model<'_>, _: &str) -> Option<&'static str> {
        None
    }
    #[cfg(not(feature = "explain"))]
    pub(super) fn shape(_: &Model<'_>, _: &str) -> Option<&'static str> {
        None
    }
    #[cfg(not(feature = "explain"))]
    pub(super) fn member(_: &Model<'_>, _: &str, _: &str) -> Option<&'static str> {
        None
    }
    #[cfg(not(feature = "explain"))]
    pub(super) fn error(_: &str) -> Option<ErrorWords> {
        None
    }
}

#[cfg(test)]
fn assert_references_lead_somewhere(value: &serde_json::Value, root: &serde_json::Value) {
    use serde_json::Value;
    if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
        assert!(root.pointer(&reference[1..]).is_some(), "{reference}");
    }
    match value {
        Value::Object(map) => map.values().for_each(|value| assert_references_lead_somewhere(value, root)),
        Value::Array(items) => items.iter().for_each(|value| assert_references_lead_somewhere(value, root)),
        _ => {}
    }
}
