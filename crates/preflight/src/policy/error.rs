//! Why a policy cannot be used: every problem, with its place.

use core::fmt;

#[cfg(feature = "policy")]
use super::problem::{CheckProblem, ExampleProblem, LimitProblem};
use crate::engine::report::json::Object;
use crate::engine::report::{Path, Place, place};
use crate::engine::rule::{Family, Rule};
use crate::text::json::tree::{Node, Position};
use crate::text::suggest::did_you_mean;

/// A policy cannot be used. It is refused as a whole: nothing of it is applied.
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
    /// What is wrong, in the order of the text; the first 100, and never none.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The problems as a JSON array, each with its `line`, `column`, `path` and `message`.
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

/// One thing that is wrong with a policy. Displayed, it says what and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where, in the policy.
    pub path: Path,
    /// Where, in its text.
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

/// What can be wrong with a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The text is larger than a policy may be.
    #[error("the policy is larger than {limit} bytes")]
    TooLarge {
        /// The most bytes that a policy may have.
        limit: usize,
    },
    /// The text is no UTF-8.
    #[error("the text is no UTF-8 from here on")]
    NoUtf8,
    /// The text is no JSON.
    #[error("the text is no JSON from here on")]
    NoJson,
    /// The text is no TOML.
    #[cfg(feature = "policy-toml")]
    #[error("the text is no TOML here: {reason}")]
    NoToml {
        /// What the reader of TOML says.
        reason: String,
    },
    /// Policies in TOML are not read by this build.
    #[error(
        "this build reads policies as JSON only: write the policy as JSON, or build with the feature `policy-toml`"
    )]
    TomlNeedsFeature,
    /// The policy has a part that this build cannot judge by.
    #[error(
        "`{key}` needs the whole module: use `mi-preflight/full` in JavaScript, or build with the feature \
         `{feature}`"
    )]
    NeedsFeature {
        /// The part's key.
        key: &'static str,
        /// The feature of the library that judges by it.
        feature: &'static str,
    },
    /// The text nests too deep.
    #[error("this nests deeper than {limit} levels")]
    TooDeep {
        /// How many levels there may be.
        limit: usize,
    },
    /// An object has a key twice.
    #[error("this key stands there more than once; keep one of them")]
    RepeatedKey,
    /// A string is no text.
    #[error("an escape here is half of a surrogate pair; write the character itself")]
    HalfSurrogate,
    /// A number is beyond 64 bits.
    #[error("this number is too large to be held exactly, or is none at all")]
    NumberTooLarge,
    /// TOML has dates, which no policy has.
    #[cfg(feature = "policy-toml")]
    #[error("a policy has no dates; write it as a string, in quotes")]
    BareDate,
    /// A value is of another type than it must be.
    #[error("this must be {expected}, not {found}")]
    WrongType {
        /// What belongs there.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A text has nothing in it.
    #[error("this must not be blank")]
    Blank,
    /// A list or object has nothing in it, and would mean nothing.
    #[error("this must not be empty; leave it out instead")]
    Empty,
    /// A key that a policy does not have there.
    #[error("there is no key `{key}` here{}", did_you_mean(.suggestion.as_deref()))]
    UnknownKey {
        /// The key.
        key: String,
        /// The key that was probably meant.
        suggestion: Option<String>,
    },
    /// A key that must be there is not.
    #[error("the key `{key}` is missing")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// There is no such profile.
    #[error("there is no profile `{0}`; the profiles are service, recommended and strict")]
    UnknownProfile(String),
    /// There is no such severity.
    #[error("there is no severity `{0}`; it is error, warning or advice")]
    UnknownSeverity(String),
    /// There is no such edition.
    #[cfg(feature = "policy")]
    #[error("there is no edition `{0}`; the editions are 2025-05-22 and 2026-11")]
    UnknownEditionError(String),
    /// There is no such rule.
    #[error("there is no rule `{id}`{}", did_you_mean(.suggestion.as_deref()))]
    UnknownRule {
        /// The id that was given.
        id: String,
        /// The id that was probably meant.
        suggestion: Option<String>,
    },
    /// A policy has no say in what this rule weighs.
    #[error("`{}` keeps its severity: {}", .0.id(), why_fixed(*.0))]
    FixedRule(Rule),
    /// A rule's weight is set twice for the same operation, to different ends.
    #[error("`{}` is weighed otherwise at `{first}`{}; keep one of them", .rule.id(), for_operation(.operation))]
    WeighedTwice {
        /// The rule.
        rule: Rule,
        /// The operation for which it is; `None` for all.
        operation: Option<String>,
        /// Where else it is weighed.
        first: Path,
    },
    /// No edition has such an operation.
    #[error("there is no operation `{name}`{}", did_you_mean(.suggestion.as_deref()))]
    UnknownOperation {
        /// The name that was given.
        name: String,
        /// The name that was probably meant.
        suggestion: Option<String>,
    },
    /// No operation of any edition has such a name.
    #[error("no operation has a name like `{0}`; `*` stands for any letters")]
    NoSuchOperations(String),
    /// A limit of the reader that is higher than the one in force without a policy.
    #[error("a policy tightens limits: `{key}` is at most {most}")]
    ReaderLoosened {
        /// The limit's key.
        key: &'static str,
        /// The greatest value it may have.
        most: usize,
    },
    /// A limit of the reader that lets nothing through.
    #[error("`{0}` must be at least 1")]
    ReaderZero(&'static str),
    /// A limit of a member is wrong.
    #[cfg(feature = "policy")]
    #[error(transparent)]
    Limit(#[from] LimitProblem),
    /// A check is wrong.
    #[cfg(feature = "policy")]
    #[error(transparent)]
    Check(#[from] CheckProblem),
    /// An example is wrong.
    #[cfg(feature = "policy")]
    #[error(transparent)]
    Example(#[from] ExampleProblem),
}

fn for_operation(operation: &Option<String>) -> String {
    operation.as_ref().map_or_else(String::new, |name| format!(" for `{name}`"))
}

fn why_fixed(rule: Rule) -> &'static str {
    match rule.family() {
        Family::Constraint => "it is a constraint of the service's model",
        Family::Json => "a text that cannot be read one way only cannot be judged",
        Family::Http => "a request that leads to no operation cannot be judged",
        Family::Sigv4 => "the service refuses every request whose signature has another form",
        _ => "it is the policy's own",
    }
}

/// Collects what is wrong while a policy is read.
pub(super) struct Problems<'t> {
    text: &'t [u8],
    found: Vec<Problem>,
}

impl<'t> Problems<'t> {
    /// More problems than this are not told: nobody reads them, and finding them costs.
    const MOST: usize = 100;

    pub(super) fn new(text: &'t [u8]) -> Problems<'t> {
        Problems { text, found: Vec::new() }
    }

    pub(super) fn add(&mut self, position: &Position, kind: impl Into<ProblemKind>) {
        if !self.is_full() {
            let place = place(self.text, position.offset);
            let order = |place: Place| (place.line, place.column);
            // They are kept in the order of the text; of those at one place the first comes first.
            let before = self.found.iter().filter(|found| order(found.place) <= order(place)).count();
            self.found.insert(before, Problem { path: position.path(), place, kind: kind.into() });
        }
    }

    /// Whether no more problems are told: what is left of a list need not be looked at then.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= Problems::MOST
    }

    /// Says that a value is of the wrong type; there is nothing to go on with then.
    pub(super) fn wrong_type<T>(&mut self, node: &Node, expected: &'static str) -> Option<T> {
        self.add(&node.position, ProblemKind::WrongType { expected, found: node.type_name() });
        None
    }

    /// How many there are: whoever reads a part of a policy can see whether it was in order.
    #[cfg(feature = "policy")]
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// What was read, when nothing was wrong. What could not be read at all has a problem.
    pub(super) fn finish<T>(self, read: Option<T>) -> Result<T, PolicyError> {
        match read {
            Some(read) if self.found.is_empty() => Ok(read),
            _ => Err(PolicyError { problems: self.found }),
        }
    }
}
