//! A value that is judged alone: the walk begins at its shape.

use super::scalar::Said;
use super::{At, Job, Node, Stop, Validation, Walk};
use crate::engine::capture::Entry;
use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::Rule;
use crate::smithy::{Member, ShapeId};

/// Where in an input a value stands that is judged alone.
pub(crate) struct Spot<'s> {
    /// The way to it, as far as it may be told.
    pub(crate) path: &'s [Token],
    /// How many steps it is away from the input.
    pub(crate) depth: usize,
    pub(crate) shape: ShapeId,
    /// The member that it is the value of.
    pub(crate) member: Option<&'s Member>,
    /// The key of the entry that it is the value of, and the key's shape.
    pub(crate) key: Option<(ShapeId, &'s str)>,
    /// It is an item or entry that may be null.
    pub(crate) sparse: bool,
    /// It stands in something sensitive.
    pub(crate) sealed: bool,
    /// The path stops at a map around it, whose keys are data.
    pub(crate) stopped: bool,
}

impl Spot<'_> {
    /// A violation whose path begins here, with a path that begins at the input.
    pub(crate) fn place(&self, violation: Violation) -> Violation {
        let below = if self.sealed { &[] } else { violation.path.tokens() };
        let path = Path::new([self.path, below].concat());
        let entry = if self.stopped { Some(0) } else { violation.entry };
        Violation { path, entry, ..violation }
    }
}

/// Judges the JSON text of one value; `None` where the value is not there.
pub(crate) fn field<'a, 't>(job: Job<'a>, spot: &'a Spot<'a>, text: Option<&'t [u8]>) -> Validation<'a, 't> {
    let node = Node::Below(spot);
    let mut walk = Walk::new(job, text.unwrap_or_default());
    walk.depth = spot.depth;
    walk.sealed = spot.sealed;
    walk.findings.spot = Some(spot);
    let mut is_read = false;
    let result = match (text, spot.member) {
        (Some(_), _) if walk.is_too_large(&node) => Ok(()),
        (Some(_), _) => walk.lone(spot, &node).map(|has_value| is_read = has_value),
        (None, Some(member)) if member.required => {
            let (rule, shape) = (Rule::REQUIRED, Some(spot.shape));
            let at = At { rule, shape, node: &node, text: b"", offset: None, for_key: false };
            walk.findings.add(&at, Detail::Nothing)
        }
        (None, _) => Ok(()),
    };
    if let Err(Stop::Fault(fault)) = result {
        walk.findings.fault(fault, &node, &walk.reader, &job.limits);
    }
    walk.finish(is_read)
}

impl Walk<'_, '_> {
    /// Whether the text has a value, and not null in place of one that may be missing.
    fn lone(&mut self, spot: &Spot<'_>, node: &Node<'_>) -> Result<bool, Stop> {
        if let Some((shape, value)) = spot.key {
            self.said(shape, Said { value, offset: None, for_key: true }, node)?;
        }
        let may_be_null = spot.sparse || spot.member.is_some() && !self.takes_null(spot.shape);
        if self.reader.peek() == Some(b'n') && may_be_null {
            match spot.member {
                Some(member) => self.null_member(member, node)?,
                None => self.reader.null()?,
            }
            self.reader.end()?;
            return Ok(false);
        }
        self.keep(self.seat.watch, Entry::MEMBER, spot.shape, node)?;
        self.reader.end()?;
        Ok(true)
    }
}
