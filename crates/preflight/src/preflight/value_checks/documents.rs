//! Validation of inputs and outputs against capability documents.

use serde_json::Value;

use crate::document::Documents;
use crate::engine::report::{Path, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::engine::validate::Side;
use crate::preflight::Preflight;
use crate::text::json::tree;

/// The part of an input or output that is checked against documents.
#[derive(Clone, Copy)]
enum Part {
    /// The commands of a SendManagedThingCommand.
    Command,
    /// The states of a GetManagedThingState.
    State,
    /// A capability report, and the documents that are sent with it.
    Report,
}

fn part(operation: &str, side: Side) -> Option<Part> {
    match (operation, side) {
        ("SendManagedThingCommand", Side::Input) => Some(Part::Command),
        ("GetManagedThingState", Side::Output) => Some(Part::State),
        ("CreateManagedThing" | "UpdateManagedThing", Side::Input) | ("GetManagedThingCapabilities", Side::Output) => {
            Some(Part::Report)
        }
        _ => None,
    }
}

impl Preflight {
    pub(super) fn needs_documents(&self, operation: &str, side: Side) -> bool {
        self.documents().is_some() && part(operation, side).is_some()
    }

    pub(super) fn check_against_documents(&self, operation: &str, side: Side, value: &Value) -> Vec<Violation> {
        let (Some(documents), Some(part)) = (self.documents(), part(operation, side)) else { return Vec::new() };
        let severity_for = |rule: Rule| self.severity_for(rule, operation);
        match part {
            Part::Command => documents.check_command(value, &severity_for),
            Part::State => documents.check_state(value, &severity_for),
            Part::Report => self.check_report(documents, value, &severity_for),
        }
    }

    fn check_report(
        &self,
        documents: &Documents,
        value: &Value,
        severity_for: &dyn Fn(Rule) -> Option<Severity>,
    ) -> Vec<Violation> {
        let report = value.get("CapabilityReport");
        let mut violations = Vec::new();
        if let Some(report) = report {
            violations.extend(below("CapabilityReport", documents.check_capability_report(report, severity_for)));
        }
        if let Some(items) = value.get("CapabilitySchemas") {
            let mut item_violations = Documents::check_schema_items(items, report, severity_for);
            item_violations.extend(documents.check_item_documents(items, severity_for));
            violations.extend(below("CapabilitySchemas", item_violations));
        }
        violations
    }

    /// Returns the violations of the documents in a standalone capability report.
    pub(crate) fn check_standalone_report(&self, text: &[u8]) -> Vec<Violation> {
        let (Some(documents), Some(value)) = (self.documents(), tree::read_value(text)) else { return Vec::new() };
        documents.check_capability_report(&value, &|rule| self.severity_for(rule, ""))
    }
}

/// Prefixes the paths of violations with a member.
fn below(member: &str, violations: Vec<Violation>) -> impl Iterator<Item = Violation> {
    let member = Token::member(member);
    violations.into_iter().map(move |violation| {
        let tokens = core::iter::once(&member).chain(violation.path.tokens()).cloned().collect();
        Violation { path: Path::new(tokens), ..violation }
    })
}

#[cfg(test)]
mod tests {
    use crate::{Edition, Preflight};

    /// Building a value tree is recursive, so a report that the validator rejects as too deep must not reach it.
    #[test]
    fn builds_no_tree_of_a_report_that_is_nested_too_deeply() {
        let deep = "[".repeat(200_000);
        for text in [deep.clone(), format!("{{\"version\": \"1.0.0\", \"endpoints\": {deep}")] {
            let report = Preflight::new(Edition::default()).check_capability_report(text.as_bytes());
            let rules: Vec<&str> = report.violations().iter().map(|violation| violation.rule.id()).collect();
            assert_eq!(rules, ["json-depth"]);
        }
    }
}
