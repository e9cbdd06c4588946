//! Operations of a model.

use super::{ShapeId, Span, Text};

/// One operation of the service: its route, input, output and errors.
#[derive(Clone, Copy, Debug)]
pub struct OperationShape {
    /// The operation's name.
    pub name: Text,
    /// The HTTP method, upper case.
    pub method: Text,
    /// The path template, such as `/managed-things/{Identifier}`, with the literals of the query that it requires.
    pub uri: Text,
    /// The HTTP status of a successful response.
    pub status: u16,
    /// The input's structure; `None` if the operation has no input.
    pub input: Option<ShapeId>,
    /// The output's structure; `None` if the operation has no output.
    pub output: Option<ShapeId>,
    /// The operation's own errors, as a span of [`super::Model::errors`].
    pub errors: Span,
    /// Whether the model marks the operation as read-only.
    pub readonly: bool,
    /// Whether the model marks the operation as idempotent.
    pub idempotent: bool,
    /// Whether clients may compress the body.
    #[cfg(feature = "smithy")]
    pub has_request_compression: bool,
}
