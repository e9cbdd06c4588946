//! Checks of an item of `CapabilitySchemas`: members of the item repeat parts of its document.

use serde_json::Value;

use super::{Payload, text};
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
        let mut payload = Payload::new(&no_documents, severity_for);
        for (index, item) in items.as_array().into_iter().flatten().enumerate() {
            payload.at(Token::Index(index), |payload| payload.check_item(item, report));
        }
        payload.findings.into_violations()
    }
}

impl Payload<'_, '_> {
    fn check_item(&mut self, item: &Value, report: Option<&Value>) {
        let id = text(item, "CapabilityId");
        if let (Some(id), Some(report)) = (id, report)
            && !reported(report).any(|reported| reported == id)
        {
            self.member("CapabilityId", |payload| {
                payload.findings.expects(RULE, "unreported", "must be a capability that the capability report has");
            });
        }
        let schema = item.get("Schema").unwrap_or(&Value::Null);
        // The content of documents in other formats is not documented.
        if text(item, "Format").is_none_or(|format| format != Format::Aws.name()) {
            return;
        }
        let meant = id.and_then(|id| VersionedId::parse(id, Edition::E2026_11).ok());
        let named = text(schema, "$id").and_then(|id| DocumentId::read(id, Some(SchemaType::Capability)).ok());
        if let (Some(meant), Some((named, _))) = (meant, named) {
            let is_same = meant.id == named.id && (meant.selector == Selector::Latest || meant == named.versioned());
            if !is_same {
                self.member("CapabilityId", |payload| {
                    let named = named.versioned().to_string();
                    let expected = format!("must be `{named}`, as the document's `$id`");
                    payload.findings.expects_data(RULE, "id", expected, DetailData::Expected(named));
                });
            }
        }
        if let (Some(given), Some(own)) = (text(item, "ExtrinsicId"), text(schema, "extrinsicId"))
            && let (Some(given), Some(number)) = (extrinsic_number(given), extrinsic_number(own))
            && given != number
        {
            self.member("ExtrinsicId", |payload| {
                let expected = format!("must be {own}, as in the document");
                payload.findings.expects_data(RULE, "extrinsic-id", expected, DetailData::Expected(shorten(own)));
            });
        }
        let own = text(schema, "extrinsicVersion").and_then(|own| own.parse::<u64>().ok());
        if let (Some(given), Some(own)) = (item.get("ExtrinsicVersion").and_then(Value::as_f64), own) {
            let (reason, expected) = match own {
                1..=10 => ("extrinsic-version", format!("must be {own}, as in the document")),
                // The model and the developer guide disagree here.
                _ => (
                    "extrinsic-version-range",
                    format!("cannot be {own} as in the document: an item takes 1 to 10, a document any whole number"),
                ),
            };
            #[expect(clippy::cast_precision_loss, reason = "numbers of 10 digits are exact")]
            if given != own as f64 || own > 10 {
                let data = DetailData::Expected(own.to_string());
                self.member("ExtrinsicVersion", |payload| {
                    payload.findings.expects_data(RULE, reason, expected, data);
                });
            }
        }
    }
}

/// The ids of the capabilities in a report.
fn reported(report: &Value) -> impl Iterator<Item = &str> {
    let endpoints = report.get("endpoints").and_then(Value::as_array).into_iter().flatten();
    let capabilities =
        endpoints.filter_map(|endpoint| endpoint.get("capabilities").and_then(Value::as_array)).flatten();
    capabilities.filter_map(|capability| text(capability, "id"))
}
