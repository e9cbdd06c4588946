use core::fmt;

use mi_preflight::{Answer, Path, Rule, Severity, Violation};
use serde_json::{Value, json};

use crate::load::ChosenModel;
use crate::source::Source;

/// The edition or the file that a request is checked against.
#[derive(Clone, Debug)]
pub(super) struct ModelName {
    /// The key in JSON.
    key: &'static str,
    name: String,
}

impl ModelName {
    pub(super) fn of(chosen: &ChosenModel) -> ModelName {
        let key = match chosen {
            ChosenModel::Edition(_) => "edition",
            ChosenModel::Loaded { .. } => "model",
        };
        ModelName { key, name: chosen.name().to_owned() }
    }
}

/// The answer to a request in one edition.
pub(super) struct CheckedRequest {
    pub(super) model: ModelName,
    pub(super) answer: Answer,
}

/// The difference between the answers to one request in two editions.
pub(super) struct RequestDiff<'a> {
    name: String,
    text: &'a [u8],
    before: &'a CheckedRequest,
    after: &'a CheckedRequest,
    /// Indices of the violations that only `before` has.
    removed: Vec<usize>,
    /// Indices of the violations that only `after` has.
    added: Vec<usize>,
}

impl CheckedRequest {
    fn violations(&self) -> &[Violation] {
        self.answer.report().map(|report| report.violations()).unwrap_or_default()
    }

    fn to_json(&self) -> Value {
        match self.answer.report() {
            Some(report) => json!({self.model.key: self.model.name, "valid": report.is_valid()}),
            None => json!({self.model.key: self.model.name, "error": self.answer.error()}),
        }
    }
}

impl fmt::Display for CheckedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.answer.report(), self.answer.error()) {
            (Some(report), _) if report.is_valid() => write!(f, "valid in {}", self.model.name),
            (Some(_), _) => write!(f, "invalid in {}", self.model.name),
            (None, error) => write!(f, "not to be judged in {} ({})", self.model.name, error.unwrap_or_default()),
        }
    }
}

impl<'a> RequestDiff<'a> {
    pub(super) fn new(
        source: &Source,
        text: &'a [u8],
        before: &'a CheckedRequest,
        after: &'a CheckedRequest,
    ) -> RequestDiff<'a> {
        let removed = unmatched(before.violations(), after.violations());
        let added = unmatched(after.violations(), before.violations());
        RequestDiff { name: source.name(), text, before, after, removed, added }
    }

    pub(super) fn has_changes(&self) -> bool {
        let is_checked = |request: &CheckedRequest| request.answer.report().is_some();
        !self.removed.is_empty() || !self.added.is_empty() || is_checked(self.before) != is_checked(self.after)
    }

    /// Returns the operation, which one of the editions may not know.
    fn operation(&self) -> Option<&str> {
        self.after.answer.operation().or_else(|| self.before.answer.operation())
    }

    pub(super) fn to_json(&self) -> String {
        let violations = |request: &CheckedRequest, indices: &[usize]| -> Vec<Value> {
            // INVARIANT: the library writes valid JSON; violations are selected from it, not written again.
            let answer: Value =
                serde_json::from_str(&request.answer.to_json_with_places(self.text)).unwrap_or_default();
            indices.iter().filter_map(|index| answer["violations"].get(index).cloned()).collect()
        };
        let diff = json!({
            "file": self.name,
            "operation": self.operation(),
            "changes": self.has_changes(),
            "from": self.before.to_json(),
            "to": self.after.to_json(),
            "gained": violations(self.after, &self.added),
            "lost": violations(self.before, &self.removed),
        });
        diff.to_string()
    }

    /// Returns a line about the request, and one for each difference.
    pub(super) fn lines(&self) -> Vec<String> {
        let operation = self.operation().map(|operation| format!("{operation}: ")).unwrap_or_default();
        let subject = format!("{}: {operation}", self.name);
        if !self.has_changes() {
            return vec![format!("{subject}nothing changes, {}", self.after)];
        }
        let mut lines = vec![format!("{subject}{}, {}", self.before, self.after)];
        for (sign, request, indices) in [('-', self.before, &self.removed), ('+', self.after, &self.added)] {
            let violations = indices.iter().filter_map(|index| request.violations().get(*index));
            lines.extend(
                violations
                    .map(|violation| format!("  {sign} {}[{}]: {violation}", violation.severity, violation.rule_id())),
            );
        }
        lines
    }
}

/// Returns the indices of the violations without a counterpart: one of the same rule and severity at the same place.
fn unmatched(violations: &[Violation], counterparts: &[Violation]) -> Vec<usize> {
    let mut remaining: Vec<_> = counterparts.iter().map(identity).collect();
    let mut indices = Vec::new();
    for (index, violation) in violations.iter().enumerate() {
        match remaining.iter().position(|counterpart| *counterpart == identity(violation)) {
            Some(position) => _ = remaining.swap_remove(position),
            None => indices.push(index),
        }
    }
    indices
}

/// Returns what two violations have in common if they are the same one in two editions.
fn identity(violation: &Violation) -> (Rule, Severity, &Path, bool, Option<usize>) {
    (violation.rule, violation.severity, &violation.path, violation.for_key, violation.entry)
}
