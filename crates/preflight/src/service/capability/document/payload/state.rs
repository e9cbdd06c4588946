//! Checks of a device's state, as the service answers or notifies it.

use serde_json::Value;

use super::{Payload, text};
use crate::engine::report::Violation;
use crate::engine::rule::Rule;
use crate::service::capability::document::contract;
use crate::service::capability::document::findings::SeverityFor;
use crate::service::capability::document::library::{Document, Documents};

const RULE: Rule = Rule::STATE_DOCUMENT;

impl Documents {
    /// Checks the output of GetManagedThingState, or a notification of the type DEVICE_STATE, against the documents of
    /// its capabilities. A capability without an available document is not checked. `severity_for` returns the severity of a
    /// rule, or `None` if it is off.
    ///
    /// Answers are not requests: their ids may have no version and their `version` may be any value, so neither is
    /// checked.
    pub fn check_state(&self, output: &Value, severity_for: &SeverityFor<'_>) -> Vec<Violation> {
        let mut payload = Payload::new(self, severity_for);
        payload.states(output, "Endpoints");
        if let Some(added) = output.get("payload").and_then(|of| of.get("addedStates")) {
            payload.member("payload", |payload| {
                payload.member("addedStates", |payload| payload.states(added, "endpoints"));
            });
        }
        payload.findings.into_violations()
    }
}

impl<'d> Payload<'d, '_> {
    fn states(&mut self, holder: &Value, endpoints: &str) {
        self.each(holder, endpoints, |payload, endpoint| {
            payload.each(endpoint, "capabilities", |payload, capability| {
                let Some(document) = payload.document(capability) else { return };
                // The model allows any JSON here, but every sample has a list.
                if capability.get("properties").is_some_and(|properties| !properties.is_array()) {
                    let expected = "must be a list of properties, each with `name` and `value`";
                    payload.member("properties", |payload| payload.findings.expects(RULE, "list", expected));
                }
                payload.each(capability, "properties", |payload, property| payload.state(property, document));
            });
        });
    }

    fn state(&mut self, property: &Value, document: &'d Document) {
        let Some(schema) = self.property(RULE, property, document) else { return };
        let Some(value) = property.get("value") else {
            self.findings.lacks(RULE, "missing", "must", "value");
            return;
        };
        self.member("value", |payload| {
            let Some(given) = value.get("propertyValue") else {
                payload.findings.lacks(RULE, "missing", "must", "propertyValue");
                return;
            };
            if let Some(changed) = value.get("lastChangedAt")
                && !changed.as_str().is_some_and(is_time)
            {
                payload.member("lastChangedAt", |payload| {
                    let expected = "must be a time in UTC with a fraction, such as 2026-02-03T04:05:06.789Z";
                    payload.findings.expects(RULE, "time", expected);
                });
            }
            if let Ok(contract) = contract::value(payload.documents, document, schema) {
                payload.member("propertyValue", |payload| payload.check_against_or_json_text(RULE, &contract, given));
            }
        });
    }

    /// Returns the value schema of a property in a payload, or reports a property that the document does not declare.
    pub(super) fn property(&mut self, rule: Rule, property: &Value, document: &'d Document) -> Option<&'d Value> {
        let Some(name) = text(property, "name") else {
            self.findings.lacks(rule, "missing", "must", "name");
            return None;
        };
        let declared = document.section("properties").and_then(|properties| properties.get(name));
        if declared.is_none() {
            self.member("name", |payload| {
                payload.findings.expects(rule, "property", "must be a property of the document");
            });
        }
        declared?.get("value")
    }
}

/// Returns whether a text is a time in the service's format: ISO 8601 in UTC, with a fraction of a second.
fn is_time(text: &str) -> bool {
    let Some((date_time, fraction)) = text.strip_suffix('Z').and_then(|rest| rest.split_once('.')) else {
        return false;
    };
    let form = b"dddd-dd-ddTdd:dd:dd";
    let fits = |(byte, form): (u8, &u8)| if *form == b'd' { byte.is_ascii_digit() } else { byte == *form };
    date_time.len() == form.len()
        && date_time.bytes().zip(form).all(fits)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}
