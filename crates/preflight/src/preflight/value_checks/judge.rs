use serde_json::Value;

use super::TreeOf;
use super::join::tree;
use crate::engine::report::{Report, Violation};
use crate::engine::rule::Severity;
use crate::engine::validate::Side;
use crate::preflight::Preflight;
use crate::smithy::{Model, OperationShape};

impl Preflight {
    /// Adds what is judged on a tree to a report about the same input or output, if its text could be read.
    pub(crate) fn on_tree(
        &self,
        model: &Model<'_>,
        operation: &OperationShape,
        side: Side,
        of: TreeOf<'_>,
        report: Report,
    ) -> Report {
        let name = model.str(operation.name);
        if !self.asks_for_tree(name, side) || !report.violations.iter().all(|found| !found.rule.is_fatal()) {
            return report;
        }
        let Some(value) = tree(model, operation, of) else { return report };
        let report = report.with(self.judge_tree(name, side, &value), self.limits().max_violations());
        match of {
            TreeOf::Text(text) => report.located(text),
            TreeOf::Bound(..) => report,
        }
    }

    /// Whether nothing that is judged on a tree is an error in an input that is valid otherwise.
    pub(crate) fn holds_on_tree(&self, model: &Model<'_>, operation: &OperationShape, text: &[u8]) -> bool {
        let name = model.str(operation.name);
        if !self.asks_for_tree(name, Side::Input) {
            return true;
        }
        let Some(value) = tree(model, operation, TreeOf::Text(text)) else { return true };
        #[cfg(feature = "policy")]
        if !self.policy().is_none_or(|policy| policy.holds(name, &value)) {
            return false;
        }
        self.judge_by_documents(name, Side::Input, &value).iter().all(|found| found.severity < Severity::Error)
    }

    fn asks_for_tree(&self, operation: &str, side: Side) -> bool {
        #[cfg(feature = "policy")]
        if side == Side::Input && self.policy().is_some_and(|policy| policy.needs_tree(operation)) {
            return true;
        }
        self.asks_documents(operation, side)
    }

    fn judge_tree(&self, operation: &str, side: Side, value: &Value) -> Vec<Violation> {
        let found = self.judge_by_documents(operation, side, value);
        #[cfg(feature = "policy")]
        let found = match self.policy() {
            Some(policy) if side == Side::Input => found.into_iter().chain(policy.judge(operation, value)).collect(),
            _ => found,
        };
        found
    }

    #[cfg(not(feature = "documents"))]
    #[expect(clippy::unused_self, reason = "the shape of the other build's method")]
    fn asks_documents(&self, _: &str, _: Side) -> bool {
        false
    }

    #[cfg(not(feature = "documents"))]
    #[expect(clippy::unused_self, reason = "the shape of the other build's method")]
    fn judge_by_documents(&self, _: &str, _: Side, _: &Value) -> Vec<Violation> {
        Vec::new()
    }
}
