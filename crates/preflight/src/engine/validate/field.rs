//! Validation of a single field: the validator begins at the field's shape instead of at the input.

use super::scalar::StringValue;
use super::{Node, Stop, Validation, ValidationContext, Validator, ViolationSite};
use crate::engine::capture::CapturedEntry;
use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::Rule;
use crate::smithy::{Member, ShapeId};

/// The position of a single field in an input.
pub(crate) struct FieldLocation<'s> {
    /// The path from the input, cut where keys are sensitive.
    pub(crate) path: &'s [Token],
    /// Whether captures begin at the map that holds the value, so that rules can read the key.
    pub(crate) captures_key: bool,
    /// The nesting depth below the input.
    pub(crate) depth: usize,
    pub(crate) shape: ShapeId,
    /// The member that holds the value, if a structure or union does.
    pub(crate) member: Option<&'s Member>,
    /// The shape and text of the map key that holds the value, if a map does.
    pub(crate) key: Option<(ShapeId, &'s str)>,
    /// Whether the value is an item or entry that may be null.
    pub(crate) sparse: bool,
    /// Whether the value is inside a sensitive value.
    pub(crate) redacted: bool,
    /// Whether the path stops at an enclosing map with sensitive keys.
    pub(crate) is_cut_at_map: bool,
}

impl FieldLocation<'_> {
    /// Rebases a violation: its path begins at this field and then begins at the input.
    pub(crate) fn place(&self, violation: Violation) -> Violation {
        let relative = if self.redacted { &[] } else { violation.path.tokens() };
        let base = if self.captures_key { self.path.split_last().map_or(self.path, |(_, map)| map) } else { self.path };
        let path = Path::new([base, relative].concat());
        let entry = if self.is_cut_at_map { Some(0) } else { violation.entry };
        Violation { path, entry, ..violation }
    }
}

/// Validates the JSON text of one field; `None` means that the field is absent.
pub(crate) fn validate_field<'a, 't>(
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
        (Some(_), _) => validator.read_field(location, &node).map(|has_value| is_read = has_value),
        (None, Some(member)) if member.required => {
            let (rule, shape) = (Rule::REQUIRED, Some(location.shape));
            let site = ViolationSite { rule, shape, node: &node, text: b"", offset: None, for_key: false };
            validator.findings.add(&site, Detail::Nothing)
        }
        (None, _) => Ok(()),
    };
    if let Err(Stop::Fault(fault)) = result {
        validator.findings.fault(fault, &node, &validator.reader, &context.limits);
    }
    validator.finish(is_read)
}

impl Validator<'_, '_> {
    /// Validates the field. Returns whether it has a value: a null that means absence is none.
    fn read_field(&mut self, location: &FieldLocation<'_>, node: &Node<'_>) -> Result<bool, Stop> {
        let mut capture = (self.cursor.capture_id, CapturedEntry::MEMBER);
        if let Some((shape, value)) = location.key {
            self.check_string(shape, StringValue { value, offset: None, for_key: true }, node)?;
            if location.captures_key {
                let key = self.capture_id(|trie, id| trie.key(id));
                // Even if no rule reads the key, the value's entry refers to it.
                self.captures.push_unlocated(key, self.cursor, CapturedEntry::FIELD, value);
                capture = (self.capture_id(|trie, id| trie.value(id)), CapturedEntry::FIELD);
            }
        }
        let may_be_null = location.sparse || location.member.is_some() && !self.allows_null(location.shape);
        if self.reader.peek() == Some(b'n') && may_be_null {
            match location.member {
                Some(member) => self.null_member(member, node)?,
                None => self.reader.null()?,
            }
            self.reader.end()?;
            return Ok(false);
        }
        self.capture_value(capture.0, capture.1, location.shape, node)?;
        self.reader.end()?;
        Ok(true)
    }
}
