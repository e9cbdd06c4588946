//! Shapes, members, traits and operations: what the service's model states, as rows of plain data.
//!
//! A [`Model`] only borrows slices. The built-in editions lend tables that are unpacked once (see `packed`), a model loaded
//! at run time ([`LoadedModel`], feature `smithy`) lends its vectors; the engine cannot tell them apart.
//! This room knows nothing of constraints' meaning, of HTTP, or of JSON but for the bytes that a JSON string must escape.

mod byte_classes;
#[rustfmt::skip]
mod generated;
mod letters;
#[cfg(feature = "smithy")]
pub mod loader;
mod operation;
pub(crate) mod packed;
mod pattern;
mod shape;
pub(crate) mod shape_closure;
#[cfg(any(feature = "explain", feature = "export"))]
pub(crate) mod shape_summary;
mod varint;

pub use crate::text::decimal::Decimal;
pub(crate) use byte_classes::{PLAIN, run};
pub(crate) use letters::is_letter_or_number;
#[cfg(feature = "smithy")]
pub use loader::LoadedModel;
pub use operation::OperationShape;
pub use pattern::{Beyond, ClassPattern, Dfa, Lead, Matcher, Pattern, ShiftAnd};
pub use shape::{Binding, EnumValue, Kind, Length, Member, Range, Shape, ShapeId, Span, Text, TimestampFormat, Width};

/// How the service words its own errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// AWS IoT managed integrations: an error's text travels as `Message`.
    ManagedIntegrations,
    /// Smithy's `smithy.framework#ValidationException`: an error's text travels as `message`.
    Smithy,
}

/// One state of a service: its shapes and its operations, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// Every name, value and pattern of the model, a line for each; [`Text`] points into it.
    pub text: &'a str,
    /// Shapes, children before their parents unless the model is recursive.
    pub shapes: &'a [Shape],
    /// Members of structures and unions; a shape owns one contiguous [`Span`] of them.
    pub members: &'a [Member],
    /// Values of enums; a shape owns one contiguous [`Span`] of them.
    pub values: &'a [EnumValue],
    /// The patterns that shapes refer to by index.
    pub patterns: &'a [Pattern],
    /// Errors of operations; an operation owns one contiguous [`Span`] of them.
    pub errors: &'a [ShapeId],
    /// Operations, sorted by name.
    pub operations: &'a [OperationShape],
    /// The version of the API that the service shape states, such as `2025-03-03`.
    pub api_version: Text,
    /// How errors are worded.
    pub dialect: Dialect,
}

impl<'a> Model<'a> {
    /// The text that `text` points to.
    pub fn str(&self, text: Text) -> &'a str {
        let start = text.start as usize;
        self.text.get(start..start + text.len as usize).unwrap_or("")
    }

    /// The bytes of the text that `text` points to.
    #[inline]
    pub(crate) fn bytes(&self, text: Text) -> &'a [u8] {
        let start = text.start as usize;
        self.text.as_bytes().get(start..start + text.len as usize).unwrap_or_default()
    }

    /// The shape with this id.
    pub fn shape(&self, id: ShapeId) -> &'a Shape {
        &self.shapes[id.0 as usize]
    }

    /// The name of the shape with this id, without its namespace.
    pub fn shape_name(&self, id: ShapeId) -> &'a str {
        self.str(self.shape(id).name)
    }

    /// The members of a span.
    pub fn members(&self, span: Span) -> &'a [Member] {
        &self.members[span.range()]
    }

    /// The enum values of a span.
    pub fn values(&self, span: Span) -> &'a [EnumValue] {
        &self.values[span.range()]
    }

    /// The errors an operation may answer with.
    pub fn errors(&self, operation: &OperationShape) -> &'a [ShapeId] {
        &self.errors[operation.errors.range()]
    }

    /// The pattern of a string shape, if it has one.
    pub fn pattern(&self, index: u16) -> &'a Pattern {
        &self.patterns[index as usize]
    }

    /// The operation with this name.
    pub fn operation(&self, name: &str) -> Option<&'a OperationShape> {
        // Most names differ in length: comparing them all costs less than ordering a few.
        self.operations.iter().find(|row| self.bytes(row.name) == name.as_bytes())
    }

    /// The members of a structure or union, none for every other shape.
    pub fn members_of(&self, shape: Option<ShapeId>) -> &'a [Member] {
        match shape.map(|id| &self.shape(id).kind) {
            Some(Kind::Structure { members, .. } | Kind::Union { members }) => self.members(*members),
            _ => &[],
        }
    }
}
