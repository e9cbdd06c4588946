//! A value that is judged alone: the validator begins at its shape.

use super::scalar::StringValue;
use super::{Node, Stop, Validation, ValidationContext, Validator, ViolationSite};
use crate::engine::capture::CapturedEntry;
use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::Rule;
use crate::smithy::{Member, ShapeId};

/// Where in an input a value stands that is judged alone.
pub(crate) struct FieldLocation<'s> {
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
    pub(crate) redacted: bool,
    /// The path stops at a map around it, whose keys are data.
    pub(crate) stopped: bool,
}

impl FieldLocation<'_> {
    /// A violation whose path begins here, with a path that begins at the input.
    pub(crate) fn place(&self, violation: Violation) -> Violation {
        let below = if self.redacted { &[] } else { violation.path.tokens() };
        let path = Path::new([self.path, below].concat());
        let entry = if self.stopped { Some(0) } else { violation.entry };
        Violation { path, entry, ..violation }
    }
}

/// Judges the JSON text of one value; `None` where the value is not there.
pub(crate) fn field<'a, 't>(
    context: ValidationContext<'a>,
    location: &'a FieldLocation<'a>,
    text: Option<&'t [u8]>,
) -> Validation<'a, 't> {
    let node = Node::Below(location);
    let mut validator = Validator::new(context, text.unwrap_or_default());
    validator.depth = location.depth;
    validator.redacted = location.redacted;
    validator.findings.location = Some(location);
    let mut is_read = false;
    let result = match (text, location.member) {
        (Some(_), _) if validator.is_too_large(&node) => Ok(()),
        (Some(_), _) => validator.validate_field(location, &node).map(|has_value| is_read = has_value),
        (None, Some(member)) if member.required => {
            let (rule, shape) = (Rule::REQUIRED, Some(location.shape));
            let at = ViolationSite { rule, shape, node: &node, text: b"", offset: None, for_key: false };
            validator.findings.add(&at, Detail::Nothing)
        }
        (None, _) => Ok(()),
    };
    if let Err(Stop::Fault(fault)) = result {
        validator.findings.fault(fault, &node, &validator.reader, &context.limits);
    }
    validator.finish(is_read)
}

impl Validator<'_, '_> {
    /// Whether the text has a value, and not null in place of one that may be missing.
    fn validate_field(&mut self, location: &FieldLocation<'_>, node: &Node<'_>) -> Result<bool, Stop> {
        if let Some((shape, value)) = location.key {
            self.check_string(shape, StringValue { value, offset: None, for_key: true }, node)?;
        }
        let may_be_null = location.sparse || location.member.is_some() && !self.takes_null(location.shape);
        if self.reader.peek() == Some(b'n') && may_be_null {
            match location.member {
                Some(member) => self.null_member(member, node)?,
                None => self.reader.null()?,
            }
            self.reader.end()?;
            return Ok(false);
        }
        self.keep(self.cursor.capture_id, CapturedEntry::MEMBER, location.shape, node)?;
        self.reader.end()?;
        Ok(true)
    }
}
