//! Changes as one-line text.

use core::fmt;

use super::Change;
use crate::smithy::{Length, Range};

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::ApiVersionChanged { from, to } => write!(f, "api version: `{from}` -> `{to}`"),
            Change::OperationAdded { operation } => write!(f, "operation `{operation}` added"),
            Change::OperationRemoved { operation } => write!(f, "operation `{operation}` removed"),
            Change::MethodChanged { operation, from, to } => {
                write!(f, "operation `{operation}` method: {from} -> {to}")
            }
            Change::UriChanged { operation, from, to } => write!(f, "operation `{operation}` uri: `{from}` -> `{to}`"),
            Change::StatusChanged { operation, from, to } => {
                write!(f, "operation `{operation}` status: {from} -> {to}")
            }
            Change::InputChanged { operation, from, to } => {
                write!(f, "operation `{operation}` input: {} -> {}", Stated(from), Stated(to))
            }
            Change::OutputChanged { operation, from, to } => {
                write!(f, "operation `{operation}` output: {} -> {}", Stated(from), Stated(to))
            }
            Change::ErrorAdded { operation, error } => write!(f, "operation `{operation}` error `{error}` added"),
            Change::ErrorRemoved { operation, error } => write!(f, "operation `{operation}` error `{error}` removed"),
            Change::ReadonlyChanged { operation, readonly } => {
                write!(f, "operation `{operation}` {} readonly", now(*readonly))
            }
            Change::IdempotentChanged { operation, idempotent } => {
                write!(f, "operation `{operation}` {} idempotent", now(*idempotent))
            }
            Change::TypeChanged { shape, from, to } => write!(f, "`{shape}` type: {from} -> {to}"),
            Change::LengthChanged { shape, from, to } => {
                write!(f, "`{shape}` length: {} -> {}", length(from), length(to))
            }
            Change::RangeChanged { shape, from, to } => write!(f, "`{shape}` range: {} -> {}", range(from), range(to)),
            Change::PatternChanged { shape, from, to } => {
                write!(f, "`{shape}` pattern: {} -> {}", Stated(from), Stated(to))
            }
            Change::ValueAdded { shape, value } => write!(f, "`{shape}` value `{value}` added"),
            Change::ValueRemoved { shape, value } => write!(f, "`{shape}` value `{value}` removed"),
            Change::SensitiveChanged { shape, sensitive } => write!(f, "`{shape}` {} sensitive", now(*sensitive)),
            Change::SparseChanged { shape, sparse } => write!(f, "`{shape}` {} sparse", now(*sparse)),
            Change::UniqueItemsChanged { shape, unique } => write!(f, "`{shape}` {} of unique items", now(*unique)),
            Change::TimestampFormatChanged { shape, from, to } => {
                write!(f, "`{shape}` timestamp format: {from} -> {to}")
            }
            Change::MediaTypeChanged { shape, from, to } => {
                write!(f, "`{shape}` media type: {} -> {}", Stated(from), Stated(to))
            }
            Change::ErrorStatusChanged { shape, from, to } => write!(f, "`{shape}` status: {from} -> {to}"),
            Change::DeprecatedChanged { shape, member, from, to } => {
                let member = member.as_deref().map(|member| format!("${member}")).unwrap_or_default();
                match (from, to) {
                    (None, Some(to)) => write!(f, "`{shape}{member}` deprecated since {to}"),
                    (Some(_), None) => write!(f, "`{shape}{member}` no longer deprecated"),
                    (from, to) => write!(f, "`{shape}{member}` deprecated since: {} -> {}", Stated(from), Stated(to)),
                }
            }
            Change::MemberAdded { shape, member, target, required } => {
                let required = if *required { ", required" } else { "" };
                write!(f, "`{shape}${member}` added (`{target}`){required}")
            }
            Change::MemberRemoved { shape, member } => write!(f, "`{shape}${member}` removed"),
            Change::TargetChanged { shape, member, from, to } => {
                write!(f, "`{shape}${member}` target: `{from}` -> `{to}`")
            }
            Change::RequiredChanged { shape, member, required } => {
                write!(f, "`{shape}${member}` {} required", now(*required))
            }
            Change::IdempotencyTokenChanged { shape, member, idempotency_token } => {
                write!(f, "`{shape}${member}` {} an idempotency token", now(*idempotency_token))
            }
            Change::BindingChanged { shape, member, from, to } => {
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
