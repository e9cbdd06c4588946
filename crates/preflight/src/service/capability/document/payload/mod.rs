//! Checks of what devices report, receive and answer against the documents of their capabilities.
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

/// The check of one payload.
struct Payload<'d, 'w> {
    documents: &'d Documents,
    findings: Findings<'w>,
}

impl<'d, 'w> Payload<'d, 'w> {
    fn new(documents: &'d Documents, severity_for: &'w SeverityFor<'w>) -> Payload<'d, 'w> {
        Payload { documents, findings: Findings::new(severity_for) }
    }

    fn member<T>(&mut self, name: &str, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Token::member(name), check_value)
    }

    fn key<T>(&mut self, name: &str, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Token::key(name), check_value)
    }

    fn at<T>(&mut self, token: Token, check_value: impl FnOnce(&mut Self) -> T) -> T {
        self.findings.enter(token);
        let result = check_value(self);
        self.findings.leave();
        result
    }

    /// Checks every item of a list member.
    fn each<'v>(&mut self, holder: &'v Value, name: &str, mut check_value: impl FnMut(&mut Self, &'v Value)) {
        let Some(items) = holder.get(name).and_then(Value::as_array) else { return };
        self.member(name, |payload| {
            for (index, item) in items.iter().enumerate() {
                payload.at(Token::Index(index), |payload| check_value(payload, item));
            }
        });
    }

    /// Returns the document of a capability in a payload.
    fn document(&self, capability: &Value) -> Option<&'d Document> {
        self.documents.find(SchemaType::Capability, capability.get("id")?.as_str()?)
    }

    /// Checks that a capability has the name that its document gives it.
    fn capability_name(&mut self, rule: Rule, reason: &'static str, capability: &Value, document: &Document) {
        let (Some(name), Some(expected)) = (text(capability, "name"), text(&document.value, "name")) else { return };
        if name != expected {
            self.member("name", |payload| {
                let data = DetailData::Expected(shorten(expected));
                let expected = format!("must be `{expected}`, the name that the document has");
                payload.findings.expects_data(rule, reason, expected, data);
            });
        }
    }
}

fn text<'v>(holder: &'v Value, name: &str) -> Option<&'v str> {
    holder.get(name).and_then(Value::as_str)
}

/// The names of a document's actions or events.
fn listed<'d>(document: &'d Document, section: &str) -> impl Iterator<Item = &'d str> {
    document.list(section).iter().filter_map(|item| text(item, "name"))
}

/// Returns the action or event with this name.
fn declared<'d>(document: &'d Document, section: &str, name: &str) -> Option<&'d Value> {
    document.list(section).iter().find(|item| text(item, "name") == Some(name))
}

#[cfg(test)]
mod tests;
