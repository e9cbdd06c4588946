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

/// Which values at a place are captured. Values that no rule needs cost no memory.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CaptureFilter {
    All,
    /// Lists of strings of which two look alike.
    Repeats,
    /// Values for which the function returns true. Plain strings are passed with their quotes; all other values are
    /// captured.
    Matching(fn(&[u8]) -> bool),
    /// Values other than plain strings that keep their constraints.
    Irregular,
}

impl CaptureFilter {
    /// Returns the filter for a place that is read with both filters: everything, unless they are the same.
    pub(super) fn merge(self, other: CaptureFilter) -> CaptureFilter {
        match (self, other) {
            (CaptureFilter::Repeats, CaptureFilter::Repeats) | (CaptureFilter::Irregular, CaptureFilter::Irregular) => {
                self
            }
            (CaptureFilter::Matching(matches), CaptureFilter::Matching(other_matches))
                if core::ptr::fn_addr_eq(matches, other_matches) =>
            {
                self
            }
            _ => CaptureFilter::All,
        }
    }
}

/// A path that a rule reads, below the shape where the rule begins.
///
/// Member names have dots between them; `[]` is every item of a list, `{key}` and `{}` are every key and value of a map.
/// The empty path is the shape itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CapturePath {
    pub(crate) path: &'static str,
    /// Which of the values at the end of the path are captured.
    pub(crate) filter: CaptureFilter,
}

impl CapturePath {
    /// The path with every value at its end.
    pub(crate) const fn new(path: &'static str) -> CapturePath {
        CapturePath { path, filter: CaptureFilter::All }
    }

    /// The same path with another filter.
    pub(crate) const fn with_filter(self, filter: CaptureFilter) -> CapturePath {
        CapturePath { path: self.path, filter }
    }

    /// Returns the steps of the path in a model, or `None` if the model has no such member.
    pub(crate) fn steps(self, model: &Model<'_>, start: ShapeId) -> Option<Vec<(Step, ShapeId)>> {
        let mut steps = Vec::new();
        let mut shape = start;
        let mut rest = self.path.as_bytes();
        loop {
            let (step, part, after) = match (&model.shape(shape).kind, rest) {
                (_, []) => return Some(steps),
                (_, [b'.', after @ ..]) => {
                    rest = after;
                    continue;
                }
                (Kind::List { member, .. }, [b'[', b']', after @ ..]) => (Step::Item, *member, after),
                (Kind::Map { key, .. }, [b'{', b'k', b'e', b'y', b'}', after @ ..]) => (Step::Key, *key, after),
                (Kind::Map { value, .. }, [b'{', b'}', after @ ..]) => (Step::Value, *value, after),
                _ => {
                    let end = rest.iter().position(|byte| b".[{".contains(byte)).unwrap_or(rest.len());
                    let (name, after) = rest.split_at(end);
                    let members = model.members_of(Some(shape));
                    let index = members.iter().position(|member| model.bytes(member.name) == name)?;
                    (Step::Member(index), members[index].shape, after)
                }
            };
            steps.push((step, part));
            (shape, rest) = (part, after);
        }
    }
}

/// Returns the steps that lead from a shape to its parts.
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
