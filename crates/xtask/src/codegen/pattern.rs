//! Compiles `pattern` traits to tables.

use std::collections::{BTreeMap, HashMap};

use mi_preflight::__private::{ClassPattern, Lead, NonAscii, PatternCompiler, Text, pattern_syntax};
use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A compiled pattern, before it is printed.
pub(crate) struct Compiled {
    pub(crate) source: Text,
    pub(crate) pattern: String,
    pub(crate) matcher: Matcher,
    /// The bit that the pattern uses in the table of byte classes, and the plain bytes of that class.
    pub(crate) class: Option<(u8, u128)>,
}

pub(crate) enum Matcher {
    Always,
    Class(ClassPattern),
    Dfa(Dfa),
    ShiftAnd(ShiftAnd),
}

/// As `smithy::Dfa`, owned.
pub(crate) struct Dfa {
    pub(crate) classes: [u8; 256],
    pub(crate) columns: u16,
    pub(crate) next: Vec<u16>,
    pub(crate) lead: Option<Lead>,
}

/// As `smithy::ShiftAnd`, owned.
pub(crate) struct ShiftAnd {
    pub(crate) words: usize,
    pub(crate) classes: [u8; 256],
    pub(crate) masks: Vec<u64>,
    pub(crate) first: Vec<u64>,
    pub(crate) shift_into: Vec<u64>,
    pub(crate) repeat: Vec<u64>,
    pub(crate) jumps: Vec<(u16, Vec<u64>)>,
    pub(crate) last: Vec<u64>,
}

/// The number of repetitions from which a position automaton is smaller than a DFA.
const MIN_COUNTED_REPETITIONS: u32 = 32;

/// Compiles patterns to tables, and assigns the bits of the table of byte classes.
#[derive(Default)]
pub(crate) struct TableCompiler {
    bits: HashMap<u128, u8>,
}

/// The ASCII bytes that a JSON string contains without an escape, as bits.
const PLAIN: u128 = (u128::MAX >> 32 << 32) & !(1 << b'"') & !(1 << b'\\');

/// The minimum number of bytes in the class of a [`Lead`]. Skipping a run of a smaller class saves too little.
const MIN_LEAD_BYTES: u32 = 10;

/// Returns the table of byte classes: the bits assigned to patterns, and bit 63 for every plain byte.
pub(crate) fn byte_classes(patterns: &[Compiled]) -> [u64; 256] {
    let mut table = [0_u64; 256];
    let classes = patterns.iter().filter_map(|pattern| pattern.class).chain([(63, PLAIN)]);
    for (bit, bytes) in classes {
        for (byte, row) in table.iter_mut().enumerate().take(0x80) {
            *row |= ((bytes >> byte & 1) as u64) << bit;
        }
    }
    table
}

/// Returns the non-ASCII characters of `\p{L}\p{N}`, as inclusive ranges.
pub(crate) fn letters_and_numbers() -> Vec<(u32, u32)> {
    let hir = parse(r"[\p{L}\p{N}]");
    let HirKind::Class(class) = hir.kind() else { return Vec::new() };
    non_ascii(&ranges(class))
}

impl PatternCompiler for TableCompiler {
    type Output = Compiled;

    fn compile(&mut self, source: Text, pattern: &str) -> Result<Compiled, String> {
        let hir = parsed(pattern)?;
        let mut class = None;
        let matcher = if hir.properties().look_set().is_empty() && hir.properties().minimum_len() == Some(0) {
            Matcher::Always
        } else if let Some((pattern, bytes)) = self.class(&hir) {
            class = Some((pattern.bit, bytes));
            Matcher::Class(pattern)
        } else if has_counted_repetition(&hir) {
            Matcher::ShiftAnd(shift_and(&hir)?)
        } else {
            let mut dfa = dfa(pattern)?;
            if let Some((state, bytes)) = lead(&dfa) {
                let bit = self.bit(bytes);
                class = Some((bit, bytes));
                dfa.lead = Some(Lead { bit, state });
            }
            Matcher::Dfa(dfa)
        };
        Ok(Compiled { source, pattern: pattern.to_owned(), matcher, class })
    }

    fn unsupported(&mut self, _: Text) -> Option<Compiled> {
        None
    }
}

impl TableCompiler {
    fn bit(&mut self, bytes: u128) -> u8 {
        let next = self.bits.len() as u8;
        let bit = *self.bits.entry(bytes).or_insert(next);
        assert!(bit < 63, "more character classes than the table of byte classes has bits");
        bit
    }

    fn class(&mut self, hir: &Hir) -> Option<(ClassPattern, u128)> {
        let (ranges, allow_empty) = repeated_class(hir)?;
        let non_ascii_ranges = non_ascii(&ranges);
        let non_ascii = match non_ascii_ranges.as_slice() {
            [] => NonAscii::None,
            [(0x80, 0x10FFFF)] => NonAscii::All,
            ranges if ranges == letters_and_numbers() => NonAscii::LettersAndNumbers,
            _ => return None,
        };
        let mut escaped = 0;
        let mut unescaped = 0_u128;
        for byte in ascii(&ranges) {
            match byte {
                0..0x20 => escaped |= 1 << byte,
                b'"' => escaped |= 1 << 32,
                b'\\' => escaped |= 1 << 33,
                byte => unescaped |= 1 << byte,
            }
        }
        let bit = self.bit(unescaped);
        Some((ClassPattern { bit, escaped, non_ascii, allow_empty }, unescaped))
    }
}

/// Returns the largest class of plain bytes of which every run leads from the start to the same state, and that state.
fn lead(dfa: &Dfa) -> Option<(u16, u128)> {
    let next = |state: u16, byte: u8| dfa.next[state as usize + dfa.classes[byte as usize] as usize];
    let start = dfa.columns;
    let plain = || (0..0x80_u8).filter(|byte| PLAIN >> byte & 1 == 1);
    let state_and_class = |first: u8| {
        let state = next(start, first);
        let class = plain().filter(|&byte| next(start, byte) == state && next(state, byte) == state);
        (state, class.fold(0_u128, |bytes, byte| bytes | 1 << byte))
    };
    plain()
        .map(state_and_class)
        .filter(|(state, bytes)| *state != 0 && bytes.count_ones() >= MIN_LEAD_BYTES)
        .max_by_key(|(state, bytes)| (bytes.count_ones(), *state))
}

fn parsed(pattern: &str) -> Result<Hir, String> {
    let translation = pattern_syntax::to_rust(pattern).map_err(|error| error.to_string())?;
    regex_syntax::parse(&translation).map_err(|error| error.to_string())
}

fn parse(pattern: &str) -> Hir {
    parsed(pattern).expect("the pattern was parsed before")
}

/// Returns the class of `^[…]+$` or `^[…]*$`, and whether the empty string matches.
fn repeated_class(hir: &Hir) -> Option<(Vec<(u32, u32)>, bool)> {
    let HirKind::Concat(parts) = hir.kind() else { return None };
    let [start, repetition, end] = parts.as_slice() else { return None };
    let (HirKind::Look(Look::Start), HirKind::Look(Look::End)) = (start.kind(), end.kind()) else { return None };
    let mut sub = repetition;
    if let HirKind::Capture(capture) = sub.kind() {
        sub = &capture.sub;
    }
    let HirKind::Repetition(repetition) = sub.kind() else { return None };
    if repetition.max.is_some() || repetition.min > 1 {
        return None;
    }
    let mut sub = &*repetition.sub;
    if let HirKind::Capture(capture) = sub.kind() {
        sub = &capture.sub;
    }
    let HirKind::Class(class) = sub.kind() else { return None };
    Some((ranges(class), repetition.min == 0))
}

fn ranges(class: &Class) -> Vec<(u32, u32)> {
    match class {
        Class::Unicode(class) => class.ranges().iter().map(|r| (r.start() as u32, r.end() as u32)).collect(),
        Class::Bytes(class) => class.ranges().iter().map(|r| (r.start().into(), r.end().into())).collect(),
    }
}

fn ascii(ranges: &[(u32, u32)]) -> impl Iterator<Item = u8> + '_ {
    (0..0x80_u8).filter(|&byte| ranges.iter().any(|&(first, last)| (first..=last).contains(&u32::from(byte))))
}

fn non_ascii(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    ranges.iter().filter(|&&(_, last)| last >= 0x80).map(|&(first, last)| (first.max(0x80), last)).collect()
}

fn has_counted_repetition(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            repetition.max.is_some_and(|max| max >= MIN_COUNTED_REPETITIONS) || has_counted_repetition(&repetition.sub)
        }
        HirKind::Capture(capture) => has_counted_repetition(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(has_counted_repetition),
        _ => false,
    }
}

/// Returns the minimal automaton that accepts every string that contains a match of the pattern.
fn dfa(pattern: &str) -> Result<Dfa, String> {
    let translation = pattern_syntax::to_rust(pattern).map_err(|error| error.to_string())?;
    let search = format!(r"^(?s:.)*?(?:{translation})(?s:.)*$");
    let dense = dense::Builder::new()
        .configure(dense::Config::new().match_kind(MatchKind::All))
        .syntax(syntax::Config::new().utf8(true))
        .build(&search)
        .map_err(|error| error.to_string())?;
    let start =
        dense.start_state_forward(&Input::new("").anchored(Anchored::Yes)).map_err(|error| error.to_string())?;
    // Every reachable state, its 256 successors and whether a string may end there.
    let mut ids = HashMap::from([(start, 0_usize)]);
    let mut queue = vec![start];
    let mut rows: Vec<([usize; 256], bool)> = Vec::new();
    while rows.len() < queue.len() {
        let state = queue[rows.len()];
        let mut row = [0; 256];
        for byte in 0..=255_u8 {
            let next = dense.next_state(state, byte);
            let new_id = ids.len();
            let id = *ids.entry(next).or_insert(new_id);
            if id == new_id {
                queue.push(next);
            }
            row[byte as usize] = id;
        }
        rows.push((row, dense.is_match_state(dense.next_eoi_state(state))));
    }
    Ok(minimize(&rows))
}

/// Merges equivalent states. The dead state becomes 0, the start 1.
fn minimize(rows: &[([usize; 256], bool)]) -> Dfa {
    let mut groups: Vec<usize> = rows.iter().map(|row| usize::from(row.1)).collect();
    loop {
        let mut groups_by_key: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        let next: Vec<usize> = rows
            .iter()
            .zip(&groups)
            .map(|(row, &group)| {
                let key = (group, row.0.iter().map(|&to| groups[to]).collect());
                let new_group = groups_by_key.len();
                *groups_by_key.entry(key).or_insert(new_group)
            })
            .collect();
        let is_stable = next.iter().max() == groups.iter().max();
        groups = next;
        if is_stable {
            break;
        }
    }
    let count = groups.iter().max().map_or(0, |max| max + 1);
    let mut representatives = vec![0; count];
    for (state, &group) in groups.iter().enumerate().rev() {
        representatives[group] = state;
    }
    let is_dead = |group: usize| {
        let (row, accept) = &rows[representatives[group]];
        !accept && row.iter().all(|&to| groups[to] == group)
    };
    let dead = (0..count).find(|&group| is_dead(group));
    // The order of the rows: the dead state, the start, then the other states in the order of discovery.
    let mut order: Vec<Option<usize>> = vec![dead, Some(groups[0])];
    for &group in &groups {
        if !order.contains(&Some(group)) {
            order.push(Some(group));
        }
    }
    let number: HashMap<usize, u8> = order
        .iter()
        .enumerate()
        .filter_map(|(number, group)| Some(((*group)?, u8::try_from(number).expect("at most 256 states"))))
        .collect();
    let table: Vec<[u8; 256]> = order
        .iter()
        .map(|group| match group {
            Some(group) => rows[representatives[*group]].0.map(|to| number[&groups[to]]),
            None => [0; 256],
        })
        .collect();
    let accept = order.iter().map(|group| group.is_some_and(|group| rows[representatives[group]].1));
    let mut columns: BTreeMap<Vec<u8>, u8> = BTreeMap::new();
    let mut classes = [0; 256];
    let mut column_bytes = Vec::new();
    for byte in 0..256 {
        let column: Vec<u8> = table.iter().map(|row| row[byte]).collect();
        let new_class = columns.len() as u8;
        let class = *columns.entry(column).or_insert_with(|| {
            column_bytes.push(byte);
            new_class
        });
        classes[byte] = class;
    }
    let columns = column_bytes.len() as u16 + 1;
    let mut next = Vec::new();
    for (row, accept) in table.iter().zip(accept) {
        next.extend(column_bytes.iter().map(|&byte| u16::from(row[byte]) * columns));
        next.push(u16::from(accept));
    }
    Dfa { classes, columns, next, lead: None }
}

/// Returns Glushkov's position automaton of a pattern over ASCII that is anchored at both ends.
fn shift_and(hir: &Hir) -> Result<ShiftAnd, String> {
    let HirKind::Concat(parts) = hir.kind() else { return Err("a counted pattern that is not anchored".to_owned()) };
    let [start, body @ .., end] = parts.as_slice() else { return Err("an empty pattern".to_owned()) };
    if !matches!((start.kind(), end.kind()), (HirKind::Look(Look::Start), HirKind::Look(Look::End))) {
        return Err("a counted pattern that is not anchored at both ends".to_owned());
    }
    let mut positions = Positions::default();
    let pattern = positions.concat(body)?;
    if pattern.nullable {
        return Err("a counted pattern that matches the empty string".to_owned());
    }
    Ok(positions.to_shift_and(&pattern))
}

/// The positions of a pattern: the bytes that each matches, and the positions that may follow it.
#[derive(Default)]
struct Positions {
    bytes: Vec<u128>,
    follow: Vec<Vec<usize>>,
}

/// A part of a pattern.
struct Fragment {
    nullable: bool,
    first: Vec<usize>,
    last: Vec<usize>,
}

impl Positions {
    fn add(&mut self, bytes: u128) -> Fragment {
        self.bytes.push(bytes);
        self.follow.push(Vec::new());
        let position = self.bytes.len() - 1;
        Fragment { nullable: false, first: vec![position], last: vec![position] }
    }

    fn join(&mut self, left: Fragment, right: Fragment) -> Fragment {
        for &from in &left.last {
            self.follow[from].extend(&right.first);
        }
        let mut first = left.first;
        if left.nullable {
            first.extend(&right.first);
        }
        let mut last = right.last;
        if right.nullable {
            last.extend(&left.last);
        }
        Fragment { nullable: left.nullable && right.nullable, first, last }
    }

    fn concat(&mut self, parts: &[Hir]) -> Result<Fragment, String> {
        let mut whole = Fragment { nullable: true, first: Vec::new(), last: Vec::new() };
        for part in parts {
            let part = self.fragment(part)?;
            whole = self.join(whole, part);
        }
        Ok(whole)
    }

    fn fragment(&mut self, hir: &Hir) -> Result<Fragment, String> {
        match hir.kind() {
            HirKind::Empty => self.concat(&[]),
            HirKind::Literal(literal) => {
                let mut whole = self.concat(&[])?;
                for &byte in &literal.0 {
                    let next = self.add(1 << byte);
                    whole = self.join(whole, next);
                }
                Ok(whole)
            }
            HirKind::Class(class) => {
                let ranges = ranges(class);
                if !non_ascii(&ranges).is_empty() {
                    return Err("a counted pattern with characters beyond ASCII".to_owned());
                }
                Ok(self.add(ascii(&ranges).fold(0, |bytes, byte| bytes | 1 << byte)))
            }
            HirKind::Capture(capture) => self.fragment(&capture.sub),
            HirKind::Concat(parts) => self.concat(parts),
            HirKind::Alternation(parts) => {
                let mut whole = Fragment { nullable: false, first: Vec::new(), last: Vec::new() };
                for part in parts {
                    let part = self.fragment(part)?;
                    whole.nullable |= part.nullable;
                    whole.first.extend(part.first);
                    whole.last.extend(part.last);
                }
                Ok(whole)
            }
            HirKind::Repetition(repetition) => {
                let mut whole = self.concat(&[])?;
                let copies = repetition.max.unwrap_or(repetition.min.max(1));
                for copy in 1..=copies {
                    let mut part = self.fragment(&repetition.sub)?;
                    part.nullable |= copy > repetition.min;
                    if copy == copies && repetition.max.is_none() {
                        for &from in &part.last {
                            self.follow[from].extend(&part.first);
                        }
                    }
                    whole = self.join(whole, part);
                }
                Ok(whole)
            }
            HirKind::Look(_) => Err("a counted pattern with an anchor inside".to_owned()),
        }
    }

    fn to_shift_and(&self, pattern: &Fragment) -> ShiftAnd {
        let count = self.bytes.len();
        let words = count.div_ceil(64);
        assert!(words <= mi_preflight::__private::ShiftAnd::MAX_WORDS, "too many positions");
        let set = |members: &[usize]| {
            let mut set = vec![0_u64; words];
            for &member in members {
                set[member / 64] |= 1 << (member % 64);
            }
            set
        };
        let mut shift_into = Vec::new();
        let mut repeat = Vec::new();
        let mut sources: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (from, follow) in self.follow.iter().enumerate() {
            for &to in follow {
                if to == from + 1 {
                    shift_into.push(to);
                } else if to == from {
                    repeat.push(to);
                } else {
                    sources.entry(to).or_default().push(from);
                }
            }
        }
        let mut classes = [0_u8; 256];
        let mut masks = vec![vec![0_u64; words]];
        for (byte, class) in classes.iter_mut().enumerate().take(0x80) {
            let matching: Vec<usize> = (0..count).filter(|&position| self.bytes[position] >> byte & 1 == 1).collect();
            let mask = set(&matching);
            let row = masks.iter().position(|existing| *existing == mask).unwrap_or_else(|| {
                masks.push(mask);
                masks.len() - 1
            });
            *class = row as u8;
        }
        ShiftAnd {
            words,
            classes,
            masks: masks.concat(),
            first: set(&pattern.first),
            shift_into: set(&shift_into),
            repeat: set(&repeat),
            jumps: sources.iter().map(|(&to, from)| (to as u16, set(from))).collect(),
            last: set(&pattern.last),
        }
    }
}
