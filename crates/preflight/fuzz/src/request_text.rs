//! JSON text along a model's shapes.

use core::fmt::Write as _;

use mi_preflight::__private::{Kind, Member, Model, OperationShape, ShapeId};

use crate::Decisions;

/// Deeper than any shape of the service, and far below the reader's limit.
const MAX_DEPTH: usize = 24;

/// Values that stand where they do not belong.
const STRAYS: [&str; 18] = [
    "null",
    "true",
    "0",
    "-1",
    "1.0",
    "1e2",
    "1e400",
    "9223372036854775808",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[null]",
    "{\"a\":1,\"a\":2}",
    "{\"a\":{\"b\":[]}}",
    "\"\\ud800\"",
    "1.5",
    "nul",
];

/// Characters that patterns tell apart.
const TELLING: [char; 24] = [
    'a', 'Z', '0', '9', ' ', '-', '_', '.', '/', ':', '@', '$', '=', '*', '\n', '\r', '\t', '"', '\\', 'é', '中', '٣',
    '\u{2028}', '𝒜',
];

/// An input of the operation as JSON text: what the model asks for, with every kind of slip that the bytes decide on.
pub fn input_text(model: &Model<'_>, operation: &OperationShape, decisions: &mut Decisions<'_>) -> String {
    let mut writer = Writer { model, decisions, out: String::new() };
    match operation.input {
        Some(input) => writer.value(input, 0),
        None => writer.stray(),
    }
    writer.out
}

struct Writer<'w, 'd> {
    model: &'w Model<'w>,
    decisions: &'w mut Decisions<'d>,
    out: String,
}

impl Writer<'_, '_> {
    fn value(&mut self, id: ShapeId, depth: usize) {
        let slip = self.decisions.byte();
        if slip >= 250 || depth > MAX_DEPTH {
            return self.stray();
        }
        let shape = self.model.shape(id);
        match &shape.kind {
            Kind::Structure { .. } => self.structure(self.model.members_of(Some(id)), depth),
            Kind::Union { .. } => self.union(self.model.members_of(Some(id)), depth),
            Kind::List { member, length, .. } => {
                let count = self.count(length.min, length.max);
                self.out.push('[');
                for index in 0..count {
                    self.separate(index);
                    self.value(*member, depth + 1);
                }
                self.out.push(']');
            }
            Kind::Map { key, value, length, .. } => {
                let count = self.count(length.min, length.max);
                self.out.push('{');
                for index in 0..count {
                    self.separate(index);
                    self.string(*key);
                    self.out.push(':');
                    self.value(*value, depth + 1);
                }
                self.out.push('}');
            }
            Kind::String { .. } => self.string(id),
            Kind::IntEnum { .. } | Kind::Integer { .. } | Kind::Float { .. } | Kind::Timestamp(_) => self.number(),
            Kind::Boolean => {
                let word = self.decisions.pick(&["true", "false"]);
                self.out.push_str(word.unwrap_or_default());
            }
            Kind::Document => self.document(depth),
            _ => self.stray(),
        }
    }

    fn structure(&mut self, members: &[Member], depth: usize) {
        self.out.push('{');
        let mut written = 0;
        for member in members {
            let choice = self.decisions.byte();
            let wanted = if member.required { choice < 240 } else { choice % 4 == 1 };
            if wanted {
                self.separate(written);
                written += 1;
                self.key(self.model.str(member.name), choice);
                self.value(member.shape, depth + 1);
            }
        }
        if self.decisions.byte() > 200 {
            // A member that is there already, or has another structure's place, or a slip of the pen.
            self.separate(written);
            let any = self.decisions.below(self.model.members.len().min(65_536));
            let of_model = self.model.members.get(any).map(|member| self.model.str(member.name));
            let of_members = self.decisions.pick(members).map(|member| self.model.str(member.name));
            let name = if self.decisions.byte() % 2 == 0 { of_members.or(of_model) } else { of_model };
            self.key(name.unwrap_or_default(), 0);
            self.stray();
        }
        self.out.push('}');
    }

    fn union(&mut self, members: &[Member], depth: usize) {
        self.out.push('{');
        let count = [1, 1, 1, 1, 1, 1, 0, 2][self.decisions.below(8)];
        for index in 0..count {
            let Some(member) = self.decisions.pick(members) else { break };
            self.separate(index);
            self.key(self.model.str(member.name), 0);
            self.value(member.shape, depth + 1);
        }
        self.out.push('}');
    }

    /// Mostly few, sometimes about as many as there may be.
    fn count(&mut self, min: Option<u32>, max: Option<u32>) -> usize {
        let bound = |bound: Option<u32>| bound.unwrap_or(1).min(260) as usize;
        match self.decisions.byte() {
            0..200 => bound(min).max(self.decisions.below(4)),
            200..230 => bound(min).saturating_sub(1),
            230..245 => bound(max),
            _ => bound(max) + 1,
        }
    }

    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.out.push(',');
        }
    }

    fn key(&mut self, name: &str, style: u8) {
        match style % 16 {
            // An escape says the same name.
            13 => self.quoted(name, true),
            14 => {
                self.out.push(' ');
                self.quoted(name, false);
                self.out.push(' ');
            }
            15 => {
                let cut = name.char_indices().nth(1).map_or(0, |(at, _)| at);
                self.quoted(&name[cut..], false);
            }
            _ => self.quoted(name, false),
        }
        self.out.push(':');
    }

    fn quoted(&mut self, text: &str, escape_first: bool) {
        self.out.push('"');
        for (index, c) in text.chars().enumerate() {
            match c {
                '"' | '\\' => self.out.extend(['\\', c]),
                '\0'..'\u{20}' => {
                    let _ = write!(self.out, "\\u{:04X}", c as u32);
                }
                c if escape_first && index == 0 => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.out, "\\u{unit:04x}");
                    }
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    /// A string in which parts of the pattern and of the enum, the bounds of the length and the fuzzer's bytes meet.
    fn string(&mut self, id: ShapeId) {
        let Kind::String { length, pattern, values } = &self.model.shape(id).kind else { return self.stray() };
        let mut text = String::new();
        let values = self.model.enum_values(*values);
        if !values.is_empty() && self.decisions.byte() < 200 {
            let value = self.decisions.pick(values).map(|value| self.model.str(value.value));
            text.push_str(value.unwrap_or_default());
        }
        let source = pattern.map_or("", |index| self.model.str(self.model.pattern(index).source));
        let pieces = self.decisions.below(6);
        for _ in 0..pieces {
            match self.decisions.below(8) {
                0 => text.push_str(&String::from_utf8_lossy(self.decisions.take(16))),
                1 | 2 => {
                    // What is literal in the pattern is literal in the string.
                    let plain: Vec<char> = source.chars().filter(|c| !matches!(c, '^' | '$' | '\\')).collect();
                    let start = self.decisions.below(plain.len());
                    let count = self.decisions.below(plain.len() - start + 1);
                    text.extend(&plain[start..start + count]);
                }
                3 => text.extend(self.decisions.pick(&TELLING)),
                4 => {
                    let bound = if self.decisions.byte() % 2 == 0 { length.min } else { length.max };
                    let bound = bound.unwrap_or(8).min(2_000) as usize;
                    let count = (bound + self.decisions.below(3)).saturating_sub(1 + text.chars().count());
                    let c = self.decisions.pick(&TELLING).unwrap_or('a');
                    text.extend(core::iter::repeat_n(c, count));
                }
                5 => {
                    let count = self.decisions.below(600);
                    let c = self.decisions.pick(&TELLING).unwrap_or('a');
                    text.extend(core::iter::repeat_n(c, count));
                }
                6 => text.push_str("arn:aws:iotmanagedintegrations:eu-west-1:123456789012:managed-thing/abc123"),
                _ => text.push_str("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
            }
        }
        if pieces == 0 && text.is_empty() {
            text.push_str("abc123");
        }
        let escaped = self.decisions.byte() > 220;
        self.quoted(&text, escaped);
    }

    fn number(&mut self) {
        const NUMBERS: [&str; 14] = [
            "1",
            "0",
            "-1",
            "60",
            "1e1",
            "10.0",
            "0.5",
            "100",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-0",
            "0e99999999999999999999",
        ];
        match self.decisions.below(4) {
            0 | 1 => {
                let number = self.decisions.pick(&NUMBERS);
                self.out.push_str(number.unwrap_or("1"));
            }
            2 => {
                let _ = write!(self.out, "{}", self.decisions.byte());
            }
            _ => {
                let number = i32::from_le_bytes([
                    self.decisions.byte(),
                    self.decisions.byte(),
                    self.decisions.byte(),
                    self.decisions.byte(),
                ]);
                let _ = write!(self.out, "{number}e{}", self.decisions.byte() as i8 / 8);
            }
        }
    }

    fn document(&mut self, depth: usize) {
        match self.decisions.below(4) {
            0 => self.stray(),
            1 if depth < MAX_DEPTH => {
                self.out.push_str("{\"k\":");
                self.document(depth + 1);
                self.out.push('}');
            }
            2 if depth < MAX_DEPTH => {
                self.out.push('[');
                self.document(depth + 1);
                self.out.push(']');
            }
            _ => {
                let text = String::from_utf8_lossy(self.decisions.take(12)).into_owned();
                self.quoted(&text, false);
            }
        }
    }

    fn stray(&mut self) {
        let stray = self.decisions.pick(&STRAYS);
        self.out.push_str(stray.unwrap_or_default());
    }
}
