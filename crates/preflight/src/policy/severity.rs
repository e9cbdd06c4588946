//! What rules weigh: severities and suppressions, for every operation or for some.
//!
//! The order of a policy's text means nothing. A name weighs more than a glob, and a glob more than what is said of
//! every operation; two that say different things with the same right are a mistake.

use std::collections::BTreeMap;

use super::document::{self, Keys, Node, Spot, Table};
use super::error::{ProblemKind, Problems};
use super::operations;
use crate::catalog::{Rule, Severity};
use crate::model::Edition;
use crate::nearest;
use crate::profile::{Profile, Severities};

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
struct Weight {
    severity: Option<Severity>,
    spot: Spot,
}

/// Collects the weights of a policy.
pub(super) struct Weights {
    edition: Edition,
    weights: BTreeMap<(Reach, &'static str, Option<&'static str>), (Rule, Weight)>,
}

impl Weights {
    pub(super) fn new(edition: Edition) -> Weights {
        Weights { edition, weights: BTreeMap::new() }
    }

    /// Reads the list of severities, and says how many there are.
    pub(super) fn read_severities(&mut self, list: &Node, problems: &mut Problems<'_>) -> usize {
        let items = document::items(list, problems).unwrap_or_default();
        for item in items {
            let Some(table) = Table::read(item, SEVERITY, problems) else { continue };
            let severity = table.get("severity").and_then(|node| severity(node, problems));
            self.read_weight(&table, severity.map(Some), problems);
        }
        items.len()
    }

    /// Reads the list of suppressions, each of which says why, and says how many there are.
    pub(super) fn read_suppressions(&mut self, list: &Node, problems: &mut Problems<'_>) -> usize {
        let items = document::items(list, problems).unwrap_or_default();
        for item in items {
            let Some(table) = Table::read(item, SUPPRESSION, problems) else { continue };
            // A reason is for people: that it is there is all that is asked of it.
            let reason = table.text("reason", problems);
            self.read_weight(&table, reason.map(|_| None), problems);
        }
        items.len()
    }

    fn read_weight(&mut self, table: &Table<'_>, severity: Option<Option<Severity>>, problems: &mut Problems<'_>) {
        let rule = table.get("rule").and_then(|node| adjustable_rule(node, problems));
        let selectors = table.get("operations").map(|node| operations::read(node, self.edition, problems));
        let (Some(rule), Some(severity)) = (rule, severity) else { return };
        let Some(selectors) = selectors else {
            return self.add(
                Reach::Everywhere,
                rule,
                None,
                Weight { severity, spot: table.node.spot.clone() },
                problems,
            );
        };
        for selector in selectors {
            let reach = if selector.is_glob() { Reach::Glob } else { Reach::Name };
            for operation in selector.operations {
                let weight = Weight { severity, spot: table.node.spot.clone() };
                self.add(reach, rule, Some(operation), weight, problems);
            }
        }
    }

    fn add(
        &mut self,
        reach: Reach,
        rule: Rule,
        operation: Option<&'static str>,
        weight: Weight,
        problems: &mut Problems<'_>,
    ) {
        let key = (reach, rule.id(), operation);
        match self.weights.get(&key) {
            Some((_, first)) if first.severity != weight.severity => {
                let first = first.spot.path();
                let operation = operation.map(str::to_owned);
                problems.add(&weight.spot, ProblemKind::WeighedTwice { rule, operation, first });
            }
            _ => drop(self.weights.insert(key, (rule, weight))),
        }
    }

    /// What every rule weighs, on top of a profile.
    pub(super) fn apply(&self, profile: Profile) -> Severities {
        let mut severities = Severities::of(profile);
        // INVARIANT: the map is in order of reach, so that what is more exact comes later and stays.
        for ((_, _, operation), (rule, weight)) in &self.weights {
            match operation {
                None => severities.set(*rule, weight.severity),
                Some(operation) => severities.set_for(operation, *rule, weight.severity),
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
        problems.add(&node.spot, ProblemKind::UnknownSeverity(name.to_owned()));
    }
    found
}

fn adjustable_rule(node: &Node, problems: &mut Problems<'_>) -> Option<Rule> {
    let id = document::text(node, problems)?;
    match Rule::from_id(id) {
        Some(rule) if rule.is_adjustable() => return Some(rule),
        Some(rule) => problems.add(&node.spot, ProblemKind::FixedRule(rule)),
        None => {
            let adjustable = Rule::ALL.iter().filter(|rule| rule.is_adjustable()).map(|rule| rule.id());
            let suggestion = nearest::name(id, adjustable).map(str::to_owned);
            problems.add(&node.spot, ProblemKind::UnknownRule { id: id.to_owned(), suggestion });
        }
    }
    None
}
