//! Checks of a device's state, as the service answers or notifies it.

use serde_json::Value;

use super::{PayloadChecker, string};
use crate::engine::report::Violation;
use crate::engine::rule::Rule;
use crate::service::capability::document::findings::SeverityFor;
use crate::service::capability::document::library::{Document, Documents};

const RULE: Rule = Rule::STATE_DOCUMENT;

impl Documents {
    /// Checks the output of GetManagedThingState, or a notification of the type DEVICE_STATE, against the documents of
    /// its capabilities. A capability without an available document is not checked. `severity_for` returns the severity
    /// of a rule, or `None` if it is off.
    ///
    /// Answers are not requests: their ids may have no version and their `version` may be any value, so neither is
    /// checked.
    pub fn check_state(&self, output: &Value, severity_for: &SeverityFor<'_>) -> Vec<Violation> {
        let mut checker = PayloadChecker::new(self, severity_for);
        checker.check_states(output, "Endpoints");
        if let Some(added) = output.get("payload").and_then(|payload| payload.get("addedStates")) {
            checker.at_member("payload", |checker| {
                checker.at_member("addedStates", |checker| checker.check_states(added, "endpoints"));
            });
        }
        checker.findings.into_violations()
    }
}

impl<'d> PayloadChecker<'d, '_> {
    fn check_states(&mut self, parent: &Value, endpoints: &str) {
        self.for_each_item(parent, endpoints, |checker, endpoint| {
            checker.for_each_item(endpoint, "capabilities", |checker, capability| {
                let Some(document) = checker.document_of(capability) else { return };
                // The model allows any JSON here, but every sample has a list.
                if capability.get("properties").is_some_and(|properties| !properties.is_array()) {
                    let expected = "must be a list of properties, each with `name` and `value`";
                    checker.at_member("properties", |checker| checker.findings.expects(RULE, "list", expected));
                }
                checker.for_each_item(capability, "properties", |checker, property| {
                    checker.check_property_state(property, document)
                });
            });
        });
    }

    fn check_property_state(&mut self, property: &Value, document: &'d Document) {
        let Some(schema) = self.property_schema(RULE, property, document) else { return };
        let Some(value) = property.get("value") else {
            self.findings.lacks(RULE, "missing", "must", "value");
            return;
        };
        self.at_member("value", |checker| {
            let Some(given) = value.get("propertyValue") else {
                checker.findings.lacks(RULE, "missing", "must", "propertyValue");
                return;
            };
            if let Some(changed) = value.get("lastChangedAt")
                && !changed.as_str().is_some_and(is_time)
            {
                checker.at_member("lastChangedAt", |checker| {
                    let expected = "must be a time in UTC with a fraction, such as 2026-02-03T04:05:06.789Z";
                    checker.findings.expects(RULE, "time", expected);
                });
            }
            checker.at_member("propertyValue", |checker| {
                checker.check_against_schema(RULE, document, schema, given);
            });
        });
    }

    /// Returns the value schema of a property in a payload, or reports a property that the document does not declare.
    pub(super) fn property_schema(
        &mut self,
        rule: Rule,
        property: &Value,
        document: &'d Document,
    ) -> Option<&'d Value> {
        let Some(name) = string(property, "name") else {
            self.findings.lacks(rule, "missing", "must", "name");
            return None;
        };
        let declared = document.section("properties").and_then(|properties| properties.get(name));
        if declared.is_none() {
            self.at_member("name", |checker| {
                checker.findings.expects(rule, "property", "must be a property of the document");
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
    let format = b"dddd-dd-ddTdd:dd:dd";
    let matches = |(byte, format): (u8, &u8)| if *format == b'd' { byte.is_ascii_digit() } else { byte == *format };
    date_time.len() == format.len()
        && date_time.bytes().zip(format).all(matches)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}
