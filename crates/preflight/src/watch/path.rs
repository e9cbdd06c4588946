use crate::model::{Kind, Model, ShapeId};

/// A step from a shape to one of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// To a member, by its index.
    Member(usize),
    /// To the items of a list.
    Item,
    /// To the keys of a map.
    Key,
    /// To the values of a map.
    Value,
}

/// Which values at a place are kept: what nobody wants costs no memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    Everything,
    /// Lists of strings of which two look alike.
    Repeats,
    /// Strings that may be secrets.
    Suspects,
    /// Values that are no plain strings which keep their constraints.
    Odd,
}

/// A path that a rule reads, below the shape where the rule begins: member names with dots between them, `[]` for
/// every item of a list, `{key}` and `{}` for every key and value of a map. The empty path is the shape itself. A `=` at
/// the end keeps a list of strings only when two of its items look alike, a `?` a string only when it may be a secret,
/// a `!` one only when it breaks a constraint or is not written plainly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadPath(pub(crate) &'static str);

impl ReadPath {
    /// Which of the values at the end of the path are kept.
    pub(crate) fn only(self) -> Only {
        match self.0.as_bytes().last() {
            Some(b'=') => Only::Repeats,
            Some(b'?') => Only::Suspects,
            Some(b'!') => Only::Odd,
            _ => Only::Everything,
        }
    }

    /// The steps in this model; `None` where an edition has no such member.
    pub(crate) fn steps(self, model: &Model<'_>, from: ShapeId) -> Option<Vec<(Step, ShapeId)>> {
        let mut steps = Vec::new();
        let mut shape = from;
        for name in self.0.trim_end_matches(['=', '?', '!']).split('.').filter(|name| !name.is_empty()) {
            let bracket = name.find(['[', '{']).unwrap_or(name.len());
            let (member, mut parts) = name.split_at(bracket);
            if !member.is_empty() {
                let members = model.members_of(Some(shape));
                let index = members.iter().position(|found| model.str(found.name) == member)?;
                shape = members[index].shape;
                steps.push((Step::Member(index), shape));
            }
            while !parts.is_empty() {
                let (step, next, rest) = part(model, shape, parts)?;
                shape = next;
                parts = rest;
                steps.push((step, shape));
            }
        }
        Some(steps)
    }
}

fn part<'p>(model: &Model<'_>, shape: ShapeId, parts: &'p str) -> Option<(Step, ShapeId, &'p str)> {
    match &model.shape(shape).kind {
        Kind::List { member, .. } => Some((Step::Item, *member, parts.strip_prefix("[]")?)),
        Kind::Map { key, value, .. } => match parts.strip_prefix("{key}") {
            Some(rest) => Some((Step::Key, *key, rest)),
            None => Some((Step::Value, *value, parts.strip_prefix("{}")?)),
        },
        _ => None,
    }
}

/// The steps that lead from a shape to its parts.
pub(crate) fn parts(model: &Model<'_>, id: ShapeId) -> Vec<(Step, ShapeId)> {
    match &model.shape(id).kind {
        Kind::List { member, .. } => vec![(Step::Item, *member)],
        Kind::Map { key, value, .. } => vec![(Step::Key, *key), (Step::Value, *value)],
        _ => {
            let members = model.members_of(Some(id)).iter().enumerate();
            members.map(|(index, member)| (Step::Member(index), member.shape)).collect()
        }
    }
}
