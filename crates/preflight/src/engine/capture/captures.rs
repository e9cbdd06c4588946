use std::borrow::Cow;

use super::path::Step;
use super::trie::{CaptureId, CaptureTrie, PlainStrings};
use crate::engine::report::{Path, Token};
use crate::smithy::Model;
use crate::text::json::{StringSpan, number, string};

/// The validator's position in the trie, and the captured value that contains the position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CaptureCursor {
    pub(crate) capture_id: CaptureId,
    record: u32,
}

impl CaptureCursor {
    /// Returns a cursor at another node, inside the same captured value.
    pub(crate) fn at_node(self, capture_id: CaptureId) -> CaptureCursor {
        CaptureCursor { capture_id, record: self.record }
    }

    pub(crate) const NONE: CaptureCursor = CaptureCursor { capture_id: CaptureId::NONE, record: NO_RECORD };
    pub(crate) const ROOT: CaptureCursor = CaptureCursor { capture_id: CaptureId::ROOT, record: NO_RECORD };
}

const NO_RECORD: u32 = u32::MAX;

/// The `end` of a value that is not in the text.
const UNLOCATED: u32 = u32::MAX;

/// The captured values of an input, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Captures<'t> {
    text: &'t [u8],
    records: Vec<Record>,
    /// The last record of each node of the trie.
    last: Vec<u32>,
    /// Values from the path, the query or a header, and the key of a field.
    unlocated: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
struct Record {
    start: u32,
    /// Offset after the value; 0 until it was read, [`UNLOCATED`] for a value that is not in the text.
    end: u32,
    /// The record of the value that contains this one.
    parent: u32,
    /// The record before this one with the same capture id.
    previous: u32,
    entry: CapturedEntry,
    capture_id: CaptureId,
    /// An ASCII string without escapes.
    plain: bool,
}

/// The position of a value in its container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CapturedEntry(u32);

impl CapturedEntry {
    /// A member of a structure: the node of the trie identifies it.
    pub(crate) const MEMBER: CapturedEntry = CapturedEntry(0);

    /// The entry of a field that is validated alone: its key, which is not in the text, is the first unlocated value.
    pub(crate) const FIELD: CapturedEntry = CapturedEntry(u32::MAX);

    /// An item of a list by its index, or an entry of a map with redacted keys by its position.
    #[inline]
    pub(crate) fn by_position(index: usize) -> CapturedEntry {
        CapturedEntry(index as u32)
    }

    /// An entry of a map by the offset of its key's opening quote.
    #[inline]
    pub(crate) fn by_key(quote: usize) -> CapturedEntry {
        CapturedEntry(quote as u32)
    }
}

impl<'t> Captures<'t> {
    pub(crate) fn new(text: &'t [u8], trie: &CaptureTrie) -> Captures<'t> {
        let records = Vec::with_capacity((text.len() / 64).min(1024));
        Captures { text, records, last: vec![NO_RECORD; trie.count()], unlocated: Vec::new() }
    }

    /// Captures an ASCII string without escapes that was read already, if the filter of the place allows it.
    #[inline(always)]
    pub(crate) fn push_plain(
        &mut self,
        trie: Option<&CaptureTrie>,
        capture_id: CaptureId,
        parent: CaptureCursor,
        entry: CapturedEntry,
        start: usize,
        end: usize,
    ) {
        let is_captured = match capture_id.plain_strings() {
            PlainStrings::All => true,
            PlainStrings::Matching => self.matches(trie, capture_id, start, end),
            PlainStrings::None => false,
        };
        if is_captured {
            self.push_record(capture_id, parent, entry, start, end, true);
        }
    }

    #[inline(never)]
    fn matches(&self, trie: Option<&CaptureTrie>, capture_id: CaptureId, start: usize, end: usize) -> bool {
        let value = self.text.get(start..end).unwrap_or_default();
        trie.is_none_or(|trie| trie.matches(capture_id, value))
    }

    /// Captures a value. If its end is not known yet, [`Captures::close`] sets it.
    pub(crate) fn push(
        &mut self,
        capture_id: CaptureId,
        parent: CaptureCursor,
        entry: CapturedEntry,
        start: usize,
        end: usize,
    ) -> CaptureCursor {
        self.push_record(capture_id, parent, entry, start, end, false)
    }

    #[inline(always)]
    fn push_record(
        &mut self,
        capture_id: CaptureId,
        parent: CaptureCursor,
        entry: CapturedEntry,
        start: usize,
        end: usize,
        plain: bool,
    ) -> CaptureCursor {
        // INVARIANT: `Limits` allows no text of 4 GiB, and every record covers at least one byte of it.
        let id = self.records.len() as u32;
        let previous = match self.last.get_mut(capture_id.index()) {
            Some(last) => core::mem::replace(last, id),
            None => NO_RECORD,
        };
        let (start, end) = (start as u32, end as u32);
        self.records.push(Record { start, end, parent: parent.record, previous, entry, capture_id, plain });
        CaptureCursor { capture_id, record: id }
    }

    /// Sets the end of the value that was captured at its start.
    #[inline]
    pub(crate) fn close(&mut self, cursor: CaptureCursor, end: usize) {
        if let Some(record) = self.records.get_mut(cursor.record as usize) {
            record.end = end as u32;
        }
    }

    /// Captures a value that is not in the text.
    pub(crate) fn push_unlocated(
        &mut self,
        capture_id: CaptureId,
        parent: CaptureCursor,
        entry: CapturedEntry,
        value: &str,
    ) {
        let index = self.unlocated.len();
        self.unlocated.push(value.to_owned());
        self.push(capture_id, parent, entry, index, UNLOCATED as usize);
    }

    /// Returns the last value captured at a node.
    pub(crate) fn last(&self, capture_id: CaptureId) -> Option<CapturedValue<'_>> {
        self.last.get(capture_id.index()).and_then(|id| self.get(*id))
    }

    /// Returns every value captured at a node, the last one first.
    pub(crate) fn values_reversed(&self, capture_id: CaptureId) -> impl Iterator<Item = CapturedValue<'_>> {
        core::iter::successors(self.last(capture_id), |capture| capture.previous())
    }

    fn get(&self, id: u32) -> Option<CapturedValue<'_>> {
        ((id as usize) < self.records.len()).then_some(CapturedValue { captures: self, id })
    }
}

/// A captured value: a place in the text, which is decoded on demand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CapturedValue<'c> {
    captures: &'c Captures<'c>,
    id: u32,
}

impl PartialEq for CapturedValue<'_> {
    fn eq(&self, other: &CapturedValue<'_>) -> bool {
        self.id == other.id
    }
}

impl<'c> CapturedValue<'c> {
    fn record(self) -> Record {
        // INVARIANT: `Captures::get` alone makes captured values, and only for ids of its records.
        self.captures.records[self.id as usize]
    }

    /// Returns its position among all captured values. A container comes before its parts.
    pub(crate) fn order(self) -> u32 {
        self.id
    }

    /// Returns the value captured before this one at the same node.
    pub(crate) fn previous(self) -> Option<CapturedValue<'c>> {
        self.captures.get(self.record().previous)
    }

    /// Returns the captured value that contains this one; `None` for a member of the input itself.
    pub(crate) fn parent(self) -> Option<CapturedValue<'c>> {
        self.captures.get(self.record().parent)
    }

    /// Returns its captured parts.
    ///
    /// The records of a container's parts follow its own, so this visits everything captured inside the container.
    pub(crate) fn parts(self) -> impl Iterator<Item = CapturedValue<'c>> {
        let is_inside = move |id: &u32| match self.captures.records.get(*id as usize) {
            Some(record) => record.parent != NO_RECORD && record.parent >= self.id,
            None => false,
        };
        let descendants = (self.id + 1..).take_while(is_inside).filter_map(move |id| self.captures.get(id));
        descendants.filter(move |capture| capture.record().parent == self.id)
    }

    pub(crate) fn capture_id(self) -> CaptureId {
        self.record().capture_id
    }

    /// Returns the JSON text of the value.
    pub(crate) fn raw(self) -> &'c [u8] {
        let record = self.record();
        if record.end == UNLOCATED {
            return self.captures.unlocated.get(record.start as usize).map(String::as_bytes).unwrap_or_default();
        }
        self.captures.text.get(record.start as usize..record.end as usize).unwrap_or_default()
    }

    /// Returns the offset of the value; `None` if it is not in the text.
    pub(crate) fn offset(self) -> Option<usize> {
        let record = self.record();
        (record.end != UNLOCATED).then_some(record.start as usize)
    }

    fn is_unlocated(self) -> bool {
        self.record().end == UNLOCATED
    }

    /// Returns the decoded string; `None` for a value of another type.
    pub(crate) fn text(self) -> Option<Cow<'c, str>> {
        if let Some(content) = self.plain() {
            return Some(Cow::Borrowed(string::text_of(content)));
        }
        let raw = self.raw();
        if self.is_unlocated() {
            return Some(Cow::Borrowed(string::text_of(raw)));
        }
        match raw {
            [b'"', content @ .., b'"'] if !content.contains(&b'\\') => Some(Cow::Borrowed(string::text_of(content))),
            [b'"', ..] => string::scan(raw, 1).ok().map(|span| span.decode(raw)),
            _ => None,
        }
    }

    /// Returns the content of a string that was captured as ASCII without escapes; `None` for any other value.
    pub(crate) fn plain(self) -> Option<&'c [u8]> {
        if !self.record().plain {
            return None;
        }
        self.raw().get(1..).and_then(<[u8]>::split_last).map(|(_, content)| content)
    }

    /// Returns the number; `None` for a value of another type.
    pub(crate) fn number(self) -> Option<number::Number<'c>> {
        number::lex(self.raw()).ok().filter(|number| number.text.len() == self.raw().len())
    }

    /// Returns the boolean; `None` for a value of another type.
    pub(crate) fn boolean(self) -> Option<bool> {
        match self.raw() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }

    /// Returns its path. Inside a map with redacted keys, the path ends at the map and the entry's position is returned.
    pub(crate) fn path(self, model: &Model<'_>, trie: &CaptureTrie) -> (Path, Option<usize>) {
        let mut tokens = Vec::new();
        let mut entry = None;
        let mut ancestor = Some(self);
        while let Some(capture) = ancestor {
            let record = capture.record();
            if record.capture_id.is_same_place(CaptureId::ROOT) {
                break;
            }
            match trie.step(record.capture_id) {
                (Step::Member(_), name) => tokens.push(Token::member(model.str(name))),
                (Step::Item, _) => tokens.push(Token::Index(record.entry.0 as usize)),
                (Step::Key | Step::Value, _) if trie.is_redacted(record.capture_id) => {
                    tokens.clear();
                    entry = Some(record.entry.0 as usize);
                }
                (Step::Key | Step::Value, _) => tokens.push(Token::key(&capture.key())),
            }
            ancestor = capture.parent();
        }
        tokens.reverse();
        (Path::new(tokens), entry)
    }

    /// Whether the value is a key of a map.
    pub(crate) fn is_key(self, trie: &CaptureTrie) -> bool {
        trie.step(self.record().capture_id).0 == Step::Key
    }

    /// Returns the key of the map entry that the value belongs to.
    pub(crate) fn key(self) -> Cow<'c, str> {
        if self.record().entry == CapturedEntry::FIELD {
            return Cow::Borrowed(self.captures.unlocated.first().map_or("", String::as_str));
        }
        let quote = self.record().entry.0 as usize;
        let span: Option<StringSpan> = string::scan(self.captures.text, quote + 1).ok();
        span.map(|span| span.decode(self.captures.text)).unwrap_or_default()
    }
}
