//! Checks of a capability's properties, and of the parameters of actions and events.

use serde_json::{Map, Value};

use super::Check;
use super::unique::Seen;
use crate::engine::rule::Rule;

const PROPERTY_KEYS: [&str; 7] =
    ["extrinsicId", "value", "description", "retrievable", "mutable", "reportable", "extrinsicProperties"];

const FIELD_KEYS: [&str; 4] = ["extrinsicId", "value", "description", "extrinsicProperties"];

impl<'c> Check<'c, '_> {
    pub(super) fn property(&mut self, name: &str, property: &'c Value, seen: &mut Seen) {
        self.member_name(name);
        let Some(property) = self.object(property) else { return };
        self.known_keys(property, &PROPERTY_KEYS);
        self.required(Rule::DOCUMENT_REQUIRED, property, &["extrinsicId", "value"]);
        if let Some(number) = self.extrinsic_id(property) {
            self.unique_number(seen, number);
        }
        self.unlimited_text(property, "description");
        for name in ["retrievable", "mutable", "reportable"] {
            self.with(property, name, |check, value| check.boolean(value));
        }
        self.extrinsic_properties(property);
        self.with(property, "value", |check, value| check.value(value));
    }

    /// Checks `parameters`: fields by name.
    pub(super) fn parameters(&mut self, section: &'c Map<String, Value>) {
        self.with(section, "parameters", |check, value| {
            let Some(parameters) = check.object(value) else { return };
            for (name, field) in parameters {
                check.key(name, |check| {
                    check.member_name(name);
                    check.field(field);
                });
            }
        });
    }

    fn field(&mut self, field: &'c Value) {
        let Some(field) = self.object(field) else { return };
        self.known_keys(field, &FIELD_KEYS);
        self.required(Rule::DOCUMENT_REQUIRED, field, &["extrinsicId", "value"]);
        self.extrinsic_id(field);
        self.text(field, "description", 1024);
        self.extrinsic_properties(field);
        self.with(field, "value", |check, value| check.value(value));
    }
}
