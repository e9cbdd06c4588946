//! What a device notifies by itself.

use serde_json::Value;

use super::{Payload, declared, text};
use crate::engine::report::Violation;
use crate::engine::rule::Rule;
use crate::service::capability::document::contract;
use crate::service::capability::document::findings::Weigh;
use crate::service::capability::document::library::{Document, Documents};

const RULE: Rule = Rule::EVENT_DOCUMENT;

impl Documents {
    /// Says where a notification of the type DEVICE_EVENT does not fit the documents of its capabilities. A capability
    /// without a document at hand is not judged. How much a rule weighs is said by `weigh`, `None` for one that is
    /// not judged.
    ///
    /// The id of a capability often has no version there; the greatest one at hand is meant.
    pub fn check_event(&self, notification: &Value, weigh: &Weigh<'_>) -> Vec<Violation> {
        let mut payload = Payload::new(self, weigh);
        let Some(body) = notification.get("payload") else {
            payload.findings.expects(RULE, "required", "must have `payload`");
            return payload.findings.into_violations();
        };
        payload.member("payload", |payload| {
            payload.listed(body, "endpoints", true, |payload, endpoint| {
                payload.listed(endpoint, "capabilities", true, |payload, capability| {
                    if text(capability, "id").is_none() {
                        payload.findings.expects(RULE, "required", "must have `id`");
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
    /// As [`Payload::each`], telling of what is no list, or is missing though it must be there.
    fn listed<'v>(&mut self, holder: &'v Value, name: &str, required: bool, look: impl FnMut(&mut Self, &'v Value)) {
        match holder.get(name) {
            Some(Value::Array(_)) => self.each(holder, name, look),
            Some(_) => self.member(name, |payload| payload.findings.expects(RULE, "type", "must be a list")),
            None if required => self.findings.expects(RULE, "required", format!("must have `{name}`")),
            None => {}
        }
    }

    /// A property with its value, which stands there bare.
    fn changed(&mut self, property: &Value, document: &'d Document) {
        let Some(schema) = self.property(RULE, property, document) else { return };
        let Some(given) = property.get("value") else {
            self.findings.expects(RULE, "required", "must have `value`");
            return;
        };
        if let Ok(contract) = contract::value(self.documents, document, schema) {
            self.member("value", |payload| payload.judge_or_text(RULE, &contract, given));
        }
    }

    fn happened(&mut self, event: &Value, document: &'d Document) {
        let Some(name) = text(event, "name") else {
            self.findings.expects(RULE, "required", "must have `name`");
            return;
        };
        let Some(declared) = declared(document, "events", name) else {
            self.member("name", |payload| payload.findings.expects(RULE, "enum", "must be an event of the document"));
            return;
        };
        let Some(given) = event.get("parameters").filter(|given| !given.is_null()) else { return };
        // How an event declares its fields is not documented: they are looked for in three places.
        let fields = declared
            .get("parameters")
            .and_then(Value::as_object)
            .or_else(|| contract::parameters(declared, "request"))
            .or_else(|| contract::parameters(declared, "response"));
        if fields.is_some() {
            let contract = contract::fields(self.documents, document, fields);
            self.member("parameters", |payload| payload.judge_or_text(RULE, &contract, given));
        }
    }
}
