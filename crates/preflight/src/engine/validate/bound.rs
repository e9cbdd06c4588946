//! Values bound from a path, a query or a header. They are read by another lexer and meet the same constraints.

use std::borrow::Cow;

use super::scalar::StringValue;
use super::{Flow, Node, Stop, Validator, ViolationSite};
use crate::engine::capture::{CaptureCursor, CapturedEntry};
#[cfg(feature = "smithy")]
use crate::engine::constraint::unique_items;
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
    pub(crate) values: Vec<Cow<'b, str>>,
    /// The entries of a map member.
    #[cfg(feature = "smithy")]
    pub(crate) entries: Vec<BoundEntry<'b>>,
}

impl<'b> BoundMember<'b> {
    /// Creates a member with values, which is not a map.
    pub(crate) fn new(member: usize, location: Location, values: Vec<Cow<'b, str>>) -> BoundMember<'b> {
        BoundMember {
            member,
            location,
            values,
            #[cfg(feature = "smithy")]
            entries: Vec::new(),
        }
    }
}

/// An entry of a map that is bound to the query or to headers.
#[cfg(feature = "smithy")]
#[derive(Debug)]
pub(crate) struct BoundEntry<'b> {
    pub(crate) key: Cow<'b, str>,
    /// The decoded value, or all decoded values of a list.
    pub(crate) values: Vec<Cow<'b, str>>,
}

impl Location {
    /// Returns the format of a timestamp, with the default of this location where the model states none.
    pub(crate) fn timestamp_format(self, format: TimestampFormat) -> TimestampFormat {
        match (format, self) {
            (TimestampFormat::Unstated, Location::Label | Location::Query) => TimestampFormat::DateTime,
            (TimestampFormat::Unstated, Location::Header) => TimestampFormat::HttpDate,
            (format, _) => format,
        }
    }
}

impl Validator<'_, '_> {
    /// Validates and captures the values of a bound member.
    pub(super) fn validate_bound_member(&mut self, bound: &BoundMember<'_>) -> Flow {
        let model = self.context.model;
        let Some(member) = model.members_of(self.context.shape).get(bound.member) else { return Ok(()) };
        let node = Node::Member { parent: &Node::Root, member };
        let capture_id = self.capture_id(|trie, id| trie.member(id, bound.member));
        #[cfg(feature = "smithy")]
        if matches!(model.shape(member.shape).kind, Kind::Map { .. }) {
            return self.validate_bound_map(member.shape, bound, &node);
        }
        if is_list(model, member) {
            if !capture_id.is_none() {
                // Rules read a list as a JSON array, as in a body.
                let mut text = String::new();
                let values: Vec<String> = bound.values.iter().map(|value| value.to_string()).collect();
                json::strings(&mut text, &values);
                self.captures.push_unlocated(capture_id, CaptureCursor::ROOT, CapturedEntry::MEMBER, &text);
            }
            return self.validate_bound_list(member.shape, &bound.values, bound.location, &node);
        }
        if let Some(value) = bound.values.last().filter(|_| !capture_id.is_none()) {
            self.captures.push_unlocated(capture_id, CaptureCursor::ROOT, CapturedEntry::MEMBER, value);
        }
        bound.values.iter().try_for_each(|value| self.validate_bound_value(member.shape, value, bound.location, &node))
    }

    /// Validates the values of a list.
    fn validate_bound_list(
        &mut self,
        id: ShapeId,
        values: &[Cow<'_, str>],
        location: Location,
        node: &Node<'_>,
    ) -> Flow {
        let model = self.context.model;
        let Kind::List { member: item, length, .. } = &model.shape(id).kind else { return Ok(()) };
        for (index, value) in values.iter().enumerate() {
            self.validate_bound_value(*item, value, location, &Node::Index { parent: node, index })?;
        }
        self.check_bound_length(id, length, values.len(), node)?;
        #[cfg(feature = "smithy")]
        if matches!(model.shape(id).kind, Kind::List { unique: true, .. })
            && !unique_items::holds_for_texts(model, *item, values, location == Location::Header)
        {
            return self.add_unlocated(Rule::UNIQUE_ITEMS, id, node, Detail::Nothing);
        }
        Ok(())
    }

    /// Validates the entries of a map.
    #[cfg(feature = "smithy")]
    fn validate_bound_map(&mut self, id: ShapeId, bound: &BoundMember<'_>, node: &Node<'_>) -> Flow {
        let model = self.context.model;
        let shape = model.shape(id);
        let Kind::Map { key: key_shape, value: value_shape, length, .. } = &shape.kind else { return Ok(()) };
        let is_redacted = shape.sensitive || model.shape(*key_shape).sensitive;
        let has_lists = matches!(model.shape(*value_shape).kind, Kind::List { .. });
        for (index, entry) in bound.entries.iter().enumerate() {
            let child = if is_redacted {
                Node::Redacted { parent: node, entry: Some(index) }
            } else {
                Node::BoundKey { parent: node, key: &entry.key }
            };
            self.check_string(*key_shape, StringValue { value: &entry.key, offset: None, for_key: true }, &child)?;
            if has_lists {
                self.validate_bound_list(*value_shape, &entry.values, bound.location, &child)?;
                continue;
            }
            for value in &entry.values {
                self.validate_bound_value(*value_shape, value, bound.location, &child)?;
            }
        }
        self.check_bound_length(id, length, bound.entries.len(), node)
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
                if cfg!(feature = "smithy") && location == Location::Header && !shape.media_type.is_empty() {
                    // A string with a media type travels through a header as base64.
                    #[cfg(feature = "smithy")]
                    if let Some(text) = blob::decode(value.as_bytes()).and_then(|bytes| String::from_utf8(bytes).ok()) {
                        return self.check_string(id, StringValue { value: &text, offset: None, for_key: false }, node);
                    }
                    kind = Kind::Blob { length: Length::default() };
                    false
                } else {
                    return self.check_string(id, StringValue { value, offset: None, for_key: false }, node);
                }
            }
            Kind::Integer { .. } | Kind::IntEnum { .. } => match parse_integer(value) {
                Some(number) => return self.check_number(id, number, None, node),
                None => false,
            },
            Kind::Float { range, bits } => match (value, lexed()) {
                ("NaN" | "Infinity" | "-Infinity", _) if matches!(bits, 32 | 64) => {
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
                let format = location.timestamp_format(*format);
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

/// Whether a member may be bound to several values.
pub(crate) fn is_list(model: &crate::smithy::Model<'_>, member: &Member) -> bool {
    matches!(model.shape(member.shape).kind, Kind::List { .. })
}
