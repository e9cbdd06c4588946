//! The one walk behind every door: the reader driven by the shape tables, constraints judged as the bytes go by.
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
pub(crate) use field::{Spot, field};
pub(crate) use findings::{At, Door, Findings};
pub(crate) use node::Node;

use crate::engine::capture::{Entry, Kept, Seat, WatchId, Watches};
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

/// Why a walk ends before the text does.
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

/// What one walk judges, and how.
#[derive(Clone, Copy)]
pub(crate) struct Job<'a> {
    pub(crate) model: &'a Model<'a>,
    pub(crate) shape: Option<ShapeId>,
    pub(crate) side: Side,
    pub(crate) door: Door,
    pub(crate) limits: Limits,
    /// What to keep of the text for rules that are judged afterwards.
    pub(crate) watches: Option<&'a Watches>,
    /// The severities in force; `None` for those of the definitions.
    pub(crate) severities: Option<&'a dyn SeverityTable>,
}

/// What a walk found, and what it kept of the text for the rules that are judged afterwards.
pub(crate) struct Validation<'a, 't> {
    pub(crate) kept: Kept<'t>,
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
pub(crate) fn whole<'a, 't>(job: Job<'a>, text: &'t [u8]) -> Validation<'a, 't> {
    Walk::new(job, text).run(Members::whole())
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
pub(crate) fn bound<'a, 't>(job: Job<'a>, slots: &[Bound<'_>], body: Body<'t>) -> Validation<'a, 't> {
    let text = match body {
        // No body says as much as an empty object.
        Body::Absent => b"{}",
        Body::Members(text) | Body::Rest(text) | Body::Payload { text, .. } => text,
    };
    let mut walk = Walk::new(job, text);
    let mut present = MemberSet::default();
    for slot in slots {
        present.insert(slot.member);
        if slot.location == Location::Label {
            walk.elsewhere.insert(slot.member);
        }
        if walk.slot(slot).is_err() {
            return walk.finish(false);
        }
    }
    if !matches!(body, Body::Rest(_)) {
        for (index, member) in job.model.members_of(job.shape).iter().enumerate() {
            if member.binding != Binding::Body {
                walk.elsewhere.insert(index);
            }
        }
    }
    if let Body::Payload { member, .. } = body {
        present.insert(member);
        let result = walk.payload(member);
        if !walk.is_read(result) {
            return walk.finish(false);
        }
        walk.reader = Reader::new(b"{}");
    }
    walk.run(Members { all_members: false, present })
}

/// Where values stand that must not be shown: those of sensitive shapes, and those that nothing is known about.
pub(crate) fn sensitive_spans(job: Job<'_>, text: &[u8]) -> Vec<Range<usize>> {
    if text.len() > job.limits.max_size() {
        let everything = 0..text.len();
        return vec![everything];
    }
    let mut walk = Walk::new(Job { watches: None, ..job }, text);
    walk.sensitive = Some(Vec::new());
    let readable = walk.root(Members::whole()).is_ok();
    let mut spans = walk.sensitive.unwrap_or_default();
    if !readable {
        // What was not read may be anything, and so may the entry in which reading stopped.
        spans.push(walk.entry_at.min(walk.reader.at).min(text.len())..text.len());
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

struct Walk<'a, 't> {
    job: Job<'a>,
    reader: Reader<'t>,
    depth: usize,
    /// Keys of the maps and free objects that are open, the innermost last.
    keys: Vec<StringSpan>,
    /// Members that have no place in the body of a request.
    elsewhere: MemberSet,
    findings: Findings<'a>,
    /// What rules read, where the walk is among it, and what was kept of it.
    watches: Option<&'a Watches>,
    seat: Seat,
    kept: Kept<'t>,
    /// Inside something sensitive, where keys are data.
    sealed: bool,
    /// Where the entry begins that was read last on the slow way: what is behind it may be part of it.
    entry_at: usize,
    /// Where sensitive values stand, when somebody asks for it.
    sensitive: Option<Vec<Range<usize>>>,
}

impl<'a, 't> Walk<'a, 't> {
    fn new(job: Job<'a>, text: &'t [u8]) -> Walk<'a, 't> {
        let watches = job.watches;
        Walk {
            job,
            reader: Reader::new(text),
            depth: 0,
            keys: Vec::new(),
            elsewhere: MemberSet::default(),
            findings: Findings::new(&job),
            watches,
            seat: if watches.is_some() { Seat::ROOT } else { Seat::NOWHERE },
            kept: watches.map_or_else(Kept::default, |watches| Kept::new(text, watches)),
            sealed: false,
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
        Validation { kept: self.kept, findings: self.findings, is_read }
    }

    /// Whether the text is larger than the limit, which is then told.
    fn is_too_large(&mut self, node: &Node<'_>) -> bool {
        let limit = self.job.limits.max_size();
        let is_too_large = self.reader.text.len() > limit;
        if is_too_large {
            let _ = self.violation(Rule::JSON_SIZE, None, node, 0, Detail::Limit { limit });
        }
        is_too_large
    }

    /// The watch of a part of the value that the walk is in.
    #[inline]
    fn watch(&self, part: impl FnOnce(&Watches, WatchId) -> WatchId) -> WatchId {
        match self.watches {
            Some(watches) if !self.seat.watch.is_none() => part(watches, self.seat.watch),
            _ => WatchId::NONE,
        }
    }

    /// Reads a value of a shape, a part of what the walk is in, and keeps it where a rule wants it.
    #[inline(never)]
    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    fn keep(&mut self, watch: WatchId, entry: Entry, id: ShapeId, node: &Node<'_>) -> Flow {
        let outer = self.seat;
        // Whether a list is kept of which only repeats are wanted is known when it was read.
        let is_kept = !watch.is_none() && !watch.keeps_repeats_only();
        self.seat = if is_kept {
            self.reader.peek();
            self.kept.push(watch, outer, entry, self.reader.at, 0)
        } else if watch.is_none() {
            Seat::NOWHERE
        } else {
            outer.beside(watch)
        };
        let result = self.value(id, node);
        if is_kept {
            self.kept.close(self.seat, self.reader.at);
        }
        self.seat = outer;
        result
    }

    /// Whether the text was read to its end; if not, the report says why.
    fn is_read(&mut self, result: Flow) -> bool {
        if let Err(Stop::Fault(fault)) = result {
            self.findings.fault(fault, &Node::Root, &self.reader, &self.job.limits);
        }
        result.is_ok()
    }

    fn root(&mut self, expected: Members) -> Flow {
        let (members, required) = match self.job.shape.map(|id| &self.job.model.shape(id).kind) {
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
            self.violation(Rule::TYPE, self.job.shape, &Node::Root, offset, detail)?;
        }
        Ok(self.reader.end()?)
    }

    /// One value of a shape, at `node`.
    #[inline]
    fn value(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let shape = self.job.model.shape(id);
        let outer = self.sealed;
        self.sealed |= shape.sensitive;
        let start = self.reader.at;
        let mut result = self.value_of(shape, id, node);
        if shape.sensitive {
            result = self.unseen(start, result);
        }
        self.sealed = outer;
        match result {
            Err(Stop::Fault(fault)) => {
                self.findings.fault(fault, node, &self.reader, &self.job.limits);
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
        let shape = self.job.model.shape(id);
        let found = self.reader.found()?;
        match (&shape.kind, found) {
            (Kind::Integer { .. } | Kind::IntEnum { .. } | Kind::Float { .. }, Found::Number) => self.number(id, node),
            (Kind::Boolean, Found::Boolean) => Ok(self.reader.boolean()?),
            (Kind::Document, _) if self.sealed => self.free(&Node::Sealed { parent: node, entry: None }),
            (Kind::Document, _) => self.free(node),
            (Kind::Union { members }, Found::Object) => self.union(id, *members, node),
            (Kind::Timestamp(_), Found::String | Found::Number) => self.timestamp(id, node),
            (Kind::Blob { .. } | Kind::Float { .. }, Found::String) => self.encoded(id, node),
            _ => self.mistyped(id, found, node),
        }
    }

    /// A value of the wrong type: its text is read, nothing more is said of it.
    #[cold]
    #[inline(never)]
    fn mistyped(&mut self, id: ShapeId, found: Found, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let shape = self.job.model.shape(id);
        // What stands in the place of a list, or has parts where none belong, may be what a sensitive part was meant to be.
        let has_parts =
            matches!(shape.kind, Kind::Structure { .. } | Kind::Union { .. } | Kind::List { .. } | Kind::Map { .. })
                || matches!(found, Found::Object | Found::Array);
        if self.sealed {
            self.free(&Node::Sealed { parent: node, entry: None })?;
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
        let detail = value_type::detail(&self.job.model.shape(id).kind, found);
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
        let at = At { rule, shape, node, text: self.reader.text, offset: Some(offset), for_key: false };
        self.findings.add(&at, detail)
    }

    /// Opens an object or array.
    #[inline]
    fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > self.job.limits.max_depth() {
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
