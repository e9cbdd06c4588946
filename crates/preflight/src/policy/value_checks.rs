//! What a policy asks of an operation's input that is judged on a tree, and examples of it.

use serde_json::Value;

use super::check::{self, Check};
use super::document::Table;
use super::error::Problems;
use super::example::{self, Example};
use super::limit::{self, MemberLimits};
use super::{Policy, Summary};
use crate::engine::limits::Limits;
use crate::engine::report::{Token, Violation};
use crate::engine::rule::Severity;
use crate::service::Edition;
use crate::smithy::{Model, ShapeId};

/// Limits of members, checks and examples.
#[derive(Debug, Default)]
pub(super) struct OnTree {
    limits: MemberLimits,
    checks: Vec<Check>,
    examples: Vec<Example>,
}

impl OnTree {
    pub(super) fn read(
        table: &Table<'_>,
        edition: Edition,
        summary: &mut Summary,
        problems: &mut Problems<'_>,
    ) -> OnTree {
        let mut parts = OnTree::default();
        if let Some(node) = table.get("limits") {
            (parts.limits, summary.limits) = limit::read(node, edition, problems);
        }
        let mut own = Vec::new();
        if let Some(list) = table.get("checks") {
            (parts.checks, own) = check::read(list, edition, problems);
            summary.checks = parts.checks.len();
        }
        if let Some(list) = table.get("examples") {
            parts.examples = example::read(list, &own, problems);
            summary.examples = parts.examples.len();
        }
        parts
    }

    fn checks_of(&self, operation: &str) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.operations.contains(operation))
    }
}

impl Policy {
    /// The policy's examples.
    pub fn examples(&self) -> &[Example] {
        &self.parts.value_checks.examples
    }

    /// Whether the policy asks anything of an operation's input that is judged on a tree.
    pub(crate) fn needs_tree(&self, operation: &str) -> bool {
        let value_checks = &self.parts.value_checks;
        value_checks.limits.contains_key(operation) || value_checks.checks_of(operation).next().is_some()
    }

    /// What an operation's input breaks of the policy's limits and checks, errors first: one more than a report keeps
    /// at the most, so that whoever keeps them sees that there are more.
    ///
    /// The input is what [`crate::text::json::tree::read_value`] makes of a text: whole numbers of 64 bits are exact, all others are doubles.
    pub(crate) fn judge(&self, operation: &str, input: &Value) -> Vec<Violation> {
        let value_checks = &self.parts.value_checks;
        let model = self.parts.edition.model();
        let shape = model.operation(operation).and_then(|operation| operation.input);
        let most = Limits::default().max_violations() + 1;
        let mut violations = Vec::new();
        for limit in value_checks.limits.get(operation).into_iter().flatten() {
            if violations.len() < most {
                limit.judge(&model, shape, input, most, &mut violations);
            }
        }
        for check in value_checks.checks_of(operation) {
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
        for limit in
            self.parts.value_checks.limits.get(operation).into_iter().flatten().filter_map(|limit| limit.below(field))
        {
            if violations.len() < most {
                limit.judge(model, Some(shape), value, most, &mut violations);
            }
        }
        violations
    }

    /// Whether an operation's input breaks nothing of the policy's that is an error: [`Policy::judge`] without words.
    pub(crate) fn holds(&self, operation: &str, input: &Value) -> bool {
        let value_checks = &self.parts.value_checks;
        let mut errors = value_checks.checks_of(operation).filter(|check| check.severity == Severity::Error);
        value_checks.limits.get(operation).into_iter().flatten().all(|limit| limit.holds(input))
            && errors.all(|check| check.holds(input))
    }
}
