use crate::smithy::{Length, Range};

/// One difference between two models. Its `Display` output is one line without a line break.
///
/// Names are those of the model. `from` is the value in the older model, `to` the value in the newer one. The parts of
/// lists and maps are called `member`, `key` and `value`, as in Smithy.
///
/// ```
/// use mi_preflight::{Edition, ModelChange, diff};
/// let changes = diff(&Edition::E2025_05_22.model(), &Edition::E2026_11.model());
/// assert!(changes.contains(&ModelChange::OperationAdded { operation: "TagResource".to_owned() }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are named as the paragraph above says")]
pub enum ModelChange {
    /// The API version of the service.
    ApiVersionChanged { from: String, to: String },
    /// An operation was added.
    OperationAdded { operation: String },
    /// An operation was removed.
    OperationRemoved { operation: String },
    /// The HTTP method.
    MethodChanged { operation: String, from: String, to: String },
    /// The path template.
    UriChanged { operation: String, from: String, to: String },
    /// The status of a successful response.
    StatusChanged { operation: String, from: u16, to: u16 },
    /// The shape of the input, if any.
    InputChanged { operation: String, from: Option<String>, to: Option<String> },
    /// The shape of the output, if any.
    OutputChanged { operation: String, from: Option<String>, to: Option<String> },
    /// An error was added to an operation.
    ErrorAdded { operation: String, error: String },
    /// An error was removed from an operation.
    ErrorRemoved { operation: String, error: String },
    /// Whether the operation is read-only.
    ReadonlyChanged { operation: String, readonly: bool },
    /// Whether the operation is idempotent.
    IdempotentChanged { operation: String, idempotent: bool },
    /// The kind of shape, as Smithy names it.
    TypeChanged { shape: String, from: &'static str, to: &'static str },
    /// The bounds of the length.
    LengthChanged { shape: String, from: Length, to: Length },
    /// The bounds of the value.
    RangeChanged { shape: String, from: Range, to: Range },
    /// The pattern, if any.
    PatternChanged { shape: String, from: Option<String>, to: Option<String> },
    /// A value was added to an enum.
    ValueAdded { shape: String, value: String },
    /// A value was removed from an enum.
    ValueRemoved { shape: String, value: String },
    /// Whether values are sensitive.
    SensitiveChanged { shape: String, sensitive: bool },
    /// Whether a list or map may contain null.
    SparseChanged { shape: String, sparse: bool },
    /// Whether items must be unique.
    UniqueItemsChanged { shape: String, unique: bool },
    /// The format of a timestamp.
    TimestampFormatChanged { shape: String, from: &'static str, to: &'static str },
    /// The media type of a string or blob changed.
    MediaTypeChanged { shape: String, from: Option<String>, to: Option<String> },
    /// The status of an error changed. It is 0 for other shapes.
    ErrorStatusChanged { shape: String, from: u16, to: u16 },
    /// The deprecation of a shape or a member began, ended or changed its date.
    DeprecatedChanged { shape: String, member: Option<String>, from: Option<String>, to: Option<String> },
    /// A member was added.
    MemberAdded { shape: String, member: String, target: String, required: bool },
    /// A member was removed.
    MemberRemoved { shape: String, member: String },
    /// The shape that a member targets changed.
    TargetChanged { shape: String, member: String, from: String, to: String },
    /// A member became required or optional.
    RequiredChanged { shape: String, member: String, required: bool },
    /// A member became an idempotency token, which clients generate, or is none any more.
    IdempotencyTokenChanged { shape: String, member: String, idempotency_token: bool },
    /// The HTTP binding of a member: the name of Smithy's trait, or `body` without one, and the bound name.
    BindingChanged { shape: String, member: String, from: (&'static str, String), to: (&'static str, String) },
}

impl ModelChange {
    /// Returns the kind of change, as named in JSON output.
    pub fn kind(&self) -> &'static str {
        match self {
            ModelChange::ApiVersionChanged { .. } => "api-version-changed",
            ModelChange::OperationAdded { .. } => "operation-added",
            ModelChange::OperationRemoved { .. } => "operation-removed",
            ModelChange::MethodChanged { .. } => "method-changed",
            ModelChange::UriChanged { .. } => "uri-changed",
            ModelChange::StatusChanged { .. } => "status-changed",
            ModelChange::InputChanged { .. } => "input-changed",
            ModelChange::OutputChanged { .. } => "output-changed",
            ModelChange::ErrorAdded { .. } => "error-added",
            ModelChange::ErrorRemoved { .. } => "error-removed",
            ModelChange::ReadonlyChanged { .. } => "readonly-changed",
            ModelChange::IdempotentChanged { .. } => "idempotent-changed",
            ModelChange::TypeChanged { .. } => "type-changed",
            ModelChange::LengthChanged { .. } => "length-changed",
            ModelChange::RangeChanged { .. } => "range-changed",
            ModelChange::PatternChanged { .. } => "pattern-changed",
            ModelChange::ValueAdded { .. } => "value-added",
            ModelChange::ValueRemoved { .. } => "value-removed",
            ModelChange::SensitiveChanged { .. } => "sensitive-changed",
            ModelChange::SparseChanged { .. } => "sparse-changed",
            ModelChange::UniqueItemsChanged { .. } => "unique-items-changed",
            ModelChange::TimestampFormatChanged { .. } => "timestamp-format-changed",
            ModelChange::MediaTypeChanged { .. } => "media-type-changed",
            ModelChange::ErrorStatusChanged { .. } => "error-status-changed",
            ModelChange::DeprecatedChanged { .. } => "deprecated-changed",
            ModelChange::MemberAdded { .. } => "member-added",
            ModelChange::MemberRemoved { .. } => "member-removed",
            ModelChange::TargetChanged { .. } => "target-changed",
            ModelChange::RequiredChanged { .. } => "required-changed",
            ModelChange::IdempotencyTokenChanged { .. } => "idempotency-token-changed",
            ModelChange::BindingChanged { .. } => "binding-changed",
        }
    }
}
