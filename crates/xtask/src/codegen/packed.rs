//! Packs the tables. The reader, `crates/preflight/src/smithy/packed.rs`, documents the format.

use std::collections::HashMap;
use std::fmt::Write as _;

use mi_preflight::__private::{
    Binding, Decimal, Kind, Length, Member, NonAscii, OperationShape, Range, Service, Shape, ShapeId, Span, Text,
    TimestampFormat, Width,
};

use super::pattern::{Compiled, Dfa, Matcher, ShiftAnd};

/// The numbers of the lines of a text, by their offsets.
pub(super) struct LineNumbers(HashMap<u32, i64>);

impl LineNumbers {
    pub(super) fn new(text: &str) -> LineNumbers {
        let mut next = 0;
        let lines = text.split_terminator('\n').enumerate().map(|(index, line)| {
            let start = next;
            next += line.len() as u32 + 1;
            (start, index as i64)
        });
        LineNumbers(lines.collect())
    }

    fn index(&self, text: Text) -> i64 {
        assert!(!text.is_empty(), "no line of the text is empty");
        self.0[&text.start]
    }
}

/// Writes the rows of one table as an array of bytes, one row per line.
pub(super) struct RowWriter<'l> {
    lines: &'l LineNumbers,
    out: String,
    /// The bytes of the current row.
    row: Vec<u8>,
    /// The text and the shape that the next differences are relative to.
    text: i64,
    shape: i64,
    /// The index at which the next new run begins, for each kind of run.
    next: [u16; 2],
}

/// The kinds of runs that [`RowWriter::span`] counts: members or errors, and values.
const ROWS: usize = 0;
const VALUES: usize = 1;

impl<'l> RowWriter<'l> {
    pub(super) fn new(lines: &'l LineNumbers) -> RowWriter<'l> {
        RowWriter { lines, out: String::new(), row: Vec::new(), text: 0, shape: 0, next: [0; 2] }
    }

    /// Ends the current row with a comment that names its content.
    pub(super) fn end(&mut self, comment: &str) {
        let bytes: Vec<String> = self.row.drain(..).map(|byte| byte.to_string()).collect();
        let _ = writeln!(self.out, "    {}, // {comment}", bytes.join(", "));
    }

    /// Returns the declaration of a static with the rows.
    pub(super) fn finish(self, name: &str) -> String {
        assert!(self.row.is_empty(), "the last row was not ended");
        format!("pub(crate) static {name}: &[u8] = &[\n{}];\n", self.out)
    }

    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.row.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.row.push(number as u8);
    }

    fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    pub(super) fn text(&mut self, text: Text) {
        let index = self.lines.index(text);
        self.signed(index - self.text);
        self.text = index + 1;
    }

    fn text_if_any(&mut self, text: Text) {
        if !text.is_empty() {
            self.text(text);
        }
    }

    fn shape_id(&mut self, ShapeId(id): ShapeId) {
        self.signed(i64::from(id) - self.shape);
        self.shape = i64::from(id);
    }

    fn span(&mut self, span: Span, kind: usize) {
        self.number(span.count.into());
        if span.count > 0 {
            self.signed(i64::from(self.next[kind]) - i64::from(span.first));
            self.next[kind] = self.next[kind].max(span.first + span.count);
        }
    }

    fn optional(&mut self, number: Option<u32>) {
        self.number(number.map_or(0, |number| u64::from(number) + 1));
    }

    fn length(&mut self, length: Length) {
        self.optional(length.min);
        self.optional(length.max);
    }

    fn bound(&mut self, bound: Option<Decimal>) {
        self.optional(bound.map(|bound| bound.scale.into()));
        if let Some(bound) = bound {
            self.signed(bound.mantissa);
        }
    }

    fn range(&mut self, range: Range) {
        self.bound(range.min);
        self.bound(range.max);
    }

    pub(super) fn member(&mut self, member: &Member) {
        let binding = match member.binding {
            Binding::Body => 0,
            Binding::Label => 1,
            Binding::Query(_) => 2,
            other => panic!("the service's models have no binding {other:?}"),
        };
        let flags = [member.required, member.idempotency_token, !member.deprecated.is_empty()];
        self.number(bits(&flags) | binding << 3);
        self.text(member.name);
        self.shape_id(member.shape);
        self.text_if_any(member.deprecated);
        if let Binding::Query(name) = member.binding {
            self.text(name);
        }
    }

    pub(super) fn shape(&mut self, shape: &Shape) {
        assert!(shape.media_type.is_empty(), "the service's models have no media types");
        let kind = match shape.kind {
            Kind::Structure { .. } => 0,
            Kind::List { sparse: false, unique: false, .. } => 1,
            Kind::Map { sparse: false, .. } => 2,
            Kind::String { .. } => 3,
            Kind::Integer { width: Width::Integer, .. } => 4,
            Kind::Integer { width: Width::Long, .. } => 5,
            Kind::Float { bits: 64, .. } => 6,
            Kind::Boolean => 7,
            Kind::Timestamp(TimestampFormat::Unstated) => 8,
            Kind::Document => 9,
            other => panic!("the service's models have no {other:?}"),
        };
        let flags = [shape.sensitive, !shape.deprecated.is_empty(), shape.error_status != 0];
        self.number(bits(&flags) | kind << 3);
        self.shape += 1;
        let index = self.shape;
        self.text(shape.name);
        self.text_if_any(shape.deprecated);
        if shape.error_status != 0 {
            self.number(shape.error_status.into());
        }
        match shape.kind {
            Kind::Structure { members, .. } => self.span(members, ROWS),
            Kind::List { member, length, .. } => {
                self.shape_id(member);
                self.length(length);
            }
            Kind::Map { key, value, length, .. } => {
                self.shape_id(key);
                self.shape_id(value);
                self.length(length);
            }
            Kind::String { length, pattern, values } => {
                self.length(length);
                self.optional(pattern.map(u32::from));
                self.span(values, VALUES);
            }
            Kind::Integer { range, .. } | Kind::Float { range, .. } => self.range(range),
            _ => {}
        }
        self.shape = index;
    }

    /// Writes an operation, and a bit for each edition that has it in this form.
    pub(super) fn operation(&mut self, editions: u64, operation: &OperationShape) {
        let flags = [operation.input.is_some(), operation.output.is_some(), operation.readonly, operation.idempotent];
        self.number(bits(&flags) | editions << 4);
        self.text(operation.name);
        self.number(self.lines.index(operation.method) as u64);
        self.text(operation.uri);
        self.number(operation.status.into());
        for shape in [operation.input, operation.output].into_iter().flatten() {
            self.shape_id(shape);
        }
        self.span(operation.errors, ROWS);
    }

    pub(super) fn pattern(&mut self, pattern: &Compiled) {
        self.text(pattern.source);
        match &pattern.matcher {
            Matcher::Always => self.number(0),
            Matcher::Class(class) => {
                let non_ascii = match class.non_ascii {
                    NonAscii::None => 0,
                    NonAscii::All => 1,
                    NonAscii::LettersAndNumbers => 2,
                    other => panic!("the packed format has no number for {other:?}"),
                };
                for number in [1, class.bit.into(), class.escaped, class.allow_empty.into(), non_ascii] {
                    self.number(number);
                }
            }
            Matcher::Dfa(dfa) => {
                self.number(2);
                self.dfa(dfa);
            }
            Matcher::ShiftAnd(automaton) => {
                self.number(3);
                self.shift_and(automaton);
            }
        }
    }

    fn classes(&mut self, classes: &[u8; 256]) {
        for run in classes.chunk_by(|a, b| a == b) {
            self.number(run[0].into());
            self.number(run.len() as u64);
        }
    }

    fn dfa(&mut self, dfa: &Dfa) {
        let columns = usize::from(dfa.columns);
        self.number((dfa.next.len() / columns) as u64);
        self.optional(dfa.lead.map(|lead| lead.bit.into()));
        if let Some(lead) = dfa.lead {
            self.number((lead.state / dfa.columns).into());
        }
        for (state, row) in dfa.next.chunks(columns).enumerate() {
            let transitions: Vec<(u8, u16)> =
                (0..=255).map(|byte| (byte, row[usize::from(dfa.classes[usize::from(byte)])] / dfa.columns)).collect();
            let ranges: Vec<&[(u8, u16)]> =
                transitions.chunk_by(|(_, a), (_, b)| a == b).filter(|range| range[0].1 != 0).collect();
            let accepts = row[columns - 1] != 0;
            match ranges[..] {
                // The reader takes a 0 for a literal state, so it adds the dead state itself.
                [] if !accepts => {
                    assert_eq!(state, 0, "only the first state is dead");
                    continue;
                }
                // One byte leads on, as in a literal text.
                [&[(byte, next)]] if !accepts && usize::from(next) == state + 1 => {
                    self.number(0);
                    self.row.push(byte);
                    continue;
                }
                _ => self.number(ranges.len() as u64 * 2 + u64::from(accepts)),
            }
            for range in ranges {
                let (first, next) = range[0];
                self.row.push(first);
                self.number(range.len() as u64);
                self.number(match (u64::from(next), state as u64) {
                    (next, state) if next == state + 1 => 0,
                    (next, state) if next == state => 1,
                    (next, _) => next + 2,
                });
            }
        }
    }

    fn set(&mut self, words: &[u64], origin: i64) {
        let contains = |&position: &usize| words[position / 64] >> (position % 64) & 1 == 1;
        let positions: Vec<usize> = (0..words.len() * 64).filter(contains).collect();
        let runs: Vec<&[usize]> = positions.chunk_by(|a, b| a + 1 == *b).collect();
        self.number(runs.len() as u64);
        for run in runs {
            self.number(run[0] as u64);
            self.signed(origin - (run[0] + run.len()) as i64);
        }
    }

    fn shift_and(&mut self, automaton: &ShiftAnd) {
        self.number(automaton.words as u64);
        self.classes(&automaton.classes);
        self.number((automaton.masks.len() / automaton.words) as u64);
        for set in [&automaton.masks, &automaton.first, &automaton.shift_into, &automaton.repeat, &automaton.last] {
            self.set(set, 0);
        }
        self.number(automaton.jumps.len() as u64);
        let mut last = 0;
        for (to, from) in &automaton.jumps {
            self.number((to - last).into());
            self.set(from, i64::from(*to));
            last = *to;
        }
    }

    /// Writes ascending ranges: the gap before each, and its length.
    pub(super) fn ranges(&mut self, ranges: &[(u32, u32)]) {
        let mut last = 0;
        for &(first, end) in ranges {
            self.number((first - last).into());
            self.number((end - first).into());
            last = end;
        }
    }
}

/// Returns the operations of all editions sorted by name, each with a bit for every edition that has it in this form.
pub(super) fn operations<'s>(
    services: &'s [(&str, Service)],
    name: impl Fn(&OperationShape) -> &'s str,
) -> Vec<(u64, OperationShape)> {
    let mut operations: Vec<(u64, OperationShape)> = Vec::new();
    for (index, (_, service)) in services.iter().enumerate() {
        for operation in &service.operations {
            match operations.iter_mut().find(|(_, earlier)| format!("{earlier:?}") == format!("{operation:?}")) {
                Some((editions, _)) => *editions |= 1 << index,
                None => operations.push((1 << index, *operation)),
            }
        }
    }
    operations.sort_by_key(|(editions, operation)| (name(operation), *editions));
    operations
}

fn bits(flags: &[bool]) -> u64 {
    flags.iter().rev().fold(0, |bits, &flag| bits << 1 | u64::from(flag))
}
