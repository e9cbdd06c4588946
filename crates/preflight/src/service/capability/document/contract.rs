//! What a document requires of payloads: one JSON Schema for each kind of payload.

use core::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::library::{Document, Documents};
use super::translate::{Measure, Translation, Translator, Untranslatable};
use crate::service::schema_version::{DocumentId, SchemaType};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The message for a value schema that is too large to be used.
pub(super) const TOO_LARGE: &str =
    "is deeper or larger, with what it refers to, than what is judged: any value is taken";

/// A JSON Schema translated from a part of a document.
#[derive(Debug)]
pub(super) struct Contract {
    pub(super) schema: Value,
    /// The compiled schema, once it is needed; `None` if it is too large to be compiled.
    pub(super) validator: OnceCell<Option<Validator>>,
    pub(super) measure: Measure,
    /// The member names that the document declares. Messages may contain these; all others come from the sender.
    pub(super) declared: BTreeSet<String>,
    /// The document's patterns by their translations.
    pub(super) patterns: BTreeMap<String, String>,
    /// The members whose value schemas are too large to be used.
    pub(super) not_judged: BTreeSet<String>,
}

impl Documents {
    /// The JSON Schemas (draft 2020-12) of a capability's payloads: `action:NAME` for the parameters of a command, all
    /// of them required, `UpdateState` and `ReadState` for those of the built-in actions, and `property:NAME` for the
    /// values of properties. A value schema that cannot be translated allows any value.
    ///
    /// ```
    /// use mi_preflight::document::Documents;
    /// let mut documents = Documents::new();
    /// let lamp = br#"{"$id": "/schema-versions/capability/acme.Lamp@1.0",
    ///     "properties": {"OnTime": {"extrinsicId": "0", "value": {"type": "integer", "nullable": true}}}}"#;
    /// let id = documents.add(lamp)?.documents.remove(0);
    /// let schemas = documents.json_schemas(&id).unwrap_or_default();
    /// assert_eq!(schemas["property:OnTime"]["allOf"][0]["anyOf"][0]["type"], "null");
    /// # Ok::<(), mi_preflight::document::DocumentError>(())
    /// ```
    pub fn json_schemas(&self, id: &DocumentId) -> Option<BTreeMap<String, Value>> {
        let document = self.get(id).filter(|document| document.id.kind == SchemaType::Capability)?;
        let mut all = BTreeMap::new();
        for declared in document.list("actions") {
            if let Some(name) = declared.get("name").and_then(Value::as_str) {
                all.insert(format!("action:{name}"), action(self, document, declared, true).schema);
            }
        }
        all.insert("UpdateState".to_owned(), update_state(self, document).schema);
        all.insert("ReadState".to_owned(), read_state(document));
        for (name, property) in document.section("properties").into_iter().flatten() {
            let contract = property.get("value").and_then(|schema| value(self, document, schema).ok());
            let open = || json!({"$schema": DRAFT});
            all.insert(format!("property:{name}"), contract.map_or_else(open, |contract| contract.schema));
        }
        Some(all)
    }
}

/// The contract of an action's parameters: those of its request, and no others.
pub(super) fn action<'d>(
    documents: &'d Documents,
    document: &'d Document,
    action: &'d Value,
    all_required: bool,
) -> Contract {
    let parameters = parameters(action, "request");
    let required: Vec<&String> = parameters.into_iter().flat_map(Map::keys).filter(|_| all_required).collect();
    let schema = json!({"$schema": DRAFT, "type": "object", "additionalProperties": false, "required": required});
    object(documents, document, parameters, schema)
}

/// The contract of UpdateState's parameters: properties with their new values.
pub(super) fn update_state(documents: &Documents, document: &Document) -> Contract {
    let schema = json!({"$schema": DRAFT, "type": "object", "additionalProperties": false, "minProperties": 1});
    object(documents, document, document.section("properties"), schema)
}

/// The schema of ReadState's parameters: names of properties, or `*`.
fn read_state(document: &Document) -> Value {
    let names = document.section("properties").into_iter().flat_map(Map::keys).map(String::as_str);
    let names: Vec<&str> = core::iter::once("*").chain(names).collect();
    json!({
        "$schema": DRAFT,
        "type": "object",
        "required": ["propertiesToRead"],
        "additionalProperties": false,
        "properties": {"propertiesToRead": {"type": "array", "minItems": 1, "items": {"enum": names}}},
    })
}

/// The contract of an object whose fields are all optional.
pub(super) fn fields<'d>(
    documents: &'d Documents,
    document: &'d Document,
    fields: Option<&'d Map<String, Value>>,
) -> Contract {
    let schema = json!({"$schema": DRAFT, "type": "object", "additionalProperties": false});
    object(documents, document, fields, schema)
}

/// The contract of a single value.
pub(super) fn value<'d>(
    documents: &'d Documents,
    document: &'d Document,
    schema: &'d Value,
) -> Result<Contract, Untranslatable> {
    let mut translator = Translator::new(documents, &document.value);
    let (schema, measure) = translator.schema(schema)?;
    Ok(finish(translator, json!({"$schema": DRAFT, "allOf": [schema]}), measure, BTreeSet::new()))
}

/// The parameters that a section of an action or event declares.
pub(super) fn parameters<'v>(declaration: &'v Value, section: &str) -> Option<&'v Map<String, Value>> {
    declaration.get(section)?.get("parameters")?.as_object()
}

/// The contract of an object with declared members; `schema` holds its other keywords.
fn object<'d>(
    documents: &'d Documents,
    document: &'d Document,
    declared: Option<&'d Map<String, Value>>,
    mut schema: Value,
) -> Contract {
    let mut translator = Translator::new(documents, &document.value);
    let mut not_judged = BTreeSet::new();
    // If all value schemas together are too large, only names are checked.
    let values = values(&mut translator, documents, document, declared, &mut not_judged);
    let (properties, measure) = values.unwrap_or_else(|| {
        translator = Translator::new(documents, &document.value);
        not_judged = declared.into_iter().flat_map(Map::keys).cloned().collect();
        let open = declared.into_iter().flat_map(Map::keys).map(|name| (name.clone(), Value::Bool(true)));
        (open.collect(), Measure::default())
    });
    for name in properties.keys() {
        translator.declare(name);
    }
    if let Some(object) = schema.as_object_mut() {
        object.insert("properties".to_owned(), Value::Object(properties));
    }
    finish(translator, schema, measure, not_judged)
}

/// Translates value schemas by name. An unusable schema allows any value; the check of the document reports why. Names
/// whose schemas are too large are added to `not_judged`.
fn values<'d>(
    translator: &mut Translator<'d>,
    documents: &'d Documents,
    document: &'d Document,
    declared: Option<&'d Map<String, Value>>,
    not_judged: &mut BTreeSet<String>,
) -> Option<(Map<String, Value>, Measure)> {
    let mut properties = Map::new();
    let mut all = Measure::default();
    for (name, declaration) in declared.into_iter().flatten() {
        // Each schema is tried with a translator of its own first, so that a failure leaves nothing behind.
        let node = declaration.get("value");
        let schema = match node.map(|node| (node, value(documents, document, node))) {
            Some((node, Ok(_))) => {
                let (schema, measure) = translator.schema(node).ok()?;
                all.include(measure);
                schema
            }
            Some((_, Err(error))) => {
                if error == Untranslatable::TooLarge {
                    not_judged.insert(name.clone());
                }
                Value::Bool(true)
            }
            None => Value::Bool(true),
        };
        properties.insert(name.clone(), schema);
    }
    Some((properties, all))
}

fn finish(translator: Translator<'_>, mut schema: Value, measure: Measure, not_judged: BTreeSet<String>) -> Contract {
    let Translation { definitions, declared, patterns } = translator.finish();
    if let Some(object) = schema.as_object_mut() {
        object.insert("$defs".to_owned(), Value::Object(definitions));
    }
    Contract { schema, validator: OnceCell::new(), measure, declared, patterns, not_judged }
}
