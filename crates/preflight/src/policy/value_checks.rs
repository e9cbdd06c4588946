//! The parts of a policy that need value trees: member limits and checks, and their examples.

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

/// Member limits, checks and examples.
#[derive(Debug, Default)]
pub(super) struct ValueChecks {
    limits: MemberLimits,
    checks: Vec<Check>,
    examples: Vec<Example>,
}

impl ValueChecks {
    pub(super) fn read(
        table: &Table<'_>,
        edition: Edition,
        summary: &mut Summary,
        problems: &mut Problems<'_>,
    ) -> ValueChecks {
        let mut parts = ValueChecks::default();
        if let Some(node) = table.get("limits") {
            (parts.limits, summary.limits) = limit::read(node, edition, problems);
        }
        let mut check_ids = Vec::new();
        if let Some(list) = table.get("checks") {
            (parts.checks, check_ids) = check::read(list, edition, problems);
            summary.checks = parts.checks.len();
        }
        if let Some(list) = table.get("examples") {
            parts.examples = example::read(list, &check_ids, problems);
            summary.examples = parts.examples.len();
        }
        parts
    }

    fn checks_of(&self, operation: &str) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.operations.contains(operation))
    }
}

impl Policy {
    /// Returns the policy's examples.
    pub fn examples(&self) -> &[Example] {
        &self.parts.value_checks.examples
    }

    /// Returns whether the policy has limits or checks for an operation, which need a value tree of its input.
    pub(crate) fn needs_value(&self, operation: &str) -> bool {
        let value_checks = &self.parts.value_checks;
        value_checks.limits.contains_key(operation) || value_checks.checks_of(operation).next().is_some()
    }

    /// Returns the violations of the policy's limits and checks in an operation's input, errors first.
    ///
    /// It returns at most one violation more than a report can hold, so that the caller can tell that there are more.
    /// The input comes from [`crate::text::json::tree::read_value`], which holds 64-bit integers exactly and all other
    /// numbers as doubles.
    pub(crate) fn check_input(&self, operation: &str, input: &Value) -> Vec<Violation> {
        let value_checks = &self.parts.value_checks;
        let model = self.parts.edition.tables();
        let shape = model.operation(operation).and_then(|operation| operation.input);
        let max = Limits::default().max_violations() + 1;
        let mut violations = Vec::new();
        for limit in value_checks.limits.get(operation).into_iter().flatten() {
            if violations.len() < max {
                limit.check(&model, shape, input, max, &mut violations);
            }
        }
        for check in value_checks.checks_of(operation) {
            if violations.len() < max {
                check.check(&model, shape, input, max, &mut violations);
            }
        }
        violations
    }

    /// Returns the violations of the limits at and below one field of an operation's input, with paths relative to the
    /// field.
    pub(crate) fn check_field(
        &self,
        model: &Model<'_>,
        operation: &str,
        field: &[Token],
        shape: ShapeId,
        value: &Value,
    ) -> Vec<Violation> {
        let max = Limits::default().max_violations() + 1;
        let mut violations = Vec::new();
        for limit in
            self.parts.value_checks.limits.get(operation).into_iter().flatten().filter_map(|limit| limit.below(field))
        {
            if violations.len() < max {
                limit.check(model, Some(shape), value, max, &mut violations);
            }
        }
        violations
    }

    /// Returns whether an operation's input violates no limit and no check with the severity error.
    ///
    /// Equivalent to [`Policy::check_input`] without building violations.
    pub(crate) fn holds(&self, operation: &str, input: &Value) -> bool {
        let value_checks = &self.parts.value_checks;
        let mut errors = value_checks.checks_of(operation).filter(|check| check.severity == Severity::Error);
        value_checks.limits.get(operation).into_iter().flatten().all(|limit| limit.holds(input))
            && errors.all(|check| check.holds(input))
    }
}
