use std::borrow::Cow;
use std::sync::Arc;

use crate::smithy::Decimal;

/// What a violation is about, typed; never a value of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detail {
    /// The rule says it all.
    Nothing,
    /// A length out of bounds.
    Length {
        /// The least length allowed.
        min: Option<u32>,
        /// The greatest length allowed.
        max: Option<u32>,
        /// The length found.
        actual: usize,
        /// What was counted: `character`, `item`, `entry` or `byte`.
        unit: &'static str,
    },
    /// A number out of bounds.
    Range {
        /// The least value allowed.
        min: Option<Decimal>,
        /// The greatest value allowed.
        max: Option<Decimal>,
    },
    /// A string without a match.
    Pattern {
        /// The pattern, as the model writes it.
        pattern: String,
        /// The string has a carriage return and the pattern a `.`, which refuses it.
        carriage_return: bool,
    },
    /// A value that is not listed.
    Enum {
        /// The values listed.
        values: Vec<String>,
    },
    /// A value of the wrong type.
    Type {
        /// What belongs there.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A limit of the reader.
    Limit {
        /// The limit: levels, or bytes.
        limit: usize,
    },
    /// A method that the path does not take.
    Method {
        /// The methods it takes.
        allowed: Vec<String>,
    },
    /// A media type that does not fit.
    MediaType {
        /// The one that does; empty when none does.
        expected: String,
    },
    /// What is wrong with a label, a query parameter or a part of a signature, or how a rule is broken.
    Reason(&'static str),
    /// How a rule is broken, and what would be right.
    Advice {
        /// What is wrong.
        message: Cow<'static, str>,
        /// What would be right.
        help: Cow<'static, str>,
    },
    /// A value that does not fit a schema; what it would have to be is the schema's, never the value's.
    Schema {
        /// The keyword of JSON Schema that is not kept.
        keyword: &'static str,
        /// What it asks for, in words.
        expected: String,
    },
    /// A check of a policy that does not hold.
    PolicyCheck {
        /// The check's id, in place of a rule's.
        id: Arc<str>,
        /// The check's message.
        message: Arc<str>,
        /// What would be right, if the check says so.
        help: Option<Arc<str>>,
    },
}
