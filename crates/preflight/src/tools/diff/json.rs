//! Changes as JSON: the kind, the subject, the old and the new value, and a one-line summary.

use core::fmt;

use super::Change;
use crate::engine::report::json::Object;
use crate::smithy::{Length, Range};

/// Returns changes as a JSON array, the same text on every surface.
///
/// ```
/// use mi_preflight::{Change, changes_to_json};
/// let changes = [Change::OperationAdded { operation: "TagResource".to_owned() }];
/// assert!(changes_to_json(&changes).starts_with(r#"[{"change":"operation-added","operation":"TagResource""#));
/// ```
pub fn changes_to_json(changes: &[Change]) -> String {
    let mut out = String::from("[");
    for (index, change) in changes.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(&mut out, change);
    }
    out.push(']');
    out
}

impl Change {
    /// Returns the change as JSON, the same text on every surface.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        write(&mut out, self);
        out
    }
}

fn write(out: &mut String, change: &Change) {
    let mut object = Object::begin(out);
    object.string("change", change.kind());
    match change {
        Change::ApiVersionChanged { from, to } => {
            object.string("from", from);
            object.string("to", to);
        }
        Change::OperationAdded { operation } | Change::OperationRemoved { operation } => {
            object.string("operation", operation);
        }
        Change::MethodChanged { operation, from, to } | Change::UriChanged { operation, from, to } => {
            object.string("operation", operation);
            object.string("from", from);
            object.string("to", to);
        }
        Change::StatusChanged { operation, from, to } => {
            object.string("operation", operation);
            object.raw("from", from);
            object.raw("to", to);
        }
        Change::InputChanged { operation, from, to } | Change::OutputChanged { operation, from, to } => {
            object.string("operation", operation);
            stated(&mut object, from.as_ref(), to.as_ref());
        }
        Change::ErrorAdded { operation, error } | Change::ErrorRemoved { operation, error } => {
            object.string("operation", operation);
            object.string("error", error);
        }
        Change::ReadonlyChanged { operation, readonly: is }
        | Change::IdempotentChanged { operation, idempotent: is } => {
            object.string("operation", operation);
            object.raw("to", is);
        }
        Change::TypeChanged { shape, from, to } | Change::TimestampFormatChanged { shape, from, to } => {
            object.string("shape", shape);
            object.string("from", from);
            object.string("to", to);
        }
        Change::LengthChanged { shape, from, to } => {
            object.string("shape", shape);
            length(&mut object, "from", from);
            length(&mut object, "to", to);
        }
        Change::RangeChanged { shape, from, to } => {
            object.string("shape", shape);
            range(&mut object, "from", from);
            range(&mut object, "to", to);
        }
        Change::PatternChanged { shape, from, to } | Change::MediaTypeChanged { shape, from, to } => {
            object.string("shape", shape);
            stated(&mut object, from.as_ref(), to.as_ref());
        }
        Change::ValueAdded { shape, value } | Change::ValueRemoved { shape, value } => {
            object.string("shape", shape);
            object.string("value", value);
        }
        Change::SensitiveChanged { shape, sensitive: is }
        | Change::SparseChanged { shape, sparse: is }
        | Change::UniqueItemsChanged { shape, unique: is } => {
            object.string("shape", shape);
            object.raw("to", is);
        }
        Change::ErrorStatusChanged { shape, from, to } => {
            object.string("shape", shape);
            object.raw("from", from);
            object.raw("to", to);
        }
        Change::DeprecatedChanged { shape, member, from, to } => {
            object.string("shape", shape);
            if let Some(member) = member {
                object.string("member", member);
            }
            stated(&mut object, from.as_ref(), to.as_ref());
        }
        Change::MemberAdded { shape, member, target, required } => {
            object.string("shape", shape);
            object.string("member", member);
            object.string("target", target);
            object.raw("required", required);
        }
        Change::MemberRemoved { shape, member } => {
            object.string("shape", shape);
            object.string("member", member);
        }
        Change::TargetChanged { shape, member, from, to } => {
            object.string("shape", shape);
            object.string("member", member);
            object.string("from", from);
            object.string("to", to);
        }
        Change::RequiredChanged { shape, member, required: is }
        | Change::IdempotencyTokenChanged { shape, member, idempotency_token: is } => {
            object.string("shape", shape);
            object.string("member", member);
            object.raw("to", is);
        }
        Change::BindingChanged { shape, member, from, to } => {
            object.string("shape", shape);
            object.string("member", member);
            binding(&mut object, "from", from);
            binding(&mut object, "to", to);
        }
    }
    object.string("message", &change.to_string());
    object.end();
}

/// Writes the old and the new value, omitting an absent one.
fn stated(object: &mut Object<'_>, from: Option<&String>, to: Option<&String>) {
    if let Some(from) = from {
        object.string("from", from);
    }
    if let Some(to) = to {
        object.string("to", to);
    }
}

fn length(object: &mut Object<'_>, key: &str, length: &Length) {
    bounds(object, key, length.min, length.max);
}

fn range(object: &mut Object<'_>, key: &str, range: &Range) {
    bounds(object, key, range.min, range.max);
}

fn bounds(object: &mut Object<'_>, key: &str, min: Option<impl fmt::Display>, max: Option<impl fmt::Display>) {
    let mut bounds = Object::begin(object.key(key));
    if let Some(min) = min {
        bounds.raw("min", min);
    }
    if let Some(max) = max {
        bounds.raw("max", max);
    }
    bounds.end();
}

fn binding(object: &mut Object<'_>, key: &str, (kind, name): &(&'static str, String)) {
    let mut binding = Object::begin(object.key(key));
    binding.string("in", kind);
    if !name.is_empty() {
        binding.string("name", name);
    }
    binding.end();
}
