//! Strings, numbers and what travels as strings.

use super::{At, Flow, Node, Walk};
use crate::catalog::Rule;
use crate::constraint::{blob, enumeration, length, pattern, range, timestamp, value_type};
use crate::json::{Found, Reader, StringSpan, number};
use crate::model::{EnumValue, Kind, Matcher, Model, PLAIN, ShapeId, TimestampFormat, Width, run};

/// What a string says, and where it says it.
#[derive(Clone, Copy)]
pub(super) struct Said<'s> {
    pub(super) value: &'s str,
    pub(super) offset: Option<usize>,
    pub(super) for_key: bool,
}

/// The strings for floating-point numbers that JSON cannot write.
const SPECIAL_FLOATS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

impl Walk<'_, '_> {
    /// A string that has more to it than its bytes say, or that breaks a constraint.
    #[inline(never)]
    pub(super) fn string(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let span = self.reader.string()?;
        self.surrogate(&span, node)?;
        let value = span.decode(self.reader.text);
        self.said(id, Said { value: &value, offset: Some(span.quote()), for_key: false }, node)
    }

    /// A key of a map, judged by the key's shape.
    #[inline]
    pub(super) fn map_key(&mut self, id: ShapeId, key: StringSpan, node: &Node<'_>) -> Flow {
        let value = key.decode(self.reader.text);
        self.said(id, Said { value: &value, offset: Some(key.quote()), for_key: true }, node)
    }

    /// Everything that the constraints of a string shape say about a string.
    #[cold]
    #[inline(never)]
    pub(super) fn said(&mut self, id: ShapeId, said: Said<'_>, node: &Node<'_>) -> Flow {
        let model = self.job.model;
        let Kind::String { length, pattern, values } = &model.shape(id).kind else { return Ok(()) };
        let at = |rule| At {
            rule,
            shape: Some(id),
            node,
            text: self.reader.text,
            offset: said.offset,
            for_key: said.for_key,
        };
        let count = said.value.chars().count();
        if !length::holds(length, count) {
            self.findings.add(&at(Rule::Length), length::detail(length, count, &model.shape(id).kind))?;
        }
        if let Some(pattern) = pattern.map(|index| model.pattern(index))
            && !pattern.matcher.is_match(said.value)
        {
            self.findings.explain(&at(Rule::Pattern), &|model| (pattern::detail(model, pattern, said.value), None))?;
        }
        let values = model.values(*values);
        if !values.is_empty() && !enumeration::holds(model, values, said.value.as_bytes()) {
            self.findings.explain(&at(Rule::Enum), &|model| {
                (enumeration::detail(model, values), enumeration::suggestion(model, values, said.value))
            })?;
        }
        Ok(())
    }

    pub(super) fn number(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let number = self.reader.number()?;
        self.counted(id, number, Some(offset), node)
    }

    /// A number of an integer or floating-point shape, wherever it came from.
    pub(super) fn counted(
        &mut self,
        id: ShapeId,
        number: number::Number<'_>,
        offset: Option<usize>,
        node: &Node<'_>,
    ) -> Flow {
        let model = self.job.model;
        let kind = &model.shape(id).kind;
        let mut at = At { rule: Rule::Type, shape: Some(id), node, text: self.reader.text, offset, for_key: false };
        let detail = match kind {
            Kind::Integer { width, range } => {
                let integer = number.integer();
                if !number::fits(integer, *width) {
                    value_type::detail(kind, value_type::integer_found(integer))
                } else if range::holds(range, &number) {
                    return Ok(());
                } else {
                    at.rule = Rule::Range;
                    range::detail(range)
                }
            }
            Kind::IntEnum { values } => {
                let integer = number.integer();
                let values = model.values(*values);
                match integer.narrowed(Width::Integer) {
                    number::Integer::Value(value)
                        if enumeration::holds(model, values, value.to_string().as_bytes()) =>
                    {
                        return Ok(());
                    }
                    number::Integer::Value(_) => {
                        at.rule = Rule::Enum;
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
                    at.rule = Rule::Range;
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
        match &self.job.model.shape(id).kind {
            Kind::Blob { length } => match blob::decoded_length(value.as_bytes()) {
                Some(actual) => self.check_length(id, length, actual, offset, node),
                None => self.wrong_type(id, "a string", offset, node),
            },
            Kind::Float { range, bits: 32 | 64 } if SPECIAL_FLOATS.contains(&&*value) => {
                if range::holds_special(range, &value) {
                    return Ok(());
                }
                self.violation(Rule::Range, Some(id), node, offset, range::detail(range))
            }
            _ => self.wrong_type(id, "a string", offset, node),
        }
    }

    #[cold]
    pub(super) fn timestamp(&mut self, id: ShapeId, node: &Node<'_>) -> Flow {
        let offset = self.reader.at;
        let found = self.reader.found()?;
        let Kind::Timestamp(format) = self.job.model.shape(id).kind else { return Ok(()) };
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

/// What a string shape asks of its strings, looked up and made ready for plain ones.
///
/// Every field is a word and none is optional: the struct lives in registers in the hot loops.
pub(super) struct StringConstraints<'a> {
    /// The bits of the bytes that may stand in the string; zero when the shape is no string.
    mask: u64,
    min: usize,
    max: usize,
    /// What the mask does not decide.
    matcher: &'a Matcher,
    values: &'a [EnumValue],
}

impl<'a> StringConstraints<'a> {
    #[inline(always)]
    pub(super) fn of(model: &Model<'a>, id: ShapeId) -> StringConstraints<'a> {
        let Kind::String { length, pattern, values } = &model.shape(id).kind else {
            return StringConstraints { mask: 0, min: 0, max: 0, matcher: &Matcher::Always, values: &[] };
        };
        let min = length.min.unwrap_or(0) as usize;
        let max = length.max.unwrap_or(u32::MAX) as usize;
        let values = if values.is_empty() { &[] } else { model.values(*values) };
        match pattern.map(|index| &model.pattern(index).matcher) {
            None => StringConstraints { mask: PLAIN, min, max, matcher: &Matcher::Always, values },
            Some(Matcher::Class(class)) => {
                let min = min.max(usize::from(!class.allow_empty));
                StringConstraints { mask: 1 << class.bit, min, max, matcher: &Matcher::Always, values }
            }
            Some(matcher) => StringConstraints { mask: PLAIN, min, max, matcher, values },
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
    pub(super) fn plain_length(&self, model: &Model<'_>, text: &[u8], start: usize) -> Option<usize> {
        let rest = text.get(start..)?;
        let count = match self.matcher {
            Matcher::Always => run(rest, self.mask),
            matcher => run_matcher(matcher, rest)?,
        };
        let holds = rest.get(count) == Some(&b'"')
            && count >= self.min
            && count <= self.max
            && (self.values.is_empty() || enumeration::holds(model, self.values, &rest[..count]));
        holds.then_some(count)
    }
}

#[inline(never)]
#[cfg_attr(panic = "immediate-abort", optimize(speed))]
fn run_matcher(matcher: &Matcher, rest: &[u8]) -> Option<usize> {
    if let Matcher::Dfa(dfa) = matcher {
        return dfa.run_plain(rest);
    }
    let count = run(rest, PLAIN);
    // INVARIANT: plain bytes are ASCII, so the slice is text.
    core::str::from_utf8(&rest[..count]).ok().filter(|text| matcher.is_match(text))?;
    Some(count)
}
