//! Why a policy cannot be used: every problem, with its place.

use core::fmt;

use super::document::{Node, Spot};
use crate::catalog::{Family, Rule};
use crate::model::Edition;
use crate::report::{Path, Place, place};

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
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    problems: Vec<Problem>,
}

impl PolicyError {
    /// Everything that is wrong, in the order of the text; never empty.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
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
    #[error("there is no key `{key}` here{}", did_you_mean(.suggestion))]
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
    #[error("there is no edition `{0}`; the editions are 2025-05-22 and 2026-11")]
    UnknownEdition(String),
    /// There is no such rule.
    #[error("there is no rule `{id}`{}", did_you_mean(.suggestion))]
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
    #[error("there is no operation `{name}`{}", did_you_mean(.suggestion))]
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
    /// A path that is no JSON Pointer.
    #[error("`{0}` is no path to a member: write it as `/Member`, with `/` before every part")]
    NoPointer(String),
    /// A path to a member that is not there.
    #[error("`{shape}` has no member `{name}`{}", elsewhere(*.edition, .suggestion))]
    UnknownMember {
        /// The name of the shape that would have it.
        shape: String,
        /// The member's name.
        name: String,
        /// Another edition that has it.
        edition: Option<Edition>,
        /// The name that was probably meant.
        suggestion: Option<String>,
    },
    /// No operation that the glob names has the member.
    #[error("no operation like `{glob}` has the member `{path}`")]
    NowhereThere {
        /// The glob.
        glob: String,
        /// The path of the member.
        path: String,
    },
    /// A path to one item of a list.
    #[error("items of a list are limited together: write `*` in place of `{0}`")]
    SingleItem(String),
    /// A path that goes on where nothing is modelled.
    #[error("`{shape}` is {what}: the model says nothing of what is in it")]
    NoParts {
        /// The name of the shape.
        shape: String,
        /// What it is.
        what: &'static str,
    },
    /// A bound that such a shape cannot have.
    #[error("`{key}` does not fit {what}, which {}", takes(.fitting))]
    BoundDoesNotFit {
        /// The bound's key.
        key: String,
        /// What the shape is.
        what: &'static str,
        /// The keys that fit.
        fitting: &'static [&'static str],
    },
    /// A bound that lets more through than the service does.
    #[error("a policy tightens limits: `{key}` must be {} {service}, which is the service's", at_bound(.key))]
    Loosened {
        /// The bound's key.
        key: &'static str,
        /// The service's bound.
        service: String,
    },
    /// Bounds that nothing can keep.
    #[error("nothing is at least {min} and at most {max}; the service's bounds count too")]
    Contradiction {
        /// The lower bound.
        min: String,
        /// The upper bound.
        max: String,
    },
    /// A bound with more digits than can be compared exactly.
    #[error("a bound is written as a plain number with at most 18 digits")]
    InexactBound,
    /// The policy has own checks, and the module at hand cannot judge them.
    #[error(
        "checks of a policy's own need the whole module: use `mi-preflight/full` in JavaScript, or build with the \
         feature `policy-checks`"
    )]
    ChecksNeedFull,
    /// An id that no check may have.
    #[error("`{0}` is no id: write `family/name`, in lower-case letters, digits and single hyphens")]
    BadCheckId(String),
    /// An id that a rule of the catalogue has.
    #[error("`{}` is the id of a rule that is there already", .0.id())]
    CatalogueId(Rule),
    /// An id that another check of the policy has.
    #[error("the check at `{first}` has this id already")]
    RepeatedCheckId {
        /// Where the other check stands.
        first: Path,
    },
    /// A keyword that a check's schema cannot have, which would be passed over in silence.
    #[error("`{keyword}` is no keyword that a check may use{}", did_you_mean(.suggestion))]
    UnknownKeyword {
        /// The keyword.
        keyword: String,
        /// The keyword that was probably meant.
        suggestion: Option<String>,
    },
    /// A keyword that means nothing without another one.
    #[error("`{keyword}` means nothing without `{partner}`")]
    LoneKeyword {
        /// The keyword.
        keyword: &'static str,
        /// The one that must stand beside it.
        partner: &'static str,
    },
    /// A reference that leaves the schema.
    #[error("a reference stays inside its own schema, such as `#/$defs/name`: a policy reads no other file or address")]
    OutsideReference,
    /// A reference that leads nowhere.
    #[error("there is no schema at `{0}` in this one")]
    DanglingReference(String),
    /// References that lead to each other and nowhere else: such a check would hold of everything.
    #[error("this reference leads round in a circle, so it asks for nothing")]
    CircularReference,
    /// A schema that would cost too much to judge by.
    #[error(
        "with its references written out this schema is too large: it may have {most} schemas in it, {deepest} deep"
    )]
    SchemaTooLarge {
        /// How many schemas there may be.
        most: usize,
        /// How deep they may stand in one another.
        deepest: usize,
    },
    /// A schema of another version of JSON Schema.
    #[error("a check's schema is JSON Schema 2020-12: leave `$schema` out")]
    OtherDialect,
    /// A schema that is none.
    #[error("this is no schema of JSON Schema 2020-12: {expected}")]
    NoSchema {
        /// What would have to be.
        expected: String,
    },
    /// An example with no input, or with two.
    #[error("an example has either an `input` or a `file`")]
    ExampleInput,
    /// A file that is not beside the policy.
    #[error("a file of examples stands beside the policy: write its path from there, without `..`")]
    OutsideFile,
    /// Examples that cannot be told apart.
    #[error("the example at `{first}` has this name already")]
    RepeatedName {
        /// Where the other one stands.
        first: Path,
    },
}

fn did_you_mean(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

fn elsewhere(edition: Option<Edition>, suggestion: &Option<String>) -> String {
    match edition {
        Some(edition) => format!(" in this edition; edition {edition} has it"),
        None => did_you_mean(suggestion),
    }
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

fn takes(fitting: &[&str]) -> String {
    match fitting {
        [] => "takes no bound".to_owned(),
        fitting => format!("takes {}", fitting.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")),
    }
}

fn at_bound(key: &str) -> &'static str {
    if key.starts_with("max") { "at most" } else { "at least" }
}

/// Collects what is wrong while a policy is read.
pub(super) struct Problems<'t> {
    text: &'t [u8],
    found: Vec<(usize, Path, ProblemKind)>,
}

impl<'t> Problems<'t> {
    /// More problems than this are not told: nobody reads them, and finding them costs.
    const MOST: usize = 100;

    pub(super) fn new(text: &'t [u8]) -> Problems<'t> {
        Problems { text, found: Vec::new() }
    }

    pub(super) fn add(&mut self, spot: &Spot, kind: ProblemKind) {
        if self.found.len() < Problems::MOST {
            self.found.push((spot.offset, spot.path(), kind));
        }
    }

    /// Says that a value is of the wrong type; there is nothing to go on with then.
    pub(super) fn wrong_type<T>(&mut self, node: &Node, expected: &'static str) -> Option<T> {
        self.add(&node.spot, ProblemKind::WrongType { expected, found: node.found() });
        None
    }

    /// How many there are: whoever reads a part of a policy can see whether it was in order.
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// Nothing when nothing was wrong.
    pub(super) fn finish(mut self) -> Result<(), PolicyError> {
        if self.found.is_empty() {
            return Ok(());
        }
        self.found.sort_by_key(|(offset, ..)| *offset);
        let problem = |(offset, path, kind)| Problem { path, place: place(self.text, offset), kind };
        Err(PolicyError { problems: self.found.into_iter().map(problem).collect() })
    }
}
