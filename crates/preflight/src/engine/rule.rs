//! The definition of a rule, and the engine's own rules.
//!
//! The engine names only its own rules and knows all others by their [`Definition`]. Rules of a service and checks of a
//! policy are defined elsewhere and reach the engine as data.

use core::fmt;
use core::hash::{Hash, Hasher};

use super::reason::{RuleReason, reasons};

/// The severity of a violation. Only an error makes a request invalid.
///
/// ```
/// use mi_preflight::Severity;
/// assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Advice);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// The request is fine, and there is something worth knowing about it.
    Advice,
    /// The request is probably not as intended, or the service may refuse it.
    Warning,
    /// The service would refuse the request.
    Error,
}

impl Severity {
    /// Returns the severity's name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The source of a rule.
///
/// ```
/// use mi_preflight::{Basis, Rule};
/// assert_eq!(Rule::DESTINATION_KINESIS.basis(), Basis::Documented);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// The API reference or the developer guide states the rule.
    Documented,
    /// The published model states the rule.
    Model,
    /// A public specification states the rule: RFC 8259, Smithy's restJson1 or Signature Version 4.
    Specified,
    /// A limit of the AWS IoT Jobs service, which over-the-air tasks run on.
    Jobs,
    /// Every published example follows the rule.
    Shown,
    /// This project infers the rule from the documentation.
    Inferred,
    /// The user's policy states the rule.
    Policy,
}

impl Basis {
    /// Returns the basis's name in listings.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Documented => "documented",
            Basis::Model => "model",
            Basis::Specified => "specified",
            Basis::Jobs => "jobs",
            Basis::Shown => "shown",
            Basis::Inferred => "inferred",
            Basis::Policy => "policy",
        }
    }
}

/// The kind of requirement that a rule states. It decides what a policy may change and how the service answers.
///
/// ```
/// use mi_preflight::{Family, Rule};
/// assert_eq!(Rule::LENGTH.family(), Family::Constraint);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    /// A constraint trait of the model.
    Constraint,
    /// Reading the text as JSON.
    Json,
    /// Binding a request to an operation.
    Http,
    /// The form of a signature.
    Sigv4,
    /// Any other hint.
    Note,
    /// A statement that a part of the input could not be judged. Neither a profile nor a policy changes it.
    Incomplete,
    /// A documented requirement on several members together, or on a value beyond its constraints.
    Documented,
    /// A requirement on a capability or definition document, or on data that must match one.
    Document,
    /// A check of a user's policy.
    Policy,
}

/// A requirement that a request must meet: a constraint of the model, a rule of the service or a check of a policy.
///
/// ```
/// use mi_preflight::Rule;
/// assert_eq!(Rule::LENGTH.id(), "length");
/// assert_eq!(Rule::from_id("length"), Some(Rule::LENGTH));
/// ```
#[derive(Clone, Copy)]
pub struct Rule {
    definition: &'static Definition,
}

/// The engine's view of a rule. Every rule has one definition, in a `static`.
pub(crate) struct Definition {
    /// The rule's position among all rules.
    pub(crate) index: u16,
    pub(crate) id: &'static str,
    pub(crate) severity: Severity,
    pub(crate) strict_severity: Severity,
    pub(crate) family: Family,
    /// Set for the engine's own rules.
    pub(crate) engine_rule: Option<EngineRule>,
}

impl Rule {
    /// Returns the permanent id.
    pub fn id(self) -> &'static str {
        self.definition.id
    }

    /// Returns the severity in the profile `recommended`, unless a policy changes it.
    pub fn severity(self) -> Severity {
        self.definition.severity
    }

    /// Returns the severity in the profile `strict`, unless a policy changes it.
    pub fn strict_severity(self) -> Severity {
        self.definition.strict_severity
    }

    /// Returns the kind of requirement.
    pub fn family(self) -> Family {
        self.definition.family
    }

    pub(crate) const fn new(definition: &'static Definition) -> Rule {
        Rule { definition }
    }

    /// The rule's position among all rules.
    pub(crate) const fn index(self) -> usize {
        self.definition.index as usize
    }

    /// Returns the engine's own rule, or `None` for all others.
    pub(crate) fn engine_rule(self) -> Option<EngineRule> {
        self.definition.engine_rule
    }

    /// Whether a violation ends validation: the text cannot be read to its end, or the request cannot be bound.
    pub(crate) fn is_fatal(self) -> bool {
        use EngineRule::{JsonDepth, JsonSize, JsonSyntax, JsonUtf8};
        self.family() == Family::Http
            || matches!(self.engine_rule(), Some(JsonSyntax | JsonUtf8 | JsonDepth | JsonSize))
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.definition.index == other.definition.index
    }
}

impl Eq for Rule {}

impl Hash for Rule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.definition.index.hash(state);
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.id())
    }
}

/// The severities in force in one check, which may differ from those in the definitions.
pub(crate) trait SeverityTable {
    /// Returns the severity of the rule, or `None` if the rule is off.
    fn severity(&self, rule: Rule) -> Option<Severity>;
}

/// The severity of a rule in the profile `strict`: the second one if two are given.
macro_rules! strict_severity {
    ($severity:ident) => {
        Severity::$severity
    };
    ($severity:ident $strict:ident) => {
        Severity::$strict
    };
}
pub(crate) use strict_severity;

macro_rules! engine_rules {
    ($($rule:ident $variant:ident $id:literal $severity:ident $(/ $strict:ident)? $basis:ident $family:ident $title:literal $rationale:literal $([$($reasons:tt)*])?)*) => {
        /// The engine's own rules as an enum, for code that matches on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum EngineRule {
            $($variant,)*
        }

        impl Rule {
            $(
                #[doc = $title]
                pub const $rule: Rule = Rule::new(&ENGINE_DEFINITIONS[EngineRule::$variant as usize]);
            )*
        }

        /// The definitions of the engine's own rules, by index.
        pub(crate) static ENGINE_DEFINITIONS: [Definition; [$(EngineRule::$variant,)*].len()] = [$(
            Definition {
                index: EngineRule::$variant as u16,
                id: $id,
                severity: Severity::$severity,
                strict_severity: strict_severity!($severity $($strict)?),
                family: Family::$family,
                engine_rule: Some(EngineRule::$variant),
            },
        )*];

        /// The titles of the engine's own rules, by index.
        pub(crate) const ENGINE_TITLES: &[&str] = &[$($title,)*];

        /// The rationales of the engine's own rules, by index.
        #[cfg(feature = "explain")]
        pub(crate) const ENGINE_RATIONALES: &[&str] = &[$($rationale,)*];

        /// The reasons of the engine's own rules, by index.
        pub(crate) const ENGINE_REASONS: &[&[RuleReason]] = &[$(reasons!($($($reasons)*)?),)*];

        /// The bases of the engine's own rules, by index.
        pub(crate) const ENGINE_BASES: &[Basis] = &[$(Basis::$basis,)*];
    };
}

engine_rules! {
    REQUIRED Required "required" Error Model Constraint
        "A required member is present and not null."
        "A missing member and an explicit null are the same to the service. Labels and query parameters count as members."
    TYPE Type "type" Error Model Constraint
        "A value has the JSON type, and the size, that its shape has."
        "Nothing more is said of a value of the wrong type. Whole numbers may be written 1.0 or 1e2; a union holds exactly one member."
        ["": Type]
    LENGTH Length "length" Error Model Constraint
        "A string, list, map or blob has a length within its bounds."
        "Strings are counted in Unicode scalar values, never in bytes or UTF-16 units; lists and maps in entries; blobs in decoded bytes."
        ["": Length]
    RANGE Range "range" Error Model Constraint
        "A number lies within its bounds."
        "Bounds are inclusive and compared exactly, as decimals."
        ["": Range]
    PATTERN Pattern "pattern" Error Model Constraint
        "A string has a match of its pattern."
        "A pattern may match anywhere unless it is anchored; nearly all of the service's are. `\\d`, `\\w` and `\\s` are ASCII, and `.` matches no line end."
        ["": Pattern]
    ENUM Enum "enum" Error Model Constraint
        "A value is one of those listed."
        "Case matters."
        ["": Values]
    UNIQUE_ITEMS UniqueItems "unique-items" Error Model Constraint
        "No two items of a list are equal."
        "Only models loaded at run time have such lists."
    JSON_SYNTAX JsonSyntax "json-syntax" Error Specified Json
        "The text is JSON as RFC 8259 has it."
        "A byte order mark, comments, trailing commas and single quotes are no JSON. What is not wholly read is not judged."
    JSON_UTF8 JsonUtf8 "json-utf8" Error Specified Json
        "The text is UTF-8."
        "RFC 8259 allows no other encoding between systems."
    JSON_DUPLICATE_KEY JsonDuplicateKey "json-duplicate-key" Error Specified Json
        "No object has a key twice."
        "Two parsers may read two different requests. Keys are compared with their escapes undone."
        ["member", "entry", "inside"]
    JSON_SURROGATE JsonSurrogate "json-surrogate" Error Specified Json
        "No escape is half of a surrogate pair."
        "Half a pair is not a character and cannot be sent on as UTF-8."
    JSON_DEPTH JsonDepth "json-depth" Error Inferred Json
        "Objects and arrays nest no deeper than the limit."
        "The limit is 128 unless the caller sets another one."
        ["": Limit]
    JSON_SIZE JsonSize "json-size" Error Inferred Json
        "The input is no larger than the limit."
        "The limit is 16 MiB unless the caller sets another one."
        ["": Limit]
    HTTP_ROUTE HttpRoute "http-route" Error Model Http
        "The path is one of the service's."
        "A slash after a complete path is another path."
    HTTP_METHOD HttpMethod "http-method" Error Model Http
        "The path takes this method."
        "Methods are written in capitals."
        ["": Methods]
    HTTP_CONTENT_TYPE HttpContentType "http-content-type" Error Specified Http
        "The content type fits the body."
        "A JSON body travels as application/json; an operation without body members takes no typed body."
        ["media-type": Expected, "no-body"]
    HTTP_ACCEPT HttpAccept "http-accept" Error Specified Http
        "The caller accepts what the service answers with."
        "Every answer is application/json."
        ["": Expected]
    HTTP_LABEL HttpLabel "http-label" Error Specified Http
        "A label in the path is there and well encoded."
        "Labels are never empty; what is not an unreserved ASCII character travels percent-encoded."
        ["empty", "not-ascii", "encoding"]
    HTTP_QUERY HttpQuery "http-query" Error Specified Http
        "A query parameter is well encoded and given once."
        "Only members that are lists may be given more than once."
        ["encoding", "repeated"]
    UNKNOWN_MEMBER UnknownMember "unknown-member" Warning Documented Note
        "Every member is one that the model knows."
        "The service ignores what it does not know, so a misspelt optional member is lost in silence."
    NOT_JUDGED NotJudged "not-judged" Warning Inferred Incomplete
        "What could not be judged is said."
        "A pattern that gives up, a document that is too large or a body in an unsupported form is neither right nor wrong."
        ["pattern", "document", "policy-check": Names, "body", "event-stream"]
    SIGV4_MISSING Sigv4Missing "sigv4/missing" Error Specified Sigv4
        "A request that must be signed carries a signature."
        "Judged on request only: callers often sign after the check."
    SIGV4_ALGORITHM Sigv4Algorithm "sigv4/algorithm" Error Specified Sigv4
        "The signing algorithm is AWS4-HMAC-SHA256."
        "The service documents no other."
    SIGV4_CREDENTIAL Sigv4Credential "sigv4/credential" Error Specified Sigv4
        "The credential is access-key/YYYYMMDD/region/service/aws4_request."
        "The scope's date, region and service are part of what is signed."
        ["missing", "malformed"]
    SIGV4_DATE Sigv4Date "sigv4/date" Error Specified Sigv4
        "The signing date is YYYYMMDD'T'HHMMSS'Z'."
        "ISO 8601's basic form, in UTC."
        ["missing", "malformed"]
    SIGV4_SIGNATURE Sigv4Signature "sigv4/signature" Error Specified Sigv4
        "The signature is 64 hexadecimal digits."
        "A signature's form is judged; whether it is right is not."
        ["missing", "malformed"]
    SIGV4_SIGNED_HEADERS Sigv4SignedHeaders "sigv4/signed-headers" Error Specified Sigv4
        "The signed headers are a list of lower-case names that has `host`."
        "Names are separated by semicolons."
        ["missing", "malformed"]
    COMMON_ACTION CommonAction "common/action" Warning Documented Note
        "An `Action` parameter names the operation that the path leads to."
        "Clients of this service do not send it; one that contradicts the path is a mistake somewhere."
    COMMON_VERSION CommonVersion "common/version" Warning Documented Note
        "A `Version` parameter is the service's API version."
        "It is written YYYY-MM-DD."
}
