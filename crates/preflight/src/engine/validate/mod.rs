//! The validator: the shape tables drive the JSON reader, and constraints are checked while the text is read.
//!
//! `is_valid` and `check` share it. They differ only in what [`Findings`] does with a violation.

mod bound;
mod field;
mod findings;
mod json;
mod node;
mod object;
mod scalar;
mod untyped;

use core::ops::Range;

#[cfg(feature = "smithy")]
pub(crate) use bound::BoundEntry;
pub(crate) use bound::{BoundMember, Location, is_list};
pub(crate) use field::{FieldLocation, validate_field};
pub(crate) use findings::{Findings, Mode, ViolationSite};
pub(crate) use json::json_violations;
#[cfg(feature = "documents")]
pub(crate) use json::{rule_of_fault, rule_of_mistake};
pub(crate) use node::Node;

use crate::engine::capture::{CaptureCursor, CaptureId, CaptureTrie, CapturedEntry, Captures};
use crate::engine::constraint::required::MemberSet;
use crate::engine::constraint::value_type;
use crate::engine::limits::Limits;
use crate::engine::report::Detail;
use crate::engine::rule::{Rule, SeverityTable};
use crate::smithy::{Binding, Kind, Model, Shape, ShapeId, Span};
use crate::text::json::{Fault, JsonType, Reader, StringSpan};

/// The direction of the validated text: to the service or from it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Input,
    Output,
}

/// The reason to stop before the end of the text.
#[derive(Clone, Copy)]
pub(crate) enum Stop {
    /// The first error decides the verdict in fail-fast mode.
    Decided,
    /// The text is malformed at the reader's position. The path is not known yet.
    Fault(Fault),
    /// The text is malformed, and the report already has the violation.
    Unreadable,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

pub(crate) type Flow = Result<(), Stop>;

/// The settings of one validation.
#[derive(Clone, Copy)]
pub(crate) struct ValidationContext<'a> {
    pub(crate) model: &'a Model<'a>,
    pub(crate) shape: Option<ShapeId>,
    pub(crate) side: Side,
    pub(crate) mode: Mode,
    pub(crate) limits: Limits,
    /// The values to capture for the rules that run after validation.
    pub(crate) trie: Option<&'a CaptureTrie>,
    /// The severities in force; `None` selects those of the rule definitions.
    pub(crate) severities: Option<&'a dyn SeverityTable>,
}

/// The result of a validation: the findings, and the captures for the rules that run afterwards.
pub(crate) struct Validation<'a, 't> {
    pub(crate) captures: Captures<'t>,
    pub(crate) findings: Findings<'a>,
    /// Whether the text was read to its end; if not, the rules must not run.
    pub(crate) is_read: bool,
}

/// Validates a JSON text as a complete input or output.
pub(crate) fn validate_text<'a, 't>(context: ValidationContext<'a>, text: &'t [u8]) -> Validation<'a, 't> {
    Validator::new(context, text).run(ExpectedMembers::all())
}

/// The body of a request.
#[derive(Clone, Copy)]
pub(crate) enum Body<'b> {
    /// No body, or a body that the operation ignores.
    Absent,
    /// An object with the members that are bound to the body.
    Members(&'b [u8]),
    /// An object with all members that are not labels of the path, whatever their binding in the model.
    AllButLabels(&'b [u8]),
    /// The whole value of one member.
    Payload { member: usize, text: &'b [u8] },
    /// A body that cannot be judged. The members that are bound to it count as present.
    #[cfg(feature = "smithy")]
    Unjudged,
}

impl<'b> Body<'b> {
    /// Returns the text to judge; empty if there is none.
    pub(crate) fn text(self) -> &'b [u8] {
        match self {
            Body::Members(text) | Body::AllButLabels(text) | Body::Payload { text, .. } => text,
            _ => b"",
        }
    }
}

/// Validates a bound request: first the values from its path, query and headers, then the body.
pub(crate) fn validate_bound_request<'a, 't>(
    context: ValidationContext<'a>,
    bound_members: &[BoundMember<'_>],
    body: Body<'t>,
) -> Validation<'a, 't> {
    let text = match body.text() {
        // An absent body means the same as an empty object.
        b"" => b"{}",
        text => text,
    };
    let mut validator = Validator::new(context, text);
    let mut present = MemberSet::default();
    for bound_member in bound_members {
        present.insert(bound_member.member);
        if bound_member.location == Location::Label {
            validator.bound_elsewhere.insert(bound_member.member);
        }
        if validator.validate_bound_member(bound_member).is_err() {
            return validator.finish(false);
        }
    }
    if !matches!(body, Body::AllButLabels(_)) {
        for (index, member) in context.model.members_of(context.shape).iter().enumerate() {
            if member.binding != Binding::Body {
                validator.bound_elsewhere.insert(index);
            }
            #[cfg(feature = "smithy")]
            if matches!(body, Body::Unjudged) && member.binding.is_body() {
                present.insert(index);
            }
        }
    }
    if let Body::Payload { member, .. } = body {
        present.insert(member);
        let result = validator.validate_payload(member);
        if !validator.finish_reading(result) {
            return validator.finish(false);
        }
        validator.reader = Reader::new(b"{}");
    }
    validator.run(ExpectedMembers { all_members: false, present })
}

/// Returns the spans of values that must not be shown: values of sensitive shapes, and values without a shape.
pub(crate) fn sensitive_spans(context: ValidationContext<'_>, text: &[u8]) -> Vec<Range<usize>> {
    if text.len() > context.limits.max_size() {
        let everything = 0..text.len();
        return vec![everything];
    }
    let mut validator = Validator::new(ValidationContext { trie: None, ..context }, text);
    validator.sensitive = Some(Vec::new());
    let readable = validator.root(ExpectedMembers::all()).is_ok();
    let mut spans = validator.sensitive.unwrap_or_default();
    if !readable {
        // The unread text may be sensitive, and so may the entry in which reading stops.
        spans.push(validator.entry_start.min(validator.reader.at).min(text.len())..text.len());
    }
    for span in &mut spans {
        span.end = span.end.min(text.len());
    }
    spans
}

/// The members of a structure that are expected in the text.
struct ExpectedMembers {
    /// Whether members bound to the path, the query or a header are in the text too.
    all_members: bool,
    /// The members that are already bound.
    present: MemberSet,
}

impl ExpectedMembers {
    /// All members, as in every structure but the body of a request.
    fn all() -> ExpectedMembers {
        ExpectedMembers { all_members: true, present: MemberSet::default() }
    }
}

struct Validator<'a, 't> {
    context: ValidationContext<'a>,
    reader: Reader<'t>,
    depth: usize,
    /// The keys read so far of the open maps and untyped objects, the innermost last.
    keys: Vec<StringSpan>,
    /// The members that must not be in the body of a request.
    bound_elsewhere: MemberSet,
    findings: Findings<'a>,
    /// The values that rules read, the validator's position among them, and the values captured so far.
    trie: Option<&'a CaptureTrie>,
    cursor: CaptureCursor,
    captures: Captures<'t>,
    /// The number of matches so far that took too many steps.
    unfinished_matches: u32,
    /// Whether the validator is inside a sensitive value, where keys are data.
    redacted: bool,
    /// The offset of the last entry that the slow path began to read: malformed text behind it may belong to the entry.
    entry_start: usize,
    /// The spans of sensitive values, if they are collected.
    sensitive: Option<Vec<Range<usize>>>,
}

impl<'a, 't> Validator<'a, 't> {
    fn new(context: ValidationContext<'a>, text: &'t [u8]) -> Validator<'a, 't> {
        let trie = context.trie;
        Validator {
            context,
            reader: Reader::new(text),
            depth: 0,
            keys: Vec::new(),
            bound_elsewhere: MemberSet::default(),
            findings: Findings::new(&context),
            trie,
            cursor: if trie.is_some() { CaptureCursor::ROOT } else { CaptureCursor::NONE },
            captures: trie.map_or_else(Captures::default, |trie| Captures::new(text, trie)),
            unfinished_matches: 0,
            redacted: false,
            entry_start: 0,
            sensitive: None,
        }
    }

    fn run(mut self, expected: ExpectedMembers) -> Validation<'a, 't> {
        if self.is_too_large(&Node::Root) {
            return self.finish(false);
        }
        let result = self.root(expected);
        let is_read = self.finish_reading(result);
        self.finish(is_read)
    }

    fn finish(self, is_read: bool) -> Validation<'a, 't> {
        Validation { captures: self.captures, findings: self.findings, is_read }
    }

    /// Reports a text that is larger than the limit. Returns whether it is.
    fn is_too_large(&mut self, node: &Node<'_>) -> bool {
        let limit = self.context.limits.max_size();
        let is_too_large = self.reader.text.len() > limit;
        if is_too_large {
            let _ = self.violation(Rule::JSON_SIZE, None, node, 0, Detail::Limit { limit });
        }
        is_too_large
    }

    /// Returns the capture id of a part of the current value.
    #[inline]
    fn capture_id(&self, part: impl FnOnce(&CaptureTrie, CaptureId) -> CaptureId) -> CaptureId {
        match self.trie {
            Some(trie) if !self.cursor.capture_id.is_none() => part(trie, self.cursor.capture_id),
            _ => CaptureId::NONE,
        }
    }

    /// Validates a part of the current value, and captures it if a rule reads it.
    #[inline(never)]
    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    fn capture_value(&mut self, capture_id: CaptureId, entry: CapturedEntry, id: ShapeId, node: &Node<'_>) -> Flow {
        let outer = self.cursor;
        // A list that is captured only for its repeats is captured after it is read, if it has any.
        let is_captured = !capture_id.is_none() && !capture_id.captures_repeats_only();
        self.cursor = if is_captured {
            self.reader.peek();
            self.captures.push(capture_id, outer, entry, self.reader.at, 0)
        } else if capture_id.is_none() {
            CaptureCursor::NONE
        } else {
            outer.at_node(capture_id)
        };
        let result = self.value(id, node);
        if is_captured {
            self.captures.close(self.cursor, self.reader.at);
        }
        self.cursor = outer;
        result
    }

    /// Reports a pending fault. Returns whether the text was read to its end.
    fn finish_reading(&mut self, result: Flow) -> bool {
        if let Err(Stop::Fault(fault)) = result {
            self.findings.fault(fault, &Node::Root, &self.reader, &self.context.limits);
        }
        result.is_ok()
    }

    fn root(&mut self, expected: ExpectedMembers) -> Flow {
        let (members, required) = match self.context.shape.map(|id| &self.context.model.shape(id).kind) {
            Some(Kind::Structure { members, required }) => (*members, *required),
            // An operation without an input accepts an object without members.
            _ => (Span::default(), 0),
        };
        if self.reader.peek_type()? == JsonType::Object {
            self.structure(members, required, &Node::Root, expected)?;
        } else {
            let offset = self.reader.at;
            let found = self.reader.peek_type()?;
            self.untyped_sensitive(&Node::Root)?;
            let detail = Detail::Type { expected: "an object", found: value_type::type_name(found) };
            self.violation(Rule::TYPE, self.context.shape, &Node::Root, offset, detail)?;
        }
        Ok(self.reader.end()?)
    }

    /// Validates one value of a shape at `node`.
    #[inline]
    fn value(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let shape = self.context.model.shape(id);
        let outer = self.redacted;
        self.redacted |= shape.sensitive;
        let start = self.reader.at;
        let mut result = self.value_of(shape, id, node);
        if shape.sensitive {
            result = self.record_sensitive(start, result);
        }
        self.redacted = outer;
        match result {
            Err(Stop::Fault(fault)) => {
                self.findings.fault(fault, node, &self.reader, &self.context.limits);
                Err(Stop::Unreadable)
            }
            result => result,
        }
    }

    /// Reads a value that has no shape, or that is not allowed at its place, and treats it as sensitive.
    #[inline(never)]
    fn untyped_sensitive(&mut self, node: &Node<'_>) -> Flow {
        let start = self.reader.at;
        let result = self.untyped(node);
        self.record_sensitive(start, result)
    }

    /// Records the span of a sensitive value that begins at `start`, if spans are collected.
    #[inline]
    fn record_sensitive(&mut self, start: usize, result: Flow) -> Flow {
        if let Some(spans) = &mut self.sensitive {
            // If reading stops inside the value, the rest of the text may belong to it.
            let end = if result.is_ok() { self.reader.at } else { usize::MAX };
            spans.push(start..end);
        }
        result
    }

    #[inline]
    fn value_of(&mut self, shape: &Shape, id: ShapeId, node: &Node<'_>) -> Flow {
        let byte = self.reader.peek();
        match &shape.kind {
            // Most plain strings that meet their constraints are read by faster code before this point.
            Kind::String { .. } if byte == Some(b'"') => self.string(id, node),
            Kind::Structure { members, required } if byte == Some(b'{') => {
                self.structure(*members, *required, node, ExpectedMembers::all())
            }
            Kind::List { member, length, sparse, unique } if byte == Some(b'[') => {
                self.list(id, *member, length, *sparse, *unique, node)
            }
            Kind::Map { key, value, length, sparse } if byte == Some(b'{') => {
                self.map(id, *key, *value, length, *sparse, node)
            }
            _ => self.uncommon_value(id, node),
        }
    }

    /// Validates values of the less common shapes, and values of a wrong type.
    #[inline(never)]
    fn uncommon_value(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let shape = self.context.model.shape(id);
        let found = self.reader.peek_type()?;
        match (&shape.kind, found) {
            (Kind::Integer { .. } | Kind::IntEnum { .. } | Kind::Float { .. }, JsonType::Number) => {
                self.number(id, node)
            }
            (Kind::Boolean, JsonType::Boolean) => Ok(self.reader.boolean()?),
            (Kind::Document, _) if self.redacted => self.untyped(&Node::Redacted { parent: node, entry: None }),
            (Kind::Document, _) => self.untyped(node),
            (Kind::Union { members }, JsonType::Object) => self.union(id, *members, node),
            (Kind::Timestamp(_), JsonType::String | JsonType::Number) => self.timestamp(id, node),
            (Kind::Blob { .. } | Kind::Float { .. }, JsonType::String) => self.encoded(id, node),
            _ => self.mistyped(id, found, node),
        }
    }

    /// Reads a value of the wrong type and reports only its type.
    #[cold]
    #[inline(never)]
    fn mistyped(&mut self, id: ShapeId, found: JsonType, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let shape = self.context.model.shape(id);
        // A value in place of a container, or a container in place of a value, may contain a misplaced sensitive part.
        let has_parts =
            matches!(shape.kind, Kind::Structure { .. } | Kind::Union { .. } | Kind::List { .. } | Kind::Map { .. })
                || matches!(found, JsonType::Object | JsonType::Array);
        if self.redacted {
            self.untyped(&Node::Redacted { parent: node, entry: None })?;
        } else if has_parts {
            self.untyped_sensitive(node)?;
        } else {
            self.untyped(node)?;
        }
        self.wrong_type(id, value_type::type_name(found), offset, node)
    }

    #[cold]
    #[inline(never)]
    fn wrong_type(&mut self, id: ShapeId, found: &'static str, offset: usize, node: &Node<'_>) -> Flow {
        let detail = value_type::detail(&self.context.model.shape(id).kind, found);
        self.violation(Rule::TYPE, Some(id), node, offset, detail)
    }

    /// Adds a violation at an offset of the text.
    #[cold]
    #[inline(never)]
    fn violation(
        &mut self,
        rule: Rule,
        shape: Option<ShapeId>,
        node: &Node<'_>,
        offset: usize,
        detail: Detail,
    ) -> Flow {
        let site = ViolationSite { rule, shape, node, text: self.reader.text, offset: Some(offset), for_key: false };
        self.findings.add(&site, detail)
    }

    /// Enters an object or array and checks the depth limit.
    #[inline]
    fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > self.context.limits.max_depth() {
            return Err(Fault::Depth);
        }
        self.reader.at += 1;
        Ok(())
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
    }
}
