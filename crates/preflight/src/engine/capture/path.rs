use crate::smithy::{Kind, Model, ShapeId};

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

/// Which values at a place are captures: what nobody wants costs no memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaptureFilter {
    Everything,
    /// Lists of strings of which two look alike.
    Repeats,
    /// Strings that may be secrets.
    Matching,
    /// Values that are no plain strings which keep their constraints.
    Irregular,
}

/// A path that a rule reads, below the shape where the rule begins: member names with dots between them, `[]` for
/// every item of a list, `{key}` and `{}` for every key and value of a map. The empty path is the shape itself. A `=` at
/// the end keeps a list of strings only when two of its items look alike, a `?` a string only when it may be a secret,
/// a `!` one only when it breaks a constraint or is not written plainly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CapturePath(pub(crate) &'static str);

impl CapturePath {
    /// Which of the values at the end of the path are captures.
    pub(crate) fn only(self) -> CaptureFilter {
        match self.0.as_bytes().last() {
            Some(b'=') => CaptureFilter::Repeats,
            Some(b'?') => CaptureFilter::Matching,
            Some(b'!') => CaptureFilter::Irregular,
            _ => CaptureFilter::Everything,
        }
    }

    /// The steps in this model; `None` where an edition has no such member.
    pub(crate) fn steps(self, model: &Model<'_>, from: ShapeId) -> Option<Vec<(Step, ShapeId)>> {
        let mut steps = Vec::new();
        let mut shape = from;
        let mut rest = self.0.as_bytes();
        loop {
            let (step, part, behind) = match (&model.shape(shape).kind, rest) {
                (_, [] | [b'=' | b'?' | b'!']) => return Some(steps),
                (_, [b'.', behind @ ..]) => {
                    rest = behind;
                    continue;
                }
                (Kind::List { member, .. }, [b'[', b']', behind @ ..]) => (Step::Item, *member, behind),
                (Kind::Map { key, .. }, [b'{', b'k', b'e', b'y', b'}', behind @ ..]) => (Step::Key, *key, behind),
                (Kind::Map { value, .. }, [b'{', b'}', behind @ ..]) => (Step::Value, *value, behind),
                _ => {
                    let end = rest.iter().position(|byte| b".[{=?!".contains(byte)).unwrap_or(rest.len());
                    let (name, behind) = rest.split_at(end);
                    let members = model.members_of(Some(shape));
                    let index = members.iter().position(|member| model.bytes(member.name) == name)?;
                    (Step::Member(index), members[index].shape, behind)
                }
            };
            steps.push((step, part));
            (shape, rest) = (part, behind);
        }
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
