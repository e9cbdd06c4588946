//! Describes what a schema requires. The text is derived from the schema alone: the value itself is never shown.

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::findings::{SHOWN, and_more, names};
use crate::engine::report::DetailData;
use crate::text::path::shorten;

/// The violated keyword and its requirement, as text that continues the path of the value and as data.
pub(super) fn expected(kind: &Kind) -> (&'static str, String, DetailData) {
    let bound = |keyword, words, limit: &Value| {
        (keyword, format!("must be {words} {limit}"), DetailData::Limit(limit.to_string()))
    };
    let size = |keyword, words, limit: u64, unit| {
        (keyword, format!("must have {words} {}", count(limit, unit)), DetailData::Limit(limit.to_string()))
    };
    let constant = |keyword, text: &str| (keyword, text.to_owned(), DetailData::Nothing);
    match kind {
        Kind::Type { kind } => {
            let types = types(kind);
            let words: Vec<String> = types.iter().map(|name| with_article(name)).collect();
            ("type", format!("must be {}", words.join(" or ")), DetailData::Types(types))
        }
        Kind::Minimum { limit } => bound("minimum", "at least", limit),
        Kind::Maximum { limit } => bound("maximum", "at most", limit),
        Kind::ExclusiveMinimum { limit } => bound("exclusiveMinimum", "more than", limit),
        Kind::ExclusiveMaximum { limit } => bound("exclusiveMaximum", "less than", limit),
        Kind::MultipleOf { multiple_of } => {
            let text = format!("must be a multiple of {multiple_of}");
            ("multipleOf", text, DetailData::Limit(multiple_of.to_string()))
        }
        Kind::MinLength { limit } => size("minLength", "at least", *limit, "character"),
        Kind::MaxLength { limit } => size("maxLength", "at most", *limit, "character"),
        Kind::MinItems { limit } => size("minItems", "at least", *limit, "item"),
        Kind::MaxItems { limit } => size("maxItems", "at most", *limit, "item"),
        Kind::MinProperties { limit } => size("minProperties", "at least", *limit, "member"),
        Kind::MaxProperties { limit } => size("maxProperties", "at most", *limit, "member"),
        Kind::Pattern { pattern: source } => pattern(source),
        Kind::Enum { options } => {
            let (values, more) = first_values_and_more(options);
            ("enum", format!("must be one of {}", listed(&values, more)), DetailData::Values { values, more })
        }
        Kind::Constant { expected_value } => {
            let value = shorten(&expected_value.to_string());
            ("const", format!("must be {value}"), DetailData::Expected(value))
        }
        Kind::Required { property } => {
            let (names, data) = names(property.as_str().into_iter());
            ("required", format!("must have {names}"), data)
        }
        Kind::UniqueItems => constant("uniqueItems", "must have no two equal items"),
        Kind::Contains => constant("contains", "must have an item that fits what the document asks for"),
        Kind::AdditionalItems { .. } => constant("additionalItems", "must have no further items"),
        Kind::UnevaluatedItems { .. } => constant("unevaluatedItems", "must have no further items"),
        Kind::AdditionalProperties { .. } => constant("additionalProperties", NO_OTHER),
        Kind::UnevaluatedProperties { .. } => constant("unevaluatedProperties", NO_OTHER),
        Kind::PropertyNames { .. } => constant("propertyNames", "must have names that the document allows"),
        Kind::FalseSchema => constant("false", "must not be there: the document allows no value"),
        Kind::AnyOf { .. } => constant("anyOf", "must fit one of the alternatives in the document"),
        Kind::OneOfNotValid { .. } => constant("oneOf", "must fit one of the alternatives in the document"),
        Kind::OneOfMultipleValid { .. } => {
            constant("oneOf", "must fit one of the alternatives in the document, not several")
        }
        Kind::Not { .. } => constant("not", "must not be what the document rules out"),
        _ => constant("schema", "must fit the document"),
    }
}

/// As [`expected`], for a pattern as the document writes it.
pub(super) fn pattern(source: &str) -> (&'static str, String, DetailData) {
    let pattern = shorten(source);
    ("pattern", format!("must match the pattern {pattern}"), DetailData::Pattern(pattern))
}

const NO_OTHER: &str = "must have no members but those that the document declares";

fn count(number: u64, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

/// Lists values as the document writes them, strings without quotes.
pub(super) fn values(options: &Value) -> String {
    let (values, more) = first_values_and_more(options);
    listed(&values, more)
}

fn listed(values: &[String], more: usize) -> String {
    format!("{}{}", values.join(", "), and_more(more))
}

/// Returns the first values of a list, and the number of the others.
fn first_values_and_more(options: &Value) -> (Vec<String>, usize) {
    let text = |value: &Value| value.as_str().map_or_else(|| shorten(&value.to_string()), shorten);
    match options.as_array() {
        Some(options) => (options.iter().take(SHOWN).map(text).collect(), options.len().saturating_sub(SHOWN)),
        None => (vec![shorten(&options.to_string())], 0),
    }
}

/// The required type; empty when several are allowed.
pub(super) fn type_name(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Single(one) => name(&one.to_string()),
        TypeKind::Multiple(_) => "",
    }
}

/// The required types.
fn types(kind: &TypeKind) -> Vec<String> {
    match kind {
        TypeKind::Single(one) => vec![name(&one.to_string()).to_owned()],
        TypeKind::Multiple(all) => (*all).into_iter().map(|one| name(&one.to_string()).to_owned()).collect(),
    }
}

fn name(name: &str) -> &'static str {
    ["null", "boolean", "integer", "number", "string", "array", "object"]
        .into_iter()
        .find(|known| *known == name)
        .unwrap_or("value")
}

/// A JSON type with its article, as messages use it.
pub(super) fn with_article(name: &str) -> String {
    match name {
        "null" => "null".to_owned(),
        "boolean" => "true or false".to_owned(),
        "integer" => "a whole number".to_owned(),
        "array" | "object" => format!("an {name}"),
        name => format!("a {name}"),
    }
}
