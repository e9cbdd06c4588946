//! The type of a value, in words.

use crate::engine::report::Detail;
use crate::smithy::{Kind, TimestampFormat, Width};
use crate::text::json::{JsonType, number};

/// Returns the type that a shape expects.
pub(crate) fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Structure { .. } => "an object",
        Kind::Union { .. } => "an object with exactly one member",
        Kind::List { .. } => "an array",
        Kind::Map { .. } => "an object",
        Kind::String { .. } => "a string",
        Kind::IntEnum { .. } => "a whole number",
        Kind::Integer { width, .. } => match width {
            Width::Byte => "a whole number of 8 bits",
            Width::Short => "a whole number of 16 bits",
            Width::Integer => "a whole number of 32 bits",
            Width::Long => "a whole number of 64 bits",
            Width::Big => "a whole number",
        },
        Kind::Float { bits: 32, .. } => "a number of single precision",
        Kind::Float { bits: 64, .. } => "a number of double precision",
        Kind::Float { .. } => "a number",
        Kind::Boolean => "true or false",
        Kind::Blob { .. } => "a string in base64",
        Kind::Timestamp(TimestampFormat::DateTime) => "a time such as 1985-04-12T23:20:50Z",
        Kind::Timestamp(TimestampFormat::HttpDate) => "a time such as Tue, 29 Apr 2014 18:30:38 GMT",
        Kind::Timestamp(_) => "a number of seconds since 1970",
        Kind::Document => "a value",
    }
}

pub(crate) fn detail(kind: &Kind, found: &'static str) -> Detail {
    Detail::Type { expected: expected(kind), found }
}

/// Returns the JSON type with its article.
pub(crate) fn type_name(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Object => "an object",
        JsonType::Array => "an array",
        JsonType::String => "a string",
        JsonType::Number => "a number",
        JsonType::Boolean => "a boolean",
        JsonType::Null => "null",
    }
}

/// The type of a timestamp in a protocol that has no JSON.
pub(crate) const TIME_IN_ANY_FORM: &str = "a number of seconds since 1970 or a time such as 1985-04-12T23:20:50Z";

/// What a text is that has not the form of its type.
pub(crate) const OTHER_TEXT: &str = "other text";

/// What a number is that is too large for its type.
pub(crate) const LARGER: &str = "a larger one";

/// Returns what a number is if it is not the expected integer.
pub(crate) fn integer_found(integer: number::Integer) -> &'static str {
    match integer {
        number::Integer::Fraction => "a fraction",
        _ => LARGER,
    }
}
