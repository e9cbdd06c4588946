//! Problems of the parts of a policy that need a value tree: member limits, checks and examples.

use crate::engine::report::Path;
use crate::engine::rule::Rule;
use crate::service::Edition;
use crate::text::suggest::did_you_mean;

/// The kinds of problems of a member limit.
///
/// ```
/// use mi_preflight::policy::LimitProblem;
/// let problem = LimitProblem::InvalidPointer("Name".to_owned());
/// assert_eq!(problem.to_string(), "`Name` is not a path to a member: write it as `/Member`, with `/` before every part");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitProblem {
    /// The path is not a JSON Pointer.
    #[error("`{0}` is not a path to a member: write it as `/Member`, with `/` before every part")]
    InvalidPointer(String),
    /// The path leads to an unknown member.
    #[error("`{shape}` has no member `{name}`{}", edition_or_suggestion(*.edition, .suggestion))]
    UnknownMember {
        /// The name of the shape that lacks the member.
        shape: String,
        /// The member's name.
        name: String,
        /// Another edition that has the member.
        edition: Option<Edition>,
        /// The name that was probably intended.
        suggestion: Option<String>,
    },
    /// No operation that matches the glob has the member.
    #[error("no operation like `{glob}` has the member `{path}`")]
    UnmatchedMember {
        /// The glob.
        glob: String,
        /// The path of the member.
        path: String,
    },
    /// The path is too long.
    #[error("this nests deeper than {limit} levels")]
    TooDeep {
        /// The maximum number of path segments.
        limit: usize,
    },
    /// The path names a single item of a list.
    #[error("items of a list are limited together: write `*` in place of `{0}`")]
    ItemIndex(String),
    /// The path continues below a shape without members.
    #[error("`{shape}` is {kind}: the model says nothing of what is in it")]
    NoMembers {
        /// The name of the shape.
        shape: String,
        /// The kind of the shape.
        kind: &'static str,
    },
    /// The bound does not apply to this kind of shape.
    #[error("`{key}` does not fit {kind}, which {}", describe_bounds(.applicable))]
    InapplicableBound {
        /// The bound's key.
        key: String,
        /// The kind of the shape.
        kind: &'static str,
        /// The keys that apply.
        applicable: &'static [&'static str],
    },
    /// The bound is looser than the service's.
    #[error("a policy tightens limits: `{key}` must be {} {service}, which is the service's", bound_direction(.key))]
    LooserThanService {
        /// The bound's key.
        key: &'static str,
        /// The service's bound.
        service: String,
    },
    /// No value can satisfy the bounds.
    #[error("nothing is at least {min} and at most {max}; the service's bounds count too")]
    UnsatisfiableBounds {
        /// The lower bound.
        min: String,
        /// The upper bound.
        max: String,
    },
    /// The bound has more digits than can be compared exactly.
    #[error("a bound is written as a plain number with at most 18 digits")]
    TooManyDigits,
}

/// The kinds of problems of a policy's check.
///
/// ```
/// use mi_preflight::policy::CheckProblem;
/// let problem = CheckProblem::DanglingReference("#/$defs/name".to_owned());
/// assert_eq!(problem.to_string(), "there is no schema at `#/$defs/name` in this one");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckProblem {
    /// The id does not have the form `family/name`.
    #[error("`{0}` is not an id: write `family/name`, in lower-case letters, digits and single hyphens")]
    InvalidCheckId(String),
    /// A rule of the catalogue has the same id.
    #[error("`{}` is the id of a rule that is there already", .0.id())]
    ReservedCheckId(Rule),
    /// Another check of the policy has the same id.
    #[error("the check at `{first}` has this id already")]
    RepeatedCheckId {
        /// The path of the first check.
        first: Path,
    },
    /// The schema has an unknown keyword, which JSON Schema would silently ignore.
    #[error("`{keyword}` is not a keyword that a check may use{}", did_you_mean(.suggestion.as_deref()))]
    UnknownKeyword {
        /// The keyword.
        keyword: String,
        /// The keyword that was probably intended.
        suggestion: Option<String>,
    },
    /// The schema has a keyword without the keyword that it depends on.
    #[error("`{keyword}` means nothing without `{partner}`")]
    MissingPartnerKeyword {
        /// The keyword.
        keyword: &'static str,
        /// The keyword that it depends on.
        partner: &'static str,
    },
    /// A pattern has a spelling that other engines read differently.
    #[error("{reason}, so that other engines read this pattern differently")]
    AmbiguousPattern {
        /// The spelling.
        reason: String,
    },
    /// A reference points outside the schema.
    #[error("a reference stays inside its own schema, such as `#/$defs/name`: a policy reads no other file or address")]
    ExternalReference,
    /// A reference has no target.
    #[error("there is no schema at `{0}` in this one")]
    DanglingReference(String),
    /// References form a cycle without any assertion, so the check would accept every input.
    #[error("this reference leads round in a circle, so it asks for nothing")]
    CircularReference,
    /// The schema is too large to evaluate.
    #[error(
        "with its references written out this schema is too large: it may have {max_schemas} schemas in it, {max_depth} deep"
    )]
    SchemaTooLarge {
        /// The maximum number of subschemas.
        max_schemas: usize,
        /// The maximum depth of subschemas.
        max_depth: usize,
    },
    /// The schema declares another version of JSON Schema.
    #[error("a check's schema is JSON Schema 2020-12: leave `$schema` out")]
    UnsupportedDialect,
    /// The schema is invalid.
    #[error("this is not a schema of JSON Schema 2020-12: {expected}")]
    InvalidSchema {
        /// What is expected instead.
        expected: String,
    },
}

/// The kinds of problems of an example.
///
/// ```
/// use mi_preflight::policy::ExampleProblem;
/// assert_eq!(ExampleProblem::InputOrFileRequired.to_string(), "an example has either an `input` or a `file`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExampleProblem {
    /// The example has no input, or two inputs.
    #[error("an example has either an `input` or a `file`")]
    InputOrFileRequired,
    /// The file is outside the directory of the policy.
    #[error("a file of examples stands beside the policy: write its path from there, without `..`")]
    FileOutsideDirectory,
    /// Another example has the same name.
    #[error("the example at `{first}` has this name already")]
    RepeatedName {
        /// The path of the first example.
        first: Path,
    },
}

fn edition_or_suggestion(edition: Option<Edition>, suggestion: &Option<String>) -> String {
    match edition {
        Some(edition) => format!(" in this edition; edition {edition} has it"),
        None => did_you_mean(suggestion.as_deref()),
    }
}

fn describe_bounds(keys: &[&str]) -> String {
    match keys {
        [] => "takes no bound".to_owned(),
        keys => format!("takes {}", keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")),
    }
}

fn bound_direction(key: &str) -> &'static str {
    if key.starts_with("max") { "at most" } else { "at least" }
}
