//! Finds the documents in a text: a document itself, or those in an answer of the service.

use serde_json::{Map, Value};

use super::library::{SkipReason, Skipped};
use crate::engine::report::value_at;
use crate::engine::report::{Path, Token};
use crate::service::schema_version::{Format, SchemaType, Visibility};
use crate::text::json::parts::{self, Part};

/// A document, with its facts in the answer that contains it.
pub(super) struct Content<'v> {
    /// The path of the document in the text.
    pub(super) path: Vec<Token>,
    pub(super) value: &'v Value,
    /// The id that the answer gives the document. It is used if the document has none.
    pub(super) id: Option<String>,
    pub(super) kind: Option<SchemaType>,
    pub(super) visibility: Option<Visibility>,
    /// The document is an item of a list; an unusable item does not make the others unusable.
    pub(super) is_one_of_several: bool,
}

/// Returns the documents in a text and the items that are not documents; `None` when the text is not an object.
pub(super) fn contents(value: &Value) -> Option<(Vec<Content<'_>>, Vec<Skipped>)> {
    let object = value.as_object()?;
    let mut documents = Vec::new();
    let mut skipped = Vec::new();
    let itself = Content { path: Vec::new(), value, id: None, kind: None, visibility: None, is_one_of_several: false };
    if object.contains_key("$id") {
        documents.push(itself);
    } else if let Some(items) = object.get("Items").and_then(Value::as_array) {
        for (index, item) in items.iter().enumerate() {
            let path = vec![Token::Member("Items".to_owned()), Token::Index(index)];
            match item.as_object() {
                Some(item) => add_wrapped(item, path, true, &mut documents, &mut skipped),
                None => skipped.push(Skipped { path: Path::new(path), reason: SkipReason::UnknownShape }),
            }
        }
    } else if object.contains_key("Schema") {
        add_wrapped(object, Vec::new(), false, &mut documents, &mut skipped);
    } else if object.is_empty() {
        skipped.push(Skipped { path: Path::default(), reason: SkipReason::Empty });
    } else {
        documents.push(itself);
    }
    Some((documents, skipped))
}

/// The items of the list in a text, if the text is an answer with a list.
pub(super) fn listed(text: &[u8]) -> Vec<Part<'_>> {
    parts::member(text, "Items").map(|items| parts::items(items.value)).unwrap_or_default()
}

/// The source text of a document. The items are located once, because a list may be long.
pub(super) fn written<'t>(text: &'t [u8], listed: &[Part<'t>], path: &[Token]) -> &'t [u8] {
    match path {
        [_, Token::Index(index), inside @ ..] => listed.get(*index).map_or(b"", |item| value_at(item.value, inside)),
        path => value_at(text, path),
    }
}

/// Adds the document in the `Schema` of an answer or item. No published sample shows the validation schemas of
/// ListManagedThingSchemas, so an item of a list counts as a document only if it looks like one.
fn add_wrapped<'v>(
    holder: &'v Map<String, Value>,
    mut path: Vec<Token>,
    is_one_of_several: bool,
    documents: &mut Vec<Content<'v>>,
    skipped: &mut Vec<Skipped>,
) {
    let text = |name: &str| holder.get(name).and_then(Value::as_str);
    path.push(Token::Member("Schema".to_owned()));
    let format = text("Format").and_then(|format| format.parse::<Format>().ok());
    let value = holder.get("Schema").unwrap_or(&Value::Null);
    let reason = match (format, value.as_object()) {
        (Some(format), _) if format != Format::Aws => Some(SkipReason::Format(format)),
        // A published answer has an empty object if there is no document in the requested dialect.
        (_, Some(schema)) if schema.is_empty() => Some(SkipReason::Empty),
        (_, None) => Some(SkipReason::UnknownShape),
        (_, Some(schema)) if is_one_of_several && !looks_like_document(schema) => Some(SkipReason::UnknownShape),
        _ => None,
    };
    if let Some(reason) = reason {
        skipped.push(Skipped { path: Path::new(path), reason });
        return;
    }
    let id = match (text("SchemaId"), text("SemanticVersion")) {
        (Some(id), Some(version)) => Some(format!("{id}@{version}")),
        _ => text("CapabilityId").map(str::to_owned),
    };
    let kind = match text("CapabilityId") {
        Some(_) => Some(SchemaType::Capability),
        None => text("Type").and_then(|kind| kind.parse().ok()),
    };
    let visibility = text("Visibility").and_then(|visibility| visibility.parse().ok());
    documents.push(Content { path, value, id, kind, visibility, is_one_of_several });
}

fn looks_like_document(schema: &Map<String, Value>) -> bool {
    let is_capability = schema.get("$id").and_then(Value::as_str).is_some_and(|id| id.contains("capability"));
    is_capability || (schema.contains_key("properties") && schema.contains_key("extrinsicId"))
}

/// The kind of a document, judged by its keys alone; `None` when no key decides it.
pub(super) fn kind_by_keys(document: &Map<String, Value>) -> Option<SchemaType> {
    let has = |name: &str| document.contains_key(name);
    let is_marked =
        document.get("$ref").and_then(Value::as_str).is_some_and(|target| target.contains("aws.capability"));
    if is_marked || has("actions") || has("events") || has("extrinsicVersion") {
        return Some(SchemaType::Capability);
    }
    let type_keys = ["$ref", "type", "enum", "const", "allOf", "anyOf", "oneOf"];
    if type_keys.into_iter().any(has) {
        return Some(SchemaType::Definition);
    }
    has("properties").then_some(SchemaType::Capability)
}
