//! Describes what a schema requires. The text is derived from the schema alone: the value itself is never shown.

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::findings::names;
use crate::text::path::shorten;

/// The violated keyword and its requirement; the text continues the path of the value.
pub(super) fn expected(kind: &Kind) -> (&'static str, String) {
    match kind {
        Kind::Type { kind } => ("type", format!("must be {}", type_words(kind))),
        Kind::Minimum { limit } => ("minimum", format!("must be at least {limit}")),
        Kind::Maximum { limit } => ("maximum", format!("must be at most {limit}")),
        Kind::ExclusiveMinimum { limit } => ("exclusiveMinimum", format!("must be more than {limit}")),
        Kind::ExclusiveMaximum { limit } => ("exclusiveMaximum", format!("must be less than {limit}")),
        Kind::MultipleOf { multiple_of } => ("multipleOf", format!("must be a multiple of {multiple_of}")),
        Kind::MinLength { limit } => ("minLength", format!("must have at least {}", count(*limit, "character"))),
        Kind::MaxLength { limit } => ("maxLength", format!("must have at most {}", count(*limit, "character"))),
        Kind::MinItems { limit } => ("minItems", format!("must have at least {}", count(*limit, "item"))),
        Kind::MaxItems { limit } => ("maxItems", format!("must have at most {}", count(*limit, "item"))),
        Kind::MinProperties { limit } => ("minProperties", format!("must have at least {}", count(*limit, "member"))),
        Kind::MaxProperties { limit } => ("maxProperties", format!("must have at most {}", count(*limit, "member"))),
        Kind::Pattern { pattern } => ("pattern", format!("must match the pattern {}", shorten(pattern))),
        Kind::Enum { options } => ("enum", format!("must be one of {}", values(options))),
        Kind::Constant { expected_value } => ("const", format!("must be {}", shorten(&expected_value.to_string()))),
        Kind::Required { property } => ("required", format!("must have {}", names(property.as_str().into_iter()))),
        Kind::UniqueItems => ("uniqueItems", "must have no two equal items".to_owned()),
        Kind::Contains => ("contains", "must have an item that fits what the document asks for".to_owned()),
        Kind::AdditionalItems { .. } => ("additionalItems", "must have no further items".to_owned()),
        Kind::UnevaluatedItems { .. } => ("unevaluatedItems", "must have no further items".to_owned()),
        Kind::AdditionalProperties { .. } => ("additionalProperties", NO_OTHER.to_owned()),
        Kind::UnevaluatedProperties { .. } => ("unevaluatedProperties", NO_OTHER.to_owned()),
        Kind::PropertyNames { .. } => ("propertyNames", "must have names that the document allows".to_owned()),
        Kind::FalseSchema => ("false", "must not be there: the document allows no value".to_owned()),
        Kind::AnyOf { .. } => ("anyOf", "must fit one of the alternatives in the document".to_owned()),
        Kind::OneOfNotValid { .. } => ("oneOf", "must fit one of the alternatives in the document".to_owned()),
        Kind::OneOfMultipleValid { .. } => {
            ("oneOf", "must fit one of the alternatives in the document, not several".to_owned())
        }
        Kind::Not { .. } => ("not", "must not be what the document rules out".to_owned()),
        _ => ("schema", "must fit the document".to_owned()),
    }
}

const NO_OTHER: &str = "must have no members but those that the document declares";

fn count(number: u64, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

/// Lists values as the document writes them, strings without quotes.
pub(super) fn values(options: &Value) -> String {
    const SHOWN: usize = 20;
    let Some(options) = options.as_array() else { return shorten(&options.to_string()) };
    let text = |value: &Value| value.as_str().map_or_else(|| shorten(&value.to_string()), shorten);
    let shown: Vec<String> = options.iter().take(SHOWN).map(text).collect();
    let more = match options.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", shown.join(", "))
}

/// The required type; empty when several are allowed.
pub(super) fn type_name(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Single(one) => name(&one.to_string()),
        TypeKind::Multiple(_) => "",
    }
}

fn type_words(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => with_article(name(&one.to_string())),
        TypeKind::Multiple(all) => {
            let all: Vec<String> = (*all).into_iter().map(|one| with_article(name(&one.to_string()))).collect();
            all.join(" or ")
        }
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
