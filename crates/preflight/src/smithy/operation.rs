use super::{ShapeId, Span, Text};

/// One operation of the service: where it is called, what it takes, what it answers.
#[derive(Clone, Copy, Debug)]
pub struct OperationShape {
    /// The operation's name.
    pub name: Text,
    /// The HTTP method, upper case.
    pub method: Text,
    /// The path template, such as `/managed-things/{Identifier}`.
    pub uri: Text,
    /// The status of a successful answer.
    pub status: u16,
    /// The input's structure; `None` when the operation takes nothing.
    pub input: Option<ShapeId>,
    /// The output's structure; `None` when the operation answers nothing.
    pub output: Option<ShapeId>,
    /// The operation's own errors, as a span of [`super::Model::errors`].
    pub errors: Span,
    /// The model says the operation changes nothing.
    pub readonly: bool,
    /// The model says that sending the same request twice has the effect of sending it once.
    pub idempotent: bool,
}
