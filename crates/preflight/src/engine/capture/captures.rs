use std::borrow::Cow;

use super::path::Step;
use super::trie::{CaptureId, CaptureTrie, PlainStrings};
use crate::engine::report::{Path, Token};
use crate::smithy::Model;
use crate::text::json::{StringSpan, number, string};

/// Where the walk stands in the trie, and below which captures value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CaptureCursor {
    pub(crate) capture_id: CaptureId,
    record: u32,
}

impl CaptureCursor {
    /// Below what contains this place, at another capture_id.
    pub(crate) fn beside(self, capture_id: CaptureId) -> CaptureCursor {
        CaptureCursor { capture_id, record: self.record }
    }

    pub(crate) const NOWHERE: CaptureCursor = CaptureCursor { capture_id: CaptureId::NONE, record: NO_RECORD };
    pub(crate) const ROOT: CaptureCursor = CaptureCursor { capture_id: CaptureId::ROOT, record: NO_RECORD };
}

const NO_RECORD: u32 = u32::MAX;

/// The end of a value that is not in the text.
const ELSEWHERE: u32 = u32::MAX;

/// What was captures of an input, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Captures<'t> {
    text: &'t [u8],
    records: Vec<Record>,
    /// The last record of every capture_id.
    last: Vec<u32>,
    /// Values that came from the path, the query or a header.
    elsewhere: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
struct Record {
    start: u32,
    /// Behind the value; [`ELSEWHERE`] for one that is not in the text, 0 while it is being read.
    end: u32,
    /// The record of what contains the value.
    parent: u32,
    /// The record before it with the same capture_id.
    previous: u32,
    entry: CapturedEntry,
    capture_id: CaptureId,
    /// A string of ASCII without escapes.
    plain: bool,
}

/// Which of the parts of its container a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CapturedEntry(u32);

impl CapturedEntry {
    /// A member, of which there is one.
    pub(crate) const MEMBER: CapturedEntry = CapturedEntry(0);

    /// An item of a list by its index, or an entry of a map whose keys are data by its position.
    #[inline]
    pub(crate) fn at(index: usize) -> CapturedEntry {
        CapturedEntry(index as u32)
    }

    /// An entry of a map by where its key's opening quote stands.
    #[inline]
    pub(crate) fn keyed(quote: usize) -> CapturedEntry {
        CapturedEntry(quote as u32)
    }
}

impl<'t> Captures<'t> {
    pub(crate) fn new(text: &'t [u8], trie: &CaptureTrie) -> Captures<'t> {
        let records = Vec::with_capacity((text.len() / 64).min(1024));
        Captures { text, records, last: vec![NO_RECORD; trie.count()], elsewhere: Vec::new() }
    }

    /// Keeps a string of ASCII without escapes that is read already.
    #[inline(always)]
    pub(crate) fn push_plain(
        &mut self,
        trie: Option<&CaptureTrie>,
        capture_id: CaptureId,
        below: CaptureCursor,
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
            self.push_record(capture_id, below, entry, start, end, true);
        }
    }

    #[inline(never)]
    fn matches(&self, trie: Option<&CaptureTrie>, capture_id: CaptureId, start: usize, end: usize) -> bool {
        let value = self.text.get(start..end).unwrap_or_default();
        trie.is_none_or(|trie| trie.matches(capture_id, value))
    }

    /// Keeps a value; where its end is not known yet, it is said later.
    pub(crate) fn push(
        &mut self,
        capture_id: CaptureId,
        below: CaptureCursor,
        entry: CapturedEntry,
        start: usize,
        end: usize,
    ) -> CaptureCursor {
        self.push_record(capture_id, below, entry, start, end, false)
    }

    #[inline(always)]
    fn push_record(
        &mut self,
        capture_id: CaptureId,
        below: CaptureCursor,
        entry: CapturedEntry,
        start: usize,
        end: usize,
        plain: bool,
    ) -> CaptureCursor {
        // INVARIANT: `Limits` lets no text of 4 GiB in, and every record has a byte of it at least.
        let id = self.records.len() as u32;
        let previous = match self.last.get_mut(capture_id.index()) {
            Some(last) => core::mem::replace(last, id),
            None => NO_RECORD,
        };
        let (start, end) = (start as u32, end as u32);
        self.records.push(Record { start, end, parent: below.record, previous, entry, capture_id, plain });
        CaptureCursor { capture_id, record: id }
    }

    /// Says where the value ends that was captures when it began.
    #[inline]
    pub(crate) fn close(&mut self, cursor: CaptureCursor, end: usize) {
        if let Some(record) = self.records.get_mut(cursor.record as usize) {
            record.end = end as u32;
        }
    }

    /// Keeps a value that is not in the text.
    pub(crate) fn push_unlocated(
        &mut self,
        capture_id: CaptureId,
        below: CaptureCursor,
        entry: CapturedEntry,
        value: &str,
    ) {
        let index = self.elsewhere.len();
        self.elsewhere.push(value.to_owned());
        self.push(capture_id, below, entry, index, ELSEWHERE as usize);
    }

    /// The last value of a capture_id.
    pub(crate) fn last(&self, capture_id: CaptureId) -> Option<CapturedValue<'_>> {
        self.last.get(capture_id.index()).and_then(|id| self.fact(*id))
    }

    /// Every value of a capture_id, the last one first.
    pub(crate) fn backwards(&self, capture_id: CaptureId) -> impl Iterator<Item = CapturedValue<'_>> {
        core::iter::successors(self.last(capture_id), |fact| fact.previous())
    }

    fn fact(&self, id: u32) -> Option<CapturedValue<'_>> {
        ((id as usize) < self.records.len()).then_some(CapturedValue { captures: self, id })
    }
}

/// A value that was captures: a place in the text, read when it is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CapturedValue<'k> {
    captures: &'k Captures<'k>,
    id: u32,
}

impl PartialEq for CapturedValue<'_> {
    fn eq(&self, other: &CapturedValue<'_>) -> bool {
        self.id == other.id
    }
}

impl<'k> CapturedValue<'k> {
    fn record(self) -> Record {
        // INVARIANT: facts are made of the records of this list only.
        self.captures.records[self.id as usize]
    }

    /// Its place among everything that was captures: a container comes before its parts.
    pub(crate) fn order(self) -> u32 {
        self.id
    }

    /// The value before it at the same place of the model.
    pub(crate) fn previous(self) -> Option<CapturedValue<'k>> {
        self.captures.fact(self.record().previous)
    }

    /// What contains it; `None` for a member of the input itself.
    pub(crate) fn parent(self) -> Option<CapturedValue<'k>> {
        self.captures.fact(self.record().parent)
    }

    /// What was captures of its parts. What is captures of a container stands behind it, so this costs as much as there is in it.
    pub(crate) fn parts(self) -> impl Iterator<Item = CapturedValue<'k>> {
        let inside = move |id: &u32| match self.captures.records.get(*id as usize) {
            Some(record) => record.parent != NO_RECORD && record.parent >= self.id,
            None => false,
        };
        let all = (self.id + 1..).take_while(inside).filter_map(move |id| self.captures.fact(id));
        all.filter(move |fact| fact.record().parent == self.id)
    }

    pub(crate) fn capture_id(self) -> CaptureId {
        self.record().capture_id
    }

    /// The value as it is written.
    pub(crate) fn raw(self) -> &'k [u8] {
        let record = self.record();
        if record.end == ELSEWHERE {
            return self.captures.elsewhere.get(record.start as usize).map(String::as_bytes).unwrap_or_default();
        }
        self.captures.text.get(record.start as usize..record.end as usize).unwrap_or_default()
    }

    /// Where in the text it begins.
    pub(crate) fn offset(self) -> Option<usize> {
        let record = self.record();
        (record.end != ELSEWHERE).then_some(record.start as usize)
    }

    fn is_elsewhere(self) -> bool {
        self.record().end == ELSEWHERE
    }

    /// The string, its escapes undone; `None` for a value of another type.
    pub(crate) fn text(self) -> Option<Cow<'k, str>> {
        if let Some(inside) = self.plain() {
            return Some(Cow::Borrowed(string::text_of(inside)));
        }
        let raw = self.raw();
        if self.is_elsewhere() {
            return Some(Cow::Borrowed(string::text_of(raw)));
        }
        match raw {
            [b'"', inside @ .., b'"'] if !inside.contains(&b'\\') => Some(Cow::Borrowed(string::text_of(inside))),
            [b'"', ..] => string::scan(raw, 1).ok().map(|span| span.decode(raw)),
            _ => None,
        }
    }

    /// The string's bytes where it was found to be ASCII without escapes; `None` for anything else.
    pub(crate) fn plain(self) -> Option<&'k [u8]> {
        if !self.record().plain {
            return None;
        }
        self.raw().get(1..).and_then(<[u8]>::split_last).map(|(_, inside)| inside)
    }

    /// The number; `None` for a value of another type.
    pub(crate) fn number(self) -> Option<number::Number<'k>> {
        number::lex(self.raw()).ok().filter(|number| number.text.len() == self.raw().len())
    }

    /// The truth value; `None` for a value of another type.
    pub(crate) fn boolean(self) -> Option<bool> {
        match self.raw() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }

    /// Its path; inside a map whose keys are data it stops at the map, with the entry's position.
    pub(crate) fn path(self, model: &Model<'_>, trie: &CaptureTrie) -> (Path, Option<usize>) {
        let mut tokens = Vec::new();
        let mut entry = None;
        let mut place = Some(self);
        while let Some(fact) = place {
            let record = fact.record();
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
                (Step::Key | Step::Value, _) => tokens.push(Token::key(&fact.key())),
            }
            place = fact.parent();
        }
        tokens.reverse();
        (Path::new(tokens), entry)
    }

    /// Whether the value is a key of a map.
    pub(crate) fn is_key(self, trie: &CaptureTrie) -> bool {
        trie.step(self.record().capture_id).0 == Step::Key
    }

    /// The key of the entry of a map that the value stands in.
    pub(crate) fn key(self) -> Cow<'k, str> {
        let quote = self.record().entry.0 as usize;
        let span: Option<StringSpan> = string::scan(self.captures.text, quote + 1).ok();
        span.map(|span| span.decode(self.captures.text)).unwrap_or_default()
    }
}
