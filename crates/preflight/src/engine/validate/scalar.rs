//! Strings, numbers and what travels as strings.

use super::{Flow, Node, Validator, ViolationSite};
use crate::engine::constraint::{blob, enumeration, length, pattern, range, timestamp, value_type};
use crate::engine::rule::Rule;
use crate::smithy::{Kind, Matcher, Model, PLAIN, ShapeId, TimestampFormat, Width, run};
use crate::text::json::{Found, Reader, StringSpan, number};

/// What a string says, and where it says it.
#[derive(Clone, Copy)]
pub(super) struct StringValue<'s> {
    pub(super) value: &'s str,
    pub(super) offset: Option<usize>,
    pub(super) for_key: bool,
}

/// The strings for floating-point numbers that JSON cannot write.
const SPECIAL_FLOATS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

impl Validator<'_, '_> {
    /// A string, which most often is plain but stands behind a member that was left out.
    #[inline(never)]
    #[cfg_attr(panic = "immediate-abort", optimize(speed))]
    pub(super) fn string(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let model = self.context.model;
        if StringConstraints::of(model, id).read_plain(model, &mut self.reader) {
            return Ok(());
        }
        self.string_slow_path(id, node)
    }

    /// A string that has more to it than its bytes say, or that breaks a constraint.
    #[cold]
    #[inline(never)]
    fn string_slow_path(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let span = self.reader.string()?;
        self.surrogate(&span, node)?;
        let value = span.decode(self.reader.text);
        self.check_string(id, StringValue { value: &value, offset: Some(span.quote()), for_key: false }, node)
    }

    /// A key of a map, judged by the key's shape.
    #[inline]
    pub(super) fn map_key(&mut self, id: ShapeId, key: StringSpan, node: &Node<'_>) -> Flow {
        let value = key.decode(self.reader.text);
        self.check_string(id, StringValue { value: &value, offset: Some(key.quote()), for_key: true }, node)
    }

    /// Everything that the constraints of a string shape say about a string.
    #[cold]
    #[inline(never)]
    pub(super) fn check_string(&mut self, id: ShapeId, check_string: StringValue<'_>, node: &Node<'_>) -> Flow {
        let model = self.context.model;
        let Kind::String { length, pattern, values } = &model.shape(id).kind else { return Ok(()) };
        let at = |rule| ViolationSite {
            rule,
            shape: Some(id),
            node,
            text: self.reader.text,
            offset: check_string.offset,
            for_key: check_string.for_key,
        };
        let count = check_string.value.chars().count();
        if !length::holds(length, count) {
            self.findings.add(&at(Rule::LENGTH), length::detail(length, count, &model.shape(id).kind))?;
        }
        if let Some(pattern) = pattern.map(|index| model.pattern(index))
            && !pattern.matcher.is_match(check_string.value)
        {
            self.findings
                .explain(&at(Rule::PATTERN), &|model| (pattern::detail(model, pattern, check_string.value), None))?;
        }
        let values = model.values(*values);
        if !values.is_empty() && !enumeration::holds(model, values, check_string.value.as_bytes()) {
            self.findings.explain(&at(Rule::ENUM), &|model| {
                (enumeration::detail(model, values), enumeration::suggestion(model, values, check_string.value))
            })?;
        }
        Ok(())
    }

    pub(super) fn number(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let number = self.reader.number()?;
        self.check_number(id, number, Some(offset), node)
    }

    /// A number of an integer or floating-point shape, wherever it came from.
    pub(super) fn check_number(
        &mut self,
        id: ShapeId,
        number: number::Number<'_>,
        offset: Option<usize>,
        node: &Node<'_>,
    ) -> Flow {
        let model = self.context.model;
        let kind = &model.shape(id).kind;
        let mut at =
            ViolationSite { rule: Rule::TYPE, shape: Some(id), node, text: self.reader.text, offset, for_key: false };
        let detail = match kind {
            Kind::Integer { width, range } => {
                let integer = number.integer();
                if !width.fits(integer) {
                    value_type::detail(kind, value_type::integer_found(integer))
                } else if range::holds(range, &number) {
                    return Ok(());
                } else {
                    at.rule = Rule::RANGE;
                    range::detail(range)
                }
            }
            Kind::IntEnum { values } => {
                let integer = number.integer();
                let values = model.values(*values);
                match Width::Integer.narrow(integer) {
                    number::Integer::Value(value)
                        if enumeration::holds(model, values, value.to_string().as_bytes()) =>
                    {
                        return Ok(());
                    }
                    number::Integer::Value(_) => {
                        at.rule = Rule::ENUM;
                        enumeration::detail(model, values)
                    }
                    _ => value_type::detail(kind, value_type::integer_found(integer)),
                }
            }
            Kind::Float { bits, range } => {
                if number.overflows(*bits) {
                    value_type::detail(kind, "a larger one")
                } else if range::holds(range, &number) {
                    return Ok(());
                } else {
                    at.rule = Rule::RANGE;
                    range::detail(range)
                }
            }
            _ => return Ok(()),
        };
        self.findings.add(&at, detail)
    }

    /// A value that travels as a string: a blob, or a floating-point number that JSON cannot write.
    #[cold]
    pub(super) fn encoded(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let span = self.reader.string()?;
        self.surrogate(&span, node)?;
        let value = span.decode(self.reader.text);
        match &self.context.model.shape(id).kind {
            Kind::Blob { length } => match blob::decoded_length(value.as_bytes()) {
                Some(actual) => self.check_length(id, length, actual, offset, node),
                None => self.wrong_type(id, "a string", offset, node),
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
        let found = self.reader.found()?;
        let Kind::Timestamp(format) = self.context.model.shape(id).kind else { return Ok(()) };
        let seconds = matches!(format, TimestampFormat::Unstated | TimestampFormat::EpochSeconds);
        let holds = if found == Found::Number {
            self.reader.number()?;
            seconds
        } else {
            let span = self.reader.string()?;
            self.surrogate(&span, node)?;
            !seconds && timestamp::holds(format, &span.decode(self.reader.text))
        };
        if holds { Ok(()) } else { self.wrong_type(id, value_type::found(found), offset, node) }
    }
}

/// What a string shape asks of its strings, looked up and made ready for plain ones: a few words, which live in
/// registers in the hot loops.
pub(super) struct StringConstraints<'a> {
    /// The bits of the bytes that may stand in the string; zero when the shape is no string.
    mask: u64,
    min: usize,
    /// How much longer than the least length it may be.
    room: usize,
    /// The shape, where it asks for more than bytes and lengths.
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
            // No string is long enough and short enough.
            None => StringConstraints { mask: 0, min: 0, room: 0, kind: None },
        }
    }

    /// Reads a string that is plain ASCII and keeps every constraint; whether there was one.
    #[inline(always)]
    pub(super) fn read_plain(&self, model: &Model<'_>, reader: &mut Reader<'_>) -> bool {
        self.read_plain_at(model, reader).is_some()
    }

    /// As [`StringConstraints::read_plain`], with where its opening quote stands.
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

    /// The length of the string whose inside begins at `start`, when it is plain ASCII and keeps every constraint.
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

/// How many plain bytes are at the beginning of `rest`, if a string of these keeps the pattern and is one of the values
/// of a shape; if not, as many as there are of `rest`, behind which no string ends.
#[inline(never)]
#[cfg_attr(panic = "immediate-abort", optimize(speed))]
fn run_of_kind(model: &Model<'_>, kind: &Kind, rest: &[u8]) -> usize {
    let Kind::String { pattern, values, .. } = kind else { return rest.len() };
    let (count, is_match) = match pattern.map(|index| &model.pattern(index).matcher) {
        None => (run(rest, PLAIN), true),
        Some(Matcher::Dfa(dfa)) => dfa.run_plain(rest),
        Some(matcher) => {
            let count = run(rest, PLAIN);
            // INVARIANT: plain bytes are ASCII, so the slice is text.
            (count, core::str::from_utf8(&rest[..count]).is_ok_and(|text| matcher.is_match(text)))
        }
    };
    let holds = is_match && (values.is_empty() || enumeration::holds(model, model.values(*values), &rest[..count]));
    if holds { count } else { rest.len() }
}
