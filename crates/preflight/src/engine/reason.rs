//! The texts of a rule: a reason for each, and the kind of data in it.
//!
//! The tables of rules list them, so that generated code knows what `detail` can be.

/// One of the texts of a rule.
///
/// ```
/// use mi_preflight::Rule;
/// let reasons: Vec<&str> = Rule::HTTP_QUERY.reasons().iter().map(|reason| reason.name).collect();
/// assert_eq!(reasons, ["encoding", "repeated"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleReason {
    /// The value of `detail.reason`: kebab-case, permanent, and unique in its rule. It is empty if the rule has one text.
    pub name: &'static str,
    /// The data in the text.
    pub data: DataKind,
}

/// The kind of data in a text. It decides which members `detail` has beside `reason`.
///
/// ```
/// use mi_preflight::{DataKind, Rule};
/// assert_eq!(Rule::RANGE.reasons()[0].data, DataKind::Range);
/// assert_eq!(DataKind::Range.members().len(), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataKind {
    /// The text is constant.
    Nothing,
    /// The bounds of a length, and the length.
    Length,
    /// As [`DataKind::Length`], with the unit.
    LengthInUnits,
    /// The bounds of a number.
    Range,
    /// The pattern of a string.
    Pattern,
    /// The values of an enum.
    Values,
    /// The expected and the actual type.
    Type,
    /// A bound.
    Limit,
    /// The methods that a path supports.
    Methods,
    /// A maximum, and the size that exceeds it.
    Size,
    /// The one text that would be right.
    Expected,
    /// Names that a document declares, or that it lacks.
    Names,
    /// A keyword of JSON Schema, and what it requires.
    Keyword,
}

/// A member of `detail`.
///
/// ```
/// use mi_preflight::DataKind;
/// let names: Vec<&str> = DataKind::Length.members().iter().map(|member| member.name).collect();
/// assert_eq!(names, ["min", "max", "actual"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataMember {
    /// The member's name.
    pub name: &'static str,
    /// The type of its value.
    pub value: DataType,
    /// Whether it can be absent.
    pub is_optional: bool,
}

/// The type of a member of `detail`.
///
/// ```
/// use mi_preflight::{DataKind, DataType};
/// assert_eq!(DataKind::Limit.members()[0].value, DataType::Number);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataType {
    /// A number.
    Number,
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// `true`.
    True,
}

const fn member(name: &'static str, value: DataType) -> DataMember {
    DataMember { name, value, is_optional: false }
}

const fn optional(name: &'static str, value: DataType) -> DataMember {
    DataMember { name, value, is_optional: true }
}

impl DataKind {
    /// Returns the members of `detail`, in the order in which they are written.
    pub fn members(self) -> &'static [DataMember] {
        use DataType::{Number, Text, Texts, True};
        const MIN: DataMember = optional("min", Number);
        const MAX: DataMember = optional("max", Number);
        const ACTUAL: DataMember = member("actual", Number);
        const MORE: DataMember = optional("more", Number);
        match self {
            DataKind::Nothing => &[],
            DataKind::Length => const { &[MIN, MAX, ACTUAL] },
            DataKind::LengthInUnits => const { &[MIN, MAX, ACTUAL, member("unit", Text)] },
            DataKind::Range => const { &[MIN, MAX] },
            DataKind::Pattern => const { &[member("pattern", Text), optional("carriageReturn", True)] },
            DataKind::Values => const { &[member("values", Texts)] },
            DataKind::Type => const { &[member("expected", Text), member("found", Text)] },
            DataKind::Limit => const { &[member("limit", Number)] },
            DataKind::Methods => const { &[member("allowed", Texts)] },
            DataKind::Size => const { &[member("max", Number), ACTUAL] },
            DataKind::Expected => const { &[member("expected", Text)] },
            DataKind::Names => const { &[member("names", Texts), MORE] },
            DataKind::Keyword => {
                const {
                    &[
                        member("keyword", Text),
                        optional("limit", Number),
                        optional("types", Texts),
                        optional("values", Texts),
                        optional("names", Texts),
                        MORE,
                        optional("pattern", Text),
                        optional("expected", Text),
                    ]
                }
            }
        }
    }
}

/// Whether a reason is listed; for a rule without a list, whether it is empty.
pub(crate) const fn is_listed(reasons: &[RuleReason], name: &str) -> bool {
    let mut index = 0;
    while index < reasons.len() {
        if is_equal(reasons[index].name, name) {
            return true;
        }
        index += 1;
    }
    reasons.is_empty() && name.is_empty()
}

/// `==`, which is not available in constants.
const fn is_equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    a.len() == b.len() && index == a.len()
}

/// The list of a rule's reasons: `"name"` for a constant text, `"name": Kind` for one with data.
macro_rules! reasons {
    ($($name:literal $(: $data:ident)?),* $(,)?) => {
        &[$($crate::engine::reason::RuleReason {
            name: $name,
            data: $crate::engine::reason::reasons!(@data $($data)?),
        }),*]
    };
    (@data) => {
        $crate::engine::reason::DataKind::Nothing
    };
    (@data $data:ident) => {
        $crate::engine::reason::DataKind::$data
    };
}
pub(crate) use reasons;
