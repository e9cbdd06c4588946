//! Changes as one-line text.

use core::fmt;

use super::ModelChange;
use crate::smithy::{Length, Range};

impl fmt::Display for ModelChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelChange::ApiVersionChanged { from, to } => write!(f, "api version: `{from}` -> `{to}`"),
            ModelChange::OperationAdded { operation } => write!(f, "operation `{operation}` added"),
            ModelChange::OperationRemoved { operation } => write!(f, "operation `{operation}` removed"),
            ModelChange::MethodChanged { operation, from, to } => {
                write!(f, "operation `{operation}` method: {} -> {}", or_none(from), or_none(to))
            }
            ModelChange::UriChanged { operation, from, to } => {
                let quoted = |uri: &String| Some(uri.clone()).filter(|uri| !uri.is_empty());
                write!(f, "operation `{operation}` uri: {} -> {}", Stated(&quoted(from)), Stated(&quoted(to)))
            }
            ModelChange::StatusChanged { operation, from, to } => {
                write!(f, "operation `{operation}` status: {from} -> {to}")
            }
            ModelChange::InputChanged { operation, from, to } => {
                write!(f, "operation `{operation}` input: {} -> {}", Stated(from), Stated(to))
            }
            ModelChange::OutputChanged { operation, from, to } => {
                write!(f, "operation `{operation}` output: {} -> {}", Stated(from), Stated(to))
            }
            ModelChange::ErrorAdded { operation, error } => write!(f, "operation `{operation}` error `{error}` added"),
            ModelChange::ErrorRemoved { operation, error } => {
                write!(f, "operation `{operation}` error `{error}` removed")
            }
            ModelChange::ReadonlyChanged { operation, readonly } => {
                write!(f, "operation `{operation}` {} readonly", now(*readonly))
            }
            ModelChange::IdempotentChanged { operation, idempotent } => {
                write!(f, "operation `{operation}` {} idempotent", now(*idempotent))
            }
            ModelChange::TypeChanged { shape, from, to } => write!(f, "`{shape}` type: {from} -> {to}"),
            ModelChange::LengthChanged { shape, from, to } => {
                write!(f, "`{shape}` length: {} -> {}", length(from), length(to))
            }
            ModelChange::RangeChanged { shape, from, to } => {
                write!(f, "`{shape}` range: {} -> {}", range(from), range(to))
            }
            ModelChange::PatternChanged { shape, from, to } => {
                write!(f, "`{shape}` pattern: {} -> {}", Stated(from), Stated(to))
            }
            ModelChange::ValueAdded { shape, value } => write!(f, "`{shape}` value `{value}` added"),
            ModelChange::ValueRemoved { shape, value } => write!(f, "`{shape}` value `{value}` removed"),
            ModelChange::SensitiveChanged { shape, sensitive } => write!(f, "`{shape}` {} sensitive", now(*sensitive)),
            ModelChange::SparseChanged { shape, sparse } => write!(f, "`{shape}` {} sparse", now(*sparse)),
            ModelChange::UniqueItemsChanged { shape, unique } => {
                write!(f, "`{shape}` {} of unique items", now(*unique))
            }
            ModelChange::TimestampFormatChanged { shape, from, to } => {
                write!(f, "`{shape}` timestamp format: {from} -> {to}")
            }
            ModelChange::MediaTypeChanged { shape, from, to } => {
                write!(f, "`{shape}` media type: {} -> {}", Stated(from), Stated(to))
            }
            ModelChange::ErrorStatusChanged { shape, from, to } => write!(f, "`{shape}` status: {from} -> {to}"),
            ModelChange::DeprecatedChanged { shape, member, from, to } => {
                let member = member.as_deref().map(|member| format!("${member}")).unwrap_or_default();
                match (from, to) {
                    (None, Some(to)) => write!(f, "`{shape}{member}` deprecated since {to}"),
                    (Some(_), None) => write!(f, "`{shape}{member}` no longer deprecated"),
                    (from, to) => write!(f, "`{shape}{member}` deprecated since: {} -> {}", Stated(from), Stated(to)),
                }
            }
            ModelChange::MemberAdded { shape, member, target, required } => {
                let required = if *required { ", required" } else { "" };
                write!(f, "`{shape}${member}` added (`{target}`){required}")
            }
            ModelChange::MemberRemoved { shape, member } => write!(f, "`{shape}${member}` removed"),
            ModelChange::TargetChanged { shape, member, from, to } => {
                write!(f, "`{shape}${member}` target: `{from}` -> `{to}`")
            }
            ModelChange::RequiredChanged { shape, member, required } => {
                write!(f, "`{shape}${member}` {} required", now(*required))
            }
            ModelChange::IdempotencyTokenChanged { shape, member, idempotency_token } => {
                write!(f, "`{shape}${member}` {} an idempotency token", now(*idempotency_token))
            }
            ModelChange::BindingChanged { shape, member, from, to } => {
                write!(f, "`{shape}${member}` travels: {} -> {}", binding(from), binding(to))
            }
        }
    }
}

/// An optional name: in backticks, or `none`.
struct Stated<'a>(&'a Option<String>);

impl fmt::Display for Stated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(text) => write!(f, "`{text}`"),
            None => f.write_str("none"),
        }
    }
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

fn now(is: bool) -> &'static str {
    if is { "now" } else { "no longer" }
}

fn length(length: &Length) -> String {
    bounds(length.min.as_ref(), length.max.as_ref())
}

fn range(range: &Range) -> String {
    bounds(range.min.as_ref(), range.max.as_ref())
}

fn bounds<T: fmt::Display>(min: Option<&T>, max: Option<&T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any".to_owned(),
    }
}

fn binding((kind, name): &(&'static str, String)) -> String {
    if name.is_empty() { (*kind).to_owned() } else { format!("{kind} `{name}`") }
}
