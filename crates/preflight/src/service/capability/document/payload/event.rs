//! Checks of events and changed properties that a device reports.

use serde_json::Value;

use super::{Payload, declared, text};
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
        let mut payload = Payload::new(self, severity_for);
        let Some(body) = notification.get("payload") else {
            payload.findings.lacks(RULE, "missing", "must", "payload");
            return payload.findings.into_violations();
        };
        payload.member("payload", |payload| {
            payload.listed(body, "endpoints", true, |payload, endpoint| {
                payload.listed(endpoint, "capabilities", true, |payload, capability| {
                    if text(capability, "id").is_none() {
                        payload.findings.lacks(RULE, "missing", "must", "id");
                    }
                    let Some(document) = payload.document(capability) else { return };
                    payload.listed(capability, "properties", false, |of, property| of.changed(property, document));
                    payload.listed(capability, "events", false, |of, event| of.happened(event, document));
                });
            });
        });
        payload.findings.into_violations()
    }
}

impl<'d> Payload<'d, '_> {
    /// As [`Payload::each`], but reports a value that is not a list, and a required list that is missing.
    fn listed<'v>(
        &mut self,
        holder: &'v Value,
        name: &str,
        required: bool,
        check_item: impl FnMut(&mut Self, &'v Value),
    ) {
        match holder.get(name) {
            Some(Value::Array(_)) => self.each(holder, name, check_item),
            Some(_) => self.member(name, |payload| payload.findings.expects(RULE, "list", "must be a list")),
            None if required => self.findings.lacks(RULE, "missing", "must", name),
            None => {}
        }
    }

    /// Checks a property with its bare value.
    fn changed(&mut self, property: &Value, document: &'d Document) {
        let Some(schema) = self.property(RULE, property, document) else { return };
        let Some(given) = property.get("value") else {
            self.findings.lacks(RULE, "missing", "must", "value");
            return;
        };
        if let Ok(contract) = contract::value(self.documents, document, schema) {
            self.member("value", |payload| payload.check_against_or_json_text(RULE, &contract, given));
        }
    }

    fn happened(&mut self, event: &Value, document: &'d Document) {
        let Some(name) = text(event, "name") else {
            self.findings.lacks(RULE, "missing", "must", "name");
            return;
        };
        let Some(declared) = declared(document, "events", name) else {
            self.member("name", |payload| payload.findings.expects(RULE, "event", "must be an event of the document"));
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
            let contract = contract::fields(self.documents, document, fields);
            self.member("parameters", |payload| payload.check_against_or_json_text(RULE, &contract, given));
        }
    }
}
