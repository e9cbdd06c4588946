//! Checks of an enum: values by name, and their numbers in another protocol.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::rule::Rule;
use crate::service::capability::document_text::extrinsic_number;

impl<'c> Check<'c, '_> {
    pub(super) fn check_enumeration(&mut self, object: &'c Map<String, Value>) {
        self.required(Rule::DOCUMENT_ENUM, object, &["type", "enum", "extrinsicIdMap"]);
        self.with(object, "type", |check, value| match value.as_str() {
            Some("string") => {}
            // The text of the developer guide has `object`, its sample has `string`. No value of an enum could be an
            // object.
            Some("object") => {
                let expected = "should be `string`: the values of an enum are strings";
                check.findings.expects(Rule::DOCUMENT_CONVENTION, "enum-type", expected);
            }
            _ => check.findings.expects(
                Rule::DOCUMENT_ENUM,
                "type",
                "must be `string`: the values of an enum are strings",
            ),
        });
        let values: Vec<&str> =
            object.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        self.with(object, "enum", |check, value| {
            let Some(entries) = value.as_array() else { return };
            let mut sorted = values.clone();
            sorted.sort_unstable();
            if entries.is_empty() || sorted.len() != entries.len() || sorted.windows(2).any(|pair| pair[0] == pair[1]) {
                check.findings.expects(
                    Rule::DOCUMENT_ENUM,
                    "values",
                    "must have at least one value, all of them different strings",
                );
            }
        });
        self.with(object, "extrinsicIdMap", |check, value| {
            let Some(map) = value.as_object() else { return };
            for (name, id) in map {
                check.key(name, |check| {
                    if !values.contains(&name.as_str()) {
                        check.findings.expects(
                            Rule::DOCUMENT_ENUM,
                            "extrinsic-id",
                            "must be one of the values of `enum`",
                        );
                    }
                    if id.as_str().and_then(extrinsic_number).is_none() {
                        let expected = "should be 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits, as text";
                        check.findings.expects(Rule::DOCUMENT_CONVENTION, "extrinsic-id", expected);
                    }
                });
            }
            if values.iter().any(|value| !map.contains_key(*value)) {
                let expected = "should have an extrinsic id for every value of `enum`";
                check.findings.expects(Rule::DOCUMENT_CONVENTION, "extrinsic-ids", expected);
            }
        });
    }
}
