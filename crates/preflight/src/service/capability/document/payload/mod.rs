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

use serde_json::Value;

use super::findings::{Findings, SeverityFor};
use super::library::{Document, Documents};
use crate::engine::report::{DetailData, Token};
use crate::engine::rule::Rule;
use crate::service::schema_version::SchemaType;
use crate::text::path::shorten;

/// Checks one payload, and collects the violations at the current path.
struct PayloadChecker<'d, 'w> {
    documents: &'d Documents,
    findings: Findings<'w>,
}

impl<'d, 'w> PayloadChecker<'d, 'w> {
    fn new(documents: &'d Documents, severity_for: &'w SeverityFor<'w>) -> PayloadChecker<'d, 'w> {
        PayloadChecker { documents, findings: Findings::new(severity_for) }
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

/// Returns the names of a document's actions or events.
fn declared_names<'d>(document: &'d Document, section: &str) -> impl Iterator<Item = &'d str> {
    document.list(section).iter().filter_map(|item| string(item, "name"))
}

/// Returns the action or event with this name.
fn find_declared<'d>(document: &'d Document, section: &str, name: &str) -> Option<&'d Value> {
    document.list(section).iter().find(|item| string(item, "name") == Some(name))
}

#[cfg(test)]
mod tests;
