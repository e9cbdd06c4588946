//! Which shapes operations lead to, each under a name of its own.
//!
//! A table may hold several shapes of one name: two editions share it, and a member's own constraint traits make a
//! second shape of its target. Whoever writes a model down, or compares two, needs one name for each.

use std::collections::{BTreeMap, BTreeSet};

use crate::smithy::{Binding, Kind, Member, Model, OperationShape, ShapeId, TimestampFormat, Width};

/// The shapes that a model's operations lead to.
#[derive(Debug)]
pub(crate) struct ReachableShapes<'a> {
    by_name: BTreeMap<String, ShapeId>,
    names: BTreeMap<ShapeId, String>,
    model: Model<'a>,
}

/// A shape that was come upon, with a name for it should its own be taken.
struct Visit<'a> {
    model: Model<'a>,
    places: BTreeMap<ShapeId, String>,
    order: Vec<ShapeId>,
}

impl<'a> ReachableShapes<'a> {
    /// Everything that the model's operations lead to: inputs, outputs and errors.
    pub(crate) fn of(model: &Model<'a>) -> ReachableShapes<'a> {
        let mut visit = Visit { model: *model, places: BTreeMap::new(), order: Vec::new() };
        for operation in model.operations {
            for root in roots(model, operation) {
                visit.shape(root, || model.shape_name(root).to_owned());
            }
        }
        // The row that was stored first is the shape itself, later ones are what members made of it.
        let mut taken: BTreeMap<&str, ShapeId> = BTreeMap::new();
        for &id in visit.places.keys() {
            taken.entry(model.shape_name(id)).or_insert(id);
        }
        let mut by_name: BTreeMap<String, ShapeId> = taken.iter().map(|(name, id)| ((*name).to_owned(), *id)).collect();
        let kept: BTreeSet<ShapeId> = by_name.values().copied().collect();
        for id in &visit.order {
            if kept.contains(id) {
                continue;
            }
            let place = &visit.places[id];
            let free = (1_usize..).map(|count| if count == 1 { place.clone() } else { format!("{place}{count}") });
            if let Some(name) = free.take(usize::from(u16::MAX) + 2).find(|name| !by_name.contains_key(name)) {
                by_name.insert(name, *id);
            }
        }
        let names = by_name.iter().map(|(name, id)| (*id, name.clone())).collect();
        ReachableShapes { by_name, names, model: *model }
    }

    /// Names and shapes, sorted by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, ShapeId)> {
        self.by_name.iter().map(|(name, id)| (name.as_str(), *id))
    }

    /// The shape's name among those reached.
    pub(crate) fn name(&self, id: ShapeId) -> &str {
        self.names.get(&id).map_or_else(|| self.model.shape_name(id), String::as_str)
    }

    /// The shape of this name.
    pub(crate) fn get(&self, name: &str) -> Option<ShapeId> {
        self.by_name.get(name).copied()
    }
}

/// The shapes that a root leads to, itself included.
#[cfg(feature = "export")]
pub(crate) fn from_roots(model: &Model<'_>, roots: impl IntoIterator<Item = ShapeId>) -> BTreeSet<ShapeId> {
    let mut visit = Visit { model: *model, places: BTreeMap::new(), order: Vec::new() };
    for root in roots {
        visit.shape(root, String::new);
    }
    visit.places.into_keys().collect()
}

/// Where an operation begins: its input, its output, its errors.
pub(crate) fn roots<'a>(model: &Model<'a>, operation: &OperationShape) -> impl Iterator<Item = ShapeId> + use<'a> {
    operation.input.into_iter().chain(operation.output).chain(model.errors(operation).iter().copied())
}

/// What a shape is made of: the name of the part, and its shape.
pub(crate) fn parts<'a>(model: &Model<'a>, id: ShapeId) -> Vec<(&'a str, ShapeId)> {
    match &model.shape(id).kind {
        Kind::Structure { .. } | Kind::Union { .. } => {
            model.members_of(Some(id)).iter().map(|member| (model.str(member.name), member.shape)).collect()
        }
        Kind::List { member, .. } => vec![("member", *member)],
        Kind::Map { key, value, .. } => vec![("key", *key), ("value", *value)],
        _ => Vec::new(),
    }
}

/// Where a member travels, as Smithy's traits call it, with the name under which it does.
pub(crate) fn binding<'a>(model: &Model<'a>, member: &Member) -> (&'static str, &'a str) {
    match member.binding {
        Binding::Body => ("body", ""),
        Binding::Label => ("httpLabel", ""),
        Binding::Query(name) => ("httpQuery", model.str(name)),
        Binding::Header(name) => ("httpHeader", model.str(name)),
        Binding::Payload => ("httpPayload", ""),
        Binding::ResponseCode => ("httpResponseCode", ""),
    }
}

/// Smithy's name for the kind of shape.
pub(crate) fn smithy_type(kind: &Kind) -> &'static str {
    match kind {
        Kind::Structure { .. } => "structure",
        Kind::Union { .. } => "union",
        Kind::List { .. } => "list",
        Kind::Map { .. } => "map",
        Kind::String { values, .. } if !values.is_empty() => "enum",
        Kind::String { .. } => "string",
        Kind::IntEnum { .. } => "intEnum",
        Kind::Integer { width, .. } => match width {
            Width::Byte => "byte",
            Width::Short => "short",
            Width::Integer => "integer",
            Width::Long => "long",
            Width::Big => "bigInteger",
        },
        Kind::Float { bits: 32, .. } => "float",
        Kind::Float { bits: 64, .. } => "double",
        Kind::Float { .. } => "bigDecimal",
        Kind::Boolean => "boolean",
        Kind::Blob { .. } => "blob",
        Kind::Timestamp(_) => "timestamp",
        Kind::Document => "document",
    }
}

/// Smithy's name for how a timestamp is written.
pub(crate) fn timestamp_format(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::Unstated => "unstated",
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::HttpDate => "http-date",
        TimestampFormat::EpochSeconds => "epoch-seconds",
    }
}

impl Visit<'_> {
    fn shape(&mut self, root: ShapeId, place: impl FnOnce() -> String) {
        if self.places.contains_key(&root) {
            return;
        }
        self.places.insert(root, place());
        // A list of work and not a recursion: a loaded model may nest as deeply as it likes.
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            self.order.push(id);
            for (part, shape) in parts(&self.model, id).into_iter().rev() {
                if !self.places.contains_key(&shape) {
                    self.places.insert(shape, format!("{}_{part}", self.model.shape_name(id)));
                    open.push(shape);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;

    #[test]
    fn names_are_the_models_own_in_both_editions() {
        for edition in Edition::ALL {
            let model = edition.model();
            let reached = ReachableShapes::of(&model);
            for (name, id) in reached.iter() {
                assert_eq!(name, model.shape_name(id));
                assert_eq!(reached.get(name), Some(id));
            }
        }
    }

    #[cfg(feature = "smithy")]
    #[test]
    fn what_a_member_makes_of_its_target_has_a_name_of_its_own() {
        let text = r##"{"smithy": "2.0", "shapes": {
            "a#Put": {"type": "operation", "input": {"target": "a#PutInput"},
                      "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
            "a#PutInput": {"type": "structure", "members": {
                "any": {"target": "a#Word"},
                "long": {"target": "a#Word", "traits": {"smithy.api#length": {"min": 9}}},
                "next": {"target": "a#PutInput"}}},
            "a#Word": {"type": "string"}}}"##;
        let loaded = crate::LoadedModel::parse(text.as_bytes()).unwrap();
        let names: Vec<String> = ReachableShapes::of(&loaded.model()).iter().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(names, ["PutInput", "PutInput_long", "Word"]);
    }
}
