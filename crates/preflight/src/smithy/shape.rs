//! The rows of a model: shapes, members and their constraints.

use super::Decimal;
use crate::text::json::number::Integer;

/// A piece of [`super::Model::text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// The offset of the piece, in bytes.
    pub start: u32,
    /// The length in bytes; 0 if there is no text.
    pub len: u32,
}

impl Text {
    /// Whether there is no text.
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
    /// The number of rows.
    pub count: u16,
}

impl Span {
    pub(crate) fn range(self) -> core::ops::Range<usize> {
        self.first as usize..self.first as usize + self.count as usize
    }

    /// Whether the run has no rows.
    pub fn is_empty(self) -> bool {
        self.count == 0
    }
}

/// Smithy's `length`: characters of a string, entries of a list or map, bytes of a blob. Inclusive.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::model::Length;
/// let input = Edition::default().model().operation("CreateCredentialLocker").unwrap().input().unwrap();
/// assert_eq!(input.member("Name").unwrap().shape().length(), Length { min: Some(1), max: Some(128) });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Length {
    /// The minimum length, if there is one.
    pub min: Option<u32>,
    /// The maximum length, if there is one.
    pub max: Option<u32>,
}

/// Smithy's `range`. Inclusive.
///
/// ```
/// use mi_preflight::Edition;
/// let input = Edition::default().model().operation("ListManagedThings").unwrap().input().unwrap();
/// let range = input.member("MaxResults").unwrap().shape().range();
/// assert_eq!(range.max.unwrap().to_string(), "1000");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Range {
    /// The minimum value, if there is one.
    pub min: Option<Decimal>,
    /// The maximum value, if there is one.
    pub max: Option<Decimal>,
}

/// The width of an integer shape.
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
    /// Whether an integer fits into this width.
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

    /// Returns the integer, or [`Integer::Beyond`] if it does not fit into this width.
    pub(crate) fn narrow(self, integer: Integer) -> Integer {
        match integer {
            Integer::Value(value) if !self.fits(integer) => Integer::Beyond { negative: value < 0 },
            integer => integer,
        }
    }
}

/// The format of a timestamp.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::model::TimestampFormat;
/// let output = Edition::default().model().operation("GetManagedThing").unwrap().output().unwrap();
/// let created_at = output.member("CreatedAt").unwrap().shape();
/// assert_eq!(created_at.timestamp_format(), Some(TimestampFormat::Unstated));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// The model does not state a format: seconds in a body, `http-date` in a header, `date-time` in a label or query.
    Unstated,
    /// RFC 3339 in UTC, such as `1985-04-12T23:20:50.52Z`.
    DateTime,
    /// RFC 7231's preferred form, such as `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
    /// Seconds since 1970, with or without a fraction.
    EpochSeconds,
}

/// The type of a shape, with its constraint traits.
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
        /// The number of items.
        length: Length,
        /// Whether items may be null.
        sparse: bool,
        /// Whether all items must be different.
        unique: bool,
    },
    /// An object whose keys are data.
    Map {
        /// The shape of every key, a string.
        key: ShapeId,
        /// The shape of every value.
        value: ShapeId,
        /// The number of entries.
        length: Length,
        /// Whether values may be null.
        sparse: bool,
    },
    /// A string; with `values`, an enum.
    String {
        /// The length in Unicode scalar values.
        length: Length,
        /// An index into the model's patterns.
        pattern: Option<u16>,
        /// The allowed values; an empty span allows any.
        values: Span,
    },
    /// An integer with an enum of allowed values.
    IntEnum {
        /// The allowed values, as text.
        values: Span,
    },
    /// A whole number.
    Integer {
        /// The width.
        width: Width,
        /// The allowed range.
        range: Range,
    },
    /// A floating-point number, or a decimal of any precision.
    Float {
        /// 32, 64, or 0 for Smithy's `bigDecimal`.
        bits: u8,
        /// The allowed range.
        range: Range,
    },
    /// `true` or `false`.
    Boolean,
    /// Bytes, base64 in JSON.
    Blob {
        /// The length in decoded bytes.
        length: Length,
    },
    /// A point in time.
    Timestamp(TimestampFormat),
    /// Any JSON value.
    Document,
}

/// One shape with its traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The name, without its namespace.
    pub name: Text,
    /// The type and its constraints.
    pub kind: Kind,
    /// Whether its values must not appear in messages, logs and reports.
    pub sensitive: bool,
    /// The `since` of its deprecation, as the model writes it; empty if it is not deprecated.
    pub deprecated: Text,
    /// Smithy's `mediaType`; empty if there is none.
    pub media_type: Text,
    /// The HTTP status of an error shape; 0 for every other shape.
    pub error_status: u16,
}

/// The HTTP binding of a member of an input or output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Binding {
    /// A member of the JSON body.
    Body,
    /// A label in the path, percent-encoded.
    Label,
    /// A query parameter of this name.
    Query(Text),
    /// All query parameters that no other member has, as a map.
    #[cfg(feature = "smithy")]
    QueryParams,
    /// A header of this name.
    Header(Text),
    /// All headers whose names begin with this prefix, as a map.
    #[cfg(feature = "smithy")]
    PrefixHeaders(Text),
    /// The whole body.
    Payload,
    /// The whole body, as a stream of events.
    #[cfg(feature = "smithy")]
    EventStream,
    /// The HTTP status of the response.
    ResponseCode,
}

impl Binding {
    /// Whether the body holds the member, with others or alone.
    pub(crate) fn is_body(self) -> bool {
        match self {
            Binding::Body | Binding::Payload => true,
            #[cfg(feature = "smithy")]
            Binding::EventStream => true,
            _ => false,
        }
    }
}

/// A member of a structure or union.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// Its name in JSON.
    pub name: Text,
    /// Its shape, with the member's own constraint traits applied.
    pub shape: ShapeId,
    /// Whether it must be present and not null.
    pub required: bool,
    /// Whether clients generate a value if it is absent.
    pub idempotency_token: bool,
    /// The `since` of its deprecation, as the model writes it; empty if it is not deprecated.
    pub deprecated: Text,
    /// The HTTP binding.
    pub binding: Binding,
}

impl Member {
    /// The maximum number of members of a structure or union.
    pub const MAX_COUNT: usize = 256;
}

/// One value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The value.
    pub value: Text,
    /// Whether it is accepted but omitted from messages.
    pub internal: bool,
}
