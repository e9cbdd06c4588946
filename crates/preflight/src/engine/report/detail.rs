use std::borrow::Cow;
use std::sync::Arc;

use crate::smithy::Decimal;

/// The details of a violation. They never contain a value of the input.
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
        /// The expected media type; empty if no media type is allowed.
        expected: String,
    },
    /// The reason for a violation, such as what is wrong with a label, a query parameter or a part of a signature.
    Reason(&'static str),
    /// The reason for a violation, with advice.
    Advice {
        /// The reason.
        message: Cow<'static, str>,
        /// The advice.
        help: Cow<'static, str>,
    },
    /// A value that does not match a schema. The texts describe the schema, never the value.
    Schema {
        /// The violated keyword of JSON Schema.
        keyword: &'static str,
        /// The requirement of the keyword, in words.
        expected: String,
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
