//! A policy's checks: each is a JSON Schema for an operation's input.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::document::{self, Keys, Table};
use super::error::{ProblemKind, Problems};
use super::problem::CheckProblem;
use super::schema::{self, Schema};
use super::{operations, place, severity};
use crate::engine::report::{Detail, DetailData, Path, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::service::Edition;
use crate::smithy::{Model, ShapeId};
use crate::text::json::tree::{Content, Node};

const CHECK: Keys =
    Keys { required: &["id", "severity", "message", "operations", "schema"], optional: &["help", "editions"] };

/// One check of a policy.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) id: Arc<str>,
    pub(super) severity: Severity,
    message: Arc<str>,
    help: Option<Arc<str>>,
    /// The operations of the current edition that it applies to.
    pub(super) operations: BTreeSet<&'static str>,
    schema: Schema,
}

/// Reads the list of checks, and returns them with all their ids.
///
/// Checks for other editions are read as well, so that their problems are reported, but apply to no operation.
pub(super) fn read(list: &Node, edition: Edition, problems: &mut Problems<'_>) -> (Vec<Check>, Vec<String>) {
    let items = document::items(list, problems).unwrap_or_default();
    if !cfg!(feature = "policy-checks") {
        if !items.is_empty() {
            let kind = ProblemKind::MissingFeature { key: "checks", feature: "policy-checks" };
            problems.add(&list.position, kind);
        }
        return (Vec::new(), Vec::new());
    }
    let mut ids: Vec<(&str, Path)> = Vec::new();
    let mut checks = Vec::new();
    for item in items {
        let Some(table) = Table::read(item, CHECK, problems) else { continue };
        let id = read_id(&table, &mut ids, problems);
        let severity = table.get("severity").and_then(|node| severity::severity(node, problems));
        let message = table.text("message", problems);
        let help = table.text("help", problems);
        let selectors = table.get("operations").map(|node| operations::read(node, edition, problems));
        let is_for_edition = table.get("editions").is_none_or(|node| read_editions(node, problems).contains(&edition));
        let schema = table.get("schema").and_then(|node| schema::read(node, problems));
        if let (Some(id), Some(severity), Some(message), Some(selectors), Some(schema)) =
            (id, severity, message, selectors, schema)
        {
            let operations = selectors.into_iter().flat_map(|selector| selector.operations);
            let operations = if is_for_edition { operations.collect() } else { BTreeSet::new() };
            let help = help.map(Arc::from);
            checks.push(Check { id: Arc::from(id), severity, message: Arc::from(message), help, operations, schema });
        }
    }
    // Errors come first, so that a truncated report never drops an error in favour of an advice.
    checks.sort_by_key(|check: &Check| core::cmp::Reverse(check.severity));
    (checks, ids.into_iter().map(|(id, _)| id.to_owned()).collect())
}

fn read_id<'n>(table: &Table<'n>, ids: &mut Vec<(&'n str, Path)>, problems: &mut Problems<'_>) -> Option<&'n str> {
    let id = table.text("id", problems)?;
    let position = &table.get("id")?.position;
    let problem = if !is_id(id) {
        Some(CheckProblem::InvalidCheckId(id.to_owned()))
    } else if let Some(rule) = Rule::from_id(id) {
        Some(CheckProblem::ReservedCheckId(rule))
    } else {
        let first = ids.iter().find(|(known, _)| *known == id);
        first.map(|(_, first)| CheckProblem::RepeatedCheckId { first: first.clone() })
    };
    match problem {
        Some(kind) => {
            problems.add(position, kind);
            None
        }
        None => {
            ids.push((id, table.node.position.path()));
            Some(id)
        }
    }
}

/// Returns whether a text is `family/name`, both of lower-case words joined by single hyphens.
fn is_id(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let is_name = |name: &str| name.split('-').all(is_word);
    text.split_once('/').is_some_and(|(family, name)| is_name(family) && is_name(name))
}

pub(super) fn read_editions(node: &Node, problems: &mut Problems<'_>) -> Vec<Edition> {
    let items = document::items(node, problems).unwrap_or_default();
    let mut editions = Vec::new();
    for item in items {
        let Some(name) = document::text(item, problems) else { continue };
        match name.parse() {
            Ok(edition) => editions.push(edition),
            Err(_) => problems.add(&item.position, ProblemKind::UnknownEdition(name.to_owned())),
        }
    }
    if items.is_empty() && matches!(node.content, Content::List(_)) {
        problems.add(&node.position, ProblemKind::Empty);
    }
    editions
}

impl Check {
    /// Returns whether an input passes the check.
    pub(super) fn holds(&self, input: &Value) -> bool {
        self.schema.holds(input)
    }

    /// Appends one violation for each place where the check fails, until `violations` has `max` entries.
    pub(super) fn check(
        &self,
        model: &Model<'_>,
        shape: Option<ShapeId>,
        input: &Value,
        max: usize,
        violations: &mut Vec<Violation>,
    ) {
        let mut reported = BTreeSet::new();
        self.schema.visit_failures(input, &mut |pointer| {
            let Some(pointer) = pointer else {
                violations.push(not_judged(&self.id));
                return violations.len() < max;
            };
            let place = place::place(model, shape, input, crate::text::path::tokens(pointer).map(Into::into));
            if reported.insert(place.clone()) {
                let Check { id, message, help, .. } = self;
                let detail = Detail::PolicyCheck { id: id.clone(), message: message.clone(), help: help.clone() };
                violations.push(place.violation(Rule::POLICY_CHECK, self.severity, detail));
            }
            violations.len() < max
        });
    }
}

/// Returns the warning that a check could not be judged.
fn not_judged(id: &str) -> Violation {
    let detail = Detail::Advice {
        reason: "policy-check",
        message: format!("a pattern of the check `{id}` takes too many steps").into(),
        help: "write the pattern without a repetition inside a repetition".into(),
        data: DetailData::Names { names: vec![id.to_owned()], more: 0 },
    };
    Violation::new(Rule::NOT_JUDGED, Severity::Warning, Path::default(), detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_only_family_and_name_as_id() {
        for (id, expected) in [
            ("acme/owner-tag", true),
            ("a1/b2", true),
            ("owner-tag", false),
            ("acme/Owner", false),
            ("acme/owner--tag", false),
            ("acme/-tag", false),
            ("acme/", false),
            ("/tag", false),
            ("a/b/c", false),
            ("acme/owner_tag", false),
        ] {
            assert_eq!(is_id(id), expected, "{id}");
        }
    }
}
