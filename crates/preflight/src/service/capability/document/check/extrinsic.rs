//! The numbers that another protocol knows things by, and properties that are handed on to it.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::rule::Rule;
use crate::service::capability::document_text::extrinsic_number;

/// The most extrinsic properties in one place.
const MOST: usize = 20;

impl<'c> Check<'c, '_> {
    /// The number that an `extrinsicId` says. What says none was told when the text was looked at.
    pub(super) fn extrinsic_id(&mut self, object: &'c Map<String, Value>) -> Option<u64> {
        let number = object.get("extrinsicId").and_then(Value::as_str).and_then(extrinsic_number)?;
        if number > u64::from(u32::MAX) {
            self.member("extrinsicId", |check| {
                check.findings.expects(Rule::DOCUMENT_EXTRINSIC_RANGE, "maximum", "should be at most 0xFFFFFFFF");
            });
        }
        Some(number)
    }

    /// `extrinsicProperties`: an open list of anything, its names and number aside.
    pub(super) fn extrinsic_properties(&mut self, object: &'c Map<String, Value>) {
        self.with(object, "extrinsicProperties", |check, value| {
            let Some(properties) = check.object(value) else { return };
            if properties.len() > MOST {
                let expected = format!("must have at most {MOST} entries");
                check.findings.expects(Rule::DOCUMENT_EXTRINSIC_PROPERTIES, "maxProperties", expected);
            }
            for name in properties.keys() {
                check.key(name, |check| check.member_name(name));
            }
        });
    }
}
