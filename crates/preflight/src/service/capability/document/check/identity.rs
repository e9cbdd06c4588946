//! Checks of a document's id.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::report::DetailData;
use crate::engine::rule::Rule;
use crate::service::schema_version::{DocumentId, SchemaType, Spelling};
use crate::text::path::shorten;

impl<'c> Check<'c, '_> {
    /// Checks the document's `$id` and returns it if it can be parsed.
    pub(super) fn check_identity(&mut self, document: &'c Map<String, Value>, kind: SchemaType) -> Option<DocumentId> {
        let text = document.get("$id")?;
        self.member("$id", |check| {
            let text = check.string(text)?;
            let (id, spellings) = match DocumentId::read(text, Some(kind)) {
                Ok(read) => read,
                Err(error) => {
                    let expected = format!("is not a document's id: {error}");
                    check.findings.expects(Rule::DOCUMENT_IDENTITY, error.reason(), &expected);
                    return None;
                }
            };
            if spellings.contains(&Spelling::ShortForm) {
                let expected = format!("must be written in full: `{id}`");
                let data = DetailData::Expected(id.to_string());
                check.findings.expects_data(Rule::DOCUMENT_IDENTITY, "short-form", expected, data);
            } else if !spellings.is_empty() {
                check.spelling(&spellings, &id.to_string());
            }
            Some(id)
        })
    }

    /// Reports an id that can be parsed but is not spelled in the documented form.
    pub(super) fn spelling(&mut self, spellings: &[Spelling], right: &str) {
        if !spellings.is_empty() {
            let (expected, data) = (format!("should be written `{right}`"), DetailData::Expected(shorten(right)));
            self.findings.expects_data(Rule::DOCUMENT_ID_FORM, "spelling", expected, data);
        }
    }
}
