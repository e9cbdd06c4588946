//! A loader for any Smithy 2.0 JSON AST.
//!
//! The same code reads the built-in editions' data files when the built-in tables are generated and a user's model at
//! run time. What a model says and this crate cannot judge is listed in [`LoadedModel::unsupported`], never skipped
//! in silence.

mod ast;
mod build;
pub mod pattern_syntax;
mod traits;

use super::{Dialect, EnumValue, Member, Model, OperationShape, Pattern, Shape, ShapeId, Text};

pub use build::{Builder, Parts, PatternCompiler, RegexCompiler, Service};

/// A model read from a Smithy JSON AST.
///
/// ```
/// let text = r##"{"smithy": "2.0", "shapes": {
///     "a#Put": {"type": "operation", "input": {"target": "a#PutInput"},
///               "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
///     "a#PutInput": {"type": "structure", "members": {"n": {"target": "smithy.api#Integer"}}}}}"##;
/// let loaded = mi_preflight::LoadedModel::parse(text.as_bytes()).unwrap();
/// assert_eq!(loaded.model().operations.len(), 1);
/// assert!(loaded.unsupported().is_empty());
/// ```
#[derive(Debug)]
pub struct LoadedModel {
    pub(super) text: String,
    pub(super) shapes: Vec<Shape>,
    pub(super) members: Vec<Member>,
    pub(super) values: Vec<EnumValue>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) errors: Vec<ShapeId>,
    pub(super) operations: Vec<OperationShape>,
    pub(super) api_version: Text,
    pub(super) unsupported: Vec<Unsupported>,
}

/// Something that a model says and this crate does not judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The shape or member that says it, such as `example#Input$member`.
    pub at: String,
    /// What it says, usually a trait's id.
    pub what: String,
}

/// The text is no Smithy JSON AST that this crate can read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The text is not JSON or not of the AST's form.
    #[error("the model is no Smithy JSON AST: {0}")]
    Syntax(#[from] serde_json::Error),
    /// A shape refers to one that is not there.
    #[error("`{from}` refers to `{target}`, which is not in the model")]
    MissingShape {
        /// The shape that refers.
        from: String,
        /// The shape that is missing.
        target: String,
    },
    /// The model has more shapes, members, values or patterns than an index can name.
    #[error("the model has more than 65535 {0}")]
    TooLarge(&'static str),
    /// A structure or union has more members than [`Member::MOST`].
    #[error("`{at}` has more than {most} members", most = Member::MOST)]
    TooManyMembers {
        /// The structure or union.
        at: String,
    },
    /// A trait's value has another form than Smithy gives it.
    #[error("`{at}` has a malformed `{name}` trait")]
    MalformedTrait {
        /// The shape or member.
        at: String,
        /// The trait's id.
        name: String,
    },
    /// A pattern that the `regex` crate cannot run.
    #[error("the pattern of `{at}` cannot be run in linear time: {reason}")]
    Pattern {
        /// The shape or member.
        at: String,
        /// Why.
        reason: String,
    },
}

impl LoadedModel {
    /// Reads a Smithy JSON AST.
    ///
    /// # Errors
    /// When the text is no Smithy JSON AST, refers to shapes that are missing, or has a pattern that needs
    /// back-tracking.
    pub fn parse(json: &[u8]) -> Result<LoadedModel, LoadError> {
        let mut builder = Builder::new(RegexCompiler);
        let service = builder.load(json)?;
        let parts = builder.finish();
        Ok(LoadedModel {
            text: parts.text,
            shapes: parts.shapes,
            members: parts.members,
            values: parts.values,
            patterns: parts.patterns,
            errors: parts.errors,
            operations: service.operations,
            api_version: service.api_version,
            unsupported: parts.unsupported,
        })
    }

    /// The model, borrowed.
    pub fn model(&self) -> Model<'_> {
        Model {
            text: &self.text,
            shapes: &self.shapes,
            members: &self.members,
            values: &self.values,
            patterns: &self.patterns,
            errors: &self.errors,
            operations: &self.operations,
            api_version: self.api_version,
            dialect: Dialect::Smithy,
        }
    }

    /// What the model says and this crate does not judge.
    pub fn unsupported(&self) -> &[Unsupported] {
        &self.unsupported
    }
}
