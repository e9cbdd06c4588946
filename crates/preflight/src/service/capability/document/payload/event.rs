//! Checks of events and changed properties that a device reports.

use serde_json::Value;

use super::{ContractKind, PayloadChecker, string};
use crate::engine::report::Violation;
use crate::engine::rule::Rule;
use crate::service::capability::document::contract;
use crate::service::capability::document::findings::SeverityFor;
use crate::service::capability::document::library::{Document, Documents};

const RULE: Rule = Rule::EVENT_DOCUMENT;

impl Documents {
    /// Checks a notification of the type DEVICE_EVENT against the documents of its capabilities. A capability without
    /// an available document is not checked. `severity_for` returns the severity of a rule, or `None` if it is off.
    ///
    /// Ids of capabilities often have no version in notifications; they refer to the greatest available version.
    pub fn check_event(&self, notification: &Value, severity_for: &SeverityFor<'_>) -> Vec<Violation> {
        let mut checker = PayloadChecker::new(self, severity_for);
        let Some(body) = notification.get("payload") else {
            checker.findings.lacks(RULE, "missing", "must", "payload");
            return checker.findings.into_violations();
        };
        checker.at_member("payload", |checker| {
            checker.check_list(body, "endpoints", true, |checker, endpoint| {
                checker.check_list(endpoint, "capabilities", true, |checker, capability| {
                    if string(capability, "id").is_none() {
                        checker.findings.lacks(RULE, "missing", "must", "id");
                    }
                    let Some(document) = checker.document_of(capability) else { return };
                    checker.check_list(capability, "properties", false, |checker, property| {
                        checker.check_changed_property(property, document)
                    });
                    checker.check_list(capability, "events", false, |checker, event| {
                        checker.check_reported_event(event, document)
                    });
                });
            });
        });
        checker.findings.into_violations()
    }
}

impl<'d> PayloadChecker<'d, '_> {
    /// As [`PayloadChecker::for_each_item`], but reports a value that is not a list, and a required list that is missing.
    fn check_list<'v>(
        &mut self,
        parent: &'v Value,
        name: &str,
        required: bool,
        check_item: impl FnMut(&mut Self, &'v Value),
    ) {
        match parent.get(name) {
            Some(Value::Array(_)) => self.for_each_item(parent, name, check_item),
            Some(_) => self.at_member(name, |checker| checker.findings.expects(RULE, "list", "must be a list")),
            None if required => self.findings.lacks(RULE, "missing", "must", name),
            None => {}
        }
    }

    /// Checks a property with its bare value.
    fn check_changed_property(&mut self, property: &Value, document: &'d Document) {
        let Some(schema) = self.property_schema(RULE, property, document) else { return };
        let Some(given) = property.get("value") else {
            self.findings.lacks(RULE, "missing", "must", "value");
            return;
        };
        self.at_member("value", |checker| checker.check_against_schema(RULE, document, schema, given));
    }

    fn check_reported_event(&mut self, event: &Value, document: &'d Document) {
        let Some(name) = string(event, "name") else {
            self.findings.lacks(RULE, "missing", "must", "name");
            return;
        };
        let Some(declared) = self.find_declared(document, "events", name) else {
            self.at_member("name", |checker| {
                checker.findings.expects(RULE, "event", "must be an event of the document")
            });
            return;
        };
        let Some(given) = event.get("parameters").filter(|given| !given.is_null()) else { return };
        // The documentation does not say how an event declares its fields, so three places are searched.
        let fields = declared
            .get("parameters")
            .and_then(Value::as_object)
            .or_else(|| contract::parameters(declared, "request"))
            .or_else(|| contract::parameters(declared, "response"));
        if fields.is_some() {
            let contract = self
                .contract(ContractKind::Event, declared, |documents| Ok(contract::fields(documents, document, fields)));
            self.at_member("parameters", |checker| {
                if let Ok(contract) = &*contract {
                    checker.check_against_or_json_text(RULE, contract, given);
                }
            });
        }
    }
}
