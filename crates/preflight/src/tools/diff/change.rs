use crate::smithy::{Length, Range};

/// One difference between two models. Displayed, it is one line without an end.
///
/// Names are those of the model; `from` is what the older model says, `to` what the newer one does. Where a member
/// of a list or map is meant, it is called `member`, `key` or `value`, as Smithy does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are named as the paragraph above says")]
pub enum Change {
    /// The version of the API that the service states.
    ApiVersionChanged { from: String, to: String },
    /// There is an operation more.
    OperationAdded { operation: String },
    /// There is an operation less.
    OperationRemoved { operation: String },
    /// The HTTP method.
    MethodChanged { operation: String, from: String, to: String },
    /// The path template.
    UriChanged { operation: String, from: String, to: String },
    /// The status of a successful answer.
    StatusChanged { operation: String, from: u16, to: u16 },
    /// The shape of the input; `None` where there is none.
    InputChanged { operation: String, from: Option<String>, to: Option<String> },
    /// The shape of the output; `None` where there is none.
    OutputChanged { operation: String, from: Option<String>, to: Option<String> },
    /// The operation may answer with an error more.
    ErrorAdded { operation: String, error: String },
    /// The operation may answer with an error less.
    ErrorRemoved { operation: String, error: String },
    /// Whether the operation says that it changes nothing.
    ReadonlyChanged { operation: String, readonly: bool },
    /// Whether the operation says that twice is once.
    IdempotentChanged { operation: String, idempotent: bool },
    /// The kind of shape, as Smithy names it.
    TypeChanged { shape: String, from: &'static str, to: &'static str },
    /// How many characters, entries or bytes.
    LengthChanged { shape: String, from: Length, to: Length },
    /// Between which numbers.
    RangeChanged { shape: String, from: Range, to: Range },
    /// The pattern; `None` where there is none.
    PatternChanged { shape: String, from: Option<String>, to: Option<String> },
    /// An enum has a value more.
    ValueAdded { shape: String, value: String },
    /// An enum has a value less.
    ValueRemoved { shape: String, value: String },
    /// Whether values may be shown.
    SensitiveChanged { shape: String, sensitive: bool },
    /// Whether a list or map takes null.
    SparseChanged { shape: String, sparse: bool },
    /// Whether items may be equal.
    UniqueItemsChanged { shape: String, unique: bool },
    /// How a timestamp is written.
    TimestampFormatChanged { shape: String, from: &'static str, to: &'static str },
    /// What a string or blob holds; `None` where nothing is stated.
    MediaTypeChanged { shape: String, from: Option<String>, to: Option<String> },
    /// The status of an error; 0 for a shape that is none.
    ErrorStatusChanged { shape: String, from: u16, to: u16 },
    /// Since when a shape, or a member of it, is deprecated; `None` when it is not.
    DeprecatedChanged { shape: String, member: Option<String>, from: Option<String>, to: Option<String> },
    /// There is a member more.
    MemberAdded { shape: String, member: String, target: String, required: bool },
    /// There is a member less.
    MemberRemoved { shape: String, member: String },
    /// The shape of a member.
    TargetChanged { shape: String, member: String, from: String, to: String },
    /// Whether a member must be there.
    RequiredChanged { shape: String, member: String, required: bool },
    /// Whether clients fill a member in.
    IdempotencyTokenChanged { shape: String, member: String, idempotency_token: bool },
    /// Where a member travels: the name of Smithy's trait, `body` where there is none, and the name it has there.
    BindingChanged { shape: String, member: String, from: (&'static str, String), to: (&'static str, String) },
}

impl Change {
    /// The kind of change, as answers name it.
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
