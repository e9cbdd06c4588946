//! Unpacks the tables of built-in models.
//!
//! Rows of plain data are mostly zeros, and every byte of the binary is downloaded with a web page. `cargo xtask
//! codegen` therefore writes variable-length numbers, as differences from the previous row where possible. This module
//! restores the rows that the loader makes of the data files. A test in `xtask` compares both.

use super::varint;
use super::{
    Binding, ClassPattern, Decimal, Dfa, Dialect, EnumValue, Kind, Lead, Length, Matcher, Member, Model, NonAscii,
    OperationShape, Pattern, Protocol, Range, Shape, ShapeId, ShiftAnd, Span, Text, TimestampFormat, Width,
};

/// The packed tables of `EDITIONS` editions that share their rows.
pub(crate) struct PackedTables {
    /// Every name, value and pattern, one per line.
    pub(crate) text: &'static str,
    pub(crate) shapes: &'static [u8],
    pub(crate) members: &'static [u8],
    pub(crate) values: &'static [u8],
    pub(crate) patterns: &'static [u8],
    pub(crate) errors: &'static [u8],
    /// The API version, then the operations of all editions.
    pub(crate) operations: &'static [u8],
}

/// The unpacked tables.
pub(crate) struct UnpackedTables<const EDITIONS: usize> {
    /// A model for each edition. They share their rows.
    pub(crate) models: [Model<'static>; EDITIONS],
    /// The names of the operations of all editions, sorted.
    pub(crate) operation_names: Vec<Text>,
}

impl PackedTables {
    /// Unpacks the tables. The rows are leaked, so call this once.
    pub(crate) fn unpack<const EDITIONS: usize>(&self, dialect: Dialect) -> UnpackedTables<EDITIONS> {
        let texts = texts(self.text);
        let packed = |bytes| Packed::new(bytes, &texts);
        let members = packed(self.members).rows(Packed::member);
        let mut rows = packed(self.operations);
        let api_version = rows.text();
        let (mut operations, mut operation_names) = ([const { Vec::new() }; EDITIONS], Vec::new());
        while !rows.is_empty() {
            let (editions, operation) = rows.operation();
            if operation_names.last() != Some(&operation.name) {
                operation_names.push(operation.name);
            }
            for (index, list) in operations.iter_mut().enumerate() {
                if editions >> index & 1 == 1 {
                    list.push(operation);
                }
            }
        }
        let shared = Model {
            text: self.text,
            shapes: Vec::leak(packed(self.shapes).rows(|row| row.shape(&members))),
            members: Vec::leak(members),
            values: Vec::leak(packed(self.values).rows(Packed::value)),
            patterns: Vec::leak(packed(self.patterns).rows(Packed::pattern)),
            errors: Vec::leak(packed(self.errors).rows(|row| ShapeId(row.number() as u16))),
            operations: &[],
            api_version,
            dialect,
            protocol: Protocol::RestJson,
            #[cfg(feature = "smithy")]
            service: Text::default(),
        };
        let models = operations.map(|operations| Model { operations: Vec::leak(operations), ..shared });
        UnpackedTables { models, operation_names }
    }
}

/// Splits the text into lines, which the tables refer to by number.
fn texts(text: &str) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut start = 0;
    for line in text.split_terminator('\n') {
        texts.push(Text { start, len: line.len() as u32 });
        start += line.len() as u32 + 1;
    }
    texts
}

/// A reader of packed rows.
///
/// INVARIANT: codegen wrote the bytes, and a test unpacks them all. Missing bytes read as zero.
struct Packed<'p> {
    bytes: &'p [u8],
    texts: &'p [Text],
    /// The text and the shape that the next differences are relative to.
    text: i64,
    shape: i64,
    /// The index at which the next new run begins, for each kind of run.
    next: [u16; 2],
}

impl<'p> Packed<'p> {
    /// The kinds of runs that [`Packed::span`] counts: members or errors, and values.
    const ROWS: usize = 0;
    const VALUES: usize = 1;

    fn new(bytes: &'p [u8], texts: &'p [Text]) -> Packed<'p> {
        Packed { bytes, texts, text: 0, shape: 0, next: [0; 2] }
    }

    fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    fn rows<R>(&mut self, mut row: impl FnMut(&mut Self) -> R) -> Vec<R> {
        let mut rows = Vec::new();
        while !self.is_empty() {
            rows.push(row(self));
        }
        rows
    }

    fn number(&mut self) -> u64 {
        varint::read(&mut self.bytes)
    }

    fn byte(&mut self) -> u8 {
        let Some((&byte, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        byte
    }

    /// Reads a zigzag-encoded signed number: the lowest bit is the sign.
    #[inline(never)]
    fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    /// Reads a text, stored as the difference from the index after the previous text.
    #[inline(never)]
    fn text(&mut self) -> Text {
        let index = self.text + self.signed();
        self.text = index + 1;
        self.texts.get(index as usize).copied().unwrap_or_default()
    }

    /// Reads a text if the row has it.
    fn text_if(&mut self, is_present: bool) -> Text {
        if is_present { self.text() } else { Text::default() }
    }

    /// Reads a shape, stored as the difference from the previous shape.
    #[inline(never)]
    fn shape_id(&mut self) -> ShapeId {
        self.shape += self.signed();
        ShapeId(self.shape as u16)
    }

    /// Reads a span: the number of rows, and the distance of its beginning before the next new run.
    #[inline(never)]
    fn span(&mut self, kind: usize) -> Span {
        let count = self.number() as u16;
        if count == 0 {
            return Span::default();
        }
        let first = (i64::from(self.next[kind]) - self.signed()) as u16;
        self.next[kind] = self.next[kind].max(first + count);
        Span { first, count }
    }

    /// Reads an optional number, stored as 0 for `None` and as the number plus one otherwise.
    #[inline(never)]
    fn optional(&mut self) -> Option<u32> {
        (self.number() as u32).checked_sub(1)
    }

    #[inline(never)]
    fn length(&mut self) -> Length {
        Length { min: self.optional(), max: self.optional() }
    }

    #[inline(never)]
    fn bound(&mut self) -> Option<Decimal> {
        let scale = self.optional()? as u8;
        Some(Decimal { mantissa: self.signed(), scale })
    }

    fn range(&mut self) -> Range {
        Range { min: self.bound(), max: self.bound() }
    }

    fn value(&mut self) -> EnumValue {
        EnumValue { value: self.text(), internal: false }
    }

    fn member(&mut self) -> Member {
        let flags = self.number();
        Member {
            name: self.text(),
            shape: self.shape_id(),
            required: flags & 1 != 0,
            idempotency_token: flags & 2 != 0,
            deprecated: self.text_if(flags & 4 != 0),
            binding: match flags >> 3 {
                0 => Binding::Body,
                1 => Binding::Label,
                _ => Binding::Query(self.text()),
            },
        }
    }

    fn shape(&mut self, all_members: &[Member]) -> Shape {
        let flags = self.number();
        self.shape += 1;
        let index = self.shape;
        let shape = Shape {
            name: self.text(),
            sensitive: flags & 1 != 0,
            deprecated: self.text_if(flags & 2 != 0),
            error_status: if flags & 4 != 0 { self.number() as u16 } else { 0 },
            media_type: Text::default(),
            kind: match flags >> 3 {
                0 => {
                    let members = self.span(Self::ROWS);
                    let mut required = 0;
                    for (index, member) in all_members[members.range()].iter().take(64).enumerate() {
                        required |= u64::from(member.required) << index;
                    }
                    Kind::Structure { members, required }
                }
                1 => Kind::List { member: self.shape_id(), length: self.length(), sparse: false, unique: false },
                2 => Kind::Map { key: self.shape_id(), value: self.shape_id(), length: self.length(), sparse: false },
                3 => Kind::String {
                    length: self.length(),
                    pattern: self.optional().map(|pattern| pattern as u16),
                    values: self.span(Self::VALUES),
                },
                4 => Kind::Integer { width: Width::Integer, range: self.range() },
                5 => Kind::Integer { width: Width::Long, range: self.range() },
                6 => Kind::Float { bits: 64, range: self.range() },
                7 => Kind::Boolean,
                8 => Kind::Timestamp(TimestampFormat::Unstated),
                _ => Kind::Document,
            },
        };
        self.shape = index;
        shape
    }

    /// Reads an operation, and a bit for each edition that has it in this form.
    fn operation(&mut self) -> (u64, OperationShape) {
        let flags = self.number();
        let shape = |packed: &mut Self, is_present: bool| if is_present { Some(packed.shape_id()) } else { None };
        let operation = OperationShape {
            name: self.text(),
            method: self.texts.get(self.number() as usize).copied().unwrap_or_default(),
            uri: self.text(),
            status: self.number() as u16,
            input: shape(self, flags & 1 != 0),
            output: shape(self, flags & 2 != 0),
            errors: self.span(Self::ROWS),
            readonly: flags & 4 != 0,
            idempotent: flags & 8 != 0,
            #[cfg(feature = "smithy")]
            has_request_compression: false,
        };
        (flags >> 4, operation)
    }

    fn pattern(&mut self) -> Pattern {
        let source = self.text();
        let matcher = match self.number() {
            0 => Matcher::Always,
            1 => Matcher::Class(ClassPattern {
                bit: self.number() as u8,
                escaped: self.number(),
                allow_empty: self.number() != 0,
                non_ascii: match self.number() {
                    0 => NonAscii::None,
                    1 => NonAscii::All,
                    _ => NonAscii::LettersAndNumbers,
                },
            }),
            2 => Matcher::Dfa(leak(self.dfa())),
            _ => Matcher::ShiftAnd(leak(self.shift_and())),
        };
        Pattern { source, matcher }
    }

    /// Reads the column or row of every byte.
    fn classes(&mut self) -> &'static [u8; 256] {
        let mut classes = [0; 256];
        let mut next = 0;
        while next < classes.len() {
            let class = self.number() as u8;
            let end = next + self.number() as usize;
            classes[next..end].fill(class);
            next = end;
        }
        leak(classes)
    }

    /// Reads an automaton: for each state but the dead one, whether it accepts, and its transitions by ranges of bytes. A
    /// target of 0 means the next state, 1 the same state, and any other target is the number of a state plus two. A 0 in
    /// place of all that, and a byte, mean that this byte leads to the next state.
    fn dfa(&mut self) -> Dfa {
        let states = self.number() as usize;
        let lead = self.optional().map(|bit| (bit as u8, self.number() as u16));
        let mut accepts = vec![0];
        // The next states by byte and state. Bytes with the same next states share a column.
        let mut by_byte = vec![0_u16; 256 * states];
        for state in 1..states {
            let flags = self.number();
            accepts.push(flags as u16 & 1);
            let is_literal = flags == 0;
            let ranges = if is_literal { 1 } else { flags >> 1 };
            for _ in 0..ranges {
                let first = self.byte() as usize;
                let (len, target) = if is_literal { (1, 0) } else { (self.number() as usize, self.number()) };
                let last = first + len;
                let next = match target {
                    0 => state as u16 + 1,
                    1 => state as u16,
                    next => next as u16 - 2,
                };
                for byte in first..last {
                    by_byte[byte * states + state] = next;
                }
            }
        }
        let mut classes = [0; 256];
        let mut distinct: Vec<&[u16]> = Vec::new();
        for (class, column) in classes.iter_mut().zip(by_byte.chunks_exact(states)) {
            let class_index = distinct.iter().position(|existing| *existing == column).unwrap_or(distinct.len());
            if class_index == distinct.len() {
                distinct.push(column);
            }
            *class = class_index as u8;
        }
        let columns = distinct.len() as u16 + 1;
        let mut next = Vec::with_capacity(states * columns as usize);
        for (state, accepts) in accepts.into_iter().enumerate() {
            next.extend(distinct.iter().map(|column| column[state] * columns));
            next.push(accepts);
        }
        let lead = lead.map(|(bit, state)| Lead { bit, state: state * columns });
        Dfa { classes: leak(classes), columns, next: Vec::leak(next), lead }
    }

    /// Reads a set of positions as runs: the first position of each, and the distance of its end before `origin`.
    fn set(&mut self, words: usize, origin: i64) -> &'static [u64] {
        let mut set = vec![0_u64; words];
        for _ in 0..self.number() {
            let first = self.number() as usize;
            let end = (origin - self.signed()) as usize;
            for position in first..end {
                set[position / 64] |= 1 << (position % 64);
            }
        }
        Vec::leak(set)
    }

    fn shift_and(&mut self) -> ShiftAnd {
        let words = self.number() as usize;
        let classes = self.classes();
        let rows = self.number() as usize;
        ShiftAnd {
            words,
            classes,
            masks: self.set(rows * words, 0),
            first: self.set(words, 0),
            shift_into: self.set(words, 0),
            repeat: self.set(words, 0),
            last: self.set(words, 0),
            jumps: self.jumps(words),
        }
    }

    /// Reads the jumps by their targets, each stored as the difference from the previous one.
    fn jumps(&mut self, words: usize) -> &'static [(u16, &'static [u64])] {
        let count = self.number();
        let mut target = 0;
        let jumps = (0..count).map(|_| {
            target += self.number() as u16;
            (target, self.set(words, target.into()))
        });
        Vec::leak(jumps.collect())
    }
}

/// Leaks a value. The tables are unpacked once and live as long as the program.
fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
