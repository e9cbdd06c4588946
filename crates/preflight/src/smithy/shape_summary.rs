//! A short description of a shape's values.

use core::fmt::{self, Write as _};

use crate::smithy::{Kind, Length, Model, Range, ShapeId, TimestampFormat, Width};

/// The maximum number of enum values that a description lists. It only counts longer enums.
const MAX_LISTED_VALUES: usize = 6;

/// Describes a shape, such as `a string of 1 to 128 characters that matches …`.
pub(crate) fn shape(model: &Model<'_>, id: ShapeId) -> String {
    let shape = model.shape(id);
    let mut out = match &shape.kind {
        Kind::Structure { .. } => "an object".to_owned(),
        Kind::Union { .. } => "an object with exactly one of its members".to_owned(),
        Kind::List { member, length, sparse, unique } => {
            let item = name_or_summary(model, *member);
            let unique = if *unique { ", no two of them equal" } else { "" };
            format!("a list of {}: {item}{}{unique}", amount(length, "item", "items"), or_null(*sparse))
        }
        Kind::Map { key, value, length, sparse } => {
            let amount = amount(length, "entry", "entries");
            let (key, value) = (name_or_summary(model, *key), name_or_summary(model, *value));
            format!("a map of {amount}: {key} to {value}{}", or_null(*sparse))
        }
        Kind::String { length, pattern, values } => {
            let values = model.enum_values(*values);
            let names: Vec<&str> =
                values.iter().filter(|value| !value.internal).map(|value| model.str(value.value)).collect();
            let mut out = match names.len() {
                0 => format!("a string{}", of_characters(length)),
                count if count <= MAX_LISTED_VALUES => format!("one of {}", quoted(&names)),
                count => format!("one of {count} values"),
            };
            if let Some(index) = pattern {
                let _ = write!(out, " that matches `{}`", model.str(model.pattern(*index).source));
            }
            out
        }
        Kind::IntEnum { values } => {
            let names: Vec<&str> = model.enum_values(*values).iter().map(|value| model.str(value.value)).collect();
            format!("one of the numbers {}", names.join(", "))
        }
        Kind::Integer { width, range } => format!("a whole number{}", of_range(range, bits(*width))),
        Kind::Float { bits, range } => {
            let precision = match bits {
                32 => " of single precision",
                64 => " of double precision",
                _ => "",
            };
            format!("a number{}", of_range(range, precision))
        }
        Kind::Boolean => "true or false".to_owned(),
        Kind::Blob { length } => format!("bytes in base64{}", of_bytes(length)),
        Kind::Timestamp(TimestampFormat::DateTime) => "a time such as `1985-04-12T23:20:50Z`".to_owned(),
        Kind::Timestamp(TimestampFormat::HttpDate) => "a time such as `Tue, 29 Apr 2014 18:30:38 GMT`".to_owned(),
        Kind::Timestamp(_) => "a time in seconds since 1970".to_owned(),
        Kind::Document => "any JSON value".to_owned(),
    };
    if !shape.media_type.is_empty() {
        let _ = write!(out, ", {}", model.str(shape.media_type));
    }
    if shape.sensitive {
        out.push_str(", sensitive");
    }
    out
}

/// Describes an item, key or value: containers by their name, everything else in words.
fn name_or_summary(model: &Model<'_>, id: ShapeId) -> String {
    match model.shape(id).kind {
        Kind::Structure { .. } | Kind::Union { .. } | Kind::List { .. } | Kind::Map { .. } => {
            format!("`{}`", model.shape_name(id))
        }
        _ => shape(model, id),
    }
}

fn or_null(sparse: bool) -> &'static str {
    if sparse { " or null" } else { "" }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn bits(width: Width) -> &'static str {
    match width {
        Width::Byte => " of 8 bits",
        Width::Short => " of 16 bits",
        Width::Integer => " of 32 bits",
        Width::Long => " of 64 bits",
        Width::Big => "",
    }
}

fn of_characters(length: &Length) -> String {
    if *length == Length::default() {
        String::new()
    } else {
        format!(" of {}", amount(length, "character", "characters"))
    }
}

fn of_bytes(length: &Length) -> String {
    if *length == Length::default() { String::new() } else { format!(", {} of them", bounds(length.min, length.max)) }
}

/// Describes a range. A range with both bounds makes the number of bits redundant.
fn of_range(range: &Range, otherwise: &str) -> String {
    match (range.min, range.max) {
        (Some(min), Some(max)) => format!(" from {min} to {max}"),
        (None, None) => otherwise.to_owned(),
        (min, max) => format!("{otherwise}, {}", bounds(min, max)),
    }
}

fn amount(length: &Length, singular: &str, plural: &str) -> String {
    match (length.min, length.max) {
        (None, None) => plural.to_owned(),
        (min, max) => format!("{} {}", bounds(min, max), if max.or(min) == Some(1) { singular } else { plural }),
    }
}

fn bounds<T: fmt::Display + PartialEq>(min: Option<T>, max: Option<T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any number".to_owned(),
    }
}
