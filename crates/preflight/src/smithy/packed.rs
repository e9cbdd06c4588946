//! Unpacks the tables of built-in models.
//!
//! Whoever opens a page pays for every byte of the binary, and rows of plain data are mostly zeros. So `cargo xtask
//! codegen` writes numbers of one to ten bytes, differences where rows follow one another, and this file makes of them
//! the rows that the loader makes of the data files. A test in `xtask` holds both against each other.

use super::varint;
use super::{
    Beyond, Binding, ClassPattern, Decimal, Dfa, Dialect, EnumValue, Kind, Lead, Length, Matcher, Member, Model,
    OperationShape, Pattern, Range, Shape, ShapeId, ShiftAnd, Span, Text, TimestampFormat, Width,
};

/// The packed tables of `EDITIONS` editions that share their rows.
pub(crate) struct PackedTables {
    /// Every name, value and pattern, a line for each.
    pub(crate) text: &'static str,
    pub(crate) shapes: &'static [u8],
    pub(crate) members: &'static [u8],
    pub(crate) values: &'static [u8],
    pub(crate) patterns: &'static [u8],
    pub(crate) errors: &'static [u8],
    /// The API version, then the operations of all editions.
    pub(crate) operations: &'static [u8],
}

/// What is unpacked.
pub(crate) struct UnpackedTables<const EDITIONS: usize> {
    /// A model for each edition, which lend the same rows.
    pub(crate) models: [Model<'static>; EDITIONS],
    /// The names of the operations of all editions, sorted.
    pub(crate) operation_names: Vec<Text>,
}

impl PackedTables {
    /// Makes rows of the tables. They live as long as the program: call it once.
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
        };
        let models = operations.map(|operations| Model { operations: Vec::leak(operations), ..shared });
        UnpackedTables { models, operation_names }
    }
}

/// Every line of the text: what numbers stand for.
fn texts(text: &str) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut start = 0;
    for line in text.split_terminator('\n') {
        texts.push(Text { start, len: line.len() as u32 });
        start += line.len() as u32 + 1;
    }
    texts
}

/// Rows that are still to be read.
///
/// INVARIANT: the bytes are those that codegen wrote, and a test unpacks them all. What could be missing reads as zero.
struct Packed<'p> {
    bytes: &'p [u8],
    texts: &'p [Text],
    /// The text and the shape that numbers are differences from.
    text: i64,
    shape: i64,
    /// Where the next run of rows begins.
    next: [u16; 2],
}

impl<'p> Packed<'p> {
    /// Which runs [`Packed::span`] counts: those of members or errors, and those of values.
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

    /// A number with a sign, which is its lowest bit.
    #[inline(never)]
    fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    /// A text, as the difference from the one after the text before.
    #[inline(never)]
    fn text(&mut self) -> Text {
        let index = self.text + self.signed();
        self.text = index + 1;
        self.texts.get(index as usize).copied().unwrap_or_default()
    }

    /// A text that only some rows have.
    fn text_if(&mut self, there: bool) -> Text {
        if there { self.text() } else { Text::default() }
    }

    /// A shape, as the difference from the shape before.
    #[inline(never)]
    fn shape_id(&mut self) -> ShapeId {
        self.shape += self.signed();
        ShapeId(self.shape as u16)
    }

    /// How many rows, and how far before the next new run they begin.
    #[inline(never)]
    fn span(&mut self, of: usize) -> Span {
        let count = self.number() as u16;
        if count == 0 {
            return Span::default();
        }
        let first = (i64::from(self.next[of]) - self.signed()) as u16;
        self.next[of] = self.next[of].max(first + count);
        Span { first, count }
    }

    /// A number that is one too large, or 0 when there is none.
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

    fn shape(&mut self, all: &[Member]) -> Shape {
        let flags = self.number();
        self.shape += 1;
        let own = self.shape;
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
                    for (index, member) in all[members.range()].iter().take(64).enumerate() {
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
        self.shape = own;
        shape
    }

    /// An operation, and a bit for each edition that has it so.
    fn operation(&mut self) -> (u64, OperationShape) {
        let flags = self.number();
        let shape = |packed: &mut Self, there: bool| if there { Some(packed.shape_id()) } else { None };
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
                beyond_ascii: match self.number() {
                    0 => Beyond::Nothing,
                    1 => Beyond::Everything,
                    _ => Beyond::LettersAndNumbers,
                },
            }),
            2 => Matcher::Dfa(lent(self.dfa())),
            _ => Matcher::ShiftAnd(lent(self.shift_and())),
        };
        Pattern { source, matcher }
    }

    /// The column or row of every byte.
    fn classes(&mut self) -> &'static [u8; 256] {
        let mut classes = [0; 256];
        let mut next = 0;
        while next < classes.len() {
            let class = self.number() as u8;
            let end = next + self.number() as usize;
            classes[next..end].fill(class);
            next = end;
        }
        lent(classes)
    }

    /// For each state, whether a string may end there, and which ranges of bytes lead where: 0 is the state after this
    /// one, 1 this one, and any other state is two more than its number.
    fn dfa(&mut self) -> Dfa {
        let states = self.number() as usize;
        let lead = self.optional().map(|bit| (bit as u8, self.number() as u16));
        let mut accepts = Vec::new();
        // The next states by byte and state: bytes of which all are the same share a column.
        let mut by_byte = vec![0_u16; 256 * states];
        for state in 0..states {
            let flags = self.number();
            accepts.push(flags as u16 & 1);
            for _ in 0..flags >> 1 {
                let first = self.byte() as usize;
                let last = first + self.number() as usize;
                let next = match self.number() {
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
        let mut kept: Vec<&[u16]> = Vec::new();
        for (class, column) in classes.iter_mut().zip(by_byte.chunks_exact(states)) {
            let known = kept.iter().position(|known| *known == column).unwrap_or(kept.len());
            if known == kept.len() {
                kept.push(column);
            }
            *class = known as u8;
        }
        let columns = kept.len() as u16 + 1;
        let mut next = Vec::with_capacity(states * columns as usize);
        for (state, accepts) in accepts.into_iter().enumerate() {
            next.extend(kept.iter().map(|column| column[state] * columns));
            next.push(accepts);
        }
        let lead = lead.map(|(bit, state)| Lead { bit, state: state * columns });
        Dfa { classes: lent(classes), columns, next: Vec::leak(next), lead }
    }

    /// A set of positions, as runs: the first of each, and how far before `origin` the run ends.
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

    /// The jumps by where they lead, each as the difference from the one before.
    fn jumps(&mut self, words: usize) -> &'static [(u16, &'static [u64])] {
        let count = self.number();
        let mut to = 0;
        let jumps = (0..count).map(|_| {
            to += self.number() as u16;
            (to, self.set(words, to.into()))
        });
        Vec::leak(jumps.collect())
    }
}

/// What lives as long as the program: it is unpacked once.
fn lent<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
