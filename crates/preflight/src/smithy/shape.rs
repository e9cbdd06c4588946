use super::Decimal;
use crate::text::json::number::Integer;

/// A piece of [`super::Model::text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// Where the piece begins, in bytes.
    pub start: u32,
    /// How many bytes it has; 0 where there is nothing to say.
    pub len: u32,
}

impl Text {
    /// Whether there is nothing to say.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// The index of a shape in [`super::Model::shapes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShapeId(pub u16);

/// A contiguous run of rows in one of the model's tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first row.
    pub first: u16,
    /// How many rows.
    pub count: u16,
}

impl Span {
    pub(crate) fn range(self) -> core::ops::Range<usize> {
        self.first as usize..self.first as usize + self.count as usize
    }

    /// Whether the run has no row.
    pub fn is_empty(self) -> bool {
        self.count == 0
    }
}

/// Smithy's `length`: characters of a string, entries of a list or map, bytes of a blob. Inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Length {
    /// The least length, if one is stated.
    pub min: Option<u32>,
    /// The greatest length, if one is stated.
    pub max: Option<u32>,
}

/// Smithy's `range`. Inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Range {
    /// The least value, if one is stated.
    pub min: Option<Decimal>,
    /// The greatest value, if one is stated.
    pub max: Option<Decimal>,
}

/// How many bits an integer shape has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Width {
    /// 8 bits.
    Byte,
    /// 16 bits.
    Short,
    /// 32 bits.
    Integer,
    /// 64 bits.
    Long,
    /// Any number of digits.
    Big,
}

impl Width {
    /// Whether an integer has a place in so many bits.
    pub(crate) fn fits(self, integer: Integer) -> bool {
        let Integer::Value(value) = integer else {
            return matches!((integer, self), (Integer::Beyond { .. }, Width::Big));
        };
        match self {
            Width::Byte => i8::try_from(value).is_ok(),
            Width::Short => i16::try_from(value).is_ok(),
            Width::Integer => i32::try_from(value).is_ok(),
            Width::Long | Width::Big => true,
        }
    }

    /// The integer, which counts as beyond every value where it does not fit.
    pub(crate) fn narrow(self, integer: Integer) -> Integer {
        match integer {
            Integer::Value(value) if !self.fits(integer) => Integer::Beyond { negative: value < 0 },
            integer => integer,
        }
    }
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// The model does not say: seconds in a body, `http-date` in a header, `date-time` in a label or query.
    Unstated,
    /// RFC 3339 in UTC, such as `1985-04-12T23:20:50.52Z`.
    DateTime,
    /// RFC 7231's preferred form, such as `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
    /// Seconds since 1970, with or without a fraction.
    EpochSeconds,
}

/// What a shape is, with what its constraint traits state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An object with modelled members.
    Structure {
        /// The members, in the model's order.
        members: Span,
        /// Bit `n` is set when member `n` (of the first 64) must be present.
        required: u64,
    },
    /// An object with exactly one of its members.
    Union {
        /// The members, in the model's order.
        members: Span,
    },
    /// An array.
    List {
        /// The shape of every item.
        member: ShapeId,
        /// How many items.
        length: Length,
        /// Items may be null.
        sparse: bool,
        /// No two items may be equal.
        unique: bool,
    },
    /// An object whose keys are data.
    Map {
        /// The shape of every key, a string.
        key: ShapeId,
        /// The shape of every value.
        value: ShapeId,
        /// How many entries.
        length: Length,
        /// Values may be null.
        sparse: bool,
    },
    /// A string; with `values`, an enum.
    String {
        /// How many Unicode scalar values.
        length: Length,
        /// An index into the model's patterns.
        pattern: Option<u16>,
        /// The values it may have; an empty span means any.
        values: Span,
    },
    /// An integer that may only have the listed values.
    IntEnum {
        /// The values it may have, as text.
        values: Span,
    },
    /// A whole number.
    Integer {
        /// How many bits it has.
        width: Width,
        /// Between which values.
        range: Range,
    },
    /// A floating-point number, or a decimal of any precision.
    Float {
        /// 32, 64, or 0 for Smithy's `bigDecimal`.
        bits: u8,
        /// Between which values.
        range: Range,
    },
    /// `true` or `false`.
    Boolean,
    /// Bytes, base64 in JSON.
    Blob {
        /// How many bytes once decoded.
        length: Length,
    },
    /// A point in time.
    Timestamp(TimestampFormat),
    /// Any JSON value.
    Document,
}

/// One shape with everything its traits state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The name, without its namespace.
    pub name: Text,
    /// What it is.
    pub kind: Kind,
    /// Its values must appear in no message, log or report.
    pub sensitive: bool,
    /// Since when it is deprecated, as the model writes it; empty when it is not.
    pub deprecated: Text,
    /// Smithy's `mediaType`; empty when unstated.
    pub media_type: Text,
    /// The status of an error shape, 0 for every other shape.
    pub error_status: u16,
}

/// Where a member of an input or output travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Binding {
    /// A member of the JSON body.
    Body,
    /// A label in the path, percent-encoded.
    Label,
    /// A query parameter of this name.
    Query(Text),
    /// A header of this name.
    Header(Text),
    /// The whole body.
    Payload,
    /// The status of the answer.
    ResponseCode,
}

/// A member of a structure or union.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// Its name in JSON.
    pub name: Text,
    /// Its shape, with the member's own constraint traits applied.
    pub shape: ShapeId,
    /// It must be present and not null.
    pub required: bool,
    /// Clients fill it in when it is left out.
    pub idempotency_token: bool,
    /// Since when it is deprecated, as the model writes it; empty when it is not.
    pub deprecated: Text,
    /// Where it travels.
    pub binding: Binding,
}

impl Member {
    /// The most members that a structure or union may have.
    pub const MOST: usize = 256;
}

/// One value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The value.
    pub value: Text,
    /// Accepted, but left out of messages.
    pub internal: bool,
}
