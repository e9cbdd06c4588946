//! Checks against every edition, for a gate that must not refuse what one of them takes.
//!
//! A [`Preflight`] with any edition is a chain: the checker of the newest edition, and in `older` that of the next one. A
//! check runs in each, and the reports become one.

use super::Preflight;
use crate::engine::report::{Report, Violation};
use crate::engine::rule::Severity;

impl Preflight {
    /// Returns the checkers of the editions, newest first.
    pub(super) fn editions(&self) -> impl Iterator<Item = &Preflight> {
        core::iter::successors(Some(self), |preflight| preflight.older.as_deref())
    }

    /// Runs a check in every edition, and merges the reports. An edition in which the check fails, because it lacks the
    /// operation or the field, has no say. If it fails in all, the failure is the newest edition's.
    #[inline]
    pub(crate) fn check_in_editions<E>(&self, check: &dyn Fn(&Preflight) -> Result<Report, E>) -> Result<Report, E> {
        if self.older.is_none() {
            return check(self);
        }
        self.results_in_editions(check).map(|reports| self.merge_editions(reports))
    }

    /// Returns the results of the editions in which a check does not fail, newest first, with their names.
    pub(super) fn results_in_editions<T, E>(
        &self,
        check: &dyn Fn(&Preflight) -> Result<T, E>,
    ) -> Result<Vec<(&'static str, T)>, E> {
        let mut results = Ok(Vec::new());
        for preflight in self.editions() {
            match (check(preflight), &mut results) {
                (Ok(result), Ok(results)) => results.push((preflight.edition_name(), result)),
                (Ok(result), failed) => *failed = Ok(vec![(preflight.edition_name(), result)]),
                (Err(error), Ok(earlier)) if earlier.is_empty() => results = Err(error),
                (Err(_), _) => {}
            }
        }
        results
    }

    /// Merges the reports of editions, newest first, into that of the newest.
    ///
    /// If all refuse the input, it keeps its errors. If one of them accepts it, the errors of every edition are warnings
    /// that name the editions.
    #[inline(never)]
    pub(super) fn merge_editions(&self, reports: Vec<(&'static str, Report)>) -> Report {
        let is_accepted = reports.iter().any(|(_, report)| report.is_valid());
        let mut merged = Report::default();
        for (index, (edition, report)) in reports.into_iter().enumerate() {
            if index == 0 && !is_accepted {
                return report;
            }
            // Errors come first: if any other violation was kept, no error was cut.
            let is_cut = report.truncated && !report.violations.iter().any(|violation| !is_error(violation));
            merged.truncated |= if index == 0 { report.truncated } else { is_cut };
            for violation in report.violations {
                if is_error(&violation) {
                    merge_error(&mut merged.violations, edition, violation);
                } else if index == 0 {
                    merged.violations.push(violation);
                }
            }
        }
        merged.finish(self.limits().max_violations())
    }

    fn edition_name(&self) -> &'static str {
        self.ruleset().map_or("", |ruleset| ruleset.edition().name())
    }
}

fn is_error(violation: &Violation) -> bool {
    violation.severity == Severity::Error
}

/// Adds an error of an edition as a warning, or the edition to an equal error of a newer one.
fn merge_error(violations: &mut Vec<Violation>, edition: &'static str, error: Violation) {
    let is_equal = |earlier: &&mut Violation| {
        !earlier.refused_by.is_empty()
            && earlier.rule_id() == error.rule_id()
            && earlier.path == error.path
            && (earlier.for_key, earlier.entry) == (error.for_key, error.entry)
    };
    match violations.iter_mut().find(is_equal) {
        Some(earlier) => earlier.refused_by.push(edition),
        None => violations.push(Violation { severity: Severity::Warning, refused_by: vec![edition], ..error }),
    }
}
