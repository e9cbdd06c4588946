//! Checks of a document's id.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::rule::Rule;
use crate::service::schema_version::{DocumentId, SchemaType, Spelling};

impl<'c> Check<'c, '_> {
    /// Checks the document's `$id` and returns it if it can be parsed.
    pub(super) fn identity(&mut self, document: &'c Map<String, Value>, kind: SchemaType) -> Option<DocumentId> {
        let text = document.get("$id")?;
        self.member("$id", |check| {
            let text = check.string(text)?;
            let (id, spellings) = match DocumentId::read(text, Some(kind)) {
                Ok(read) => read,
                Err(error) => {
                    check.findings.expects(Rule::DOCUMENT_IDENTITY, "$id", format!("is no document's id: {error}"));
                    return None;
                }
            };
            if spellings.contains(&Spelling::ShortForm) {
                check.findings.expects(Rule::DOCUMENT_IDENTITY, "$id", format!("must be written in full: `{id}`"));
            } else if !spellings.is_empty() {
                check.spelling(&spellings, &id.to_string());
            }
            Some(id)
        })
    }

    /// Reports an id that can be parsed but is not spelled in the documented form.
    pub(super) fn spelling(&mut self, spellings: &[Spelling], right: &str) {
        if !spellings.is_empty() {
            self.findings.expects(Rule::DOCUMENT_ID_FORM, "$ref", format!("should be written `{right}`"));
        }
    }
}
