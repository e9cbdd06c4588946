//! What a check found, and the forms in which it is told.
//!
//! A violation holds no value of the input: what is never stored cannot be shown. Numbers such as a length are not
//! values. All words are in `words`, all JSON is in `json`.

mod detail;
#[cfg(feature = "miette")]
mod diagnostic;
mod http_answer;
pub(crate) mod json;
#[cfg(any(feature = "policy", feature = "documents"))]
mod locate;
mod place;
#[cfg(feature = "serialize")]
mod serialize;
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
    /// How a service would refuse; known of every error, also of those beyond the cap.
    pub(crate) refusal: Option<Refusal>,
    pub(crate) truncated: bool,
}

impl Report {
    /// Whether no violation is an error; also true of those beyond the cap.
    pub fn is_valid(&self) -> bool {
        self.refusal.is_none()
    }

    /// The violations, sorted by path and rule.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Whether there were more violations than the cap let through.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Whether the report is about the whole input: everything was read, and no violation was cut.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight};
    /// let preflight = Preflight::new(Edition::default());
    /// assert!(preflight.check("CreateCredentialLocker", br#"{"Name": ""}"#)?.is_complete());
    /// assert!(!preflight.check("CreateCredentialLocker", br#"{"Name": "#)?.is_complete());
    /// # Ok::<(), mi_preflight::Error>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        !self.truncated && !self.violations.iter().any(|violation| violation.rule.is_fatal())
    }

    /// The worst severity; `None` when there is nothing to say.
    pub fn worst(&self) -> Option<Severity> {
        self.violations.iter().map(|violation| violation.severity).max()
    }

    /// The report as JSON, the same text on every surface: `valid`, `violations` and, if so, `truncated`.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        json::report(&mut out, self, None);
        out
    }

    /// Takes note of a violation's weight, whether the violation is kept or not.
    pub(crate) fn weigh(&mut self, rule: Rule, severity: Severity) {
        if severity == Severity::Error {
            let refusal = Refusal::of(rule);
            self.refusal = Some(self.refusal.map_or(refusal, |found| found.min(refusal)));
        }
    }

    /// Adds a violation.
    pub(crate) fn push(&mut self, violation: Violation) {
        self.weigh(violation.rule, violation.severity);
        self.violations.push(violation);
    }

    /// A report of these violations.
    pub(crate) fn of(violations: Vec<Violation>) -> Report {
        let mut report = Report::default();
        for violation in &violations {
            report.weigh(violation.rule, violation.severity);
        }
        report.violations = violations;
        report
    }

    /// The report with more violations, which are about a text that could be read.
    #[cfg(any(feature = "policy", feature = "documents"))]
    pub(crate) fn with(mut self, more: Vec<Violation>, max_violations: usize) -> Report {
        if !self.violations.iter().all(|found| !found.rule.is_fatal()) {
            return self;
        }
        for violation in more {
            self.push(violation);
        }
        self.sort();
        // Several keywords of a schema may say the same of one place.
        self.violations.dedup();
        self.cap(max_violations);
        self
    }

    /// The report with where in its text the violations stand that only have a path: found for those that are kept, each
    /// by another look at the text.
    #[cfg(any(feature = "policy", feature = "documents"))]
    pub(crate) fn located(mut self, text: &[u8]) -> Report {
        for violation in &mut self.violations {
            violation.offset = violation.offset.or_else(|| Some(locate::offset_of(text, &violation.path)));
        }
        self
    }

    /// Keeps the first violations up to the cap.
    pub(crate) fn cap(&mut self, max_violations: usize) {
        if self.violations.len() > max_violations {
            self.violations.truncate(max_violations);
            self.truncated = true;
        }
    }

    pub(crate) fn sort(&mut self) {
        stable_sort::sort(&mut self.violations, &|a, b| a.path.cmp(&b.path).then_with(|| a.rule_id().cmp(b.rule_id())));
    }
}
