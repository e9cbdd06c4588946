//! Policies: a user's overlay on the service's rules, in one JSON or TOML file.
//!
//! A policy chooses a profile, overrides or suppresses severities of documented rules, tightens limits, and adds its
//! own checks. It can make validation stricter in every respect, and more lenient only through the severities of
//! documented rules. It cannot change the service's constraints or the rules of the JSON reader.
//!
//! A policy is read against an edition. It is rejected as a whole if any part of it is invalid, so that an accepted
//! policy is always applied in full. Each file of this module reads one part and defines the keys of that part.

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
pub use example::{Example, ExampleError, ExampleInput};
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
use value_checks::ValueChecks;

/// Maximum size of a policy, in bytes.
const MAX_BYTES: usize = 1 << 20;

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

/// File format of a policy.
///
/// ```
/// use mi_preflight::policy::Format;
/// assert_eq!((Format::from_file_name("policy.json"), Format::from_file_name("policy.toml")), (Format::Json, Format::Toml));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// TOML; requires the feature `policy-toml`.
    Toml,
}

impl Format {
    /// Returns the format for a file name: TOML for the extension `.toml` in any case, otherwise JSON.
    pub fn from_file_name(name: &str) -> Format {
        let is_toml = name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("toml"));
        if is_toml { Format::Toml } else { Format::Json }
    }
}

/// A user's overlay on the service's rules. Cheap to clone.
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
    /// What was parsed, to parse it for another edition.
    text: Vec<u8>,
    format: Format,
    severities: Severities,
    reader: ReaderLimits,
    #[cfg_attr(not(feature = "policy"), expect(dead_code, reason = "there is nothing in it"))]
    value_checks: ValueChecks,
    summary: Summary,
}

/// Number of entries in each part of a policy.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::policy::{Format, Policy};
/// let text = br#"{"suppressions": [{"rule": "thing/role", "reason": "every hub of ours has a radio"}]}"#;
/// let summary = Policy::parse(text, Format::Json, Edition::default()).unwrap().summary();
/// assert_eq!((summary.suppressions, summary.checks), (1, 0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The profile that the policy starts from.
    pub profile: Profile,
    /// Number of severity overrides.
    pub severities: usize,
    /// Number of suppressions.
    pub suppressions: usize,
    /// Number of limited members.
    pub limits: usize,
    /// Number of checks.
    pub checks: usize,
    /// Number of examples.
    pub examples: usize,
}

impl Policy {
    /// Parses a policy for an edition.
    ///
    /// # Errors
    /// Returns a [`PolicyError`] that lists every problem, at most 100.
    pub fn parse(text: &[u8], format: Format, edition: Edition) -> Result<Policy, PolicyError> {
        let mut problems = Problems::new(text);
        let parts = read(text, format, edition, &mut problems);
        Ok(Policy { parts: Arc::new(problems.finish(parts)?) })
    }

    /// Parses the same text for another edition.
    ///
    /// # Errors
    /// As [`Policy::parse`]: names that the policy uses may be those of another edition.
    ///
    /// ```
    /// use mi_preflight::Edition;
    /// use mi_preflight::policy::{Format, Policy};
    /// let policy = Policy::parse(br#"{"profile": "strict"}"#, Format::Json, Edition::E2025_05_22)?;
    /// assert_eq!(policy.for_edition(Edition::E2026_11)?.edition(), Edition::E2026_11);
    /// # Ok::<(), mi_preflight::policy::PolicyError>(())
    /// ```
    pub fn for_edition(&self, edition: Edition) -> Result<Policy, PolicyError> {
        if edition == self.edition() {
            return Ok(self.clone());
        }
        Policy::parse(&self.parts.text, self.parts.format, edition)
    }

    /// Returns the edition that the policy was parsed for.
    pub fn edition(&self) -> Edition {
        self.parts.edition
    }

    /// Returns the number of entries in each part of the policy.
    pub fn summary(&self) -> Summary {
        self.parts.summary
    }

    /// Returns the severity of every rule.
    pub(crate) fn severities(&self) -> &Severities {
        &self.parts.severities
    }

    /// Returns `base`, tightened by the policy's reader limits.
    pub(crate) fn limits(&self, base: Limits) -> Limits {
        self.parts.reader.tighten(base)
    }
}

/// Reads every part, even if another part has problems.
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
    let mut overrides = SeverityOverrides::new(edition);
    if let Some(list) = table.get("severities") {
        summary.severities = overrides.read_severities(list, problems);
    }
    if let Some(list) = table.get("suppressions") {
        summary.suppressions = overrides.read_suppressions(list, problems);
    }
    let severities = overrides.apply(summary.profile);
    let reader = table.get("reader").map(|node| ReaderLimits::read(node, problems)).unwrap_or_default();
    let value_checks = ValueChecks::read(&table, edition, &mut summary, problems);
    Some(Parts { edition, text: text.to_vec(), format, severities, reader, value_checks, summary })
}

fn read_text<'t>(text: &'t [u8], format: Format, problems: &mut Problems<'t>) -> Option<Node> {
    if text.len() > MAX_BYTES {
        problems.add(&Position::root(0), ProblemKind::TooLarge { limit: MAX_BYTES });
        return None;
    }
    match format {
        Format::Json => document::read_json(text, problems),
        #[cfg(feature = "policy-toml")]
        Format::Toml => toml::read(text, problems),
        #[cfg(not(feature = "policy-toml"))]
        Format::Toml => {
            problems.add(&Position::root(0), ProblemKind::TomlUnsupported);
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
