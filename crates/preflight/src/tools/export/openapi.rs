//! Export as OpenAPI 3.1, whose schemas are JSON Schema 2020-12.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Map, Value, json};

use super::json_schema::Schemas;
use super::{RegexDialect, object, words};
use crate::smithy::shape_closure::ReachableShapes;
use crate::smithy::view::ServiceModel;
use crate::smithy::{Binding, Dialect, Kind, Member, Model, OperationShape, ShapeId};

/// Returns the model as an OpenAPI 3.1 document: paths, parameters, bodies, responses, and all shapes as shared schemas.
///
/// Operations that OpenAPI cannot express are left out: [`openapi_omissions`] lists them.
///
/// If members of an input are in the path, the query or a header, its body has a separate schema with the suffix
/// `Body`.
///
/// ```
/// use mi_preflight::{Edition, export};
/// let document = export::openapi(&Edition::default().model());
/// let operation = &document["paths"]["/managed-things/{Identifier}"]["put"];
/// assert_eq!(operation["operationId"], "UpdateManagedThing");
/// let body = &operation["requestBody"]["content"]["application/json"]["schema"];
/// assert_eq!(body["$ref"], "#/components/schemas/UpdateManagedThingRequestBody");
/// ```
pub fn openapi(model: &ServiceModel<'_>) -> Value {
    openapi_with(model, RegexDialect::Unicode)
}

/// As [`openapi`], with patterns for the engine that will run them.
///
/// ```
/// use mi_preflight::{Edition, export};
/// let model = Edition::default().model();
/// let document = export::openapi_with(&model, export::RegexDialect::Portable);
/// assert!(!document.to_string().contains(r"\\p{"));
/// ```
pub fn openapi_with(model: &ServiceModel<'_>, regex: RegexDialect) -> Value {
    let model = &model.tables();
    let reached = ReachableShapes::of(model);
    let mut document = Document {
        schemas: Schemas { model, reached: &reached, prefix: "#/components/schemas/", regex },
        components: reached.iter().map(|(name, _)| (name.to_owned(), Value::Null)).collect(),
    };
    for (name, id) in reached.iter() {
        document.components.insert(name.to_owned(), document.schemas.shape(id));
    }
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let left_out = OmittedOperation::of(model);
    for operation in model.operations {
        let name = model.str(operation.name);
        if left_out.iter().any(|omitted| omitted.operation == name) {
            continue;
        }
        let item = document.operation(operation);
        let (path, method) = place(model, operation);
        paths.entry(path).or_default().insert(method, item);
    }
    let (title, security) = match model.dialect {
        Dialect::ManagedIntegrations => ("Managed integrations for AWS IoT Device Management", true),
        Dialect::Smithy => ("A service", false),
    };
    let version = match model.str(model.api_version) {
        "" => "unstated",
        version => version,
    };
    let mut components = object([("schemas", Value::Object(document.components.into_iter().collect()))]);
    let paths: Map<String, Value> = paths.into_iter().map(|(path, item)| (path, Value::Object(item))).collect();
    let mut root = object([
        ("openapi", json!("3.1.0")),
        ("info", json!({"title": title, "version": version})),
        ("paths", Value::Object(paths)),
    ]);
    if security {
        let scheme = json!({"type": "apiKey", "name": "Authorization", "in": "header",
                            "description": "AWS Signature Version 4"});
        components.insert("securitySchemes".to_owned(), json!({"sigv4": scheme}));
        root.insert("security".to_owned(), json!([{"sigv4": []}]));
    }
    root.insert("components".to_owned(), Value::Object(components));
    Value::Object(root)
}

/// An operation that an OpenAPI document does not have, and why.
///
/// ```
/// use mi_preflight::{Edition, export};
/// assert_eq!(export::openapi_omissions(&Edition::default().model()), []);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OmittedOperation {
    /// The name of the operation.
    pub operation: String,
    /// The operation with the same path and method, or `None` if this operation has no HTTP binding.
    pub same_place_as: Option<String>,
}

/// Returns the operations that [`openapi`] leaves out: those without an HTTP binding, and those that only a literal in the
/// query distinguishes from another one.
///
/// ```
/// use mi_preflight::{LoadedModel, export};
/// let text = br##"{"smithy": "2.0", "shapes": {"a#Put": {"type": "operation"}}}"##;
/// let model = LoadedModel::parse(text).unwrap();
/// assert_eq!(export::openapi_omissions(&model.model())[0].operation, "Put");
/// ```
pub fn openapi_omissions(model: &ServiceModel<'_>) -> Vec<OmittedOperation> {
    OmittedOperation::of(&model.tables())
}

impl OmittedOperation {
    fn of(model: &Model<'_>) -> Vec<OmittedOperation> {
        let mut places: BTreeMap<(String, String), &str> = BTreeMap::new();
        let mut omitted = Vec::new();
        // An operation without a literal in its query comes first.
        let (literal, plain): (Vec<&OperationShape>, Vec<&OperationShape>) =
            model.operations.iter().partition(|row| model.str(row.uri).contains('?'));
        for row in plain.into_iter().chain(literal) {
            let operation = model.str(row.name);
            if model.str(row.method).is_empty() {
                omitted.push(OmittedOperation { operation: operation.to_owned(), same_place_as: None });
                continue;
            }
            match places.entry(place(model, row)) {
                Entry::Vacant(entry) => _ = entry.insert(operation),
                Entry::Occupied(entry) => {
                    let same_place_as = Some((*entry.get()).to_owned());
                    omitted.push(OmittedOperation { operation: operation.to_owned(), same_place_as });
                }
            }
        }
        omitted.sort_by(|a, b| a.operation.cmp(&b.operation));
        omitted
    }
}

/// Returns the path and the method of an operation in the document.
fn place(model: &Model<'_>, operation: &OperationShape) -> (String, String) {
    (path(model.str(operation.uri)), model.str(operation.method).to_ascii_lowercase())
}

/// Returns the URI template without Smithy's mark of greedy labels, and without the query.
fn path(uri: &str) -> String {
    uri.split('?').next().unwrap_or_default().replace("+}", "}")
}

struct Document<'m, 'a> {
    schemas: Schemas<'m, 'a>,
    components: BTreeMap<String, Value>,
}

impl Document<'_, '_> {
    fn operation(&mut self, operation: &OperationShape) -> Value {
        let model = self.schemas.model;
        let name = model.str(operation.name);
        let mut item = object([("operationId", json!(name))]);
        if let Some(words) = words::operation(model, name) {
            item.insert("description".to_owned(), json!(words));
        }
        let parameters = self.schemas.parameters(operation.input);
        if !parameters.is_empty() {
            item.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if let Some((content, required)) = self.content(operation.input) {
            let mut body = object([("content", content)]);
            if required {
                body.insert("required".to_owned(), json!(true));
            }
            item.insert("requestBody".to_owned(), Value::Object(body));
        }
        item.insert("responses".to_owned(), Value::Object(self.responses(operation)));
        Value::Object(item)
    }

    fn responses(&mut self, operation: &OperationShape) -> Map<String, Value> {
        let model = self.schemas.model;
        let mut success = object([("description", json!("The operation succeeded."))]);
        let headers = self.schemas.headers(operation.output);
        if !headers.is_empty() {
            success.insert("headers".to_owned(), Value::Object(headers));
        }
        if let Some((content, _)) = self.content(operation.output) {
            success.insert("content".to_owned(), content);
        }
        let mut errors: BTreeMap<u16, Vec<ShapeId>> = BTreeMap::new();
        for &error in model.errors(operation) {
            errors.entry(model.shape(error).error_status).or_default().push(error);
        }
        let mut responses = object([]);
        responses.insert(operation.status.to_string(), Value::Object(success));
        for (status, mut of_status) in errors {
            of_status.sort_by_key(|&error| self.schemas.reached.name(error).to_owned());
            responses.insert(status.to_string(), self.error(&of_status));
        }
        responses
    }

    /// Returns the response for one status, which several errors may share.
    fn error(&mut self, errors: &[ShapeId]) -> Value {
        let model = self.schemas.model;
        let names: Vec<&str> = errors.iter().map(|&error| model.shape_name(error)).collect();
        let describe = |name: &&str| match words::error(name) {
            Some(words) => format!("{name}: {}", words.means),
            None => (*name).to_owned(),
        };
        let description: Vec<String> = names.iter().map(describe).collect();
        let schemas: Vec<Value> = errors.iter().map(|&error| self.schemas.reference(error)).collect();
        let schema = match schemas.as_slice() {
            [schema] => schema.clone(),
            // The errors have the same members, so the body alone does not identify the error.
            _ => json!({"anyOf": schemas}),
        };
        json!({
            "description": description.join("\n"),
            "headers": {"x-amzn-errortype": {"schema": {"type": "string", "examples": names}}},
            "content": {"application/json": {"schema": schema}},
        })
    }

    /// Returns the content of a body and whether it is required, or `None` if there is no body.
    fn content(&mut self, message: Option<ShapeId>) -> Option<(Value, bool)> {
        let id = message?;
        let model = self.schemas.model;
        let members = model.members_of(message);
        if let Some(payload) = members.iter().find(|member| member.binding == Binding::Payload) {
            let shape = model.shape(payload.shape);
            let media_type = match (model.str(shape.media_type), &shape.kind) {
                ("", Kind::Blob { .. }) => "application/octet-stream",
                ("", Kind::String { .. }) => "text/plain",
                ("", _) => "application/json",
                (stated, _) => stated,
            };
            // A blob that is the whole body is not encoded in base64.
            let schema = match shape.kind {
                Kind::Blob { .. } => json!({}),
                _ => self.schemas.reference(payload.shape),
            };
            return Some((json!({media_type: {"schema": schema}}), payload.required));
        }
        let in_body = |member: &Member| member.binding == Binding::Body;
        if !members.iter().any(in_body) {
            return None;
        }
        let required = members.iter().any(|member| in_body(member) && member.required);
        let schema = if members.iter().all(in_body) { self.schemas.reference(id) } else { self.body(id) };
        Some((json!({"application/json": {"schema": schema}}), required))
    }

    /// Returns the body of a message as a separate component.
    fn body(&mut self, id: ShapeId) -> Value {
        let schema = self.schemas.structure(id, |member| member.binding == Binding::Body);
        let schema = Value::Object(schema);
        let mut name = format!("{}Body", self.schemas.reached.name(id));
        while self.components.get(&name).is_some_and(|other| *other != schema) {
            name.push('_');
        }
        let reference = json!({"$ref": format!("{}{name}", self.schemas.prefix)});
        self.components.insert(name, schema);
        reference
    }
}

#[cfg(test)]
mod tests {
    use super::super::assert_references_lead_somewhere;
    use super::*;
    use crate::Edition;

    #[test]
    fn exports_labels_as_parameters_and_resolves_references() {
        for edition in Edition::ALL {
            let model = edition.model();
            let document = openapi(&model);
            assert_references_lead_somewhere(&document, &document);
            let mut operations = 0;
            for (path, item) in document["paths"].as_object().unwrap() {
                for operation in item.as_object().unwrap().values() {
                    operations += 1;
                    let none = Vec::new();
                    let parameters = operation["parameters"].as_array().unwrap_or(&none);
                    let of_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
                    for parameter in of_path.clone() {
                        assert!(path.contains(&format!("{{{}}}", parameter["name"].as_str().unwrap())), "{path}");
                        assert_eq!(parameter["required"], true);
                    }
                    assert_eq!(of_path.count(), path.matches('{').count(), "{path}");
                }
            }
            assert_eq!(operations, model.operations().len());
        }
    }

    #[test]
    fn repeats_parameters_of_query_lists() {
        let document = openapi(&Edition::E2026_11.model());
        let parameters = document["paths"]["/tags/{ResourceArn}"]["delete"]["parameters"].as_array().unwrap();
        let keys = parameters.iter().find(|parameter| parameter["name"] == "tagKeys").unwrap();
        assert_eq!((&keys["in"], &keys["explode"]), (&json!("query"), &json!(true)));
        assert_eq!(keys["schema"]["$ref"], "#/components/schemas/TagKeyList");
    }

    #[test]
    fn responses_name_their_errors() {
        let document = openapi(&Edition::default().model());
        let responses = &document["paths"]["/managed-things"]["post"]["responses"];
        assert_eq!(
            responses["201"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/CreateManagedThingResponse"
        );
        assert_eq!(
            responses["409"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/ConflictException"
        );
    }

    #[test]
    fn omits_the_body_without_body_members() {
        let document = openapi(&Edition::default().model());
        assert_eq!(document["paths"]["/managed-things/{Identifier}"]["get"].get("requestBody"), None);
    }
}
