//! Changes as JSON: the kind, the subject, the old and the new value, and a one-line summary.

use core::fmt;

use super::ModelChange;
use crate::engine::report::json::Object;
use crate::smithy::{Length, Range};

/// Returns changes as a JSON array, the same text on every surface.
///
/// ```
/// use mi_preflight::{ModelChange, changes_to_json};
/// let changes = [ModelChange::OperationAdded { operation: "TagResource".to_owned() }];
/// assert!(changes_to_json(&changes).starts_with(r#"[{"change":"operation-added","operation":"TagResource""#));
/// ```
pub fn changes_to_json(changes: &[ModelChange]) -> String {
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

impl ModelChange {
    /// Returns the change as JSON, the same text on every surface.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        write(&mut out, self);
        out
    }
}

fn write(out: &mut String, change: &ModelChange) {
    let mut object = Object::begin(out);
    object.string("change", change.kind());
    match change {
        ModelChange::ApiVersionChanged { from, to } => {
            object.string("from", from);
            object.string("to", to);
        }
        ModelChange::OperationAdded { operation } | ModelChange::OperationRemoved { operation } => {
            object.string("operation", operation);
        }
        ModelChange::MethodChanged { operation, from, to } | ModelChange::UriChanged { operation, from, to } => {
            object.string("operation", operation);
            object.string("from", from);
            object.string("to", to);
        }
        ModelChange::StatusChanged { operation, from, to } => {
            object.string("operation", operation);
            object.raw("from", from);
            object.raw("to", to);
        }
        ModelChange::InputChanged { operation, from, to } | ModelChange::OutputChanged { operation, from, to } => {
            object.string("operation", operation);
            stated(&mut object, from.as_ref(), to.as_ref());
        }
        ModelChange::ErrorAdded { operation, error } | ModelChange::ErrorRemoved { operation, error } => {
            object.string("operation", operation);
            object.string("error", error);
        }
        ModelChange::ReadonlyChanged { operation, readonly: is }
        | ModelChange::IdempotentChanged { operation, idempotent: is } => {
            object.string("operation", operation);
            object.raw("to", is);
        }
        ModelChange::TypeChanged { shape, from, to } | ModelChange::TimestampFormatChanged { shape, from, to } => {
            object.string("shape", shape);
            object.string("from", from);
            object.string("to", to);
        }
        ModelChange::LengthChanged { shape, from, to } => {
            object.string("shape", shape);
            length(&mut object, "from", from);
            length(&mut object, "to", to);
        }
        ModelChange::RangeChanged { shape, from, to } => {
            object.string("shape", shape);
            range(&mut object, "from", from);
            range(&mut object, "to", to);
        }
        ModelChange::PatternChanged { shape, from, to } | ModelChange::MediaTypeChanged { shape, from, to } => {
            object.string("shape", shape);
            stated(&mut object, from.as_ref(), to.as_ref());
        }
        ModelChange::ValueAdded { shape, value } | ModelChange::ValueRemoved { shape, value } => {
            object.string("shape", shape);
            object.string("value", value);
        }
        ModelChange::SensitiveChanged { shape, sensitive: is }
        | ModelChange::SparseChanged { shape, sparse: is }
        | ModelChange::UniqueItemsChanged { shape, unique: is } => {
            object.string("shape", shape);
            object.raw("to", is);
        }
        ModelChange::ErrorStatusChanged { shape, from, to } => {
            object.string("shape", shape);
            object.raw("from", from);
            object.raw("to", to);
        }
        ModelChange::DeprecatedChanged { shape, member, from, to } => {
            object.string("shape", shape);
            if let Some(member) = member {
                object.string("member", member);
            }
            stated(&mut object, from.as_ref(), to.as_ref());
        }
        ModelChange::MemberAdded { shape, member, target, required } => {
            object.string("shape", shape);
            object.string("member", member);
            object.string("target", target);
            object.raw("required", required);
        }
        ModelChange::MemberRemoved { shape, member } => {
            object.string("shape", shape);
            object.string("member", member);
        }
        ModelChange::TargetChanged { shape, member, from, to } => {
            object.string("shape", shape);
            object.string("member", member);
            object.string("from", from);
            object.string("to", to);
        }
        ModelChange::RequiredChanged { shape, member, required: is }
        | ModelChange::IdempotencyTokenChanged { shape, member, idempotency_token: is } => {
            object.string("shape", shape);
            object.string("member", member);
            object.raw("to", is);
        }
        ModelChange::BindingChanged { shape, member, from, to } => {
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
