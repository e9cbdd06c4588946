//! Checks of a capability document: properties, actions and events.

use serde_json::{Map, Value};

use super::Check;
use super::unique::Seen;
use crate::engine::rule::Rule;
use crate::service::capability::document::reference::{BuiltIn, Target, target};
use crate::service::schema_version::SchemaType;

const KEYS: [&str; 13] = [
    "$id",
    "$ref",
    "$defs",
    "name",
    "title",
    "description",
    "version",
    "extrinsicId",
    "extrinsicVersion",
    "extrinsicProperties",
    "properties",
    "actions",
    "events",
];

impl<'c> Check<'c, '_> {
    pub(super) fn capability(&mut self, document: &'c Map<String, Value>) {
        self.known_keys(document, &KEYS);
        let id = self.check_identity(document, SchemaType::Capability);
        self.name(document, 64);
        self.text(document, "title", 256);
        self.text(document, "description", 2048);
        self.version(document, id.as_ref());
        self.extrinsic_id(document);
        self.extrinsic_version(document);
        self.marker(document);
        self.with(document, "extrinsicProperties", |check, _| {
            // The developer guide lists them as optional in one place and as unsupported in another.
            check.findings.expects(Rule::DOCUMENT_UNKNOWN_KEY, "extrinsic-properties", "may not be supported here");
        });
        self.extrinsic_properties(document);
        self.with(document, "properties", |check, value| {
            let Some(properties) = check.object(value) else { return };
            let mut seen = Seen::default();
            for (name, property) in properties {
                check.key(name, |check| check.property(name, property, &mut seen));
            }
        });
        self.with(document, "actions", |check, value| {
            let Some(actions) = check.list(value) else { return };
            let mut seen = Seen::default();
            for (index, action) in actions.iter().enumerate() {
                check.index(index, |check| check.action(action, &mut seen));
            }
        });
        self.with(document, "events", |check, value| {
            let Some(events) = check.list(value) else { return };
            let mut seen = Seen::default();
            for (index, event) in events.iter().enumerate() {
                check.index(index, |check| check.event(event, &mut seen));
            }
        });
        self.definitions(document);
    }

    /// Checks `$ref`, which marks a document as a capability.
    fn marker(&mut self, document: &'c Map<String, Value>) {
        const MARKER: &str = "/schema-versions/definition/aws.capability@1.0";
        self.with(document, "$ref", |check, value| {
            let Some(text) = check.string(value) else { return };
            match target(check.documents, text) {
                Ok((Target::BuiltIn(BuiltIn::Capability), spellings)) => check.spelling(&spellings, MARKER),
                _ => check.findings.expects(Rule::DOCUMENT_REFERENCE, "marker", &format!("must be `{MARKER}`")),
            }
        });
    }

    /// Checks `$defs`: schemas that the document refers to.
    pub(super) fn definitions(&mut self, document: &'c Map<String, Value>) {
        self.with(document, "$defs", |check, value| {
            let Some(definitions) = check.object(value) else { return };
            for (name, schema) in definitions {
                check.key(name, |check| {
                    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
                    if name.is_empty() || !name.bytes().all(is_safe) {
                        let expected = "should be named with letters, digits, `.`, `_`, `~` and `-` alone";
                        check.findings.expects(Rule::DOCUMENT_DEFINITIONS, "", expected);
                    }
                    check.value(schema);
                });
            }
        });
    }
}
