//! Values bound from a path, a query or a header. They are read by another lexer and meet the same constraints.

use super::scalar::StringValue;
use super::{Flow, Node, Stop, Validator, ViolationSite};
use crate::engine::capture::{CaptureCursor, CapturedEntry};
use crate::engine::constraint::{blob, length, range, timestamp, value_type};
use crate::engine::report::{Detail, json};
use crate::engine::rule::Rule;
use crate::smithy::{Kind, Length, Member, ShapeId, TimestampFormat};
use crate::text::json::{Fault, number};

/// The part of the request that a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Label,
    Query,
    Header,
    Payload,
}

/// A member of the input with the values that the request binds to it.
#[derive(Debug)]
pub(crate) struct BoundMember<'b> {
    /// The member's index in the input's structure.
    pub(crate) member: usize,
    pub(crate) location: Location,
    /// The decoded value, or all decoded values of a list member.
    pub(crate) values: Vec<std::borrow::Cow<'b, str>>,
}

impl Validator<'_, '_> {
    /// Validates and captures the values of a bound member.
    pub(super) fn validate_bound_member(&mut self, bound: &BoundMember<'_>) -> Flow {
        let model = self.context.model;
        let Some(member) = model.members_of(self.context.shape).get(bound.member) else { return Ok(()) };
        let node = Node::Member { parent: &Node::Root, member };
        let capture_id = self.capture_id(|trie, id| trie.member(id, bound.member));
        if let Kind::List { member: item, length, .. } = &model.shape(member.shape).kind {
            for (index, value) in bound.values.iter().enumerate() {
                self.validate_bound_value(*item, value, bound.location, &Node::Index { parent: &node, index })?;
            }
            if !capture_id.is_none() {
                // Rules read a list as a JSON array, as in a body.
                let mut text = String::new();
                let values: Vec<String> = bound.values.iter().map(|value| value.to_string()).collect();
                json::strings(&mut text, &values);
                self.captures.push_unlocated(capture_id, CaptureCursor::ROOT, CapturedEntry::MEMBER, &text);
            }
            return self.check_bound_length(member.shape, length, bound.values.len(), &node);
        }
        if let Some(value) = bound.values.last().filter(|_| !capture_id.is_none()) {
            self.captures.push_unlocated(capture_id, CaptureCursor::ROOT, CapturedEntry::MEMBER, value);
        }
        bound.values.iter().try_for_each(|value| self.validate_bound_value(member.shape, value, bound.location, &node))
    }

    /// Validates the whole body as the value of one member: blobs and strings as they are, everything else as JSON.
    pub(super) fn validate_payload(&mut self, index: usize) -> Flow {
        let model = self.context.model;
        let Some(member) = model.members_of(self.context.shape).get(index) else { return Ok(()) };
        let node = Node::Member { parent: &Node::Root, member };
        match &model.shape(member.shape).kind {
            Kind::Blob { length } => self.check_bound_length(member.shape, length, self.reader.text.len(), &node),
            Kind::String { .. } => {
                let text = core::str::from_utf8(self.reader.text).map_err(|_| Stop::Fault(Fault::Utf8))?;
                self.validate_bound_value(member.shape, text, Location::Payload, &node)
            }
            _ => {
                let capture_id = self.capture_id(|trie, id| trie.member(id, index));
                self.capture_value(capture_id, CapturedEntry::MEMBER, member.shape, &node)?;
                Ok(self.reader.end()?)
            }
        }
    }

    /// Validates a value that is written as text, by its shape.
    fn validate_bound_value(&mut self, id: ShapeId, value: &str, location: Location, node: &Node<'_>) -> Flow {
        let shape = self.context.model.shape(id);
        let lexed = || number::lex(value.as_bytes()).ok().filter(|number| number.text.len() == value.len());
        // The type that this place requires.
        let mut kind = shape.kind;
        let holds = match &shape.kind {
            Kind::String { .. } => {
                if location == Location::Header && !shape.media_type.is_empty() {
                    // A string with a media type travels through a header as base64.
                    kind = Kind::Blob { length: Length::default() };
                    blob::decoded_length(value.as_bytes()).is_some()
                } else {
                    return self.check_string(id, StringValue { value, offset: None, for_key: false }, node);
                }
            }
            Kind::Integer { .. } | Kind::IntEnum { .. } => match parse_integer(value) {
                Some(number) => return self.check_number(id, number, None, node),
                None => false,
            },
            Kind::Float { range, .. } => match (value, lexed()) {
                ("NaN" | "Infinity" | "-Infinity", _) => {
                    if range::holds_special(range, value) {
                        return Ok(());
                    }
                    return self.add_unlocated(Rule::RANGE, id, node, range::detail(range));
                }
                (_, Some(number)) => return self.check_number(id, number, None, node),
                (_, None) => false,
            },
            Kind::Boolean => matches!(value, "true" | "false"),
            Kind::Timestamp(format) => {
                let format = effective_format(*format, location);
                kind = Kind::Timestamp(format);
                timestamp::holds(format, value)
            }
            Kind::Blob { length } => match blob::decoded_length(value.as_bytes()) {
                Some(actual) => return self.check_bound_length(id, length, actual, node),
                None => false,
            },
            // INVARIANT: the loader binds no structure, union, map, nested list or document to text.
            _ => true,
        };
        if holds {
            return Ok(());
        }
        self.add_unlocated(Rule::TYPE, id, node, value_type::detail(&kind, value_type::OTHER_TEXT))
    }

    fn check_bound_length(&mut self, id: ShapeId, length: &Length, actual: usize, node: &Node<'_>) -> Flow {
        if length::holds(length, actual) {
            return Ok(());
        }
        let detail = length::detail(length, actual, &self.context.model.shape(id).kind);
        self.add_unlocated(Rule::LENGTH, id, node, detail)
    }

    /// Adds a violation of a value that has no offset in the text.
    fn add_unlocated(&mut self, rule: Rule, id: ShapeId, node: &Node<'_>, detail: Detail) -> Flow {
        self.findings
            .add(&ViolationSite { rule, shape: Some(id), node, text: b"", offset: None, for_key: false }, detail)
    }
}

/// Parses an integer: digits after an optional minus sign, leading zeros allowed, no fraction, no exponent.
fn parse_integer(text: &str) -> Option<number::Number<'_>> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(number::Number { text: text.as_bytes(), whole: true })
}

/// The format of a timestamp, with the default of its location where the model states none.
fn effective_format(format: TimestampFormat, location: Location) -> TimestampFormat {
    match (format, location) {
        (TimestampFormat::Unstated, Location::Label | Location::Query) => TimestampFormat::DateTime,
        (TimestampFormat::Unstated, Location::Header) => TimestampFormat::HttpDate,
        (format, _) => format,
    }
}

/// Whether a member may be bound to several values.
pub(crate) fn is_list(model: &crate::smithy::Model<'_>, member: &Member) -> bool {
    matches!(model.shape(member.shape).kind, Kind::List { .. })
}
