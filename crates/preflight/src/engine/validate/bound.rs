//! Values that come as text from a path, a query or a header: the same constraints behind another lexer.

use super::scalar::StringValue;
use super::{Flow, Node, Stop, Validator, ViolationSite};
use crate::engine::capture::{CaptureCursor, CapturedEntry};
use crate::engine::constraint::{blob, length, range, timestamp, value_type};
use crate::engine::report::{Detail, json};
use crate::engine::rule::Rule;
use crate::smithy::{Kind, Member, ShapeId, TimestampFormat};
use crate::text::json::{Fault, number};

/// Where a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Label,
    Query,
    Header,
    Payload,
}

/// A member of the input and what it was bound to.
#[derive(Debug)]
pub(crate) struct Bound<'b> {
    /// The member's index in the input's structure.
    pub(crate) member: usize,
    pub(crate) location: Location,
    /// One value, or all values of a member that is a list; already decoded.
    pub(crate) values: Vec<std::borrow::Cow<'b, str>>,
}

impl Validator<'_, '_> {
    pub(super) fn slot(&mut self, slot: &Bound<'_>) -> Flow {
        let model = self.context.model;
        let Some(member) = model.members_of(self.context.shape).get(slot.member) else { return Ok(()) };
        let node = Node::Member { parent: &Node::Root, member };
        let capture_id = self.capture_id(|trie, id| trie.member(id, slot.member));
        if let Kind::List { member: item, length, .. } = &model.shape(member.shape).kind {
            for (index, value) in slot.values.iter().enumerate() {
                self.text(*item, value, slot.location, &Node::Index { parent: &node, index })?;
            }
            if !capture_id.is_none() {
                // Rules read a list as it would be written in a body.
                let mut text = String::new();
                let values: Vec<String> = slot.values.iter().map(|value| value.to_string()).collect();
                json::strings(&mut text, &values);
                self.captures.push_unlocated(capture_id, CaptureCursor::ROOT, CapturedEntry::MEMBER, &text);
            }
            return self.text_length(member.shape, length, slot.values.len(), &node);
        }
        if let Some(value) = slot.values.last().filter(|_| !capture_id.is_none()) {
            self.captures.push_unlocated(capture_id, CaptureCursor::ROOT, CapturedEntry::MEMBER, value);
        }
        slot.values.iter().try_for_each(|value| self.text(member.shape, value, slot.location, &node))
    }

    /// The whole body as one member's value: text as it is, everything else as JSON.
    pub(super) fn payload(&mut self, index: usize) -> Flow {
        let model = self.context.model;
        let Some(member) = model.members_of(self.context.shape).get(index) else { return Ok(()) };
        let node = Node::Member { parent: &Node::Root, member };
        match &model.shape(member.shape).kind {
            Kind::Blob { length } => self.text_length(member.shape, length, self.reader.text.len(), &node),
            Kind::String { .. } => {
                let text = core::str::from_utf8(self.reader.text).map_err(|_| Stop::Fault(Fault::Utf8))?;
                self.text(member.shape, text, Location::Payload, &node)
            }
            _ => {
                let capture_id = self.capture_id(|trie, id| trie.member(id, index));
                self.keep(capture_id, CapturedEntry::MEMBER, member.shape, &node)?;
                Ok(self.reader.end()?)
            }
        }
    }

    fn text(&mut self, id: ShapeId, value: &str, location: Location, node: &Node<'_>) -> Flow {
        let shape = self.context.model.shape(id);
        let lexed = || number::lex(value.as_bytes()).ok().filter(|number| number.text.len() == value.len());
        let holds = match &shape.kind {
            Kind::String { .. } => {
                if location == Location::Header && !shape.media_type.is_empty() {
                    // A string with a media type travels through a header as base64.
                    blob::decoded_length(value.as_bytes()).is_some()
                } else {
                    return self.check_string(id, StringValue { value, offset: None, for_key: false }, node);
                }
            }
            Kind::Integer { .. } | Kind::IntEnum { .. } => match whole(value) {
                Some(number) => return self.check_number(id, number, None, node),
                None => false,
            },
            Kind::Float { range, .. } => match (value, lexed()) {
                ("NaN" | "Infinity" | "-Infinity", _) => {
                    if range::holds_special(range, value) {
                        return Ok(());
                    }
                    return self.of_text(Rule::RANGE, id, node, range::detail(range));
                }
                (_, Some(number)) => return self.check_number(id, number, None, node),
                (_, None) => false,
            },
            Kind::Boolean => matches!(value, "true" | "false"),
            Kind::Timestamp(format) => timestamp::holds(stated(*format, location), value),
            Kind::Blob { length } => match blob::decoded_length(value.as_bytes()) {
                Some(actual) => return self.text_length(id, length, actual, node),
                None => false,
            },
            // Structures, unions, maps, nested lists and documents have no form as text; the loader says so.
            _ => true,
        };
        if holds {
            return Ok(());
        }
        self.of_text(Rule::TYPE, id, node, value_type::detail(&shape.kind, "other text"))
    }

    fn text_length(&mut self, id: ShapeId, length: &crate::smithy::Length, actual: usize, node: &Node<'_>) -> Flow {
        if length::holds(length, actual) {
            return Ok(());
        }
        let detail = length::detail(length, actual, &self.context.model.shape(id).kind);
        self.of_text(Rule::LENGTH, id, node, detail)
    }

    /// Notes what is violated by a value that has no place in the text.
    fn of_text(&mut self, rule: Rule, id: ShapeId, node: &Node<'_>, detail: Detail) -> Flow {
        self.findings
            .add(&ViolationSite { rule, shape: Some(id), node, text: b"", offset: None, for_key: false }, detail)
    }
}

/// The text as an integer: digits with or without a minus sign, leading zeros aside; no fraction, no exponent.
fn whole(text: &str) -> Option<number::Number<'_>> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(number::Number { text: text.as_bytes(), whole: true })
}

/// The format that a timestamp has at a place where the model states none.
fn stated(format: TimestampFormat, location: Location) -> TimestampFormat {
    match (format, location) {
        (TimestampFormat::Unstated, Location::Label | Location::Query) => TimestampFormat::DateTime,
        (TimestampFormat::Unstated, Location::Header) => TimestampFormat::HttpDate,
        (format, _) => format,
    }
}

/// Whether a member's values come as a list.
pub(crate) fn is_list(model: &crate::smithy::Model<'_>, member: &Member) -> bool {
    matches!(model.shape(member.shape).kind, Kind::List { .. })
}
