use crate::smithy::{Length, Range};

/// One difference between two models. Its `Display` output is one line without a line break.
///
/// Names are those of the model. `from` is the value in the older model, `to` the value in the newer one. The parts of
/// lists and maps are called `member`, `key` and `value`, as in Smithy.
///
/// ```
/// use mi_preflight::{Change, Edition, diff};
/// let changes = diff(&Edition::E2025_05_22.model(), &Edition::E2026_11.model());
/// assert!(changes.contains(&Change::OperationAdded { operation: "TagResource".to_owned() }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are named as the paragraph above says")]
pub enum Change {
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
    /// The media type of a string or blob, if any.
    MediaTypeChanged { shape: String, from: Option<String>, to: Option<String> },
    /// The status of an error; 0 for other shapes.
    ErrorStatusChanged { shape: String, from: u16, to: u16 },
    /// Since when a shape or a member is deprecated, if it is.
    DeprecatedChanged { shape: String, member: Option<String>, from: Option<String>, to: Option<String> },
    /// A member was added.
    MemberAdded { shape: String, member: String, target: String, required: bool },
    /// A member was removed.
    MemberRemoved { shape: String, member: String },
    /// The shape of a member.
    TargetChanged { shape: String, member: String, from: String, to: String },
    /// Whether a member is required.
    RequiredChanged { shape: String, member: String, required: bool },
    /// Whether a member is an idempotency token, which clients generate.
    IdempotencyTokenChanged { shape: String, member: String, idempotency_token: bool },
    /// The HTTP binding of a member: the name of Smithy's trait, or `body` without one, and the bound name.
    BindingChanged { shape: String, member: String, from: (&'static str, String), to: (&'static str, String) },
}

impl Change {
    /// Returns the kind of change, as named in JSON output.
    pub fn kind(&self) -> &'static str {
        match self {
            Change::ApiVersionChanged { .. } => "api-version-changed",
            Change::OperationAdded { .. } => "operation-added",
            Change::OperationRemoved { .. } => "operation-removed",
            Change::MethodChanged { .. } => "method-changed",
            Change::UriChanged { .. } => "uri-changed",
            Change::StatusChanged { .. } => "status-changed",
            Change::InputChanged { .. } => "input-changed",
            Change::OutputChanged { .. } => "output-changed",
            Change::ErrorAdded { .. } => "error-added",
            Change::ErrorRemoved { .. } => "error-removed",
            Change::ReadonlyChanged { .. } => "readonly-changed",
            Change::IdempotentChanged { .. } => "idempotent-changed",
            Change::TypeChanged { .. } => "type-changed",
            Change::LengthChanged { .. } => "length-changed",
            Change::RangeChanged { .. } => "range-changed",
            Change::PatternChanged { .. } => "pattern-changed",
            Change::ValueAdded { .. } => "value-added",
            Change::ValueRemoved { .. } => "value-removed",
            Change::SensitiveChanged { .. } => "sensitive-changed",
            Change::SparseChanged { .. } => "sparse-changed",
            Change::UniqueItemsChanged { .. } => "unique-items-changed",
            Change::TimestampFormatChanged { .. } => "timestamp-format-changed",
            Change::MediaTypeChanged { .. } => "media-type-changed",
            Change::ErrorStatusChanged { .. } => "error-status-changed",
            Change::DeprecatedChanged { .. } => "deprecated-changed",
            Change::MemberAdded { .. } => "member-added",
            Change::MemberRemoved { .. } => "member-removed",
            Change::TargetChanged { .. } => "target-changed",
            Change::RequiredChanged { .. } => "required-changed",
            Change::IdempotencyTokenChanged { .. } => "idempotency-token-changed",
            Change::BindingChanged { .. } => "binding-changed",
        }
    }
}
