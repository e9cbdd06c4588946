//! What rules weigh: severities and suppressions, for every operation or for some.
//!
//! The order of a policy's text means nothing. A name weighs more than a glob, and a glob more than what is said of
//! every operation; two that say different things with the same right are a mistake.

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

/// How exactly a weight says where it holds; the more exact one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Everywhere,
    Glob,
    Name,
}

/// What a rule weighs somewhere; `None` for what is suppressed.
#[derive(Clone)]
struct Weight {
    severity: Option<Severity>,
    position: Position,
}

/// What is said of rules in one place.
struct Row {
    /// Where: for what is said of every operation, without a name.
    place: (Reach, &'static str),
    /// One weight a rule, in the catalogue's order; `None` for a rule of which nothing is said.
    weights: Vec<Option<Weight>>,
}

/// Collects the weights of a policy.
pub(super) struct SeverityOverrides {
    edition: Edition,
    // INVARIANT: rows are in order of their places, so that what is more exact comes later.
    rows: Vec<Row>,
}

impl SeverityOverrides {
    pub(super) fn new(edition: Edition) -> SeverityOverrides {
        SeverityOverrides { edition, rows: Vec::new() }
    }

    /// Reads the list of severities, and says how many there are.
    pub(super) fn read_severities(&mut self, list: &Node, problems: &mut Problems<'_>) -> usize {
        self.read_list(list, SEVERITY, problems)
    }

    /// Reads the list of suppressions, each of which says why, and says how many there are.
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
                // A reason is for people: that it is there is all that is asked of it.
                None => table.text("reason", problems).map(|_| None),
            };
            self.read_weight(&table, severity, problems);
        }
        items.len()
    }

    fn read_weight(&mut self, table: &Table<'_>, severity: Option<Option<Severity>>, problems: &mut Problems<'_>) {
        let rule = table.get("rule").and_then(|node| adjustable_rule(node, problems));
        let selectors = table.get("operations").map(|node| operations::read(node, self.edition, problems));
        let (Some(rule), Some(severity)) = (rule, severity) else { return };
        let weight = Weight { severity, position: table.node.position.clone() };
        let Some(selectors) = selectors else {
            return self.add((Reach::Everywhere, ""), rule, weight, problems);
        };
        for selector in selectors {
            let reach = if selector.is_glob() { Reach::Glob } else { Reach::Name };
            for operation in selector.operations {
                self.add((reach, operation), rule, weight.clone(), problems);
            }
        }
    }

    fn add(&mut self, place: (Reach, &'static str), rule: Rule, weight: Weight, problems: &mut Problems<'_>) {
        let index = self.rows.binary_search_by(|row| row.place.cmp(&place)).unwrap_or_else(|index| {
            self.rows.insert(index, Row { place, weights: vec![None; Rule::ALL.len()] });
            index
        });
        let known = self.rows.get_mut(index).and_then(|row| row.weights.get_mut(rule.index()));
        match known {
            Some(Some(first)) if first.severity != weight.severity => {
                let operation = Some(place.1.to_owned()).filter(|name| !name.is_empty());
                problems
                    .add(&weight.position, ProblemKind::WeighedTwice { rule, operation, first: first.position.path() });
            }
            Some(known) => *known = Some(weight),
            None => {}
        }
    }

    /// What every rule weighs, on top of a profile.
    pub(super) fn apply(&self, profile: Profile) -> Severities {
        let mut severities = Severities::of(profile);
        for Row { place: (reach, operation), weights } in &self.rows {
            for (rule, weight) in Rule::ALL.iter().zip(weights) {
                let Some(weight) = weight else { continue };
                match reach {
                    Reach::Everywhere => severities.set(*rule, weight.severity),
                    Reach::Glob | Reach::Name => severities.set_for(operation, *rule, weight.severity),
                }
            }
        }
        severities
    }
}

/// The severity that a text names.
pub(super) fn severity(node: &Node, problems: &mut Problems<'_>) -> Option<Severity> {
    let name = document::text(node, problems)?;
    let all = [Severity::Error, Severity::Warning, Severity::Advice];
    let found = all.into_iter().find(|severity| severity.name() == name);
    if found.is_none() {
        problems.add(&node.position, ProblemKind::UnknownSeverity(name.to_owned()));
    }
    found
}

fn adjustable_rule(node: &Node, problems: &mut Problems<'_>) -> Option<Rule> {
    let id = document::text(node, problems)?;
    match Rule::from_id(id) {
        Some(rule) if rule.is_adjustable() => return Some(rule),
        Some(rule) => problems.add(&node.position, ProblemKind::FixedRule(rule)),
        None => {
            let adjustable = Rule::ALL.iter().filter(|rule| rule.is_adjustable()).map(|rule| rule.id());
            let suggestion = suggest::name(id, adjustable).map(str::to_owned);
            problems.add(&node.position, ProblemKind::UnknownRule { id: id.to_owned(), suggestion });
        }
    }
    None
}
