//! Shared by several test files: generators of valid inputs, and mutations.
//!
//! Everything is generated from a seed, so that a failure can be reproduced on every machine.

#![allow(dead_code, reason = "no test file uses all of it")]

use std::collections::{BTreeMap, HashMap};

use mi_preflight::__private::{
    Decimal, Kind, Length, Matcher, Member, Model, OperationShape, Range, ShapeId, TimestampFormat, Width,
};
use serde_json::{Map, Value, json};

/// Marsaglia's xorshift with a final multiplication.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        // A state of zero would never change.
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Returns a number below `end`, which is not zero.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(crate) fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

/// Characters of every kind that a pattern or a reader may treat differently.
const ALPHABET: &[char] = &[
    'a', 'b', 'f', 'z', 'A', 'F', 'Z', '0', '1', '9', ' ', '-', '_', '.', ',', ':', ';', '/', '\\', '"', '\'', '@',
    '#', '$', '%', '&', '(', ')', '*', '+', '=', '?', '!', '<', '>', '^', '`', '{', '|', '}', '~', '[', ']', '\n',
    '\t', '\r', '\u{0}', '\u{b}', '\u{7f}', 'é', 'ß', 'Ω', '中', 'ء', '٣', '\u{301}', '\u{2028}', '\u{feff}', '😀',
];

/// Strings of which at least one matches each pattern that is not a single class.
const CANDIDATES: &[&str] = &[
    "",
    "a",
    "1",
    "*",
    "1.0",
    "1.2.3",
    "1.0.0",
    "$latest",
    "0x1f",
    "true",
    "managed-thing",
    "account-association",
    "0123456789abcdef=",
    "0123456789abcd=_1",
    "matter.OnOff",
    "matter.OnOff@1.4",
    "matter.OnOff@$latest",
    "matter/OnOff@1.4",
    "http://example.com/",
    "https://example.com/firmware.bin",
    "https://www.example.com/a?b=c",
    "function-name",
    "arn:aws:lambda:us-east-1:123456789012:function:connector:$LATEST",
    "arn:aws:iam::123456789012:role/name",
    "arn:aws:iam:us-east-1:123456789012:role/name",
    "arn:aws:kms:us-east-1:123456789012:key/0123-4567-89ab-cdef",
    "arn:aws:kinesis:us-east-1:123456789012:stream/name",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:name-a1b2c3",
    "arn:aws:iotmanagedintegrations:us-east-1:123456789012:managed-thing/0123456789abcdef",
    "arn:aws:iotmanagedintegrations:us-east-1:123456789012:account-association/0123456789abcdef",
    "arn:aws:iotmanagedintegrations:us-east-1:123456789012:credential-locker/0123456789abcdef",
    "arn:aws:iotmanagedintegrations:us-east-1:123456789012:device-discovery/0123456789abcdef",
    "arn:aws:iotmanagedintegrations:us-east-1:123456789012:ota-task/0123456789abcdef",
    "arn:aws:iotmanagedintegrations:us-east-1:123456789012:provisioning-profile/0123456789abcdef",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
];

/// Longer strings are generated rarely.
const MAX_COMMON_LENGTH: usize = 200;

/// Generates inputs that meet every constraint of their shapes.
pub(crate) struct Generator<'m> {
    model: Model<'m>,
    pub(crate) random: Random,
    /// Valid strings of shapes whose pattern is not a single class.
    examples: HashMap<ShapeId, Vec<String>>,
    /// The characters of patterns that are a single class.
    alphabets: HashMap<ShapeId, Vec<char>>,
}

impl<'m> Generator<'m> {
    pub(crate) fn new(model: Model<'m>, seed: u64) -> Generator<'m> {
        Generator { model, random: Random::new(seed), examples: HashMap::new(), alphabets: HashMap::new() }
    }

    /// Returns a valid input of the operation, with its required members and about half of the others.
    pub(crate) fn input(&mut self, operation: &OperationShape) -> Value {
        operation.input.map_or_else(|| json!({}), |id| self.value(id, 0))
    }

    /// Returns a valid output of the operation.
    pub(crate) fn output(&mut self, operation: &OperationShape) -> Value {
        operation.output.map_or_else(|| json!({}), |id| self.value(id, 0))
    }

    /// Returns a valid value of a shape. At great depth, optional members are omitted, so that recursion ends.
    pub(crate) fn value(&mut self, id: ShapeId, depth: usize) -> Value {
        let model = self.model;
        match &model.shape(id).kind {
            Kind::Structure { .. } => self.structure(model.members_of(Some(id)), depth),
            Kind::Union { .. } => {
                let member = self.random.pick(model.members_of(Some(id)));
                json!({model.str(member.name): self.non_null_value(member.shape, depth + 1)})
            }
            Kind::List { member, length, sparse, unique } => {
                let count = self.count(length, depth);
                let mut items: Vec<Value> = Vec::new();
                // A list of unique items may stay shorter than intended, but not shorter than its minimum.
                for _ in 0..count * 8 {
                    let null = *sparse && self.random.one_in(4);
                    let item = if null { Value::Null } else { self.value(*member, depth + 1) };
                    if items.len() < count && !(*unique && items.contains(&item)) {
                        items.push(item);
                    }
                }
                Value::Array(items)
            }
            Kind::Map { key, value, length, sparse } => {
                let count = self.count(length, depth);
                let mut entries = Map::new();
                for _ in 0..count * 8 {
                    if entries.len() < count {
                        let Value::String(key) = self.value(*key, depth + 1) else { panic!("a key is a string") };
                        let null = *sparse && self.random.one_in(4);
                        entries.insert(key, if null { Value::Null } else { self.value(*value, depth + 1) });
                    }
                }
                Value::Object(entries)
            }
            Kind::String { values, .. } if !values.is_empty() => {
                json!(model.str(self.random.pick(model.enum_values(*values)).value))
            }
            Kind::String { length, pattern, .. } => {
                let matcher = pattern.map(|index| &model.pattern(index).matcher);
                json!(self.string(id, length, matcher))
            }
            Kind::IntEnum { values } => {
                json!(model.str(self.random.pick(model.enum_values(*values)).value).parse::<i64>().unwrap())
            }
            Kind::Integer { width, range } => self.integer(*width, range),
            Kind::Float { bits, range } => self.float(*bits, range),
            Kind::Boolean => json!(self.random.one_in(2)),
            Kind::Blob { length } => {
                let count = self.count(length, 0);
                json!(base64(&vec![self.random.next() as u8; count]))
            }
            Kind::Timestamp(TimestampFormat::DateTime) => json!("1985-04-12T23:20:50.52Z"),
            Kind::Timestamp(TimestampFormat::HttpDate) => json!("Tue, 29 Apr 2014 18:30:38 GMT"),
            Kind::Timestamp(_) => json!(self.random.below(2_000_000_000)),
            Kind::Document => self.document(0),
            other => panic!("no value of {other:?} is known"),
        }
    }

    /// Returns a valid value that is not null, for members that must be set.
    fn non_null_value(&mut self, id: ShapeId, depth: usize) -> Value {
        loop {
            let value = self.value(id, depth);
            if !value.is_null() {
                return value;
            }
        }
    }

    fn structure(&mut self, members: &[Member], depth: usize) -> Value {
        let mut object = Map::new();
        for member in members {
            let name = self.model.str(member.name);
            let wanted = member.required || (depth < 11 && self.random.one_in(2));
            if !wanted {
                // Null means absence.
                if !member.required && self.random.one_in(16) {
                    object.insert(name.to_owned(), Value::Null);
                }
                continue;
            }
            let value = if member.required {
                self.non_null_value(member.shape, depth + 1)
            } else {
                self.value(member.shape, depth + 1)
            };
            object.insert(name.to_owned(), value);
        }
        Value::Object(object)
    }

    /// Returns a length within the bounds, mostly at a bound.
    fn count(&mut self, length: &Length, depth: usize) -> usize {
        let min = length.min.unwrap_or(0) as usize;
        let most = length.max.map_or(min + 3, |max| max as usize);
        let edge = if most <= 8 || (depth < 4 && most <= 64 && self.random.one_in(16)) { most } else { min + 2 };
        match self.random.below(4) {
            0 => min,
            1 => edge.min(most),
            _ => min + self.random.below(edge.min(min + 3).min(most) - min + 1),
        }
    }

    fn string(&mut self, id: ShapeId, length: &Length, matcher: Option<&Matcher>) -> String {
        let model = self.model;
        let min = length.min.unwrap_or(0) as usize;
        let max = length.max.map_or(min + MAX_COMMON_LENGTH, |max| max as usize);
        let is_class = matches!(matcher, Some(Matcher::Class(_)));
        if matcher.is_none() || is_class || matches!(matcher, Some(Matcher::Always)) {
            let takes = |c: &&char| matcher.is_none_or(|matcher| matcher.is_match(&c.to_string()) == Some(true));
            let alphabet = self.alphabets.entry(id).or_insert_with(|| ALPHABET.iter().filter(takes).copied().collect());
            let shortest = min.max(usize::from(matcher.is_some_and(|matcher| matcher.is_match("") != Some(true))));
            let longest = if max <= MAX_COMMON_LENGTH || self.random.one_in(32) { max } else { shortest + 12 };
            let count = match self.random.below(4) {
                0 => shortest,
                1 => longest,
                _ => shortest + self.random.below(longest.min(shortest + 12) - shortest + 1),
            };
            return (0..count).map(|_| *self.random.pick(alphabet)).collect();
        }
        let Some(matcher) = matcher else { return String::new() };
        let examples = self.examples.entry(id).or_insert_with(|| extended_candidates(matcher, min, max));
        assert!(!examples.is_empty(), "no candidate is a valid {}", model.shape_name(id));
        self.random.pick(examples).clone()
    }

    fn integer(&mut self, width: Width, range: &Range) -> Value {
        let (least, greatest) = match width {
            Width::Byte => (-128, 127),
            Width::Short => (-32768, 32767),
            Width::Integer => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        let whole = |bound: Decimal| bound.to_string().parse::<i64>().unwrap();
        let (min, max) = (range.min.map_or(least, whole), range.max.map_or(greatest, whole));
        match self.random.below(3) {
            0 => json!(min),
            1 => json!(max),
            _ => json!(min.saturating_add(i64::try_from(self.random.below(100)).unwrap()).min(max)),
        }
    }

    fn float(&mut self, bits: u8, range: &Range) -> Value {
        let double = |bound: Decimal| bound.to_string().parse::<f64>().unwrap();
        let (min, max) = (range.min.map(double), range.max.map(double));
        match (self.random.below(4), min, max) {
            (0, Some(min), _) => json!(min),
            (0, None, _) if bits != 0 => json!("-Infinity"),
            (1, _, Some(max)) => json!(max),
            (1, _, None) if bits != 0 => json!("Infinity"),
            (2, None, None) if bits != 0 => json!("NaN"),
            (_, min, max) => {
                let low = min.unwrap_or_else(|| max.unwrap_or(1.0) - 1.0);
                let high = max.unwrap_or(low + 2.0);
                json!((low + high) / 2.0)
            }
        }
    }

    /// Returns any JSON value.
    fn document(&mut self, depth: usize) -> Value {
        match self.random.below(if depth < 3 { 8 } else { 6 }) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(self.random.below(1000)),
            3 => json!(0.25),
            4 => json!("é\"\\\n"),
            5 => json!(""),
            6 => Value::Array((0..self.random.below(3)).map(|_| self.document(depth + 1)).collect()),
            _ => {
                Value::Object((0..self.random.below(3)).map(|n| (format!("k{n}"), self.document(depth + 1))).collect())
            }
        }
    }
}

/// Returns matching candidates, extended to the minimum and the maximum length.
fn extended_candidates(matcher: &Matcher, min: usize, max: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for candidate in CANDIDATES {
        let count = candidate.chars().count();
        for length in [count, min, max.min(min + MAX_COMMON_LENGTH)] {
            if length < min || length > max {
                continue;
            }
            let chars: Vec<char> = candidate.chars().collect();
            // Repeat one character, or drop some after it.
            let stretched = (0..chars.len()).rev().find_map(|at| {
                let mut text = chars.clone();
                if length >= count {
                    text.splice(at..at, std::iter::repeat_n(chars[at], length - count));
                } else {
                    text.drain(at..(at + count - length).min(count));
                }
                let text: String = text.into_iter().collect();
                (text.chars().count() == length && matcher.is_match(&text) == Some(true)).then_some(text)
            });
            let whole = (length == count && matcher.is_match(candidate) == Some(true)).then(|| (*candidate).to_owned());
            found.extend(whole.or(stretched));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let is_padding = digit > chunk.len();
            let index = (bits >> (18 - 6 * digit) & 63) as usize;
            out.push(if is_padding { '=' } else { DIGITS[index] as char });
        }
    }
    out
}

/// Mutates a value at a random place. The result may be valid by chance.
pub(crate) fn mutate(value: &mut Value, random: &mut Random) {
    let mut places = Vec::new();
    collect(value, String::new(), &mut places);
    let place = random.pick(&places).clone();
    let Some(node) = value.pointer_mut(&place) else { return };
    match (random.below(3), node) {
        (0, node) => *node = arbitrary_value(random),
        (_, Value::Object(object)) => match random.below(4) {
            0 if !object.is_empty() => {
                let index = random.below(object.len());
                let key = object.keys().nth(index).cloned().unwrap();
                object.remove(&key);
            }
            1 if !object.is_empty() => {
                let index = random.below(object.len());
                let value = object.values_mut().nth(index).unwrap();
                *value = Value::Null;
            }
            2 => {
                object.insert("Unheard-Of".to_owned(), arbitrary_value(random));
            }
            _ => {
                for index in 0..60 {
                    object.insert(format!("more{index}"), json!("x"));
                }
            }
        },
        (_, Value::Array(items)) => match (random.below(4), items.first().cloned()) {
            (0, _) => items.push(Value::Null),
            (1, _) => items.clear(),
            (2, Some(first)) => items.resize(items.len() + 60, first),
            (_, first) => items.push(first.unwrap_or_else(|| arbitrary_value(random))),
        },
        (_, Value::String(text)) => {
            let count = text.chars().count();
            match random.below(6) {
                0 => {
                    text.pop();
                }
                1 => text.clear(),
                2 => *text = text.to_lowercase(),
                3 => text.extend(std::iter::repeat_n(text.chars().last().unwrap_or('a'), 1 + random.below(2))),
                4 => *text = text.repeat(1 + 3000 / (count + 1)),
                _ => {
                    let at = text.char_indices().map(|(at, _)| at).nth(random.below(count + 1)).unwrap_or(text.len());
                    text.insert(at, *random.pick(ALPHABET));
                }
            }
        }
        (_, node) => *node = near_number(node, random).unwrap_or_else(|| arbitrary_value(random)),
    }
}

/// Returns a number close to this one, if doubles can distinguish the two.
fn near_number(node: &Value, random: &mut Random) -> Option<Value> {
    const EXACT: f64 = 4_503_599_627_370_496.0;
    let way = random.below(5);
    match (node.as_i64(), node.as_f64()?) {
        (Some(whole), _) if way == 0 => Some(json!(whole.checked_add(1)?)),
        (Some(whole), _) if way == 1 => Some(json!(whole.checked_sub(1)?)),
        (Some(whole), _) if way == 2 => Some(json!(whole.checked_neg()?)),
        (_, number) if number.abs() > EXACT => None,
        (_, number) if way == 3 => Some(json!(number + 0.5)),
        (_, number) if way == 4 => Some(json!(number * 1.0)),
        (_, number) => Some(json!(number - 1.0)),
    }
}

fn collect(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                collect(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, format!("{at}/{index}"), places);
            }
        }
        _ => {}
    }
    places.push(at);
}

/// Returns an arbitrary value.
fn arbitrary_value(random: &mut Random) -> Value {
    let strays = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1),
        json!(1.0),
        json!(1.5),
        json!(1e10),
        json!(1e300),
        json!(-1e39),
        json!(127),
        json!(128),
        json!(-129),
        json!(32768),
        json!(2_147_483_647),
        json!(2_147_483_648_u32),
        json!(-2_147_483_648_i64),
        json!(-2_147_483_649_i64),
        json!(9_223_372_036_854_775_807_u64),
        json!(9_223_372_036_854_775_808_u64),
        json!(-9_223_372_036_854_775_808_i64),
        json!(1e19),
        json!(""),
        json!("x"),
        json!("1"),
        json!("true"),
        json!("NaN"),
        json!("Infinity"),
        json!("-Infinity"),
        json!("1985-04-12T23:20:50Z"),
        json!("AAAA"),
        json!([]),
        json!({}),
        json!([null]),
        json!([[]]),
        json!({"a": null}),
        json!({"a": "b"}),
        json!({"__type": "x"}),
    ];
    random.pick(&strays).clone()
}

/// Returns the JSON Pointers of all shapes in a value. Entries of sensitive maps have none.
pub(crate) fn shapes_in(model: &Model<'_>, id: ShapeId, value: &Value) -> BTreeMap<String, ShapeId> {
    let mut found = BTreeMap::new();
    collect_shapes(model, id, value, String::new(), &mut found);
    found
}

fn collect_shapes(model: &Model<'_>, id: ShapeId, value: &Value, at: String, places: &mut BTreeMap<String, ShapeId>) {
    if value.is_null() {
        return;
    }
    match (&model.shape(id).kind, value) {
        (Kind::Structure { .. } | Kind::Union { .. }, Value::Object(entries)) => {
            for member in model.members_of(Some(id)) {
                let name = model.str(member.name);
                if let Some(value) = entries.get(name) {
                    collect_shapes(model, member.shape, value, format!("{at}/{}", escaped(name)), places);
                }
            }
        }
        (Kind::List { member, .. }, Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                collect_shapes(model, *member, item, format!("{at}/{index}"), places);
            }
        }
        (Kind::Map { value: shape, .. }, Value::Object(entries)) if !model.shape(id).sensitive => {
            for (key, value) in entries {
                collect_shapes(model, *shape, value, format!("{at}/{}", escaped(key)), places);
            }
        }
        _ => {}
    }
    places.insert(at, id);
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
