//! The error for an invalid policy, with the place of every problem.

use core::fmt;

#[cfg(feature = "policy")]
use super::problem::{CheckProblem, ExampleProblem, LimitProblem};
use crate::engine::report::json::Object;
use crate::engine::report::{Path, Place, place};
use crate::engine::rule::{Family, Rule};
#[cfg(feature = "policy")]
use crate::service::Edition;
use crate::text::json::tree::{Node, Position};
use crate::text::suggest::did_you_mean;

/// An invalid policy. It is rejected as a whole: no part of it is applied.
///
/// ```
/// use mi_preflight::policy::{Format, Policy, ProblemKind};
/// use mi_preflight::Edition;
///
/// let error = Policy::parse(br#"{"profle": "strict"}"#, Format::Json, Edition::default()).unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!((problem.path.to_string().as_str(), problem.place.column), ("/profle", 2));
/// assert!(matches!(&problem.kind, ProblemKind::UnknownKey { suggestion: Some(name), .. } if name == "profile"));
/// assert!(error.problems_to_json().starts_with(r#"[{"line":1,"column":2,"path":"/profle","message":"there is no key"#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    problems: Vec<Problem>,
}

impl PolicyError {
    /// Returns the problems in the order of the text: at least one and at most 100.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the problems as a JSON array, each with its `line`, `column`, `path` and `message`.
    pub fn problems_to_json(&self) -> String {
        let mut out = String::new();
        let mut separator = '[';
        for problem in &self.problems {
            out.push(separator);
            separator = ',';
            let mut object = Object::begin(&mut out);
            object.raw("line", problem.place.line);
            object.raw("column", problem.place.column);
            object.string("path", &problem.path.to_string());
            object.string("message", &problem.kind.to_string());
            object.end();
        }
        out.push(']');
        out
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the policy cannot be used")?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n{problem}"))
    }
}

impl std::error::Error for PolicyError {}

/// One problem of a policy. Its `Display` output has the place and the message.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::policy::{Format, Policy};
/// let error = Policy::parse(b"{\n  \"profil\": \"strict\"}", Format::Json, Edition::default()).unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!((problem.path.to_string().as_str(), problem.place.line), ("/profil", 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The path in the policy.
    pub path: Path,
    /// The line and column in the text.
    pub place: Place,
    /// What is wrong.
    pub kind: ProblemKind,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column } = self.place;
        match self.path.tokens() {
            [] => write!(f, "line {line}, column {column}: {}", self.kind),
            _ => write!(f, "line {line}, column {column}, at `{}`: {}", self.path, self.kind),
        }
    }
}

/// The kinds of problems of a policy.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::policy::{Format, Policy, ProblemKind};
/// let error = Policy::parse(b"{", Format::Json, Edition::default()).unwrap_err();
/// assert_eq!(error.problems()[0].kind, ProblemKind::InvalidJson);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The text exceeds the maximum size of a policy.
    #[error("the policy is larger than {limit} bytes")]
    TooLarge {
        /// The maximum size in bytes.
        limit: usize,
    },
    /// The text is not valid UTF-8.
    #[error("the text is not UTF-8 from here on")]
    InvalidUtf8,
    /// The text is not valid JSON.
    #[error("the text is not JSON from here on")]
    InvalidJson,
    /// The text is not valid TOML.
    #[cfg(feature = "policy-toml")]
    #[error("the text is not TOML here: {reason}")]
    InvalidToml {
        /// The message of the TOML parser.
        reason: String,
    },
    /// This build does not support policies in TOML.
    #[error(
        "this build reads policies as JSON only: write the policy as JSON, or build with the feature `policy-toml`"
    )]
    TomlUnsupported,
    /// The policy has a part that this build does not support.
    #[error(
        "`{key}` needs the whole module: use `mi-preflight/full` in JavaScript, or build with the feature \
         `{feature}`"
    )]
    MissingFeature {
        /// The part's key.
        key: &'static str,
        /// The library feature that supports it.
        feature: &'static str,
    },
    /// The text is nested too deeply.
    #[error("this nests deeper than {limit} levels")]
    TooDeep {
        /// The maximum number of levels.
        limit: usize,
    },
    /// An object has the same key twice.
    #[error("this key stands there more than once; keep one of them")]
    RepeatedKey,
    /// A string has an unpaired surrogate.
    #[error("an escape here is half of a surrogate pair; write the character itself")]
    UnpairedSurrogate,
    /// A number does not fit into 64 bits, or is infinite or not a number.
    #[error("this number is infinite, not a number, or too large to be held exactly")]
    UnrepresentableNumber,
    /// The TOML has a date, which policies do not use.
    #[cfg(feature = "policy-toml")]
    #[error("a policy has no dates; write it as a string, in quotes")]
    UnquotedDate,
    /// A value has the wrong type.
    #[error("this must be {expected}, not {found}")]
    WrongType {
        /// The expected type.
        expected: &'static str,
        /// The actual type.
        found: &'static str,
    },
    /// A string is empty or has only white space.
    #[error("this must not be blank")]
    Blank,
    /// A list or object is empty and would have no effect.
    #[error("this must not be empty; leave it out instead")]
    Empty,
    /// A key is unknown at this place.
    #[error("there is no key `{key}` here{}", did_you_mean(.suggestion.as_deref()))]
    UnknownKey {
        /// The key.
        key: String,
        /// The key that was probably intended.
        suggestion: Option<String>,
    },
    /// A required key is missing.
    #[error("the key `{key}` is missing")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// The profile is unknown.
    #[error("there is no profile `{0}`; the profiles are service, recommended and strict")]
    UnknownProfile(String),
    /// The severity is unknown.
    #[error("there is no severity `{0}`; it is error, warning or advice")]
    UnknownSeverity(String),
    /// The edition is unknown.
    #[cfg(feature = "policy")]
    #[error("there is no edition `{0}`; the editions are {editions}", editions = edition_names())]
    UnknownEdition(String),
    /// The rule is unknown.
    #[error("there is no rule `{id}`{}", did_you_mean(.suggestion.as_deref()))]
    UnknownRule {
        /// The given id.
        id: String,
        /// The id that was probably intended.
        suggestion: Option<String>,
    },
    /// The severity of this rule cannot be changed.
    #[error("`{}` keeps its severity: {}", .0.id(), why_severity_is_fixed(*.0))]
    FixedSeverity(Rule),
    /// A rule has two different severities for the same operation.
    #[error("`{}` is weighed otherwise at `{first}`{}; keep one of them", .rule.id(), for_operation(.operation))]
    ConflictingSeverities {
        /// The rule.
        rule: Rule,
        /// The operation; `None` for all operations.
        operation: Option<String>,
        /// The path of the first severity.
        first: Path,
    },
    /// No edition has this operation.
    #[error("there is no operation `{name}`{}", did_you_mean(.suggestion.as_deref()))]
    UnknownOperation {
        /// The given name.
        name: String,
        /// The name that was probably intended.
        suggestion: Option<String>,
    },
    /// No operation of any edition matches the glob.
    #[error("no operation has a name like `{0}`; `*` stands for any letters")]
    UnmatchedGlob(String),
    /// A reader limit is higher than the default limit.
    #[error("a policy tightens limits: `{key}` is at most {max}")]
    ReaderLimitTooHigh {
        /// The limit's key.
        key: &'static str,
        /// The maximum value.
        max: usize,
    },
    /// A reader limit is zero and would reject every input.
    #[error("`{0}` must be at least 1")]
    ReaderLimitZero(&'static str),
    /// A member limit is invalid.
    #[cfg(feature = "policy")]
    #[error(transparent)]
    Limit(#[from] LimitProblem),
    /// A check is invalid.
    #[cfg(feature = "policy")]
    #[error(transparent)]
    Check(#[from] CheckProblem),
    /// An example is invalid.
    #[cfg(feature = "policy")]
    #[error(transparent)]
    Example(#[from] ExampleProblem),
}

#[cfg(feature = "policy")]
fn edition_names() -> String {
    Edition::ALL.map(Edition::name).join(" and ")
}

fn for_operation(operation: &Option<String>) -> String {
    operation.as_ref().map_or_else(String::new, |name| format!(" for `{name}`"))
}

fn why_severity_is_fixed(rule: Rule) -> &'static str {
    match rule.family() {
        Family::Constraint => "it is a constraint of the service's model",
        Family::Json => "a text that cannot be read one way only cannot be judged",
        Family::Http => "a request that leads to no operation cannot be judged",
        Family::Incomplete => "what could not be judged is said, whatever a policy asks for",
        Family::Sigv4 => "the service refuses every request whose signature has another form",
        _ => "it is the policy's own",
    }
}

/// Collects problems while a policy is read.
pub(super) struct Problems<'t> {
    text: &'t [u8],
    problems: Vec<Problem>,
}

impl<'t> Problems<'t> {
    /// Maximum number of problems reported. More problems would cost time without helping the reader.
    const MAX: usize = 100;

    pub(super) fn new(text: &'t [u8]) -> Problems<'t> {
        Problems { text, problems: Vec::new() }
    }

    pub(super) fn add(&mut self, position: &Position, kind: impl Into<ProblemKind>) {
        if !self.is_full() {
            let place = place(self.text, position.offset);
            let order = |place: Place| (place.line, place.column);
            // Sorted by place in the text, and stable for problems at the same place.
            let index = self.problems.iter().filter(|problem| order(problem.place) <= order(place)).count();
            self.problems.insert(index, Problem { path: position.path(), place, kind: kind.into() });
        }
    }

    /// Returns whether the maximum is reached, so that callers can stop reading a list.
    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= Problems::MAX
    }

    /// Reports a type error, and returns `None` for the missing value.
    pub(super) fn wrong_type<T>(&mut self, node: &Node, expected: &'static str) -> Option<T> {
        self.add(&node.position, ProblemKind::WrongType { expected, found: node.type_name() });
        None
    }

    /// Returns the number of problems, by which a caller can tell whether a part had any.
    #[cfg(feature = "policy")]
    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    /// Returns the result if there are no problems, or the problems as an error.
    ///
    /// `result` is `None` only if a problem was reported.
    pub(super) fn finish<T>(self, result: Option<T>) -> Result<T, PolicyError> {
        match result {
            Some(result) if self.problems.is_empty() => Ok(result),
            _ => Err(PolicyError { problems: self.problems }),
        }
    }
}
