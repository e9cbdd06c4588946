//! The report of a check, and its text and JSON forms.
//!
//! A violation holds no value of the input, so that no output can reveal one. Numbers such as a length are not values.
//! All message texts are in `words`, all JSON is in `json`.

mod detail;
mod http_answer;
pub(crate) mod json;
#[cfg(any(feature = "policy", feature = "documents"))]
mod locate;
mod place;
mod violation;
mod words;

pub use crate::text::path::{Path, Token};
pub use detail::Detail;
pub use http_answer::Response;
#[cfg(feature = "documents")]
pub(crate) use locate::value_at;
#[cfg(feature = "record")]
pub(crate) use place::places;
pub use place::{Place, place};
pub use violation::Violation;
pub(crate) use words::joined;

use crate::engine::rule::{Rule, Severity};
use crate::text::stable_sort;
use http_answer::Refusal;

/// All violations of one check.
///
/// ```
/// use mi_preflight::{Edition, Operation, Preflight};
/// let preflight = Preflight::new(Edition::default());
/// let report = preflight.check(Operation::GetCustomEndpoint, b"{}").unwrap();
/// assert!(report.is_valid() && report.violations().is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub(crate) violations: Vec<Violation>,
    /// How a service would refuse the request. It takes account of all errors, also of those beyond the cap.
    pub(crate) refusal: Option<Refusal>,
    pub(crate) truncated: bool,
}

impl Report {
    /// Whether no violation is an error. It takes account of violations beyond the cap too.
    pub fn is_valid(&self) -> bool {
        self.refusal.is_none()
    }

    /// Returns the violations, sorted by path and rule.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Whether violations beyond the cap were dropped.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Returns the worst severity, or `None` if there are no violations.
    pub fn worst(&self) -> Option<Severity> {
        self.violations.iter().map(|violation| violation.severity).max()
    }

    /// Returns the report as JSON, the same text on every surface: `valid`, `violations` and, if true, `truncated`.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        json::report(&mut out, self, None);
        out
    }

    /// Records the severity of a violation, which may itself be dropped because of the cap.
    pub(crate) fn record_severity(&mut self, rule: Rule, severity: Severity) {
        if severity == Severity::Error {
            let refusal = Refusal::of(rule);
            self.refusal = Some(self.refusal.map_or(refusal, |earlier| earlier.min(refusal)));
        }
    }

    /// Adds a violation, regardless of the cap.
    pub(crate) fn push(&mut self, violation: Violation) {
        self.record_severity(violation.rule, violation.severity);
        self.violations.push(violation);
    }

    /// Creates a report of the violations.
    pub(crate) fn of(violations: Vec<Violation>) -> Report {
        let mut report = Report::default();
        for violation in &violations {
            report.record_severity(violation.rule, violation.severity);
        }
        report.violations = violations;
        report
    }

    /// Adds violations, unless the text could not be read or the request not bound. Sorts, deduplicates and caps them.
    #[cfg(any(feature = "policy", feature = "documents"))]
    pub(crate) fn with(mut self, violations: Vec<Violation>, max_violations: usize) -> Report {
        if self.violations.iter().any(|violation| violation.rule.is_fatal()) {
            return self;
        }
        for violation in violations {
            self.push(violation);
        }
        self.sort();
        // Several keywords of a schema may report the same violation.
        self.violations.dedup();
        self.cap(max_violations);
        self
    }

    /// Sets the offsets of violations that only have a path. Each costs another reading of the text, so the caller caps
    /// the report first.
    #[cfg(any(feature = "policy", feature = "documents"))]
    pub(crate) fn located(mut self, text: &[u8]) -> Report {
        for violation in &mut self.violations {
            violation.offset = violation.offset.or_else(|| Some(locate::offset_of(text, &violation.path)));
        }
        self
    }

    /// Drops the violations beyond the cap.
    pub(crate) fn cap(&mut self, max_violations: usize) {
        if self.violations.len() > max_violations {
            self.violations.truncate(max_violations);
            self.truncated = true;
        }
    }

    /// Sorts the violations by path and rule.
    pub(crate) fn sort(&mut self) {
        stable_sort::sort(&mut self.violations, &|a, b| a.path.cmp(&b.path).then_with(|| a.rule_id().cmp(b.rule_id())));
    }
}
