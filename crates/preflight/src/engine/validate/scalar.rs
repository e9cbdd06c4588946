//! Validation of strings, numbers, and values that are encoded as strings.

use super::{Flow, Node, Validator, ViolationSite};
use crate::engine::constraint::{blob, enumeration, length, pattern, range, timestamp, value_type};
use crate::engine::report::Detail;
use crate::engine::rule::Rule;
use crate::smithy::{Kind, Matcher, Model, PLAIN, ShapeId, TimestampFormat, Width, run};
use crate::text::json::{JsonType, Reader, StringSpan, number};

/// A decoded string and its place.
#[derive(Clone, Copy)]
pub(super) struct StringValue<'s> {
    pub(super) value: &'s str,
    pub(super) offset: Option<usize>,
    pub(super) for_key: bool,
}

/// The number of matches that may take too many steps. Later matches of such patterns are not tried.
const MAX_UNFINISHED_MATCHES: u32 = 100;

/// The strings for floating-point values that JSON numbers cannot express.
const SPECIAL_FLOATS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

impl Validator<'_, '_> {
    /// Validates a string. Most strings that reach this point are plain and follow an omitted member.
    #[inline(never)]
    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    pub(super) fn string(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let model = self.context.model;
        if StringConstraints::of(model, id).read_plain(model, &mut self.reader) {
            return Ok(());
        }
        self.string_slow_path(id, node)
    }

    /// Validates a string that is not plain, or that violates a constraint.
    #[cold]
    #[inline(never)]
    fn string_slow_path(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let span = self.reader.string()?;
        self.check_surrogate(&span, node)?;
        let value = span.decode(self.reader.text);
        self.check_string(id, StringValue { value: &value, offset: Some(span.quote()), for_key: false }, node)
    }

    /// Validates a map key by the key's shape.
    #[inline]
    pub(super) fn map_key(&mut self, id: ShapeId, key: StringSpan, node: &Node<'_>) -> Flow {
        let value = key.decode(self.reader.text);
        self.check_string(id, StringValue { value: &value, offset: Some(key.quote()), for_key: true }, node)
    }

    /// Checks all constraints of a string shape.
    #[cold]
    #[inline(never)]
    pub(super) fn check_string(&mut self, id: ShapeId, string: StringValue<'_>, node: &Node<'_>) -> Flow {
        let model = self.context.model;
        let Kind::String { length, pattern, values } = &model.shape(id).kind else { return Ok(()) };
        let site = |rule| ViolationSite {
            rule,
            shape: Some(id),
            node,
            text: self.reader.text,
            offset: string.offset,
            for_key: string.for_key,
        };
        let count = string.value.chars().count();
        if !length::holds(length, count) {
            self.findings.add(&site(Rule::LENGTH), length::detail(length, count, &model.shape(id).kind))?;
        }
        if let Some(pattern) = pattern.map(|index| model.pattern(index)) {
            let is_skipped = pattern.matcher.is_costly() && self.unfinished_matches >= MAX_UNFINISHED_MATCHES;
            match if is_skipped { None } else { pattern.matcher.is_match(string.value) } {
                Some(true) => {}
                Some(false) => self
                    .findings
                    .explain(&site(Rule::PATTERN), &|model| (pattern::detail(model, pattern, string.value), None))?,
                None => {
                    self.unfinished_matches += u32::from(pattern.matcher.is_costly());
                    self.findings.add(&site(Rule::NOT_JUDGED), Detail::NOT_JUDGED_PATTERN)?;
                }
            }
        }
        let enum_values = model.enum_values(*values);
        if !enum_values.is_empty() && !enumeration::holds(model, enum_values, string.value.as_bytes()) {
            self.findings.explain(&site(Rule::ENUM), &|model| {
                (enumeration::detail(model, enum_values), enumeration::suggestion(model, enum_values, string.value))
            })?;
        }
        Ok(())
    }

    pub(super) fn number(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let number = self.reader.number()?;
        self.check_number(id, number, Some(offset), node)
    }

    /// Checks a number of an integer or floating-point shape, from JSON or from bound text.
    pub(super) fn check_number(
        &mut self,
        id: ShapeId,
        number: number::Number<'_>,
        offset: Option<usize>,
        node: &Node<'_>,
    ) -> Flow {
        let model = self.context.model;
        let kind = &model.shape(id).kind;
        let mut site =
            ViolationSite { rule: Rule::TYPE, shape: Some(id), node, text: self.reader.text, offset, for_key: false };
        let detail = match kind {
            Kind::Integer { width, range } => {
                let integer = number.integer();
                if !width.fits(integer) {
                    value_type::detail(kind, value_type::integer_found(integer))
                } else if range::holds(range, &number) {
                    return Ok(());
                } else {
                    site.rule = Rule::RANGE;
                    range::detail(range)
                }
            }
            Kind::IntEnum { values } => {
                let integer = number.integer();
                let enum_values = model.enum_values(*values);
                match Width::Integer.narrow(integer) {
                    number::Integer::Value(value)
                        if enumeration::holds(model, enum_values, value.to_string().as_bytes()) =>
                    {
                        return Ok(());
                    }
                    number::Integer::Value(_) => {
                        site.rule = Rule::ENUM;
                        enumeration::detail(model, enum_values)
                    }
                    _ => value_type::detail(kind, value_type::integer_found(integer)),
                }
            }
            Kind::Float { bits, range } => {
                if number.overflows(*bits) {
                    value_type::detail(kind, value_type::LARGER)
                } else if range::holds(range, &number) {
                    return Ok(());
                } else {
                    site.rule = Rule::RANGE;
                    range::detail(range)
                }
            }
            _ => return Ok(()),
        };
        self.findings.add(&site, detail)
    }

    /// Validates a value that is encoded as a string: a blob, or a floating-point value that JSON numbers cannot
    /// express.
    #[cold]
    pub(super) fn encoded(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let span = self.reader.string()?;
        self.check_surrogate(&span, node)?;
        let value = span.decode(self.reader.text);
        match &self.context.model.shape(id).kind {
            Kind::Blob { length } => match blob::decoded_length(value.as_bytes()) {
                Some(actual) => self.check_length(id, length, actual, offset, node),
                None => self.wrong_type(id, value_type::OTHER_TEXT, offset, node),
            },
            Kind::Float { range, bits: 32 | 64 } if SPECIAL_FLOATS.contains(&&*value) => {
                if range::holds_special(range, &value) {
                    return Ok(());
                }
                self.violation(Rule::RANGE, Some(id), node, offset, range::detail(range))
            }
            _ => self.wrong_type(id, "a string", offset, node),
        }
    }

    #[cold]
    pub(super) fn timestamp(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let found = self.reader.peek_type()?;
        let Kind::Timestamp(format) = self.context.model.shape(id).kind else { return Ok(()) };
        let is_numeric = matches!(format, TimestampFormat::Unstated | TimestampFormat::EpochSeconds);
        // A protocol without JSON has no form of its own for times in JSON: numbers and texts are allowed.
        let is_lenient = !self.context.model.protocol.has_json();
        let (holds, found) = if found == JsonType::Number {
            let is_larger = self.reader.number()?.overflows(64);
            let found = if is_larger { value_type::LARGER } else { value_type::type_name(found) };
            ((is_numeric || is_lenient) && !is_larger, found)
        } else {
            let span = self.reader.string()?;
            self.check_surrogate(&span, node)?;
            let text = span.decode(self.reader.text);
            let holds = if is_lenient {
                timestamp::instant(&text).is_some()
            } else {
                !is_numeric && timestamp::holds(format, &text)
            };
            (holds, if is_numeric { value_type::type_name(found) } else { value_type::OTHER_TEXT })
        };
        match holds {
            true => Ok(()),
            false if is_lenient => {
                let detail = Detail::Type { expected: value_type::TIME_IN_ANY_FORM, found };
                self.violation(Rule::TYPE, Some(id), node, offset, detail)
            }
            false => self.wrong_type(id, found, offset, node),
        }
    }
}

/// The constraints of a string shape, prepared for plain strings. They are a few words, which live in registers in the
/// hot loops.
pub(super) struct StringConstraints<'a> {
    /// The byte classes allowed in the string, as bits; zero if no plain string can be valid.
    mask: u64,
    min: usize,
    /// The greatest length less the least length.
    room: usize,
    /// The kind of the shape, if it constrains more than bytes and length.
    kind: Option<&'a Kind>,
}

impl<'a> StringConstraints<'a> {
    #[inline(always)]
    pub(super) fn of(model: &Model<'a>, id: ShapeId) -> StringConstraints<'a> {
        let kind = &model.shape(id).kind;
        let Kind::String { length, pattern, values } = kind else {
            return StringConstraints { mask: 0, min: 0, room: 0, kind: None };
        };
        let mut min = length.min.unwrap_or(0) as usize;
        let (mask, is_simple) = match pattern.map(|index| &model.pattern(index).matcher) {
            None | Some(Matcher::Always) => (PLAIN, values.is_empty()),
            Some(Matcher::Class(class)) => {
                min = min.max(usize::from(!class.allow_empty));
                (1 << class.bit, values.is_empty())
            }
            Some(_) => (PLAIN, false),
        };
        let max = length.max.unwrap_or(u32::MAX) as usize;
        let kind = if is_simple { None } else { Some(kind) };
        match max.checked_sub(min) {
            Some(room) => StringConstraints { mask, min, room, kind },
            // The bounds exclude every length.
            None => StringConstraints { mask: 0, min: 0, room: 0, kind: None },
        }
    }

    /// Reads a string that is plain ASCII and meets every constraint. Returns whether there was one.
    #[inline(always)]
    pub(super) fn read_plain(&self, model: &Model<'_>, reader: &mut Reader<'_>) -> bool {
        self.read_plain_at(model, reader).is_some()
    }

    /// As [`StringConstraints::read_plain`], but returns the offset of the opening quote.
    #[inline(always)]
    pub(super) fn read_plain_at(&self, model: &Model<'_>, reader: &mut Reader<'_>) -> Option<usize> {
        if self.mask == 0 || reader.peek() != Some(b'"') {
            return None;
        }
        let quote = reader.at;
        let length = self.plain_length(model, reader.text, quote + 1)?;
        reader.at = quote + length + 2;
        Some(quote)
    }

    /// Returns the length of the string with contents from `start` on, if it is plain ASCII and meets every constraint.
    #[inline(always)]
    fn plain_length(&self, model: &Model<'_>, text: &[u8], start: usize) -> Option<usize> {
        let rest = text.get(start..)?;
        let count = match self.kind {
            None => run(rest, self.mask),
            Some(kind) => run_of_kind(model, kind, rest),
        };
        (rest.get(count) == Some(&b'"') && count.wrapping_sub(self.min) <= self.room).then_some(count)
    }
}

/// Returns the number of leading plain bytes of `rest` if they meet the pattern and the enum of a shape, and
/// `rest.len()` otherwise: no string ends there, so the caller rejects it.
#[inline(never)]
#[cfg_attr(panic = "immediate-abort", optimize(speed))]
fn run_of_kind(model: &Model<'_>, kind: &Kind, rest: &[u8]) -> usize {
    let Kind::String { pattern, values, .. } = kind else { return rest.len() };
    let (count, is_match) = match pattern.map(|index| &model.pattern(index).matcher) {
        None => (run(rest, PLAIN), true),
        Some(Matcher::Dfa(dfa)) => dfa.run_plain(rest),
        // The slow path counts these matches.
        Some(matcher) if matcher.is_costly() => return rest.len(),
        Some(matcher) => {
            let count = run(rest, PLAIN);
            // INVARIANT: plain bytes are ASCII, so the slice is UTF-8.
            (count, core::str::from_utf8(&rest[..count]).is_ok_and(|text| matcher.is_match(text) == Some(true)))
        }
    };
    let holds =
        is_match && (values.is_empty() || enumeration::holds(model, model.enum_values(*values), &rest[..count]));
    if holds { count } else { rest.len() }
}
