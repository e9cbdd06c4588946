//! Checks of reports, commands, states and events against the documents of their capabilities.
//!
//! A payload is not checked if its capability has no available document, and a value is not checked if its schema
//! cannot be used. Values are sensitive: paths contain only names that a document declares, and messages are derived
//! from the document alone.

mod command;
mod event;
mod item;
mod report;
mod state;
mod value;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::contract::Contract;
use super::findings::{Findings, SeverityFor};
use super::library::{Document, Documents};
use super::translate::Untranslatable;
use crate::engine::report::{DetailData, Token};
use crate::engine::rule::Rule;
use crate::service::schema_version::{DocumentId, SchemaType};
use crate::text::path::shorten;

/// Checks one payload, and collects the violations at the current path.
struct PayloadChecker<'d, 'w> {
    documents: &'d Documents,
    findings: Findings<'w>,
    declarations: BTreeMap<(&'d DocumentId, &'static str), Declarations<'d>>,
    contracts: BTreeMap<(ContractKind, *const Value), Rc<Result<Contract, Untranslatable>>>,
}

/// What a contract is made of. It is compiled once for all payloads that it applies to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ContractKind {
    Value,
    Action,
    Event,
    UpdateState,
}

/// The declarations in one section of a document, by name.
type Declarations<'d> = BTreeMap<&'d str, &'d Value>;

impl<'d, 'w> PayloadChecker<'d, 'w> {
    fn new(documents: &'d Documents, severity_for: &'w SeverityFor<'w>) -> PayloadChecker<'d, 'w> {
        PayloadChecker {
            documents,
            findings: Findings::new(severity_for),
            declarations: BTreeMap::new(),
            contracts: BTreeMap::new(),
        }
    }

    fn at_member<T>(&mut self, name: &str, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Token::member(name), check_value)
    }

    fn at_key<T>(&mut self, name: &str, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Token::key(name), check_value)
    }

    fn at<T>(&mut self, token: Token, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.findings.enter(token);
        let result = check_value(self);
        self.findings.leave();
        result
    }

    /// Checks every item of a list member.
    fn for_each_item<'v>(&mut self, parent: &'v Value, name: &str, mut check_value: impl FnMut(&mut Self, &'v Value)) {
        let Some(items) = parent.get(name).and_then(Value::as_array) else { return };
        self.at_member(name, |checker| {
            for (index, item) in items.iter().enumerate() {
                checker.at(Token::Index(index), |checker| check_value(checker, item));
            }
        });
    }

    /// Returns the document of a capability in a payload.
    fn document_of(&self, capability: &Value) -> Option<&'d Document> {
        self.documents.find(SchemaType::Capability, capability.get("id")?.as_str()?)
    }

    /// Returns the property, action or event with this name, the first one if the document repeats it.
    fn find_declared(&mut self, document: &'d Document, section: &'static str, name: &str) -> Option<&'d Value> {
        let declarations = self.declarations.entry((document.id(), section)).or_insert_with(|| {
            let mut declarations = BTreeMap::new();
            for (name, item) in declared(document, section) {
                declarations.entry(name).or_insert(item);
            }
            declarations
        });
        declarations.get(name).copied()
    }

    /// Returns the contract of a part of a document, which is translated by `translate` when it is first asked for.
    fn contract(
        &mut self,
        kind: ContractKind,
        part: &'d Value,
        translate: impl FnOnce(&'d Documents) -> Result<Contract, Untranslatable>,
    ) -> Rc<Result<Contract, Untranslatable>> {
        // The documents outlive the checker, so the address stands for the part.
        let contract = self.contracts.entry((kind, core::ptr::from_ref(part)));
        Rc::clone(contract.or_insert_with(|| Rc::new(translate(self.documents))))
    }

    /// Checks that a capability has the name that its document gives it.
    fn check_capability_name(&mut self, rule: Rule, reason: &'static str, capability: &Value, document: &Document) {
        let (Some(name), Some(expected)) = (string(capability, "name"), string(&document.value, "name")) else {
            return;
        };
        if name != expected {
            self.at_member("name", |checker| {
                let data = DetailData::Expected(shorten(expected));
                let expected = format!("must be `{expected}`, the name that the document has");
                checker.findings.expects_data(rule, reason, expected, data);
            });
        }
    }
}

/// Returns a member that is a string.
fn string<'v>(parent: &'v Value, name: &str) -> Option<&'v str> {
    parent.get(name).and_then(Value::as_str)
}

/// Returns the names of a document's properties, actions or events.
fn declared_names<'d>(document: &'d Document, section: &str) -> impl Iterator<Item = &'d str> {
    declared(document, section).map(|(name, _)| name)
}

/// Returns a document's properties, actions or events with their names.
fn declared<'d>(document: &'d Document, section: &str) -> impl Iterator<Item = (&'d str, &'d Value)> {
    // Properties are an object, actions and events are lists.
    let by_name = if section == "properties" { document.section(section) } else { None };
    let listed = document.list(section).iter().filter_map(|item| Some((string(item, "name")?, item)));
    by_name.into_iter().flatten().map(|(name, item)| (name.as_str(), item)).chain(listed)
}

#[cfg(test)]
mod tests;
