use std::borrow::Cow;
use std::sync::Arc;

use crate::smithy::Decimal;

/// The details of a violation. They never contain a value of the input.
///
/// Together with the rule they say everything that the English message says. [`Violation::reason`](super::Violation::reason)
/// tells the texts of one rule apart, and `Rule::reasons` lists them.
///
/// ```
/// use mi_preflight::{Detail, Edition, Preflight};
/// let report = Preflight::new(Edition::default()).check("CreateCredentialLocker", br#"{"Name": ""}"#).unwrap();
/// let Detail::Length { max, actual, .. } = report.violations()[0].detail else { panic!("a length") };
/// assert_eq!((max, actual), (Some(128), 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detail {
    /// There is nothing to add to the rule.
    Nothing,
    /// A length out of bounds.
    Length {
        /// The minimum length.
        min: Option<u32>,
        /// The maximum length.
        max: Option<u32>,
        /// The actual length.
        actual: usize,
        /// The unit of the length: `character`, `item`, `entry` or `byte`.
        unit: &'static str,
    },
    /// A number out of bounds.
    Range {
        /// The minimum value.
        min: Option<Decimal>,
        /// The maximum value.
        max: Option<Decimal>,
    },
    /// A string that does not match its pattern.
    Pattern {
        /// The pattern, as the model writes it.
        pattern: String,
        /// Whether the string has a carriage return and the pattern a `.`, which does not match it.
        carriage_return: bool,
    },
    /// A value that is not one of the enum's values.
    Enum {
        /// The enum's values.
        values: Vec<String>,
    },
    /// A value of the wrong type.
    Type {
        /// The expected type.
        expected: &'static str,
        /// The actual type.
        found: &'static str,
    },
    /// An exceeded limit.
    Limit {
        /// The limit, in levels or bytes.
        limit: usize,
    },
    /// A method that the path does not support.
    Method {
        /// The supported methods.
        allowed: Vec<String>,
    },
    /// A media type that is not the expected one.
    MediaType {
        /// Which of the rule's texts this is; empty if it has one.
        reason: &'static str,
        /// The expected media type; empty if no media type is allowed.
        expected: String,
    },
    /// A constant message, such as what is wrong with a label, a query parameter or a part of a signature.
    Message {
        /// Which of the rule's texts this is; empty if it has one.
        reason: &'static str,
        /// The message. Some rules continue the path with it, as in "is empty in the path".
        message: &'static str,
    },
    /// A message, with advice.
    Advice {
        /// Which of the rule's texts this is; empty if it has one.
        reason: &'static str,
        /// The message.
        message: Cow<'static, str>,
        /// The advice.
        help: Cow<'static, str>,
        /// The data in the message.
        data: DetailData,
    },
    /// A document, or a value that a document describes, that does not meet a requirement.
    Requirement {
        /// Which of the rule's texts this is; empty if it has one.
        reason: &'static str,
        /// The violated keyword of JSON Schema, for a value that does not match its value schema.
        keyword: Option<&'static str>,
        /// The requirement, in words that continue the path, as in "must be a string". It never describes the value.
        expected: String,
        /// The data in the requirement.
        data: DetailData,
    },
    /// A violated check of a policy.
    PolicyCheck {
        /// The check's id, which replaces the rule's id.
        id: Arc<str>,
        /// The check's message.
        message: Arc<str>,
        /// The check's help text, if it has one.
        help: Option<Arc<str>>,
    },
}

impl Detail {
    /// A key that an object has twice.
    pub(crate) const DUPLICATE_MEMBER: Detail =
        Detail::Message { reason: "member", message: "stands there more than once" };
    /// An entry of a sensitive map whose key is that of another entry.
    pub(crate) const DUPLICATE_ENTRY: Detail =
        Detail::Message { reason: "entry", message: "has the key of an earlier one" };
    /// A value whose pattern gives up, or cannot be run.
    pub(crate) const NOT_JUDGED_PATTERN: Detail = Detail::Advice {
        reason: "pattern",
        message: Cow::Borrowed("its pattern takes too many steps, or cannot be run here"),
        help: Cow::Borrowed("compare it with the pattern yourself"),
        data: DetailData::Nothing,
    };
    /// A value that is too large to be compared with its document, or whose schema is.
    #[cfg(feature = "documents")]
    pub(crate) const NOT_JUDGED_DOCUMENT: Detail = Detail::Advice {
        reason: "document",
        message: Cow::Borrowed("the value, or what its document asks for, is too large"),
        help: Cow::Borrowed("compare it with the document yourself"),
        data: DetailData::Nothing,
    };
    /// A body that is compressed, or whose form is not read.
    #[cfg(feature = "smithy")]
    pub(crate) const NOT_JUDGED_BODY: Detail = Detail::Advice {
        reason: "body",
        message: Cow::Borrowed("bodies in this form are not read"),
        help: Cow::Borrowed("check the input as JSON, with its operation"),
        data: DetailData::Nothing,
    };
    /// A body that is a stream of events.
    #[cfg(feature = "smithy")]
    pub(crate) const NOT_JUDGED_EVENT_STREAM: Detail = Detail::Advice {
        reason: "event-stream",
        message: Cow::Borrowed("streams of events are not read"),
        help: Cow::Borrowed("check each event yourself"),
        data: DetailData::Nothing,
    };
    /// A value with an object inside that has a key twice. The path to the key is redacted.
    pub(crate) const DUPLICATE_INSIDE: Detail =
        Detail::Message { reason: "inside", message: "has a key inside that stands there more than once" };
}

/// The data in a message: numbers and names that are not the same for every violation of the rule.
///
/// They come from a document or a limit. The size of a value is the only fact about the input.
///
/// ```
/// use mi_preflight::{Detail, DetailData, Edition, Preflight};
/// let preflight = Preflight::new(Edition::E2026_11);
/// let input = br#"{"CapabilitySchemas": [{"Format": "AWS", "Schema": {"name": "Lamp"}}]}"#;
/// let report = preflight.check("CreateManagedThing", input).unwrap();
/// let violation = report.violations().iter().find(|violation| violation.rule.id() == "schema/document-keys").unwrap();
/// let Detail::Advice { data: DetailData::Names { names, .. }, .. } = &violation.detail else { panic!("names") };
/// assert_eq!(names, &["$id", "extrinsicId", "extrinsicVersion"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DetailData {
    /// The message is constant.
    #[default]
    Nothing,
    /// A size that exceeds its maximum.
    Size {
        /// The maximum.
        max: usize,
        /// The actual size.
        actual: usize,
    },
    /// A bound, as a JSON number.
    Limit(String),
    /// The one text that would be right.
    Expected(String),
    /// Names that a document declares, or that it lacks.
    Names {
        /// The first names.
        names: Vec<String>,
        /// The number of further names.
        more: usize,
    },
    /// The values that are allowed, each as the message writes it.
    Values {
        /// The first values.
        values: Vec<String>,
        /// The number of further values.
        more: usize,
    },
    /// The JSON types that are allowed.
    Types(Vec<String>),
    /// The pattern that a string must match.
    Pattern(String),
}
