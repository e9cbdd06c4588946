//! Checks of extrinsic ids, the numbers of another protocol, and of extrinsic properties, which are passed on to it.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::rule::Rule;
use crate::service::capability::document_text::extrinsic_number;

/// Maximum number of extrinsic properties in one place.
const MAX_PROPERTIES: usize = 20;

impl<'c> Check<'c, '_> {
    /// Returns the number in `extrinsicId`. An invalid id was already reported by the check of the text.
    pub(super) fn extrinsic_id(&mut self, object: &'c Map<String, Value>) -> Option<u64> {
        let number = object.get("extrinsicId").and_then(Value::as_str).and_then(extrinsic_number)?;
        if number > u64::from(u32::MAX) {
            self.member("extrinsicId", |check| {
                check.findings.expects(Rule::DOCUMENT_EXTRINSIC_RANGE, "", "should be at most 0xFFFFFFFF");
            });
        }
        Some(number)
    }

    /// Checks `extrinsicProperties`: an open list whose names and number are limited.
    pub(super) fn extrinsic_properties(&mut self, object: &'c Map<String, Value>) {
        self.with(object, "extrinsicProperties", |check, value| {
            let Some(properties) = check.object(value) else { return };
            if properties.len() > MAX_PROPERTIES {
                let expected = format!("must have at most {MAX_PROPERTIES} entries");
                check.findings.expects(Rule::DOCUMENT_EXTRINSIC_PROPERTIES, "", &expected);
            }
            for name in properties.keys() {
                check.key(name, |check| check.member_name(name));
            }
        });
    }
}
