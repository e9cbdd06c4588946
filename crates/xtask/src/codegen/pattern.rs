//! A `pattern` trait to the table that decides it.

use std::collections::{BTreeMap, HashMap};

use mi_preflight::__private::{Beyond, ClassPattern, Lead, PatternCompiler, Text, pattern_syntax};
use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A compiled pattern, before it is printed.
pub(crate) struct Compiled {
    pub(crate) source: Text,
    pub(crate) pattern: String,
    pub(crate) matcher: Matcher,
    /// The bit that the pattern uses in the table of byte classes, and the plain bytes it stands for.
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

/// From how many repetitions on a counter is cheaper than states.
const COUNTED: u32 = 32;

/// Compiles patterns into tables and hands out the bits of the table of byte classes.
#[derive(Default)]
pub(crate) struct TableCompiler {
    bits: HashMap<u128, u8>,
}

/// Bytes that may stand in a JSON string as they are, as bits.
const PLAIN: u128 = (u128::MAX >> 32 << 32) & !(1 << b'"') & !(1 << b'\\');

/// A class of fewer bytes is not worth a run of its own.
const WORTH_A_RUN: u32 = 10;

/// The table of byte classes: the bits that the patterns were given, and bit 63 for every plain byte.
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

/// `\p{L}\p{N}` beyond ASCII, as inclusive ranges.
pub(crate) fn letters_and_numbers() -> Vec<(u32, u32)> {
    let hir = parse(r"[\p{L}\p{N}]");
    let HirKind::Class(class) = hir.kind() else { return Vec::new() };
    beyond_ascii(&ranges(class))
}

impl PatternCompiler for TableCompiler {
    type Output = Compiled;

    fn compile(&mut self, source: Text, pattern: &str) -> Result<Compiled, String> {
        let hir = regex_syntax::parse(&pattern_syntax::to_rust(pattern)).map_err(|error| error.to_string())?;
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
        let beyond = beyond_ascii(&ranges);
        let beyond_ascii = match beyond.as_slice() {
            [] => Beyond::Nothing,
            [(0x80, 0x10FFFF)] => Beyond::Everything,
            beyond if beyond == letters_and_numbers() => Beyond::LettersAndNumbers,
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
        Some((ClassPattern { bit, escaped, beyond_ascii, allow_empty }, unescaped))
    }
}

/// The largest class of plain bytes any run of which leads from the start to one and the same state.
fn lead(dfa: &Dfa) -> Option<(u16, u128)> {
    let next = |state: u16, byte: u8| dfa.next[state as usize + dfa.classes[byte as usize] as usize];
    let start = dfa.columns;
    let plain = || (0..0x80_u8).filter(|byte| PLAIN >> byte & 1 == 1);
    let state_and_class = |first: u8| {
        let state = next(start, first);
        let stays = plain().filter(|&byte| next(start, byte) == state && next(state, byte) == state);
        (state, stays.fold(0_u128, |bytes, byte| bytes | 1 << byte))
    };
    plain()
        .map(state_and_class)
        .filter(|(state, bytes)| *state != 0 && bytes.count_ones() >= WORTH_A_RUN)
        .max_by_key(|(state, bytes)| (bytes.count_ones(), *state))
}

fn parse(pattern: &str) -> Hir {
    regex_syntax::parse(&pattern_syntax::to_rust(pattern)).expect("the pattern was parsed before")
}

/// The class of `^[…]+$` or `^[…]*$`, and whether the empty string matches.
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

fn beyond_ascii(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    ranges.iter().filter(|&&(_, last)| last >= 0x80).map(|&(first, last)| (first.max(0x80), last)).collect()
}

fn has_counted_repetition(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            repetition.max.is_some_and(|max| max >= COUNTED) || has_counted_repetition(&repetition.sub)
        }
        HirKind::Capture(capture) => has_counted_repetition(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(has_counted_repetition),
        _ => false,
    }
}

/// The minimal automaton that accepts every whole string in which the pattern is found.
fn dfa(pattern: &str) -> Result<Dfa, String> {
    let whole = format!(r"^(?s:.)*?(?:{})(?s:.)*$", pattern_syntax::to_rust(pattern));
    let dense = dense::Builder::new()
        .configure(dense::Config::new().match_kind(MatchKind::All))
        .syntax(syntax::Config::new().utf8(true))
        .build(&whole)
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
            let known = ids.len();
            let id = *ids.entry(next).or_insert(known);
            if id == known {
                queue.push(next);
            }
            row[byte as usize] = id;
        }
        rows.push((row, dense.is_match_state(dense.next_eoi_state(state))));
    }
    Ok(minimal(&rows))
}

/// Merges states that no string tells apart; the dead state becomes 0, the start 1.
fn minimal(rows: &[([usize; 256], bool)]) -> Dfa {
    let mut groups: Vec<usize> = rows.iter().map(|row| usize::from(row.1)).collect();
    loop {
        let mut names: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        let next: Vec<usize> = rows
            .iter()
            .zip(&groups)
            .map(|(row, &group)| {
                let key = (group, row.0.iter().map(|&to| groups[to]).collect());
                let fresh = names.len();
                *names.entry(key).or_insert(fresh)
            })
            .collect();
        let settled = next.iter().max() == groups.iter().max();
        groups = next;
        if settled {
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
    // The order of the rows: dead, start, then as found.
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
    let mut kept = Vec::new();
    for byte in 0..256 {
        let column: Vec<u8> = table.iter().map(|row| row[byte]).collect();
        let fresh = columns.len() as u8;
        let class = *columns.entry(column).or_insert_with(|| {
            kept.push(byte);
            fresh
        });
        classes[byte] = class;
    }
    let columns = kept.len() as u16 + 1;
    let mut next = Vec::new();
    for (row, accept) in table.iter().zip(accept) {
        next.extend(kept.iter().map(|&byte| u16::from(row[byte]) * columns));
        next.push(u16::from(accept));
    }
    Dfa { classes, columns, next, lead: None }
}

/// Glushkov's position automaton of a pattern over ASCII that is anchored at both ends.
fn shift_and(hir: &Hir) -> Result<ShiftAnd, String> {
    let HirKind::Concat(parts) = hir.kind() else { return Err("a counted pattern that is not anchored".to_owned()) };
    let [start, body @ .., end] = parts.as_slice() else { return Err("an empty pattern".to_owned()) };
    if !matches!((start.kind(), end.kind()), (HirKind::Look(Look::Start), HirKind::Look(Look::End))) {
        return Err("a counted pattern that is not anchored at both ends".to_owned());
    }
    let mut positions = Positions::default();
    let whole = positions.concat(body)?;
    if whole.nullable {
        return Err("a counted pattern that matches the empty string".to_owned());
    }
    Ok(positions.print(&whole))
}

/// The positions read so far: which bytes each takes and which may follow it.
#[derive(Default)]
struct Positions {
    bytes: Vec<u128>,
    follow: Vec<Vec<usize>>,
}

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
                if !beyond_ascii(&ranges).is_empty() {
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

    fn print(&self, whole: &Fragment) -> ShiftAnd {
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
            let taken: Vec<usize> = (0..count).filter(|&position| self.bytes[position] >> byte & 1 == 1).collect();
            let mask = set(&taken);
            let row = masks.iter().position(|known| *known == mask).unwrap_or_else(|| {
                masks.push(mask);
                masks.len() - 1
            });
            *class = row as u8;
        }
        ShiftAnd {
            words,
            classes,
            masks: masks.concat(),
            first: set(&whole.first),
            shift_into: set(&shift_into),
            repeat: set(&repeat),
            jumps: sources.iter().map(|(&to, from)| (to as u16, set(from))).collect(),
            last: set(&whole.last),
        }
    }
}
