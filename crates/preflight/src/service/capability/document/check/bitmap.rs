//! Checks of a bitmap: an object of numbers, one for each bit or field of bits.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::rule::Rule;
use crate::service::capability::document::translate::unwrapped;

impl<'c> Check<'c, '_> {
    pub(super) fn bitmap(&mut self, object: &'c Map<String, Value>) {
        self.required(Rule::DOCUMENT_BITMAP, object, &["type", "properties"]);
        self.with(object, "type", |check, value| {
            if value.as_str() != Some("object") {
                check.findings.expects(Rule::DOCUMENT_BITMAP, "type", "must be `object`");
            }
        });
        self.with(object, "properties", |check, value| {
            for (name, bit) in value.as_object().into_iter().flatten() {
                check.key(name, |check| check.bit(bit));
            }
        });
    }

    fn bit(&mut self, bit: &'c Value) {
        let Some(inner) = unwrapped(bit) else {
            let expected = "must be a bit, with `extrinsicId` and `value`";
            self.findings.expects(Rule::DOCUMENT_BITMAP, "bit", expected);
            return;
        };
        if let Some(bit) = bit.as_object() {
            self.required(Rule::DOCUMENT_BITMAP, bit, &["extrinsicId"]);
        }
        // The target of the reference may have these keywords.
        if inner.get("$ref").is_some() {
            return;
        }
        let number = |name: &str| inner.get(name).and_then(Value::as_f64);
        let is_integer = inner.get("type").and_then(Value::as_str) == Some("integer");
        if !is_integer || number("minimum") != Some(0.0) || number("maximum").is_none_or(|maximum| maximum < 1.0) {
            self.member("value", |check| {
                let expected = "must be an integer with the minimum 0 and a maximum of at least 1";
                check.findings.expects(Rule::DOCUMENT_BITMAP, "range", expected);
            });
        }
    }
}
