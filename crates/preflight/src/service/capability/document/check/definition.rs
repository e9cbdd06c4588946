//! Checks of a definition document: a type that several capabilities use.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::rule::Rule;
use crate::service::schema_version::SchemaType;

/// The keywords that can describe a value of the type.
const TYPE_KEYS: [&str; 13] = [
    "$ref",
    "type",
    "enum",
    "const",
    "allOf",
    "anyOf",
    "oneOf",
    "properties",
    "patternProperties",
    "additionalProperties",
    "items",
    "prefixItems",
    "if",
];

impl<'c> Check<'c, '_> {
    pub(super) fn definition(&mut self, document: &'c Map<String, Value>) {
        self.required(Rule::DOCUMENT_REQUIRED, document, &["$id"]);
        self.expected(document, &["title", "description"]);
        if !TYPE_KEYS.into_iter().any(|key| document.contains_key(key)) {
            let expected = "should say what a value is, with `$ref`, `type`, `enum`, `allOf`, `anyOf` or `oneOf`";
            self.findings.expects(Rule::DOCUMENT_EXPECTED_KEY, "value", expected);
        }
        let id = self.check_identity(document, SchemaType::Definition);
        self.name(document, 192);
        self.version(document, id.as_ref());
        self.definitions(document);
        self.value(self.root);
    }
}
