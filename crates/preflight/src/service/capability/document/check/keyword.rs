//! The keywords of a value schema, and the kind of value that each of them takes.

use serde_json::Value;

/// The kind of value that a keyword takes.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Schema,
    Schemas,
    SchemasByName,
    Reference,
    Plain(Plain),
    /// Names a target for references that documents cannot contain.
    NoEffect,
    /// An addition of the dialect that occurs in other places too.
    Extrinsic,
    ExtrinsicMap,
    /// Any value.
    Open,
}

/// Keywords that do not take a schema.
#[derive(Clone, Copy)]
pub(super) enum Plain {
    Types,
    Number,
    Positive,
    Count,
    Text,
    Truth,
    Names,
    NamesByName,
    List,
}

/// `not` is excluded by a rule of its own; the check of the text already reported it.
const KEYWORDS: [(&str, Kind); 61] = [
    ("$ref", Kind::Reference),
    ("type", Kind::Plain(Plain::Types)),
    ("enum", Kind::Plain(Plain::List)),
    ("const", Kind::Open),
    ("default", Kind::Open),
    ("examples", Kind::Plain(Plain::List)),
    ("title", Kind::Plain(Plain::Text)),
    ("description", Kind::Plain(Plain::Text)),
    ("nullable", Kind::Plain(Plain::Truth)),
    ("minimum", Kind::Plain(Plain::Number)),
    ("maximum", Kind::Plain(Plain::Number)),
    ("exclusiveMinimum", Kind::Plain(Plain::Number)),
    ("exclusiveMaximum", Kind::Plain(Plain::Number)),
    ("multipleOf", Kind::Plain(Plain::Positive)),
    ("minLength", Kind::Plain(Plain::Count)),
    ("maxLength", Kind::Plain(Plain::Count)),
    ("pattern", Kind::Plain(Plain::Text)),
    ("format", Kind::Plain(Plain::Text)),
    ("items", Kind::Schema),
    ("prefixItems", Kind::Schemas),
    ("contains", Kind::Schema),
    ("minItems", Kind::Plain(Plain::Count)),
    ("maxItems", Kind::Plain(Plain::Count)),
    ("minContains", Kind::Plain(Plain::Count)),
    ("maxContains", Kind::Plain(Plain::Count)),
    ("uniqueItems", Kind::Plain(Plain::Truth)),
    ("unevaluatedItems", Kind::Schema),
    ("properties", Kind::SchemasByName),
    ("patternProperties", Kind::SchemasByName),
    ("additionalProperties", Kind::Schema),
    ("unevaluatedProperties", Kind::Schema),
    ("propertyNames", Kind::Schema),
    ("required", Kind::Plain(Plain::Names)),
    ("minProperties", Kind::Plain(Plain::Count)),
    ("maxProperties", Kind::Plain(Plain::Count)),
    ("dependentRequired", Kind::Plain(Plain::NamesByName)),
    ("dependentSchemas", Kind::SchemasByName),
    ("allOf", Kind::Schemas),
    ("anyOf", Kind::Schemas),
    ("oneOf", Kind::Schemas),
    ("if", Kind::Schema),
    ("then", Kind::Schema),
    ("else", Kind::Schema),
    ("not", Kind::Open),
    ("$defs", Kind::SchemasByName),
    ("extrinsicId", Kind::Extrinsic),
    ("extrinsicProperties", Kind::Extrinsic),
    ("extrinsicIdMap", Kind::ExtrinsicMap),
    ("$comment", Kind::Plain(Plain::Text)),
    ("deprecated", Kind::Plain(Plain::Truth)),
    ("readOnly", Kind::Plain(Plain::Truth)),
    ("writeOnly", Kind::Plain(Plain::Truth)),
    ("contentEncoding", Kind::Plain(Plain::Text)),
    ("contentMediaType", Kind::Plain(Plain::Text)),
    ("contentSchema", Kind::Open),
    ("$id", Kind::NoEffect),
    ("$schema", Kind::NoEffect),
    ("$anchor", Kind::NoEffect),
    ("$dynamicAnchor", Kind::NoEffect),
    ("$dynamicRef", Kind::NoEffect),
    ("$vocabulary", Kind::NoEffect),
];

/// The type names of JSON Schema.
const TYPES: [&str; 7] = ["boolean", "integer", "number", "string", "null", "array", "object"];

pub(super) fn kind(name: &str) -> Option<Kind> {
    KEYWORDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KEYWORDS.iter().map(|(name, _)| *name)
}

impl Plain {
    /// Returns what the keyword requires, with the reason of the violation, if the value does not meet it.
    pub(super) fn mismatch(self, value: &Value) -> Option<(&'static str, &'static str)> {
        let is_type = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
        let (fits, reason, expected) = match self {
            Plain::Types => (
                is_type(value) || value.as_array().is_some_and(|names| !names.is_empty() && names.iter().all(is_type)),
                "types",
                "must be boolean, integer, number, string, null, array or object, or a list of some of them",
            ),
            Plain::Number => (value.is_number(), "number", "must be a number"),
            Plain::Positive => {
                (value.as_f64().is_some_and(|number| number > 0.0), "positive-number", "must be a number above 0")
            }
            Plain::Count => (
                value.as_f64().is_some_and(|number| number >= 0.0 && number.fract() == 0.0),
                "count",
                "must be a whole number from 0",
            ),
            Plain::Text => (value.is_string(), "string", "must be a string"),
            Plain::Truth => (value.is_boolean(), "boolean", "must be true or false"),
            Plain::Names => (are_names(value), "names", "must be a list of unique names"),
            Plain::NamesByName => (
                value.as_object().is_some_and(|lists| lists.values().all(are_names)),
                "names-by-name",
                "must be an object of lists of unique names",
            ),
            Plain::List => (value.is_array(), "list", "must be a list"),
        };
        (!fits).then_some((reason, expected))
    }
}

fn are_names(value: &Value) -> bool {
    let Some(names) = value.as_array() else { return false };
    let mut texts: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
    texts.sort_unstable();
    texts.len() == names.len() && texts.windows(2).all(|pair| pair[0] != pair[1])
}

/// Returns whether a value has a type of JSON Schema; an unknown type accepts any value.
pub(super) fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
