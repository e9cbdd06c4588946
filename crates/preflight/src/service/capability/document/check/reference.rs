//! Checks of a `$ref` in a value schema.

use serde_json::Value;

use super::Check;
use crate::engine::rule::Rule;
use crate::service::capability::document::reference::{Target, target};
use crate::service::schema_version::{DocumentId, IdError, SchemaType, Visibility};

impl<'c> Check<'c, '_> {
    pub(super) fn reference(&mut self, value: &'c Value) {
        let Some(text) = value.as_str() else {
            self.findings.expects(Rule::DOCUMENT_VALUE_SCHEMA, "string", "must be a string");
            return;
        };
        let (target, spellings) = match target(self.documents, text) {
            Ok(resolved) => resolved,
            Err(error @ (IdError::Floating | IdError::MissingVersion)) => {
                // The meaning of a floating version in a document that never changes is not documented.
                let expected = format!("is not pinned: {error}");
                self.findings.expects(Rule::DOCUMENT_ID_FORM, error.reason(), &expected);
                return;
            }
            Err(error) => {
                let expected = format!("is neither `#/$defs/KEY` nor a definition's id: {error}");
                self.findings.expects(Rule::DOCUMENT_REFERENCE, error.reason(), &expected);
                return;
            }
        };
        let full = DocumentId::read(text, Some(SchemaType::Definition)).map(|(id, _)| id.to_string());
        self.spelling(&spellings, full.as_deref().unwrap_or(text.trim()));
        match target {
            Target::Local(pointer) => {
                let target = self.root.pointer(&pointer);
                if !target.is_some_and(|target| target.is_object() || target.is_boolean()) {
                    let expected = "must lead to a value schema in the document's own `$defs`";
                    self.findings.expects(Rule::DOCUMENT_REFERENCE, "target", expected);
                }
            }
            Target::Unknown => {
                let is_custom =
                    full.is_ok_and(|full| self.root.get("$id").and_then(Value::as_str) == Some(full.as_str()));
                if !is_custom {
                    let expected = "names a definition that is not at hand: any value is taken for it";
                    self.findings.expects(Rule::DOCUMENT_UNKNOWN_REFERENCE, "", expected);
                }
            }
            Target::Document(document) if document.visibility() == Some(Visibility::Private) => {
                // A definition cannot be published by any operation, so others may not be able to resolve it.
                let expected = "names a private definition: put the type into `$defs`, where everybody can see it";
                self.findings.expects(Rule::DOCUMENT_CONVENTION, "private", expected);
            }
            Target::Document(_) | Target::BuiltIn(_) => {}
        }
    }
}
