//! A policy: what a user lays over the service's rules, in one JSON or TOML file.
//!
//! It chooses a profile, gives documented rules other severities or suppresses them, tightens limits, and adds checks
//! of its own. It can make a verdict stricter in every way and more lenient in one: by what documented rules weigh.
//! Constraints and what reading asks for are the service's, and no policy changes them.
//!
//! A policy is read against an edition and refused as a whole when anything is wrong with it, so that what it says is
//! what is judged by. What an object of a policy may hold stands with what it is for: one file for each part.

#[cfg(feature = "policy")]
mod check;
mod document;
mod error;
#[cfg(feature = "policy")]
mod example;
#[cfg(feature = "policy")]
mod limit;
mod operations;
#[cfg(feature = "policy")]
mod place;
#[cfg(feature = "policy")]
mod problem;
mod reader;
#[cfg(all(feature = "policy", not(feature = "policy-checks")))]
#[path = "schema_disabled.rs"]
mod schema;
#[cfg(feature = "policy-checks")]
mod schema;
mod severity;
#[cfg(test)]
mod tests;
#[cfg(feature = "policy-toml")]
mod toml;
#[cfg(not(feature = "policy"))]
#[path = "value_checks_disabled.rs"]
mod value_checks;
#[cfg(feature = "policy")]
mod value_checks;

use std::sync::Arc;

pub use error::{PolicyError, Problem, ProblemKind};
#[cfg(feature = "policy")]
pub use example::{Example, ExampleInput, Mismatch};
#[cfg(feature = "policy")]
pub use problem::{CheckProblem, ExampleProblem, LimitProblem};

use crate::engine::limits::Limits;
use crate::service::Edition;
use crate::service::profile::{Profile, Severities};
use crate::text::json::tree::{Node, Position};
use document::{Keys, Table};
use error::Problems;
use reader::ReaderLimits;
use severity::SeverityOverrides;
use value_checks::OnTree;

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
    #[cfg_attr(not(feature = "policy"), expect(dead_code, reason = "there is nothing in it"))]
    value_checks: OnTree,
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
        Ok(Policy { parts: Arc::new(problems.finish(parts)?) })
    }

    /// The edition that the policy was read against.
    pub fn edition(&self) -> Edition {
        self.parts.edition
    }

    /// What the policy has, in numbers.
    pub fn summary(&self) -> Summary {
        self.parts.summary
    }

    /// What every rule weighs.
    pub(crate) fn severities(&self) -> &Severities {
        &self.parts.severities
    }

    /// The tighter of the limits given and the policy's.
    pub(crate) fn limits(&self, base: Limits) -> Limits {
        self.parts.reader.tighten(base)
    }
}

/// Reads every part, whatever is wrong with the others.
fn read<'t>(text: &'t [u8], format: Format, edition: Edition, problems: &mut Problems<'t>) -> Option<Parts> {
    let document = read_text(text, format, problems)?;
    let table = Table::read(&document, POLICY, problems)?;
    for key in ["$schema", "description"] {
        table.text(key, problems);
    }
    let mut summary = Summary::default();
    if let Some(node) = table.get("profile") {
        summary.profile = read_profile(node, problems);
    }
    let mut weights = SeverityOverrides::new(edition);
    if let Some(list) = table.get("severities") {
        summary.severities = weights.read_severities(list, problems);
    }
    if let Some(list) = table.get("suppressions") {
        summary.suppressions = weights.read_suppressions(list, problems);
    }
    let severities = weights.apply(summary.profile);
    let reader = table.get("reader").map(|node| ReaderLimits::read(node, problems)).unwrap_or_default();
    let value_checks = OnTree::read(&table, edition, &mut summary, problems);
    Some(Parts { edition, severities, reader, value_checks, summary })
}

fn read_text<'t>(text: &'t [u8], format: Format, problems: &mut Problems<'t>) -> Option<Node> {
    if text.len() > LARGEST {
        problems.add(&Position::root(0), ProblemKind::TooLarge { limit: LARGEST });
        return None;
    }
    match format {
        Format::Json => document::read_json(text, problems),
        #[cfg(feature = "policy-toml")]
        Format::Toml => toml::read(text, problems),
        #[cfg(not(feature = "policy-toml"))]
        Format::Toml => {
            problems.add(&Position::root(0), ProblemKind::TomlNeedsFeature);
            None
        }
    }
}

fn read_profile(node: &Node, problems: &mut Problems<'_>) -> Profile {
    let Some(name) = document::text(node, problems) else { return Profile::default() };
    name.parse().unwrap_or_else(|_| {
        problems.add(&node.position, ProblemKind::UnknownProfile(name.to_owned()));
        Profile::default()
    })
}
