//! Every rule, enumerable: id, title, severity, basis, editions.
//!
//! Ids are kebab-case, permanent and never reused. A rule of a family is `family/name`.

use core::fmt;

use crate::model::Edition;

/// How much a violation weighs. Only an error makes a request invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing.
    Advice,
    /// Probably not what was meant, or only perhaps refused.
    Warning,
    /// The service would refuse the request.
    Error,
}

impl Severity {
    /// The severity's name in answers.
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

/// Where a rule is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// The reference or the developer guide says so.
    Documented,
    /// The published model says so.
    Model,
    /// A public specification says so: RFC 8259, Smithy's restJson1, Signature Version 4.
    Specified,
    /// Every published example does it.
    Shown,
    /// A reading of ours.
    Inferred,
}

impl Basis {
    /// The basis's name in listings.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Documented => "documented",
            Basis::Model => "model",
            Basis::Specified => "specified",
            Basis::Shown => "shown",
            Basis::Inferred => "inferred",
        }
    }
}

/// What kind of requirement a rule is; it decides what a policy may change and how a refusal is answered.
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
    /// Anything else that is good to know.
    Note,
}

macro_rules! rules {
    ($($rule:ident $id:literal $severity:ident $basis:ident $family:ident $title:literal $why:literal)*) => {
        /// A catalogued requirement.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $title] $rule,)*
        }

        impl Rule {
            /// Every rule, in the catalogue's order.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule,)*];

            /// The permanent id.
            pub fn id(self) -> &'static str {
                match self { $(Rule::$rule => $id,)* }
            }

            /// What the rule asks for, in one line.
            pub fn title(self) -> &'static str {
                match self { $(Rule::$rule => $title,)* }
            }

            /// Why the rule is there and what mends a violation.
            #[cfg(feature = "explain")]
            pub fn why(self) -> &'static str {
                match self { $(Rule::$rule => $why,)* }
            }

            /// The severity when nobody changed it.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$rule => Severity::$severity,)* }
            }

            /// Where the rule is known from.
            pub fn basis(self) -> Basis {
                match self { $(Rule::$rule => Basis::$basis,)* }
            }

            /// What kind of requirement it is.
            pub fn family(self) -> Family {
                match self { $(Rule::$rule => Family::$family,)* }
            }
        }
    };
}

rules! {
    Required "required" Error Model Constraint
        "A required member is present and not null."
        "A missing member and an explicit null are the same to the service. Labels and query parameters count as members."
    Type "type" Error Model Constraint
        "A value has the JSON type, and the size, that its shape has."
        "Nothing more is said of a value of the wrong type. Whole numbers may be written 1.0 or 1e2; a union holds exactly one member."
    Length "length" Error Model Constraint
        "A string, list, map or blob has a length within its bounds."
        "Strings are counted in Unicode scalar values, never in bytes or UTF-16 units; lists and maps in entries; blobs in decoded bytes."
    Range "range" Error Model Constraint
        "A number lies within its bounds."
        "Bounds are inclusive and compared exactly, as decimals."
    Pattern "pattern" Error Model Constraint
        "A string has a match of its pattern."
        "A pattern may match anywhere unless it is anchored; nearly all of the service's are. `\\d`, `\\w` and `\\s` are ASCII, and `.` matches no line end."
    Enum "enum" Error Model Constraint
        "A value is one of those listed."
        "Case matters."
    UniqueItems "unique-items" Error Model Constraint
        "No two items of a list are equal."
        "Only models loaded at run time have such lists."
    JsonSyntax "json-syntax" Error Specified Json
        "The text is JSON as RFC 8259 has it."
        "A byte order mark, comments, trailing commas and single quotes are no JSON. What is not wholly read is not judged."
    JsonUtf8 "json-utf8" Error Specified Json
        "The text is UTF-8."
        "RFC 8259 allows no other encoding between systems."
    JsonDuplicateKey "json-duplicate-key" Error Specified Json
        "No object has a key twice."
        "Two parsers may read two different requests. Keys are compared with their escapes undone."
    JsonSurrogate "json-surrogate" Error Specified Json
        "No escape is half of a surrogate pair."
        "Half a pair is no character and cannot be sent on as UTF-8."
    JsonDepth "json-depth" Error Inferred Json
        "Objects and arrays nest no deeper than the limit."
        "The limit is 128 unless the caller sets another one."
    JsonSize "json-size" Error Inferred Json
        "The input is no larger than the limit."
        "The limit is 16 MiB unless the caller sets another one."
    HttpRoute "http-route" Error Model Http
        "The path is one of the service's."
        "A slash after a complete path is another path."
    HttpMethod "http-method" Error Model Http
        "The path takes this method."
        "Methods are written in capitals."
    HttpContentType "http-content-type" Error Specified Http
        "The content type fits the body."
        "A JSON body travels as application/json; an operation without body members takes no typed body."
    HttpAccept "http-accept" Error Specified Http
        "The caller accepts what the service answers with."
        "Every answer is application/json."
    HttpLabel "http-label" Error Specified Http
        "A label in the path is there and well encoded."
        "Labels are never empty; what is not an unreserved ASCII character travels percent-encoded."
    HttpQuery "http-query" Error Specified Http
        "A query parameter is well encoded and given once."
        "Only members that are lists may be given more than once."
    UnknownMember "unknown-member" Warning Documented Note
        "Every member is one that the model knows."
        "The service ignores what it does not know, so a misspelt optional member is lost in silence."
    Sigv4Missing "sigv4/missing" Error Specified Sigv4
        "A request that must be signed carries a signature."
        "Judged on request only: callers often sign after the check."
    Sigv4Algorithm "sigv4/algorithm" Error Specified Sigv4
        "The signing algorithm is AWS4-HMAC-SHA256."
        "The service documents no other."
    Sigv4Credential "sigv4/credential" Error Specified Sigv4
        "The credential is access-key/YYYYMMDD/region/service/aws4_request."
        "The scope's date, region and service are part of what is signed."
    Sigv4Date "sigv4/date" Error Specified Sigv4
        "The signing date is YYYYMMDD'T'HHMMSS'Z'."
        "ISO 8601's basic form, in UTC."
    Sigv4Signature "sigv4/signature" Error Specified Sigv4
        "The signature is 64 hexadecimal digits."
        "A signature's form is judged; whether it is right is not."
    Sigv4SignedHeaders "sigv4/signed-headers" Error Specified Sigv4
        "The signed headers are a list of lower-case names that has `host`."
        "Names are separated by semicolons."
    CommonAction "common/action" Warning Documented Note
        "An `Action` parameter names the operation that the path leads to."
        "Clients of this service do not send it; one that contradicts the path is a mistake somewhere."
    CommonVersion "common/version" Warning Documented Note
        "A `Version` parameter is the service's API version."
        "It is written YYYY-MM-DD."
}

impl Rule {
    /// The rule with this id.
    pub fn from_id(id: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// Whether a text or request that breaks the rule can be judged all the same.
    pub(crate) fn stops_nothing(self) -> bool {
        !matches!(self, Rule::JsonSyntax | Rule::JsonUtf8 | Rule::JsonDepth | Rule::JsonSize)
            && self.family() != Family::Http
    }

    /// The editions in which the rule holds.
    pub fn editions(self) -> &'static [Edition] {
        &Edition::ALL
    }
}
