//! Differences between two models: operations, errors, members and constraints.
//!
//! Shapes are compared by name if operations of both models reach them. Shapes that come with a new operation or member
//! are not listed separately.

mod change;
mod json;
mod operations;
mod shapes;
mod words;

pub use change::ModelChange;
pub use json::changes_to_json;

use crate::smithy::view::ServiceModel;

/// Returns the changes from one model to another: operations first, each group sorted by name.
///
/// ```
/// use mi_preflight::{Edition, diff};
///
/// let changes = diff(&Edition::E2025_05_22.model(), &Edition::E2026_11.model());
/// assert!(changes.iter().any(|change| change.to_string() == "`SchemaId` length: 1 to 128 -> 3 to 128"));
/// ```
pub fn diff(from: &ServiceModel<'_>, to: &ServiceModel<'_>) -> Vec<ModelChange> {
    let (from, to) = (&from.tables(), &to.tables());
    let mut changes = Vec::new();
    operations::compare(from, to, &mut changes);
    shapes::compare(from, to, &mut changes);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;

    fn between_editions() -> Vec<String> {
        let changes = diff(&Edition::E2025_05_22.model(), &Edition::E2026_11.model());
        changes.iter().map(ModelChange::to_string).collect()
    }

    #[test]
    fn finds_no_change_within_an_edition() {
        for edition in Edition::ALL {
            assert_eq!(diff(&edition.model(), &edition.model()), []);
        }
    }

    #[test]
    fn finds_the_published_changes() {
        let lines = between_editions();
        for expected in [
            "operation `TagResource` added",
            "operation `CreateOtaTask` error `UnauthorizedException` added",
            "operation `DeleteProvisioningProfile` error `ConflictException` added",
            "`ActionName` pattern: `^[/a-zA-Z0-9\\._ ]+$` -> `^[/a-zA-Z0-9\\._ -]+$`",
            "`AuthMaterialType` value `PRE_ONBOARDED_CLOUD` added",
            "`CapabilityReportEndpoints` length: at most 50 -> at most 40",
            "`ConnectorAssociationId` deprecated since 2025-06-25",
            "`CreateDestinationRequest$Tags` deprecated since 06-25-2025",
            "`CreateManagedThingRequest$WiFiSimpleSetupConfiguration` added (`WiFiSimpleSetupConfiguration`)",
            "`GetOtaTaskResponse$Tags` added (`TagsMap`)",
            "`ListManagedThingsRequest$ConnectorPolicyIdFilter` deprecated since 06-25-2025",
            "`OtaTaskArn` length: at most 1011 -> 32 to 1011",
            "`ResourceNotFoundException$ResourceId` added (`ErrorResourceId`)",
            "`SchemaVersionVersion` pattern: `^(\\d+\\.\\d+|\\$latest)$` -> `^(\\d+\\.\\d+(\\.\\d+)?|\\$latest)$`",
            "`StartDeviceDiscoveryRequest$ConnectorAssociationIdentifier` deprecated since 06-25-2025",
        ] {
            assert!(lines.iter().any(|line| line == expected), "missing: {expected}\n{}", lines.join("\n"));
        }
    }

    #[test]
    fn reverses_added_and_removed() {
        let (old, new) = (Edition::E2025_05_22.model(), Edition::E2026_11.model());
        let count =
            |changes: &[ModelChange], kind: &str| changes.iter().filter(|change| change.kind().ends_with(kind)).count();
        let (forth, back) = (diff(&old, &new), diff(&new, &old));
        assert_eq!(forth.len(), back.len());
        assert_eq!(count(&forth, "added"), count(&back, "removed"));
        assert_eq!(count(&forth, "removed"), count(&back, "added"));
    }

    #[cfg(feature = "smithy")]
    #[test]
    fn finds_every_kind_of_change() {
        let parse = |text: &str| crate::LoadedModel::parse(text.as_bytes()).unwrap();
        let model = |version: &str, http: &str, input: &str, shapes: &str| {
            parse(&format!(
                r##"{{"smithy": "2.0", "shapes": {{
                "a#S": {{"type": "service", "version": "{version}"}},
                "a#Put": {{"type": "operation", "input": {{"target": "a#In"}}, "errors": [{{"target": "a#E"}}],
                          "traits": {{{http}}}}},
                "a#In": {{"type": "structure", "members": {{{input}}}}},
                {shapes}}}}}"##
            ))
        };
        let old = model(
            "1",
            r#""smithy.api#http": {"method": "PUT", "uri": "/a/{id}"}, "smithy.api#readonly": {}"#,
            r##""id": {"target": "a#Word", "traits": {"smithy.api#required": {}, "smithy.api#httpLabel": {}}},
               "words": {"target": "a#Words"}, "any": {"target": "a#Any"}, "count": {"target": "a#Count"},
               "kind": {"target": "a#Kind"}, "gone": {"target": "a#Word"}, "when": {"target": "a#When"},
               "token": {"target": "a#Word", "traits": {"smithy.api#idempotencyToken": {}}}"##,
            r##""a#Word": {"type": "string"}, "a#Words": {"type": "list", "member": {"target": "a#Word"}},
               "a#Any": {"type": "string"}, "a#Kind": {"type": "enum", "members": {"a": {"target": "smithy.api#Unit"}}},
               "a#Count": {"type": "integer", "traits": {"smithy.api#range": {"min": 1}}},
               "a#When": {"type": "timestamp"},
               "a#E": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}}"##,
        );
        let new = model(
            "2",
            r#""smithy.api#http": {"method": "POST", "uri": "/b/{id}", "code": 201}, "smithy.api#idempotent": {}"#,
            r##""id": {"target": "a#Word", "traits": {"smithy.api#httpQuery": "identity"}},
               "words": {"target": "a#Words"}, "any": {"target": "a#Any"}, "count": {"target": "a#Count"},
               "kind": {"target": "a#Kind"}, "when": {"target": "a#When"},
               "token": {"target": "a#Word"},
               "fresh": {"target": "a#Kind", "traits": {"smithy.api#required": {}}}"##,
            r##""a#Word": {"type": "string", "traits": {"smithy.api#sensitive": {}, "smithy.api#mediaType": "text/html"}},
               "a#Words": {"type": "list", "member": {"target": "a#Kind"},
                           "traits": {"smithy.api#sparse": {}, "smithy.api#uniqueItems": {}}},
               "a#Any": {"type": "document"}, "a#Kind": {"type": "enum", "members": {"b": {"target": "smithy.api#Unit"}}},
               "a#Count": {"type": "long", "traits": {"smithy.api#range": {"min": 1, "max": 2.5}}},
               "a#When": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "date-time"}},
               "a#E": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "server"}}"##,
        );
        let lines: Vec<String> = diff(&old.model(), &new.model()).iter().map(ModelChange::to_string).collect();
        assert_eq!(
            lines,
            [
                "api version: `1` -> `2`",
                "operation `Put` method: PUT -> POST",
                "operation `Put` uri: `/a/{id}` -> `/b/{id}`",
                "operation `Put` status: 200 -> 201",
                "operation `Put` no longer readonly",
                "operation `Put` now idempotent",
                "`Any` type: string -> document",
                "`Count` type: integer -> long",
                "`Count` range: at least 1 -> 1 to 2.5",
                "`E` status: 400 -> 500",
                "`In$id` no longer required",
                "`In$id` travels: httpLabel -> httpQuery `identity`",
                "`In$token` no longer an idempotency token",
                "`In$fresh` added (`Kind`), required",
                "`In$gone` removed",
                "`Kind` value `b` added",
                "`Kind` value `a` removed",
                "`When` timestamp format: unstated -> date-time",
                "`Word` now sensitive",
                "`Word` media type: none -> `text/html`",
                "`Words` now sparse",
                "`Words` now of unique items",
                "`Words$member` target: `Word` -> `Kind`",
            ]
        );
    }

    #[test]
    fn writes_json() {
        let changes = [
            ModelChange::OperationAdded { operation: "Put".to_owned() },
            ModelChange::RequiredChanged { shape: "In".to_owned(), member: "id".to_owned(), required: true },
        ];
        let expected = concat!(
            r#"[{"change":"operation-added","operation":"Put","message":"operation `Put` added"},"#,
            r#"{"change":"required-changed","shape":"In","member":"id","to":true,"message":"`In$id` now required"}]"#
        );
        assert_eq!(changes_to_json(&changes), expected);
    }
}
