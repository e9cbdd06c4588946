//! The shapes that operations reach, each with a unique name.
//!
//! A table may hold several shapes of one name: two editions share it, and a member's own constraint traits make
//! another shape of its target. Exports and comparisons of models need unique names.

use std::collections::{BTreeMap, BTreeSet};

use crate::smithy::{Binding, Kind, Member, Model, OperationShape, ShapeId, TimestampFormat};

/// The shapes that a model's operations reach.
#[derive(Debug)]
pub(crate) struct ReachableShapes<'a> {
    by_name: BTreeMap<String, ShapeId>,
    names: BTreeMap<ShapeId, String>,
    model: Model<'a>,
}

/// A traversal of shapes: each visited shape has an alternative name, in case its own is taken.
struct Visit<'a> {
    model: Model<'a>,
    alternative_names: BTreeMap<ShapeId, String>,
    order: Vec<ShapeId>,
}

impl<'a> ReachableShapes<'a> {
    /// Collects the shapes that the inputs, outputs and errors of the model's operations reach.
    pub(crate) fn of(model: &Model<'a>) -> ReachableShapes<'a> {
        let mut visit = Visit { model: *model, alternative_names: BTreeMap::new(), order: Vec::new() };
        for operation in model.operations {
            for root in roots(model, operation) {
                visit.add(root, || model.shape_name(root).to_owned());
            }
        }
        // The first row of a name is the shape itself. Later rows are the shape with a member's own traits.
        let mut taken: BTreeMap<&str, ShapeId> = BTreeMap::new();
        for &id in visit.alternative_names.keys() {
            taken.entry(model.shape_name(id)).or_insert(id);
        }
        let mut by_name: BTreeMap<String, ShapeId> = taken.iter().map(|(name, id)| ((*name).to_owned(), *id)).collect();
        let named: BTreeSet<ShapeId> = by_name.values().copied().collect();
        for id in &visit.order {
            if named.contains(id) {
                continue;
            }
            let alternative_name = &visit.alternative_names[id];
            let candidates = (1_usize..)
                .map(|count| if count == 1 { alternative_name.clone() } else { format!("{alternative_name}{count}") });
            if let Some(name) = candidates.take(usize::from(u16::MAX) + 2).find(|name| !by_name.contains_key(name)) {
                by_name.insert(name, *id);
            }
        }
        let names = by_name.iter().map(|(name, id)| (*id, name.clone())).collect();
        ReachableShapes { by_name, names, model: *model }
    }

    /// Returns the names and shapes, sorted by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, ShapeId)> {
        self.by_name.iter().map(|(name, id)| (name.as_str(), *id))
    }

    /// Returns the unique name of a shape.
    pub(crate) fn name(&self, id: ShapeId) -> &str {
        self.names.get(&id).map_or_else(|| self.model.shape_name(id), String::as_str)
    }

    /// Returns the shape with this name.
    pub(crate) fn get(&self, name: &str) -> Option<ShapeId> {
        self.by_name.get(name).copied()
    }
}

/// Returns the shapes that the roots reach, with the roots themselves.
#[cfg(feature = "export")]
pub(crate) fn from_roots(model: &Model<'_>, roots: impl IntoIterator<Item = ShapeId>) -> BTreeSet<ShapeId> {
    let mut visit = Visit { model: *model, alternative_names: BTreeMap::new(), order: Vec::new() };
    for root in roots {
        visit.add(root, String::new);
    }
    visit.alternative_names.into_keys().collect()
}

/// Where an operation begins: its input, its output, its errors.
pub(crate) fn roots<'a>(model: &Model<'a>, operation: &OperationShape) -> impl Iterator<Item = ShapeId> + use<'a> {
    operation.input.into_iter().chain(operation.output).chain(model.errors(operation).iter().copied())
}

/// Returns the parts of a shape, each with its name.
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

/// Returns the Smithy trait of a member's binding, and the name of the query parameter or header.
pub(crate) fn binding<'a>(model: &Model<'a>, member: &Member) -> (&'static str, &'a str) {
    match member.binding {
        Binding::Body => ("body", ""),
        Binding::Label => ("httpLabel", ""),
        Binding::Query(name) => ("httpQuery", model.str(name)),
        Binding::Header(name) => ("httpHeader", model.str(name)),
        #[cfg(feature = "smithy")]
        Binding::QueryParams => ("httpQueryParams", ""),
        #[cfg(feature = "smithy")]
        Binding::PrefixHeaders(prefix) => ("httpPrefixHeaders", model.str(prefix)),
        #[cfg(feature = "smithy")]
        Binding::EventStream => ("httpPayload", ""),
        Binding::Payload => ("httpPayload", ""),
        Binding::ResponseCode => ("httpResponseCode", ""),
    }
}

/// Returns Smithy's name for a timestamp format.
pub(crate) fn timestamp_format(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::Unstated => "unstated",
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::HttpDate => "http-date",
        TimestampFormat::EpochSeconds => "epoch-seconds",
    }
}

impl Visit<'_> {
    fn add(&mut self, root: ShapeId, alternative_name: impl FnOnce() -> String) {
        if self.alternative_names.contains_key(&root) {
            return;
        }
        self.alternative_names.insert(root, alternative_name());
        // A work list instead of recursion, because a loaded model may nest to any depth.
        let mut pending = vec![root];
        while let Some(id) = pending.pop() {
            self.order.push(id);
            for (part, shape) in parts(&self.model, id).into_iter().rev() {
                if !self.alternative_names.contains_key(&shape) {
                    self.alternative_names.insert(shape, format!("{}_{part}", self.model.shape_name(id)));
                    pending.push(shape);
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
    fn keeps_the_models_names_in_both_editions() {
        for edition in Edition::ALL {
            let model = edition.model().tables();
            let reached = ReachableShapes::of(&model);
            for (name, id) in reached.iter() {
                assert_eq!(name, model.shape_name(id));
                assert_eq!(reached.get(name), Some(id));
            }
        }
    }

    #[cfg(feature = "smithy")]
    #[test]
    fn names_a_target_with_member_traits_after_its_member() {
        let text = r##"{"smithy": "2.0", "shapes": {
            "a#Put": {"type": "operation", "input": {"target": "a#PutInput"},
                      "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
            "a#PutInput": {"type": "structure", "members": {
                "any": {"target": "a#Word"},
                "long": {"target": "a#Word", "traits": {"smithy.api#length": {"min": 9}}},
                "next": {"target": "a#PutInput"}}},
            "a#Word": {"type": "string"}}}"##;
        let loaded = crate::LoadedModel::parse(text.as_bytes()).unwrap();
        let names: Vec<String> =
            ReachableShapes::of(&loaded.tables()).iter().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(names, ["PutInput", "PutInput_long", "Word"]);
    }
}
