//! A loader for any Smithy 2.0 JSON AST.
//!
//! The same code reads the data files of the built-in editions at code generation and a user's model at run time. Parts
//! of a model that this crate cannot check are listed in [`LoadedModel::unsupported`] and never skipped silently.

mod ast;
mod build;
mod mixins;
mod protocol;
mod traits;

use super::view::ServiceModel;
use super::{Dialect, EnumValue, Member, Model, OperationShape, Pattern, Protocol, Shape, ShapeId, Text};

pub use build::{Builder, Parts, PatternCompiler, RegexCompiler, Service};

/// A model read from a Smithy JSON AST.
///
/// ```
/// let text = r##"{"smithy": "2.0", "shapes": {
///     "a#Put": {"type": "operation", "input": {"target": "a#PutInput"},
///               "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
///     "a#PutInput": {"type": "structure", "members": {"n": {"target": "smithy.api#Integer"}}}}}"##;
/// let loaded = mi_preflight::LoadedModel::parse(text.as_bytes()).unwrap();
/// assert!(loaded.model().operation("Put").is_some());
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
    pub(super) protocol: Protocol,
    pub(super) service: Text,
    pub(super) unsupported: Vec<Unsupported>,
}

/// A part of a model that this crate does not check.
///
/// ```
/// use mi_preflight::LoadedModel;
/// let text = br##"{"smithy": "2.0", "shapes": {
///     "a#Put": {"type": "operation", "input": {"target": "a#In"},
///               "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
///     "a#In": {"type": "structure", "members": {}, "traits": {"a#custom": {}}}}}"##;
/// for unsupported in LoadedModel::parse(text).unwrap().unsupported() {
///     println!("{}: {} is not checked", unsupported.at, unsupported.what);
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The shape or member, such as `example#Input$member`.
    pub at: String,
    /// The unsupported part, usually a trait's id.
    pub what: String,
}

/// The reason why a Smithy JSON AST cannot be loaded.
///
/// ```
/// use mi_preflight::LoadedModel;
/// use mi_preflight::model::LoadError;
/// assert!(matches!(LoadedModel::parse(b"[]"), Err(LoadError::Syntax(_))));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The text is not JSON or does not have the form of the AST.
    #[error("the model is not a Smithy JSON AST: {0}")]
    Syntax(#[from] serde_json::Error),
    /// The version of the AST is not 1 or 2.
    #[error("the model is of version {0} of Smithy's JSON AST: versions 1 and 2 can be read")]
    Version(String),
    /// A shape refers to a missing shape.
    #[error("`{from}` refers to `{target}`, which is not in the model")]
    MissingShape {
        /// The referring shape.
        from: String,
        /// The missing shape.
        target: String,
    },
    /// The model has more shapes, members, values or patterns than an index can address.
    #[error("the model has more than 65535 {0}")]
    TooLarge(&'static str),
    /// A structure or union has more members than [`Member::MAX_COUNT`].
    #[error("`{at}` has more than {max} members", max = Member::MAX_COUNT)]
    TooManyMembers {
        /// The structure or union.
        at: String,
    },
    /// Mixins form a circle, or a chain that is longer than the limit.
    #[error("the mixins of `{at}` form a circle, or a chain of more than {max}")]
    MixinDepth {
        /// The shape at which reading stopped.
        at: String,
        /// The maximum number of mixins in a chain.
        max: usize,
    },
    /// Shapes refer to each other in a chain that is longer than the limit.
    #[error("`{at}` is reached through more than {max} shapes")]
    ShapeDepth {
        /// The shape at which reading stopped.
        at: String,
        /// The maximum number of shapes in a chain.
        max: usize,
    },
    /// A trait's value does not have the form that Smithy defines.
    #[error("`{at}` has a malformed `{name}` trait")]
    MalformedTrait {
        /// The shape or member.
        at: String,
        /// The trait's id.
        name: String,
    },
    /// A pattern that cannot be run, of a model whose patterns must all run.
    #[error("the pattern of `{at}` cannot be run: {reason}")]
    Pattern {
        /// The shape or member.
        at: String,
        /// The reason.
        reason: String,
    },
}

impl LoadedModel {
    /// Reads a Smithy JSON AST.
    ///
    /// # Errors
    /// Returns an error if the text is not a Smithy JSON AST, or refers to missing shapes.
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
            protocol: service.protocol,
            service: service.name,
            unsupported: parts.unsupported,
        })
    }

    /// Returns the model, borrowed.
    pub fn model(&self) -> ServiceModel<'_> {
        ServiceModel::new(self.tables())
    }

    /// Returns the tables of the model.
    pub(crate) fn tables(&self) -> Model<'_> {
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
            protocol: self.protocol,
            service: self.service,
        }
    }

    /// Returns the parts of the model that this crate does not check.
    pub fn unsupported(&self) -> &[Unsupported] {
        &self.unsupported
    }
}
