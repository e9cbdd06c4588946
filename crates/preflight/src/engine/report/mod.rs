//! The report of a check, and its text and JSON forms.
//!
//! A violation holds no value of the input, so that no output can reveal one. Numbers such as a length are not values.
//! All message texts are in `words`, all JSON is in `json`.

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
pub use detail::{Detail, DetailData};
pub use http_answer::Response;
#[cfg(feature = "documents")]
pub(crate) use locate::value_at;
#[cfg(any(feature = "record", feature = "documents"))]
pub(crate) use place::places;
pub use place::{Place, place};
pub use violation::Violation;
pub(crate) use words::join;

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
    /// The importance of the least important violation when the report was last cut; zero before.
    least: u64,
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

    /// Whether the report is about the whole input: everything was read and judged, and no violation was cut.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight};
    /// let preflight = Preflight::new(Edition::default());
    /// assert!(preflight.check("CreateCredentialLocker", br#"{"Name": ""}"#)?.is_complete());
    /// assert!(!preflight.check("CreateCredentialLocker", br#"{"Name": "#)?.is_complete());
    /// # Ok::<(), mi_preflight::Error>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        let cuts = |rule: Rule| rule.is_fatal() || rule == Rule::NOT_JUDGED;
        !self.truncated && !self.violations.iter().any(|violation| cuts(violation.rule))
    }

    /// Whether a violation stopped the check before the end of the input.
    pub(crate) fn has_fatal_violation(&self) -> bool {
        self.violations.iter().any(|violation| violation.rule.is_fatal())
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
    pub(crate) fn from_violations(violations: Vec<Violation>) -> Report {
        let mut report = Report::default();
        for violation in &violations {
            report.record_severity(violation.rule, violation.severity);
        }
        report.violations = violations;
        report
    }

    /// Adds violations that were found on a tree of the input. Those without an offset are looked up in `text`.
    #[cfg(any(feature = "policy", feature = "documents"))]
    pub(crate) fn merge(mut self, more: Vec<Violation>, text: Option<&[u8]>, max_violations: usize) -> Report {
        if self.has_fatal_violation() {
            return self;
        }
        let mut more = Report::from_violations(more);
        more.sort();
        // Several keywords of a schema may report the same violation of one place.
        more.violations.dedup();
        self.refusal = self.refusal.into_iter().chain(more.refusal).min();
        let more = match text {
            Some(text) => more.with_offsets(text),
            None => more,
        };
        self.violations.extend(more.violations);
        self.sort();
        self.violations.dedup();
        self.finish(max_violations)
    }

    /// Looks up the offsets of violations that have only a path. It must come before the cap, which keeps those that come
    /// first in the text.
    #[cfg(any(feature = "policy", feature = "documents"))]
    pub(crate) fn with_offsets(mut self, text: &[u8]) -> Report {
        let without_offset = |violation: &&Violation| violation.offset.is_none();
        let paths: Vec<&Path> =
            self.violations.iter().filter(without_offset).map(|violation| &violation.path).collect();
        let offsets = locate::offsets_of(text, &paths);
        let unlocated = self.violations.iter_mut().filter(|violation| violation.offset.is_none());
        for (violation, offset) in unlocated.zip(offsets) {
            violation.offset = Some(offset);
        }
        self
    }

    /// Returns whether a violation may be among the most important ones, so that it must be added.
    ///
    /// A report holds up to twice as many violations as the cap, and is then cut to the cap: this sorts seldom, whatever
    /// the order of the violations. [`Report::finish`] cuts it for the last time.
    pub(crate) fn make_room(
        &mut self,
        rule: Rule,
        severity: Severity,
        offset: Option<usize>,
        max_violations: usize,
    ) -> bool {
        if self.violations.len() < max_violations {
            return true;
        }
        self.truncated = true;
        if self.violations.len() >= max_violations.saturating_mul(2) {
            self.cap(max_violations);
            self.least = self.violations.last().map_or(0, Violation::importance);
        }
        // Most violations of a long text are less important than all before: they cost one comparison.
        importance(rule, severity, offset) > self.least
    }

    /// Keeps the most important violations up to the cap, and sorts them by path and rule.
    pub(crate) fn finish(mut self, max_violations: usize) -> Report {
        self.cap(max_violations);
        self.sort();
        self.least = 0;
        self
    }

    /// Keeps the most important violations up to the cap: errors before warnings before advice, and within each those
    /// that come first in the text. What could not be judged comes before other warnings.
    fn cap(&mut self, max_violations: usize) {
        if self.violations.len() > max_violations {
            stable_sort::sort(&mut self.violations, &|a, b| b.importance().cmp(&a.importance()));
            self.violations.truncate(max_violations);
            self.truncated = true;
        }
    }

    /// Sorts the violations by path and rule.
    fn sort(&mut self) {
        stable_sort::sort(&mut self.violations, &|a, b| a.path.cmp(&b.path).then_with(|| a.rule_id().cmp(b.rule_id())));
    }
}

impl Violation {
    fn importance(&self) -> u64 {
        // Which editions refuse the input is as important as what could not be judged.
        let rule = if self.refused_by.is_empty() { self.rule } else { Rule::NOT_JUDGED };
        importance(rule, self.severity, self.offset)
    }
}

/// How important a violation is for a report that cannot hold all of them: errors before warnings before advice, and
/// within each what comes first. What could not be judged comes before other warnings. Path and query come before the
/// body.
fn importance(rule: Rule, severity: Severity, offset: Option<usize>) -> u64 {
    // INVARIANT: `Limits` lets no text of 4 GiB in, so an offset has a place in 32 bits.
    let distance = offset.map_or(0, |offset| offset as u32 + 1);
    (severity as u64) << 33 | u64::from(rule == Rule::NOT_JUDGED) << 32 | u64::from(u32::MAX - distance)
}
