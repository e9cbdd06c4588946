//! Which parts of an operation's input or output must fit documents.

use serde_json::Value;

use crate::document::Documents;
use crate::engine::report::{Path, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::engine::validate::Side;
use crate::preflight::Preflight;
use crate::text::json::tree;

/// What is held against documents.
#[derive(Clone, Copy)]
enum Part {
    /// The commands of a SendManagedThingCommand.
    Command,
    /// The states of a GetManagedThingState.
    State,
    /// A capability report, and the documents that come with it.
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
        let weigh = |rule: Rule| self.weight(rule, operation);
        match part {
            Part::Command => documents.check_command(value, &weigh),
            Part::State => documents.check_state(value, &weigh),
            Part::Report => self.judge_report(documents, value, &weigh),
        }
    }

    fn judge_report(
        &self,
        documents: &Documents,
        value: &Value,
        weigh: &dyn Fn(Rule) -> Option<Severity>,
    ) -> Vec<Violation> {
        let report = value.get("CapabilityReport");
        let mut found = Vec::new();
        if let Some(report) = report {
            found.extend(below("CapabilityReport", documents.check_capability_report(report, weigh)));
        }
        if let Some(items) = value.get("CapabilitySchemas") {
            let mut of_items = Documents::check_schema_items(items, report, weigh);
            of_items.extend(documents.check_item_documents(items, weigh));
            found.extend(below("CapabilitySchemas", of_items));
        }
        found
    }

    /// Adds what a capability report that stands alone breaks of the documents at hand.
    pub(crate) fn judge_lone_report(&self, text: &[u8]) -> Vec<Violation> {
        let (Some(documents), Some(value)) = (self.documents(), tree::read_value(text)) else { return Vec::new() };
        documents.check_capability_report(&value, &|rule| self.weight(rule, ""))
    }
}

/// Violations whose paths begin at a member, with paths that begin at the input.
fn below(member: &str, found: Vec<Violation>) -> impl Iterator<Item = Violation> {
    let member = Token::member(member);
    found.into_iter().map(move |violation| {
        let tokens = core::iter::once(&member).chain(violation.path.tokens()).cloned().collect();
        Violation { path: Path::new(tokens), ..violation }
    })
}

#[cfg(test)]
mod tests {
    use crate::{Edition, Preflight};

    /// Reading into a tree costs stack, so a report that the walk could not read must never come to that.
    #[test]
    fn a_report_that_nests_too_deep_is_not_read_into_a_tree() {
        let deep = "[".repeat(200_000);
        for text in [deep.clone(), format!("{{\"version\": \"1.0.0\", \"endpoints\": {deep}")] {
            let report = Preflight::new(Edition::default()).check_capability_report(text.as_bytes());
            let rules: Vec<&str> = report.violations().iter().map(|found| found.rule.id()).collect();
            assert_eq!(rules, ["json-depth"]);
        }
    }
}
