//! Comparison of shapes by name.

use std::collections::BTreeSet;

use super::ModelChange;
use crate::smithy::shape_closure::{self, ReachableShapes, timestamp_format};
use crate::smithy::view::ShapeType;
use crate::smithy::{Kind, Length, Member, Model, Range, Shape, ShapeId, Text};

/// One of the two models, with the names of its shapes.
struct Side<'a, 'm> {
    model: &'m Model<'a>,
    reached: ReachableShapes<'a>,
}

pub(super) fn compare(from: &Model<'_>, to: &Model<'_>, changes: &mut Vec<ModelChange>) {
    let from = Side { model: from, reached: ReachableShapes::of(from) };
    let to = Side { model: to, reached: ReachableShapes::of(to) };
    for (name, old) in from.reached.iter() {
        if let Some(new) = to.reached.get(name) {
            shape(name, (&from, old), (&to, new), changes);
        }
    }
}

fn shape(
    name: &str,
    (from, old_id): (&Side<'_, '_>, ShapeId),
    (to, new_id): (&Side<'_, '_>, ShapeId),
    changes: &mut Vec<ModelChange>,
) {
    let shape = || name.to_owned();
    let (old, new) = (from.model.shape(old_id), to.model.shape(new_id));
    let (old_type, new_type) = (ShapeType::of(&old.kind).name(), ShapeType::of(&new.kind).name());
    if old_type != new_type {
        changes.push(ModelChange::TypeChanged { shape: shape(), from: old_type, to: new_type });
    }
    // Ranges and lengths apply to several types, so they are compared even if the type changed.
    let (old_length, new_length) = (length(&old.kind), length(&new.kind));
    if old_length != new_length {
        changes.push(ModelChange::LengthChanged { shape: shape(), from: old_length, to: new_length });
    }
    let (old_range, new_range) = (range(&old.kind), range(&new.kind));
    if old_range != new_range {
        changes.push(ModelChange::RangeChanged { shape: shape(), from: old_range, to: new_range });
    }
    let (old_pattern, new_pattern) = (pattern(from.model, old), pattern(to.model, new));
    if old_pattern != new_pattern {
        changes.push(ModelChange::PatternChanged { shape: shape(), from: old_pattern, to: new_pattern });
    }
    let (old_values, new_values) = (values(from.model, old), values(to.model, new));
    let (old_set, new_set): (BTreeSet<&str>, BTreeSet<&str>) =
        (old_values.iter().copied().collect(), new_values.iter().copied().collect());
    for value in new_set.difference(&old_set) {
        changes.push(ModelChange::ValueAdded { shape: shape(), value: (*value).to_owned() });
    }
    for value in old_set.difference(&new_set) {
        changes.push(ModelChange::ValueRemoved { shape: shape(), value: (*value).to_owned() });
    }
    traits(name, (from.model, old), (to.model, new), changes);
    members(name, (from, old_id), (to, new_id), changes);
}

fn traits(
    name: &str,
    (from, old): (&Model<'_>, &Shape),
    (to, new): (&Model<'_>, &Shape),
    changes: &mut Vec<ModelChange>,
) {
    let shape = || name.to_owned();
    if old.sensitive != new.sensitive {
        changes.push(ModelChange::SensitiveChanged { shape: shape(), sensitive: new.sensitive });
    }
    let (old_media_type, new_media_type) = (stated(from, old.media_type), stated(to, new.media_type));
    if old_media_type != new_media_type {
        changes.push(ModelChange::MediaTypeChanged { shape: shape(), from: old_media_type, to: new_media_type });
    }
    let (old_since, new_since) = (stated(from, old.deprecated), stated(to, new.deprecated));
    if old_since != new_since {
        changes.push(ModelChange::DeprecatedChanged { shape: shape(), member: None, from: old_since, to: new_since });
    }
    if old.error_status != new.error_status {
        changes.push(ModelChange::ErrorStatusChanged { shape: shape(), from: old.error_status, to: new.error_status });
    }
    match (&old.kind, &new.kind) {
        (Kind::List { sparse: old, unique: old_unique, .. }, Kind::List { sparse: new, unique: new_unique, .. }) => {
            if old != new {
                changes.push(ModelChange::SparseChanged { shape: shape(), sparse: *new });
            }
            if old_unique != new_unique {
                changes.push(ModelChange::UniqueItemsChanged { shape: shape(), unique: *new_unique });
            }
        }
        (Kind::Map { sparse: old, .. }, Kind::Map { sparse: new, .. }) if old != new => {
            changes.push(ModelChange::SparseChanged { shape: shape(), sparse: *new });
        }
        (Kind::Timestamp(old), Kind::Timestamp(new)) if old != new => {
            let (from, to) = (timestamp_format(*old), timestamp_format(*new));
            changes.push(ModelChange::TimestampFormatChanged { shape: shape(), from, to });
        }
        _ => {}
    }
}

fn members(
    name: &str,
    (from, old): (&Side<'_, '_>, ShapeId),
    (to, new): (&Side<'_, '_>, ShapeId),
    changes: &mut Vec<ModelChange>,
) {
    let (old_members, new_members) = (from.model.members_of(Some(old)), to.model.members_of(Some(new)));
    let of_name = |model: &Model<'_>, members: &[Member], name: &str| {
        members.iter().find(|member| model.str(member.name) == name).copied()
    };
    for new in new_members {
        let member = to.model.str(new.name);
        match of_name(from.model, old_members, member) {
            Some(old) => self::member(name, (from, &old), (to, new), changes),
            None => changes.push(ModelChange::MemberAdded {
                shape: name.to_owned(),
                member: member.to_owned(),
                target: to.reached.name(new.shape).to_owned(),
                required: new.required,
            }),
        }
    }
    for old in old_members {
        let member = from.model.str(old.name);
        if of_name(to.model, new_members, member).is_none() {
            changes.push(ModelChange::MemberRemoved { shape: name.to_owned(), member: member.to_owned() });
        }
    }
    if old_members.is_empty() && new_members.is_empty() {
        let (old_parts, new_parts) = (shape_closure::parts(from.model, old), shape_closure::parts(to.model, new));
        for ((part, old), (_, new)) in old_parts.iter().zip(&new_parts).filter(|((old, _), (new, _))| old == new) {
            target(name, part, (from, *old), (to, *new), changes);
        }
    }
}

fn member(
    name: &str,
    (from, old): (&Side<'_, '_>, &Member),
    (to, new): (&Side<'_, '_>, &Member),
    changes: &mut Vec<ModelChange>,
) {
    let shape = || name.to_owned();
    let member = || to.model.str(new.name).to_owned();
    target(name, to.model.str(new.name), (from, old.shape), (to, new.shape), changes);
    if old.required != new.required {
        changes.push(ModelChange::RequiredChanged { shape: shape(), member: member(), required: new.required });
    }
    if old.idempotency_token != new.idempotency_token {
        let idempotency_token = new.idempotency_token;
        changes.push(ModelChange::IdempotencyTokenChanged { shape: shape(), member: member(), idempotency_token });
    }
    let (old_since, new_since) = (stated(from.model, old.deprecated), stated(to.model, new.deprecated));
    if old_since != new_since {
        let (from, to) = (old_since, new_since);
        changes.push(ModelChange::DeprecatedChanged { shape: shape(), member: Some(member()), from, to });
    }
    let (old_binding, new_binding) = (shape_closure::binding(from.model, old), shape_closure::binding(to.model, new));
    if old_binding != new_binding {
        let owned = |(kind, name): (&'static str, &str)| (kind, name.to_owned());
        let (from, to) = (owned(old_binding), owned(new_binding));
        changes.push(ModelChange::BindingChanged { shape: shape(), member: member(), from, to });
    }
}

fn target(
    shape: &str,
    member: &str,
    (from, old): (&Side<'_, '_>, ShapeId),
    (to, new): (&Side<'_, '_>, ShapeId),
    changes: &mut Vec<ModelChange>,
) {
    let (from, to) = (from.reached.name(old), to.reached.name(new));
    if from != to {
        changes.push(ModelChange::TargetChanged {
            shape: shape.to_owned(),
            member: member.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        });
    }
}

fn stated(model: &Model<'_>, text: Text) -> Option<String> {
    (!text.is_empty()).then(|| model.str(text).to_owned())
}

fn length(kind: &Kind) -> Length {
    match kind {
        Kind::List { length, .. } | Kind::Map { length, .. } | Kind::String { length, .. } | Kind::Blob { length } => {
            *length
        }
        _ => Length::default(),
    }
}

fn range(kind: &Kind) -> Range {
    match kind {
        Kind::Integer { range, .. } | Kind::Float { range, .. } => *range,
        _ => Range::default(),
    }
}

fn pattern(model: &Model<'_>, shape: &Shape) -> Option<String> {
    match shape.kind {
        Kind::String { pattern, .. } => pattern.map(|index| model.str(model.pattern(index).source).to_owned()),
        _ => None,
    }
}

fn values<'a>(model: &Model<'a>, shape: &Shape) -> Vec<&'a str> {
    match shape.kind {
        Kind::String { values, .. } | Kind::IntEnum { values } => {
            model.enum_values(values).iter().map(|value| model.str(value.value)).collect()
        }
        _ => Vec::new(),
    }
}
