//! A policy: what a user lays over the service's rules, in one JSON or TOML file.
//!
//! It chooses a profile, gives documented rules other severities or suppresses them, tightens limits, and adds checks
//! of its own. It can make a verdict stricter in every way and more lenient in one: by what documented rules weigh.
//! Constraints and what reading asks for are the service's, and no policy changes them.
//!
//! A policy is read against an edition and refused as a whole when anything is wrong with it, so that what it says is
//! what is judged by. What an object of a policy may hold stands with what it is for: one file for each part.

mod check;
mod document;
mod error;
mod example;
mod limit;
mod operations;
mod place;
mod reader;
#[cfg(not(feature = "policy-checks"))]
#[path = "no_schema.rs"]
mod schema;
#[cfg(feature = "policy-checks")]
mod schema;
mod severity;
#[cfg(test)]
mod tests;
#[cfg(feature = "policy-toml")]
mod toml;

use std::sync::Arc;

use serde_json::Value;

pub use error::{PolicyError, Problem, ProblemKind};
pub use example::{Example, ExampleInput, Mismatch};

use crate::catalog::Severity;
use crate::limits::Limits;
use crate::model::{Edition, Model, ShapeId};
use crate::profile::{Profile, Severities};
use crate::report::{Token, Violation};
use check::Check;
use document::{Keys, Node, Spot, Table};
use error::Problems;
use limit::MemberLimits;
use reader::ReaderLimits;
use severity::Weights;

/// The most bytes that a policy may have.
const LARGEST: usize = 1 << 20;

const POLICY: Keys = Keys {
    required: &[],
    optional: &[
        "$schema",
        "description",
        "profile",
        "severities",
        "suppressions",
        "reader",
        "limits",
        "checks",
        "examples",
    ],
};

/// How a policy is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// As JSON.
    #[default]
    Json,
    /// As TOML, where the feature `policy-toml` is on.
    Toml,
}

impl Format {
    /// The format that a file's name tells: TOML when it ends with `.toml`, else JSON.
    pub fn of_file(name: &str) -> Format {
        let is_toml = name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("toml"));
        if is_toml { Format::Toml } else { Format::Json }
    }
}

/// What a user lays over the service's rules. Cheap to clone.
///
/// ```
/// use mi_preflight::policy::{Format, Policy};
/// use mi_preflight::Edition;
///
/// let text = br#"{
///   "profile": "strict",
///   "severities": [{"rule": "schema/floating-id", "severity": "error", "operations": ["Create*"]}],
///   "suppressions": [{"rule": "thing/role", "reason": "every hub of ours has a radio"}],
///   "limits": {"CreateManagedThing": {"/Name": {"maxLength": 40}, "/Tags": {"maxEntries": 10}}}
/// }"#;
/// let policy = Policy::parse(text, Format::Json, Edition::default())?;
/// assert_eq!(policy.summary().limits, 2);
/// # Ok::<(), mi_preflight::policy::PolicyError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Policy {
    parts: Arc<Parts>,
}

#[derive(Debug)]
struct Parts {
    edition: Edition,
    severities: Severities,
    reader: ReaderLimits,
    limits: MemberLimits,
    checks: Vec<Check>,
    examples: Vec<Example>,
    summary: Summary,
}

/// What a policy has, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The profile it begins with.
    pub profile: Profile,
    /// How many severities it sets.
    pub severities: usize,
    /// How many suppressions it has.
    pub suppressions: usize,
    /// How many members it limits.
    pub limits: usize,
    /// How many checks of its own it has.
    pub checks: usize,
    /// How many examples it has.
    pub examples: usize,
}

impl Policy {
    /// Reads a policy, to judge by an edition.
    ///
    /// # Errors
    /// [`PolicyError`] with everything that is wrong with it.
    pub fn parse(text: &[u8], format: Format, edition: Edition) -> Result<Policy, PolicyError> {
        let mut problems = Problems::new(text);
        let parts = read(text, format, edition, &mut problems);
        problems.finish()?;
        Ok(Policy { parts: Arc::new(parts) })
    }

    /// The edition that the policy was read against.
    pub fn edition(&self) -> Edition {
        self.parts.edition
    }

    /// What the policy has, in numbers.
    pub fn summary(&self) -> Summary {
        self.parts.summary
    }

    /// The policy's examples.
    pub fn examples(&self) -> &[Example] {
        &self.parts.examples
    }

    /// What every rule weighs.
    pub(crate) fn severities(&self) -> &Severities {
        &self.parts.severities
    }

    /// The tighter of the limits given and the policy's.
    pub(crate) fn limits(&self, base: Limits) -> Limits {
        self.parts.reader.tighten(base)
    }

    /// Whether the policy asks anything of an operation's input that is judged on a tree.
    pub(crate) fn needs_tree(&self, operation: &str) -> bool {
        self.parts.limits.contains_key(operation) || self.checks_of(operation).next().is_some()
    }

    /// What an operation's input breaks of the policy's limits and checks, errors first: one more than a report keeps
    /// at the most, so that whoever keeps them sees that there are more.
    ///
    /// The input is what [`crate::tree::read`] makes of a text: whole numbers of 64 bits are exact, all others are doubles.
    pub(crate) fn judge(&self, operation: &str, input: &Value) -> Vec<Violation> {
        let model = self.parts.edition.model();
        let shape = model.operation(operation).and_then(|operation| operation.input);
        let most = Limits::default().max_violations() + 1;
        let mut violations = Vec::new();
        for limit in self.parts.limits.get(operation).into_iter().flatten() {
            if violations.len() < most {
                limit.judge(&model, shape, input, most, &mut violations);
            }
        }
        for check in self.checks_of(operation) {
            if violations.len() < most {
                check.judge(&model, shape, input, most, &mut violations);
            }
        }
        violations
    }

    /// What one field of an operation's input breaks of the limits of it and of what is in it, with paths that begin at
    /// the field.
    pub(crate) fn judge_field(
        &self,
        model: &Model<'_>,
        operation: &str,
        field: &[Token],
        shape: ShapeId,
        value: &Value,
    ) -> Vec<Violation> {
        let most = Limits::default().max_violations() + 1;
        let mut violations = Vec::new();
        for limit in self.parts.limits.get(operation).into_iter().flatten().filter_map(|limit| limit.below(field)) {
            if violations.len() < most {
                limit.judge(model, Some(shape), value, most, &mut violations);
            }
        }
        violations
    }

    /// Whether an operation's input breaks nothing of the policy's that is an error: [`Policy::judge`] without words.
    pub(crate) fn holds(&self, operation: &str, input: &Value) -> bool {
        let mut errors = self.checks_of(operation).filter(|check| check.severity == Severity::Error);
        self.parts.limits.get(operation).into_iter().flatten().all(|limit| limit.holds(input))
            && errors.all(|check| check.holds(input))
    }

    fn checks_of(&self, operation: &str) -> impl Iterator<Item = &Check> {
        self.parts.checks.iter().filter(move |check| check.operations.contains(operation))
    }
}

/// Reads every part, whatever is wrong with the others.
fn read<'t>(text: &'t [u8], format: Format, edition: Edition, problems: &mut Problems<'t>) -> Parts {
    let mut parts = Parts {
        edition,
        severities: Severities::of(Profile::default()),
        reader: ReaderLimits::default(),
        limits: MemberLimits::new(),
        checks: Vec::new(),
        examples: Vec::new(),
        summary: Summary::default(),
    };
    let Some(document) = read_text(text, format, problems) else { return parts };
    let Some(table) = Table::read(&document, POLICY, problems) else { return parts };
    for key in ["$schema", "description"] {
        table.text(key, problems);
    }
    if let Some(node) = table.get("profile") {
        parts.summary.profile = read_profile(node, problems);
    }
    let mut weights = Weights::new(edition);
    if let Some(list) = table.get("severities") {
        parts.summary.severities = weights.read_severities(list, problems);
    }
    if let Some(list) = table.get("suppressions") {
        parts.summary.suppressions = weights.read_suppressions(list, problems);
    }
    parts.severities = weights.apply(parts.summary.profile);
    if let Some(node) = table.get("reader") {
        parts.reader = ReaderLimits::read(node, problems);
    }
    if let Some(node) = table.get("limits") {
        (parts.limits, parts.summary.limits) = limit::read(node, edition, problems);
    }
    let mut own = Vec::new();
    if let Some(list) = table.get("checks") {
        (parts.checks, own) = check::read(list, edition, problems);
        parts.summary.checks = parts.checks.len();
    }
    if let Some(list) = table.get("examples") {
        parts.examples = example::read(list, &own, problems);
        parts.summary.examples = parts.examples.len();
    }
    parts
}

fn read_text<'t>(text: &'t [u8], format: Format, problems: &mut Problems<'t>) -> Option<Node> {
    if text.len() > LARGEST {
        problems.add(&Spot::root(0), ProblemKind::TooLarge { limit: LARGEST });
        return None;
    }
    match format {
        Format::Json => document::read_json(text, problems),
        #[cfg(feature = "policy-toml")]
        Format::Toml => toml::read(text, problems),
        #[cfg(not(feature = "policy-toml"))]
        Format::Toml => {
            problems.add(&Spot::root(0), ProblemKind::TomlNeedsFeature);
            None
        }
    }
}

fn read_profile(node: &Node, problems: &mut Problems<'_>) -> Profile {
    let Some(name) = document::text(node, problems) else { return Profile::default() };
    name.parse().unwrap_or_else(|_| {
        problems.add(&node.spot, ProblemKind::UnknownProfile(name.to_owned()));
        Profile::default()
    })
}
