//! One violation of a rule.

use core::fmt;

use super::{Detail, Path, words};
use crate::engine::rule::{Family, Rule, Severity};

/// One violation of one rule at one path. Its `Display` output is its message.
///
/// ```
/// use mi_preflight::{Edition, Preflight};
/// let report = Preflight::new(Edition::default()).check("CreateManagedThing", br#"{"Role": "HUB"}"#).unwrap();
/// let violation = report.violations().iter().find(|violation| violation.path.to_string() == "/Role").unwrap();
/// assert_eq!(violation.rule.id(), "enum");
/// assert_eq!(violation.help().unwrap(), "use one of the listed values; case matters");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The violated rule.
    pub rule: Rule,
    /// The severity in this check.
    pub severity: Severity,
    /// The path of the value. Inside a sensitive map the path stops at the map.
    pub path: Path,
    /// Whether a map's key violates the rule, not its value.
    pub for_key: bool,
    /// The entry's position in the text, from 0, inside a sensitive map.
    pub entry: Option<usize>,
    /// The name of the shape that states the rule; empty if none does.
    pub shape: String,
    /// The details.
    pub detail: Detail,
    /// The value that was probably intended, such as the name of a member or an enum value.
    pub suggestion: Option<String>,
    /// The offset in the checked text, in bytes; `None` for a value that did not come from a JSON text.
    pub offset: Option<usize>,
    /// The names of the editions that refuse the input because of this, if another one accepts it. Empty unless the input
    /// was checked against [any edition](crate::PreflightBuilder::any_edition).
    pub refused_by: Vec<String>,
}

impl Violation {
    /// Returns the id of the violated rule, or of the violated check of a policy.
    pub fn rule_id(&self) -> &str {
        match &self.detail {
            Detail::PolicyCheck { id, .. } => id,
            _ => self.rule.id(),
        }
    }

    /// Returns the reason, which tells the texts of one rule apart; `None` if the rule has one text.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight, Request};
    /// let request = Request::new("GET", "/managed-things?MaxResults=1&MaxResults=2");
    /// let report = Preflight::new(Edition::default()).check_request(&request);
    /// assert_eq!(report.report().violations()[0].reason(), Some("repeated"));
    /// ```
    pub fn reason(&self) -> Option<&'static str> {
        let reason = match self.detail {
            Detail::MediaType { reason, .. }
            | Detail::Message { reason, .. }
            | Detail::Advice { reason, .. }
            | Detail::Requirement { reason, .. } => reason,
            // The constraints have one text each; the limits of a policy are of both kinds.
            Detail::Length { .. } if self.is_policy_limit() => "length",
            Detail::Range { .. } if self.is_policy_limit() => "range",
            _ => "",
        };
        Some(reason).filter(|reason| !reason.is_empty())
    }

    /// Whether a limit of a policy is violated, rather than a constraint of the model.
    pub(super) fn is_policy_limit(&self) -> bool {
        self.rule.family() == Family::Policy
    }

    /// Creates a violation at a path, without a shape, suggestion and offset.
    pub(crate) fn new(rule: Rule, severity: Severity, path: Path, detail: Detail) -> Violation {
        Violation {
            rule,
            severity,
            path,
            for_key: false,
            entry: None,
            shape: String::new(),
            detail,
            suggestion: None,
            offset: None,
            refused_by: Vec::new(),
        }
    }

    /// Returns the message: Smithy's standard text for a constraint, this project's own text for all other rules.
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// Returns advice on how to correct the value.
    pub fn help(&self) -> Option<String> {
        words::help(self)
    }

    /// Returns the path in Smithy's standard message, which is the map's path for a violation of a key.
    pub fn standard_path(&self) -> Path {
        if self.for_key && self.entry.is_none() { self.path.parent() } else { self.path.clone() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        words::message(self, f)
    }
}

impl core::error::Error for Violation {}
