//! A policy's own checks: each a JSON Schema over an operation's input.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::document::{self, Keys, Table};
use super::error::{ProblemKind, Problems};
use super::problem::CheckProblem;
use super::schema::{self, Schema};
use super::{operations, place, severity};
use crate::engine::report::{Detail, Path, Violation};
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
    /// The operations it is about, in the edition at hand.
    pub(super) operations: BTreeSet<&'static str>,
    schema: Schema,
}

/// Reads the list of checks, and all their ids. Those of other editions are read as well, for what is wrong with them,
/// and are then about no operation.
pub(super) fn read(list: &Node, edition: Edition, problems: &mut Problems<'_>) -> (Vec<Check>, Vec<String>) {
    let items = document::items(list, problems).unwrap_or_default();
    if !cfg!(feature = "policy-checks") {
        if !items.is_empty() {
            let kind = ProblemKind::NeedsFeature { key: "checks", feature: "policy-checks" };
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
        let holds_here = table.get("editions").is_none_or(|node| read_editions(node, problems).contains(&edition));
        let schema = table.get("schema").and_then(|node| schema::read(node, problems));
        if let (Some(id), Some(severity), Some(message), Some(selectors), Some(schema)) =
            (id, severity, message, selectors, schema)
        {
            let operations = selectors.into_iter().flat_map(|selector| selector.operations);
            let operations = if holds_here { operations.collect() } else { BTreeSet::new() };
            let help = help.map(Arc::from);
            checks.push(Check { id: Arc::from(id), severity, message: Arc::from(message), help, operations, schema });
        }
    }
    // What is worse is told first, so that a report that is full lacks no error for the sake of an advice.
    checks.sort_by_key(|check: &Check| core::cmp::Reverse(check.severity));
    (checks, ids.into_iter().map(|(id, _)| id.to_owned()).collect())
}

fn read_id<'n>(table: &Table<'n>, ids: &mut Vec<(&'n str, Path)>, problems: &mut Problems<'_>) -> Option<&'n str> {
    let id = table.text("id", problems)?;
    let position = &table.get("id")?.position;
    let wrong = if !is_id(id) {
        Some(CheckProblem::BadCheckId(id.to_owned()))
    } else if let Some(rule) = Rule::from_id(id) {
        Some(CheckProblem::CatalogueId(rule))
    } else {
        let first = ids.iter().find(|(other, _)| *other == id);
        first.map(|(_, first)| CheckProblem::RepeatedCheckId { first: first.clone() })
    };
    match wrong {
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

/// Whether a text is `family/name`, both of lower-case words joined by single hyphens.
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
            Err(_) => problems.add(&item.position, ProblemKind::UnknownEditionError(name.to_owned())),
        }
    }
    if items.is_empty() && matches!(node.content, Content::List(_)) {
        problems.add(&node.position, ProblemKind::Empty);
    }
    editions
}

impl Check {
    /// Whether the check holds of an input.
    pub(super) fn holds(&self, input: &Value) -> bool {
        self.schema.holds(input)
    }

    /// One violation for each place where the check does not hold, until there are so many.
    pub(super) fn judge(
        &self,
        model: &Model<'_>,
        shape: Option<ShapeId>,
        input: &Value,
        most: usize,
        violations: &mut Vec<Violation>,
    ) {
        let mut told = BTreeSet::new();
        self.schema.visit_failures(input, &mut |pointer| {
            let place = place::place(model, shape, input, crate::text::path::tokens(pointer).map(Into::into));
            if told.insert(place.clone()) {
                let Check { id, message, help, .. } = self;
                let detail = Detail::PolicyCheck { id: id.clone(), message: message.clone(), help: help.clone() };
                violations.push(place.violation(Rule::POLICY_CHECK, self.severity, detail));
            }
            violations.len() < most
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_families_and_names() {
        for (id, is) in [
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
            assert_eq!(is_id(id), is, "{id}");
        }
    }
}
