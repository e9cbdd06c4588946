//! The Smithy model: shapes, members, traits and operations, as rows of plain data.
//!
//! A [`Model`] only borrows slices. The built-in editions unpack their tables once (see `packed`), and a model loaded
//! at run time (`LoadedModel`, feature `smithy`) owns vectors; the engine handles both alike. Users of the crate see a
//! [`view::ServiceModel`], which has no tables. This module does not know the meaning of constraints, HTTP, or JSON,
//! except for the bytes that a JSON string must escape.

mod byte_classes;
#[rustfmt::skip]
mod generated;
mod letters;
#[cfg(feature = "smithy")]
pub(crate) mod loader;
pub(crate) mod operation;
pub(crate) mod packed;
pub(crate) mod pattern;
pub(crate) mod shape;
pub(crate) mod shape_closure;
#[cfg(any(feature = "explain", feature = "export"))]
pub(crate) mod shape_summary;
mod varint;
pub(crate) mod view;

pub(crate) use crate::text::decimal::Decimal;
pub(crate) use byte_classes::{PLAIN, run};
pub(crate) use letters::is_letter_or_number;
#[cfg(feature = "smithy")]
pub(crate) use loader::LoadedModel;
pub(crate) use operation::OperationShape;
pub(crate) use pattern::{ClassPattern, Dfa, Lead, Matcher, NonAscii, Pattern, ShiftAnd};
pub(crate) use shape::{
    Binding, EnumValue, Kind, Length, Member, Range, Shape, ShapeId, Span, Text, TimestampFormat, Width,
};

/// The form of the service's error bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// AWS IoT managed integrations: the message has the key `Message`.
    ManagedIntegrations,
    /// Smithy's `smithy.framework#ValidationException`: the message has the key `message`.
    Smithy,
}

/// The form of requests on the wire.
///
/// ```
/// use mi_preflight::model::Protocol;
/// assert!(Protocol::AwsJson1_0.has_json() && !Protocol::RestXml.has_json());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// restJson1: routes, and JSON bodies.
    #[default]
    RestJson,
    /// awsJson1_0: the operation is in a header, everything else in a JSON body.
    AwsJson1_0,
    /// awsJson1_1, as awsJson1_0 with another content type.
    AwsJson1_1,
    /// restXml: routes, and XML bodies. Only inputs in JSON form are judged, and what is outside of bodies.
    RestXml,
    /// awsQuery and ec2Query: forms in bodies. Only inputs in JSON form are judged.
    Query,
}

impl Protocol {
    /// Whether bodies are JSON.
    pub fn has_json(self) -> bool {
        !matches!(self, Protocol::RestXml | Protocol::Query)
    }

    /// Whether `jsonName` names members in JSON.
    pub fn has_json_names(self) -> bool {
        self == Protocol::RestJson
    }
}

/// The tables of one version of a service's model: its shapes and operations, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// Every name, value and pattern of the model, one per line. [`Text`] points into it.
    pub text: &'a str,
    /// Shapes, children before their parents unless the model is recursive.
    pub shapes: &'a [Shape],
    /// Members of structures and unions. A shape owns one contiguous [`Span`] of them.
    pub members: &'a [Member],
    /// Values of enums. A shape owns one contiguous [`Span`] of them.
    pub values: &'a [EnumValue],
    /// The patterns that shapes refer to by index.
    pub patterns: &'a [Pattern],
    /// Errors of operations. An operation owns one contiguous [`Span`] of them.
    pub errors: &'a [ShapeId],
    /// Operations, sorted by name.
    pub operations: &'a [OperationShape],
    /// The version of the API that the service shape states, such as `2025-03-03`.
    pub api_version: Text,
    /// The form of error bodies.
    pub dialect: Dialect,
    /// The form of requests.
    pub protocol: Protocol,
    /// The name of the service shape, which `X-Amz-Target` begins with.
    #[cfg(feature = "smithy")]
    pub service: Text,
}

impl<'a> Model<'a> {
    /// Returns the text that `text` points to.
    pub fn str(&self, text: Text) -> &'a str {
        let start = text.start as usize;
        self.text.get(start..start + text.len as usize).unwrap_or("")
    }

    /// Returns the bytes of the text that `text` points to.
    #[inline]
    pub(crate) fn bytes(&self, text: Text) -> &'a [u8] {
        let start = text.start as usize;
        self.text.as_bytes().get(start..start + text.len as usize).unwrap_or_default()
    }

    /// Returns the shape with this id.
    pub fn shape(&self, id: ShapeId) -> &'a Shape {
        &self.shapes[id.0 as usize]
    }

    /// Returns the name of the shape with this id, without its namespace.
    pub fn shape_name(&self, id: ShapeId) -> &'a str {
        self.str(self.shape(id).name)
    }

    /// Returns the members of a span.
    pub fn members(&self, span: Span) -> &'a [Member] {
        &self.members[span.range()]
    }

    /// Returns the enum values of a span.
    pub fn enum_values(&self, span: Span) -> &'a [EnumValue] {
        &self.values[span.range()]
    }

    /// Returns the errors that an operation may respond with.
    pub fn errors(&self, operation: &OperationShape) -> &'a [ShapeId] {
        &self.errors[operation.errors.range()]
    }

    /// Returns the pattern at an index that a string shape refers to.
    pub fn pattern(&self, index: u16) -> &'a Pattern {
        &self.patterns[index as usize]
    }

    /// Returns the operation with this name.
    pub fn operation(&self, name: &str) -> Option<&'a OperationShape> {
        // Most names differ in length, so a linear search is cheaper than a binary search.
        self.operations.iter().find(|row| self.bytes(row.name) == name.as_bytes())
    }

    /// Returns the members of a structure or union. Other shapes have no members.
    pub fn members_of(&self, shape: Option<ShapeId>) -> &'a [Member] {
        match shape.map(|id| &self.shape(id).kind) {
            Some(Kind::Structure { members, .. } | Kind::Union { members }) => self.members(*members),
            _ => &[],
        }
    }
}
