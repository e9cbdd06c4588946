//! Severity overrides and suppressions, for all operations or for selected ones.
//!
//! The order of the entries has no effect. An operation name takes precedence over a glob, and a glob over an entry
//! for all operations. Two different severities with the same precedence are an error.

use super::document::{self, Keys, Table};
use super::error::{ProblemKind, Problems};
use super::operations;
use crate::engine::rule::{Rule, Severity};
use crate::service::Edition;
use crate::service::profile::{Profile, Severities};
use crate::text::json::tree::{Node, Position};
use crate::text::suggest;

const SEVERITY: Keys = Keys { required: &["rule", "severity"], optional: &["operations"] };
const SUPPRESSION: Keys = Keys { required: &["rule", "reason"], optional: &["operations"] };

/// How specifically an override selects its operations; the more specific one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Specificity {
    Everywhere,
    Glob,
    Name,
}

/// An override for one rule.
#[derive(Clone)]
struct SeverityOverride {
    /// `None` suppresses the rule.
    severity: Option<Severity>,
    position: Position,
}

/// The overrides with one specificity for one operation.
struct Row {
    /// The specificity and the operation name, which is empty for all operations.
    scope: (Specificity, &'static str),
    /// One entry per rule, in the order of the catalogue; `None` for a rule without an override.
    entries: Vec<Option<SeverityOverride>>,
}

/// Collects the severity overrides and suppressions of a policy.
pub(super) struct SeverityOverrides {
    edition: Edition,
    // INVARIANT: rows are sorted by scope, so that more specific rows come later.
    rows: Vec<Row>,
}

impl SeverityOverrides {
    pub(super) fn new(edition: Edition) -> SeverityOverrides {
        SeverityOverrides { edition, rows: Vec::new() }
    }

    /// Reads the list of severities, and returns its length.
    pub(super) fn read_severities(&mut self, list: &Node, problems: &mut Problems<'_>) -> usize {
        self.read_list(list, SEVERITY, problems)
    }

    /// Reads the list of suppressions, each with a reason, and returns its length.
    pub(super) fn read_suppressions(&mut self, list: &Node, problems: &mut Problems<'_>) -> usize {
        self.read_list(list, SUPPRESSION, problems)
    }

    fn read_list(&mut self, list: &Node, keys: Keys, problems: &mut Problems<'_>) -> usize {
        let items = document::items(list, problems).unwrap_or_default();
        for item in items {
            if problems.is_full() {
                break;
            }
            let Some(table) = Table::read(item, keys, problems) else { continue };
            let severity = match table.get("severity") {
                Some(node) => severity(node, problems).map(Some),
                // A reason is for human readers: it only has to be present.
                None => table.text("reason", problems).map(|_| None),
            };
            self.read_entry(&table, severity, problems);
        }
        items.len()
    }

    fn read_entry(&mut self, table: &Table<'_>, severity: Option<Option<Severity>>, problems: &mut Problems<'_>) {
        let rule = table.get("rule").and_then(|node| adjustable_rule(node, problems));
        let selectors = table.get("operations").map(|node| operations::read(node, self.edition, problems));
        let (Some(rule), Some(severity)) = (rule, severity) else { return };
        let entry = SeverityOverride { severity, position: table.node.position.clone() };
        let Some(selectors) = selectors else {
            return self.add((Specificity::Everywhere, ""), rule, entry, problems);
        };
        for selector in selectors {
            let specificity = if selector.is_glob() { Specificity::Glob } else { Specificity::Name };
            for operation in selector.operations {
                self.add((specificity, operation), rule, entry.clone(), problems);
            }
        }
    }

    fn add(
        &mut self,
        scope: (Specificity, &'static str),
        rule: Rule,
        entry: SeverityOverride,
        problems: &mut Problems<'_>,
    ) {
        let index = self.rows.binary_search_by(|row| row.scope.cmp(&scope)).unwrap_or_else(|index| {
            self.rows.insert(index, Row { scope, entries: vec![None; Rule::ALL.len()] });
            index
        });
        let slot = self.rows.get_mut(index).and_then(|row| row.entries.get_mut(rule.index()));
        match slot {
            Some(Some(first)) if first.severity != entry.severity => {
                let operation = Some(scope.1.to_owned()).filter(|name| !name.is_empty());
                problems.add(
                    &entry.position,
                    ProblemKind::ConflictingSeverities { rule, operation, first: first.position.path() },
                );
            }
            Some(slot) => *slot = Some(entry),
            None => {}
        }
    }

    /// Returns the severity of every rule: the profile's, with the overrides applied.
    pub(super) fn apply(&self, profile: Profile) -> Severities {
        let mut severities = Severities::of(profile);
        for Row { scope: (specificity, operation), entries } in &self.rows {
            for (rule, entry) in Rule::all().zip(entries) {
                let Some(entry) = entry else { continue };
                match specificity {
                    Specificity::Everywhere => severities.set(rule, entry.severity),
                    Specificity::Glob | Specificity::Name => severities.set_for(operation, rule, entry.severity),
                }
            }
        }
        severities
    }
}

/// Reads the name of a severity.
pub(super) fn severity(node: &Node, problems: &mut Problems<'_>) -> Option<Severity> {
    let name = document::text(node, problems)?;
    let all = [Severity::Error, Severity::Warning, Severity::Advice];
    let severity = all.into_iter().find(|severity| severity.name() == name);
    if severity.is_none() {
        problems.add(&node.position, ProblemKind::UnknownSeverity(name.to_owned()));
    }
    severity
}

fn adjustable_rule(node: &Node, problems: &mut Problems<'_>) -> Option<Rule> {
    let id = document::text(node, problems)?;
    match Rule::from_id(id) {
        Some(rule) if rule.is_adjustable() => return Some(rule),
        Some(rule) => problems.add(&node.position, ProblemKind::FixedSeverity(rule)),
        None => {
            let adjustable = Rule::all().filter(|rule| rule.is_adjustable()).map(|rule| rule.id());
            let suggestion = suggest::name(id, adjustable).map(str::to_owned);
            problems.add(&node.position, ProblemKind::UnknownRule { id: id.to_owned(), suggestion });
        }
    }
    None
}
