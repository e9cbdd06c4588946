//! Checks of names, titles, descriptions and versions.

use serde_json::{Map, Value};

use super::Check;
use crate::engine::report::DetailData;
use crate::engine::rule::Rule;
use crate::service::schema_version::{DocumentId, Version};

impl<'c> Check<'c, '_> {
    /// Checks a text without restrictions apart from its length.
    pub(super) fn text(&mut self, object: &'c Map<String, Value>, name: &str, max_length: usize) {
        self.with(object, name, |check, value| {
            if let Some(text) = check.string(value) {
                check.length(text, max_length);
            }
        });
    }

    fn length(&mut self, text: &str, max_length: usize) {
        if text.chars().count() > max_length {
            let expected = format!("must have at most {max_length} characters");
            let data = DetailData::Limit(max_length.to_string());
            self.findings.expects_data(Rule::DOCUMENT_TEXT, "long", expected, data);
        }
    }

    /// Checks a text without a documented limit; a text that exceeds the greatest limit of other texts is doubtful.
    pub(super) fn unlimited_text(&mut self, object: &'c Map<String, Value>, name: &str) {
        const LONG: usize = 2048;
        self.with(object, name, |check, value| {
            if check.string(value).is_some_and(|text| text.chars().count() > LONG) {
                let expected = format!("should have at most {LONG} characters, as other descriptions do");
                check.findings.expects(Rule::DOCUMENT_CONVENTION, "long", &expected);
            }
        });
    }

    /// Checks the name of a document or of a response.
    pub(super) fn name(&mut self, object: &'c Map<String, Value>, max_length: usize) {
        self.with(object, "name", |check, value| {
            let Some(name) = check.string(value) else { return };
            let mut bytes = name.bytes();
            let is_name = bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
                && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"./ -".contains(&byte));
            if !is_name {
                let expected = "must begin with a letter and have letters, digits, `.`, `/`, `-` and blanks alone";
                check.findings.expects(Rule::DOCUMENT_TEXT, "name", expected);
            }
            check.length(name, max_length);
        });
    }

    /// Checks `version`, which repeats the version in the id.
    pub(super) fn version(&mut self, object: &'c Map<String, Value>, id: Option<&DocumentId>) {
        self.with(object, "version", |check, value| {
            let Some(text) = check.string(value) else { return };
            match (text.parse::<Version>(), id) {
                (Err(error), _) => {
                    check.findings.expects(Rule::DOCUMENT_TEXT, error.reason(), &format!("is none: {error}"));
                }
                (Ok(version), Some(id)) if version != id.version => {
                    let expected = format!("must be {}, the version in `$id`", id.version);
                    let data = DetailData::Expected(id.version.to_string());
                    check.findings.expects_data(Rule::DOCUMENT_VERSION, "", expected, data);
                }
                _ => {}
            }
        });
    }

    /// Checks the version of a capability in another protocol; for Matter it is the revision of the cluster.
    pub(super) fn extrinsic_version(&mut self, object: &'c Map<String, Value>) {
        self.with(object, "extrinsicVersion", |check, value| {
            let Some(text) = check.string(value) else { return };
            if !(1..=10).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                let expected = "must be a whole number of 1 to 10 digits, as text";
                check.findings.expects(Rule::DOCUMENT_TEXT, "extrinsic-version", expected);
            }
        });
    }
}
