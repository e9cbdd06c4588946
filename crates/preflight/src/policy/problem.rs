//! What can be wrong with the parts of a policy that are judged on a tree: limits of members, checks and examples.

use crate::engine::report::Path;
use crate::engine::rule::Rule;
use crate::service::Edition;
use crate::text::suggest::did_you_mean;

/// What can be wrong with a limit of a member.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitProblem {
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
    /// A path that goes on for too long.
    #[error("this nests deeper than {limit} levels")]
    TooDeep {
        /// How many parts a path may have.
        limit: usize,
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
}

/// What can be wrong with a policy's own check.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckProblem {
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
    #[error("`{keyword}` is no keyword that a check may use{}", did_you_mean(.suggestion.as_deref()))]
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
}

/// What can be wrong with an example.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExampleProblem {
    /// An example with no input, or with two.
    #[error("an example has either an `input` or a `file`")]
    Input,
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

fn elsewhere(edition: Option<Edition>, suggestion: &Option<String>) -> String {
    match edition {
        Some(edition) => format!(" in this edition; edition {edition} has it"),
        None => did_you_mean(suggestion.as_deref()),
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
