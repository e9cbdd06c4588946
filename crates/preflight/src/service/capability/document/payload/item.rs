//! Checks of an item of `CapabilitySchemas`: members of the item repeat parts of its document.

use serde_json::Value;

use super::{PayloadChecker, string};
use crate::engine::report::{DetailData, Token, Violation};
use crate::engine::rule::Rule;
use crate::service::Edition;
use crate::service::capability::document::findings::SeverityFor;
use crate::service::capability::document::library::Documents;
use crate::service::capability::document_text::extrinsic_number;
use crate::service::schema_version::{DocumentId, Format, SchemaType, Selector, VersionedId};
use crate::text::path::shorten;

const RULE: Rule = Rule::SCHEMA_ITEM;

impl Documents {
    /// Compares items of `CapabilitySchemas`, given as that list, with their documents and, if given, with the device's
    /// capability report. Paths begin at the list. `severity_for` returns the severity of a rule, or `None` if it is off.
    ///
    /// [`Documents::check_item_documents`] checks the documents themselves.
    pub fn check_schema_items(items: &Value, report: Option<&Value>, severity_for: &SeverityFor<'_>) -> Vec<Violation> {
        let no_documents = Documents::new();
        let mut checker = PayloadChecker::new(&no_documents, severity_for);
        for (index, item) in items.as_array().into_iter().flatten().enumerate() {
            checker.at(Token::Index(index), |checker| checker.check_item(item, report));
        }
        checker.findings.into_violations()
    }
}

impl PayloadChecker<'_, '_> {
    fn check_item(&mut self, item: &Value, report: Option<&Value>) {
        let id = string(item, "CapabilityId");
        if let (Some(id), Some(report)) = (id, report)
            && !reported_ids(report).any(|reported| reported == id)
        {
            self.at_member("CapabilityId", |checker| {
                checker.findings.expects(RULE, "unreported", "must be a capability that the capability report has");
            });
        }
        let schema = item.get("Schema").unwrap_or(&Value::Null);
        // The content of documents in other formats is not documented.
        if string(item, "Format").is_none_or(|format| format != Format::Aws.name()) {
            return;
        }
        let item_id = id.and_then(|id| VersionedId::parse(id, Edition::E2026_11).ok());
        let document_id = string(schema, "$id").and_then(|id| DocumentId::read(id, Some(SchemaType::Capability)).ok());
        if let (Some(item_id), Some((document_id, _))) = (item_id, document_id) {
            let is_same = item_id.id == document_id.id
                && (item_id.selector == Selector::Latest || item_id == document_id.versioned());
            if !is_same {
                self.at_member("CapabilityId", |checker| {
                    let document_id = document_id.versioned().to_string();
                    let expected = format!("must be `{document_id}`, as the document's `$id`");
                    checker.findings.expects_data(RULE, "id", expected, DetailData::Expected(document_id));
                });
            }
        }
        if let (Some(actual), Some(declared)) = (string(item, "ExtrinsicId"), string(schema, "extrinsicId"))
            && let (Some(actual), Some(number)) = (extrinsic_number(actual), extrinsic_number(declared))
            && actual != number
        {
            self.at_member("ExtrinsicId", |checker| {
                let expected = format!("must be {declared}, as in the document");
                checker.findings.expects_data(RULE, "extrinsic-id", expected, DetailData::Expected(shorten(declared)));
            });
        }
        let declared = string(schema, "extrinsicVersion").and_then(|declared| declared.parse::<u64>().ok());
        if let (Some(actual), Some(declared)) = (item.get("ExtrinsicVersion").and_then(Value::as_f64), declared) {
            let (reason, expected) = match declared {
                1..=10 => ("extrinsic-version", format!("must be {declared}, as in the document")),
                // The model and the developer guide disagree here.
                _ => (
                    "extrinsic-version-range",
                    format!(
                        "cannot be {declared} as in the document: an item takes 1 to 10, a document any whole number"
                    ),
                ),
            };
            #[expect(clippy::cast_precision_loss, reason = "numbers of 10 digits are exact")]
            if actual != declared as f64 || declared > 10 {
                let data = DetailData::Expected(declared.to_string());
                self.at_member("ExtrinsicVersion", |checker| {
                    checker.findings.expects_data(RULE, reason, expected, data);
                });
            }
        }
    }
}

/// Returns the ids of the capabilities in a report.
fn reported_ids(report: &Value) -> impl Iterator<Item = &str> {
    let endpoints = report.get("endpoints").and_then(Value::as_array).into_iter().flatten();
    let capabilities =
        endpoints.filter_map(|endpoint| endpoint.get("capabilities").and_then(Value::as_array)).flatten();
    capabilities.filter_map(|capability| string(capability, "id"))
}
