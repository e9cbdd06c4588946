//! The one validator behind every mode: the reader driven by the shape tables, constraints judged as the bytes go by.
//!
//! `is_valid` and `check` differ in what [`Findings`] does with a violation, and in nothing else.

mod bound;
mod field;
mod findings;
mod free;
mod node;
mod object;
mod scalar;

use core::ops::Range;

pub(crate) use bound::{Bound, Location, is_list};
pub(crate) use field::{FieldLocation, field};
pub(crate) use findings::{Findings, Mode, ViolationSite};
pub(crate) use node::Node;

use crate::engine::capture::{CaptureCursor, CaptureId, CaptureTrie, CapturedEntry, Captures};
use crate::engine::constraint::required::MemberSet;
use crate::engine::constraint::value_type;
use crate::engine::limits::Limits;
use crate::engine::report::{Detail, Report};
use crate::engine::rule::{Rule, SeverityTable};
use crate::smithy::{Binding, Kind, Model, Shape, ShapeId, Span};
use crate::text::json::{Fault, Found, Reader, StringSpan};

/// Whether what is judged goes to the service or comes from it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Input,
    Output,
}

/// Why a validator ends before the text does.
#[derive(Clone, Copy)]
pub(crate) enum Stop {
    /// The verdict is known and nobody asked for more.
    Answered,
    /// The text cannot be read on from where the reader is; no path is known yet.
    Fault(Fault),
    /// The text cannot be read on, and the report says so.
    Unreadable,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

pub(crate) type Flow = Result<(), Stop>;

/// What one validator judges, and how.
#[derive(Clone, Copy)]
pub(crate) struct ValidationContext<'a> {
    pub(crate) model: &'a Model<'a>,
    pub(crate) shape: Option<ShapeId>,
    pub(crate) side: Side,
    pub(crate) mode: Mode,
    pub(crate) limits: Limits,
    /// What to keep of the text for rules that are judged afterwards.
    pub(crate) trie: Option<&'a CaptureTrie>,
    /// The severities in force; `None` for those of the definitions.
    pub(crate) severities: Option<&'a dyn SeverityTable>,
}

/// What a validator found, and what it captures of the text for the rules that are judged afterwards.
pub(crate) struct Validation<'a, 't> {
    pub(crate) captures: Captures<'t>,
    pub(crate) findings: Findings<'a>,
    /// The text was read to its end; if not, there is nothing more to judge.
    pub(crate) is_read: bool,
}

impl Validation<'_, '_> {
    /// The report, where no rules are judged afterwards.
    pub(crate) fn into_report(self) -> Report {
        self.findings.finish()
    }
}

/// Judges a JSON text as the whole of an input or output.
pub(crate) fn whole<'a, 't>(context: ValidationContext<'a>, text: &'t [u8]) -> Validation<'a, 't> {
    Validator::new(context, text).run(Members::whole())
}

/// The body of a request.
#[derive(Clone, Copy)]
pub(crate) enum Body<'b> {
    /// Nothing that anybody reads.
    Absent,
    /// An object with the members that travel nowhere else.
    Members(&'b [u8]),
    /// An object with the members that the path does not have, wherever the service has them travel.
    Rest(&'b [u8]),
    /// The whole value of one member.
    Payload { member: usize, text: &'b [u8] },
}

/// Judges what a request was bound to: slots that come from its path, query and headers, then the body.
pub(crate) fn bound<'a, 't>(context: ValidationContext<'a>, slots: &[Bound<'_>], body: Body<'t>) -> Validation<'a, 't> {
    let text = match body {
        // No body says as much as an empty object.
        Body::Absent => b"{}",
        Body::Members(text) | Body::Rest(text) | Body::Payload { text, .. } => text,
    };
    let mut validator = Validator::new(context, text);
    let mut present = MemberSet::default();
    for slot in slots {
        present.insert(slot.member);
        if slot.location == Location::Label {
            validator.elsewhere.insert(slot.member);
        }
        if validator.slot(slot).is_err() {
            return validator.finish(false);
        }
    }
    if !matches!(body, Body::Rest(_)) {
        for (index, member) in context.model.members_of(context.shape).iter().enumerate() {
            if member.binding != Binding::Body {
                validator.elsewhere.insert(index);
            }
        }
    }
    if let Body::Payload { member, .. } = body {
        present.insert(member);
        let result = validator.payload(member);
        if !validator.is_read(result) {
            return validator.finish(false);
        }
        validator.reader = Reader::new(b"{}");
    }
    validator.run(Members { all_members: false, present })
}

/// Where values stand that must not be shown: those of sensitive shapes, and those that nothing is known about.
pub(crate) fn sensitive_spans(context: ValidationContext<'_>, text: &[u8]) -> Vec<Range<usize>> {
    if text.len() > context.limits.max_size() {
        let everything = 0..text.len();
        return vec![everything];
    }
    let mut validator = Validator::new(ValidationContext { trie: None, ..context }, text);
    validator.sensitive = Some(Vec::new());
    let readable = validator.root(Members::whole()).is_ok();
    let mut spans = validator.sensitive.unwrap_or_default();
    if !readable {
        // What was not read may be anything, and so may the entry in which reading stopped.
        spans.push(validator.entry_at.min(validator.reader.at).min(text.len())..text.len());
    }
    for span in &mut spans {
        span.end = span.end.min(text.len());
    }
    spans
}

/// Which members of a structure are looked for in the text.
struct Members {
    /// Members bound to the path, the query or a header stand in the text too.
    all_members: bool,
    /// Members that are there already.
    present: MemberSet,
}

impl Members {
    /// All of them: so it is but for the body of a request.
    fn whole() -> Members {
        Members { all_members: true, present: MemberSet::default() }
    }
}

struct Validator<'a, 't> {
    context: ValidationContext<'a>,
    reader: Reader<'t>,
    depth: usize,
    /// Keys of the maps and free objects that are open, the innermost last.
    keys: Vec<StringSpan>,
    /// Members that have no place in the body of a request.
    elsewhere: MemberSet,
    findings: Findings<'a>,
    /// What rules read, where the validator is among it, and what was captures of it.
    trie: Option<&'a CaptureTrie>,
    cursor: CaptureCursor,
    captures: Captures<'t>,
    /// Inside something sensitive, where keys are data.
    redacted: bool,
    /// Where the entry begins that was read last on the slow way: what is behind it may be part of it.
    entry_at: usize,
    /// Where sensitive values stand, when somebody asks for it.
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
            elsewhere: MemberSet::default(),
            findings: Findings::new(&context),
            trie,
            cursor: if trie.is_some() { CaptureCursor::ROOT } else { CaptureCursor::NOWHERE },
            captures: trie.map_or_else(Captures::default, |trie| Captures::new(text, trie)),
            redacted: false,
            entry_at: 0,
            sensitive: None,
        }
    }

    fn run(mut self, expected: Members) -> Validation<'a, 't> {
        if self.is_too_large(&Node::Root) {
            return self.finish(false);
        }
        let result = self.root(expected);
        let is_read = self.is_read(result);
        self.finish(is_read)
    }

    fn finish(self, is_read: bool) -> Validation<'a, 't> {
        Validation { captures: self.captures, findings: self.findings, is_read }
    }

    /// Whether the text is larger than the limit, which is then told.
    fn is_too_large(&mut self, node: &Node<'_>) -> bool {
        let limit = self.context.limits.max_size();
        let is_too_large = self.reader.text.len() > limit;
        if is_too_large {
            let _ = self.violation(Rule::JSON_SIZE, None, node, 0, Detail::Limit { limit });
        }
        is_too_large
    }

    /// The capture_id of a part of the value that the validator is in.
    #[inline]
    fn capture_id(&self, part: impl FnOnce(&CaptureTrie, CaptureId) -> CaptureId) -> CaptureId {
        match self.trie {
            Some(trie) if !self.cursor.capture_id.is_none() => part(trie, self.cursor.capture_id),
            _ => CaptureId::NONE,
        }
    }

    /// Reads a value of a shape, a part of what the validator is in, and keeps it where a rule wants it.
    #[inline(never)]
    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    fn keep(&mut self, capture_id: CaptureId, entry: CapturedEntry, id: ShapeId, node: &Node<'_>) -> Flow {
        let outer = self.cursor;
        // Whether a list is captures of which only repeats are wanted is known when it was read.
        let is_kept = !capture_id.is_none() && !capture_id.captures_repeats_only();
        self.cursor = if is_kept {
            self.reader.peek();
            self.captures.push(capture_id, outer, entry, self.reader.at, 0)
        } else if capture_id.is_none() {
            CaptureCursor::NOWHERE
        } else {
            outer.beside(capture_id)
        };
        let result = self.value(id, node);
        if is_kept {
            self.captures.close(self.cursor, self.reader.at);
        }
        self.cursor = outer;
        result
    }

    /// Whether the text was read to its end; if not, the report says why.
    fn is_read(&mut self, result: Flow) -> bool {
        if let Err(Stop::Fault(fault)) = result {
            self.findings.fault(fault, &Node::Root, &self.reader, &self.context.limits);
        }
        result.is_ok()
    }

    fn root(&mut self, expected: Members) -> Flow {
        let (members, required) = match self.context.shape.map(|id| &self.context.model.shape(id).kind) {
            Some(Kind::Structure { members, required }) => (*members, *required),
            // An operation without an input takes an object without members.
            _ => (Span::default(), 0),
        };
        if self.reader.found()? == Found::Object {
            self.structure(members, required, &Node::Root, expected)?;
        } else {
            let offset = self.reader.at;
            let found = self.reader.found()?;
            self.free_unseen(&Node::Root)?;
            let detail = Detail::Type { expected: "an object", found: value_type::found(found) };
            self.violation(Rule::TYPE, self.context.shape, &Node::Root, offset, detail)?;
        }
        Ok(self.reader.end()?)
    }

    /// One value of a shape, at `node`.
    #[inline]
    fn value(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let shape = self.context.model.shape(id);
        let outer = self.redacted;
        self.redacted |= shape.sensitive;
        let start = self.reader.at;
        let mut result = self.value_of(shape, id, node);
        if shape.sensitive {
            result = self.unseen(start, result);
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

    /// Reads a value that no shape describes, or that has no place where it stands.
    #[inline(never)]
    fn free_unseen(&mut self, node: &Node<'_>) -> Flow {
        let start = self.reader.at;
        let result = self.free(node);
        self.unseen(start, result)
    }

    /// Where spans of sensitive values are wanted, notes what was read from `start` on.
    #[inline]
    fn unseen(&mut self, start: usize, result: Flow) -> Flow {
        if let Some(spans) = &mut self.sensitive {
            // Where reading stopped inside, the rest of the text may belong to the value.
            let end = if result.is_ok() { self.reader.at } else { usize::MAX };
            spans.push(start..end);
        }
        result
    }

    #[inline]
    fn value_of(&mut self, shape: &Shape, id: ShapeId, node: &Node<'_>) -> Flow {
        let byte = self.reader.peek();
        match &shape.kind {
            // A plain string that keeps its constraints was read before it came here.
            Kind::String { .. } if byte == Some(b'"') => self.string(id, node),
            Kind::Structure { members, required } if byte == Some(b'{') => {
                self.structure(*members, *required, node, Members::whole())
            }
            Kind::List { member, length, sparse, unique } if byte == Some(b'[') => {
                self.list(id, *member, length, *sparse, *unique, node)
            }
            Kind::Map { key, value, length, sparse } if byte == Some(b'{') => {
                self.map(id, *key, *value, length, *sparse, node)
            }
            _ => self.other_value(id, node),
        }
    }

    /// Values of the rarer shapes, and values of a wrong type.
    #[inline(never)]
    fn other_value(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let shape = self.context.model.shape(id);
        let found = self.reader.found()?;
        match (&shape.kind, found) {
            (Kind::Integer { .. } | Kind::IntEnum { .. } | Kind::Float { .. }, Found::Number) => self.number(id, node),
            (Kind::Boolean, Found::Boolean) => Ok(self.reader.boolean()?),
            (Kind::Document, _) if self.redacted => self.free(&Node::Redacted { parent: node, entry: None }),
            (Kind::Document, _) => self.free(node),
            (Kind::Union { members }, Found::Object) => self.union(id, *members, node),
            (Kind::Timestamp(_), Found::String | Found::Number) => self.timestamp(id, node),
            (Kind::Blob { .. } | Kind::Float { .. }, Found::String) => self.encoded(id, node),
            _ => self.mistyped(id, found, node),
        }
    }

    /// A value of the wrong type: its text is read, nothing more is check_string of it.
    #[cold]
    #[inline(never)]
    fn mistyped(&mut self, id: ShapeId, found: Found, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let shape = self.context.model.shape(id);
        // What stands in the place of a list, or has parts where none belong, may be what a sensitive part was meant to be.
        let has_parts =
            matches!(shape.kind, Kind::Structure { .. } | Kind::Union { .. } | Kind::List { .. } | Kind::Map { .. })
                || matches!(found, Found::Object | Found::Array);
        if self.redacted {
            self.free(&Node::Redacted { parent: node, entry: None })?;
        } else if has_parts {
            self.free_unseen(node)?;
        } else {
            self.free(node)?;
        }
        self.wrong_type(id, value_type::found(found), offset, node)
    }

    #[cold]
    #[inline(never)]
    fn wrong_type(&mut self, id: ShapeId, found: &'static str, offset: usize, node: &Node<'_>) -> Flow {
        let detail = value_type::detail(&self.context.model.shape(id).kind, found);
        self.violation(Rule::TYPE, Some(id), node, offset, detail)
    }

    /// Notes what is violated at a place of the text.
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
        let at = ViolationSite { rule, shape, node, text: self.reader.text, offset: Some(offset), for_key: false };
        self.findings.add(&at, detail)
    }

    /// Opens an object or array.
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
