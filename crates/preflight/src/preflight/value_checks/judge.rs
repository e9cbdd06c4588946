use serde_json::Value;

use super::ValueSource;
use super::join::tree;
use crate::engine::report::{Report, Violation};
use crate::engine::rule::Severity;
use crate::engine::validate::Side;
use crate::preflight::Preflight;
use crate::smithy::{Model, OperationShape};

impl Preflight {
    /// Runs the value checks and adds their violations to a report on the same input or output.
    ///
    /// They are skipped if the text could not be read.
    pub(crate) fn run_value_checks(
        &self,
        model: &Model<'_>,
        operation: &OperationShape,
        side: Side,
        source: ValueSource<'_>,
        report: Report,
    ) -> Report {
        let name = model.str(operation.name);
        if !self.needs_value(name, side) || report.has_fatal_violation() {
            return report;
        }
        let Some(value) = tree(model, operation, source) else { return report };
        let text = match source {
            ValueSource::Text(text) => Some(text),
            ValueSource::Request(..) => None,
        };
        report.merge(self.check_value(name, side, &value), text, self.limits().max_violations())
    }

    /// Returns whether an input that is valid otherwise passes all value checks with the severity error.
    pub(crate) fn value_checks_hold(&self, model: &Model<'_>, operation: &OperationShape, text: &[u8]) -> bool {
        let name = model.str(operation.name);
        if !self.needs_value(name, Side::Input) {
            return true;
        }
        let Some(value) = tree(model, operation, ValueSource::Text(text)) else { return true };
        #[cfg(feature = "policy")]
        if !self.policy().is_none_or(|policy| policy.holds(name, &value)) {
            return false;
        }
        self.check_against_documents(name, Side::Input, &value)
            .iter()
            .all(|violation| violation.severity < Severity::Error)
    }

    fn needs_value(&self, operation: &str, side: Side) -> bool {
        #[cfg(feature = "policy")]
        if side == Side::Input && self.policy().is_some_and(|policy| policy.needs_value(operation)) {
            return true;
        }
        self.needs_documents(operation, side)
    }

    fn check_value(&self, operation: &str, side: Side, value: &Value) -> Vec<Violation> {
        let violations = self.check_against_documents(operation, side, value);
        #[cfg(feature = "policy")]
        let violations = match self.policy() {
            Some(policy) if side == Side::Input => {
                violations.into_iter().chain(policy.check_input(operation, value)).collect()
            }
            _ => violations,
        };
        violations
    }

    #[cfg(not(feature = "documents"))]
    #[expect(clippy::unused_self, reason = "the shape of the other build's method")]
    fn needs_documents(&self, _: &str, _: Side) -> bool {
        false
    }

    #[cfg(not(feature = "documents"))]
    #[expect(clippy::unused_self, reason = "the shape of the other build's method")]
    fn check_against_documents(&self, _: &str, _: Side, _: &Value) -> Vec<Violation> {
        Vec::new()
    }
}
