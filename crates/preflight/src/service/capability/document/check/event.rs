//! Checks of an event of a capability. Its keys are not documented, so there are few requirements.

use serde_json::Value;

use super::Check;
use super::unique::Seen;
use crate::engine::rule::Rule;

const KEYS: [&str; 7] =
    ["name", "extrinsicId", "description", "extrinsicProperties", "parameters", "request", "response"];

impl<'c> Check<'c, '_> {
    pub(super) fn event(&mut self, event: &'c Value, seen: &mut Seen) {
        let is_new = self.unique(seen, event);
        let Some(event) = self.object(event) else { return };
        self.known_keys(event, &KEYS);
        self.required(Rule::DOCUMENT_REQUIRED, event, &["name"]);
        self.expected(event, &["extrinsicId"]);
        self.with(event, "name", |check, value| {
            check.string(value);
        });
        if let Some(name) = event.get("name").and_then(Value::as_str).filter(|_| is_new) {
            self.unique_name(seen, name);
        }
        if let Some(number) = self.extrinsic_id(event).filter(|_| is_new) {
            self.unique_number(seen, number);
        }
        self.extrinsic_properties(event);
        self.parameters(event);
        for section in ["request", "response"] {
            self.with(event, section, |check, value| {
                if let Some(section) = value.as_object() {
                    check.parameters(section);
                }
            });
        }
    }
}
