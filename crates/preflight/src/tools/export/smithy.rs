//! Export as a Smithy JSON AST.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{number, object};
use crate::smithy::shape_closure::{self, ReachableShapes, timestamp_format};
use crate::smithy::view::{ServiceModel, ShapeType};
use crate::smithy::{Dialect, EnumValue, Kind, Length, Member, Model, OperationShape, Protocol, Range, ShapeId};

/// Returns the model as a Smithy 2.0 JSON AST. Loading it gives the same model: [`crate::diff`] finds no change.
///
/// The names of enum members are derived from their values, because the model does not store them. An idempotency
/// token is not exported as `required`, because callers may omit it.
///
/// ```
/// use mi_preflight::{Edition, LoadedModel, diff, export};
/// let model = Edition::default().model();
/// let text = export::smithy(&model).to_string();
/// let loaded = LoadedModel::parse(text.as_bytes()).unwrap();
/// assert!(diff(&model, &loaded.model()).is_empty());
/// ```
pub fn smithy(model: &ServiceModel<'_>) -> Value {
    let model = &model.tables();
    let reached = ReachableShapes::of(model);
    let (namespace, service, title) = match model.dialect {
        Dialect::ManagedIntegrations => (
            "com.amazonaws.iotmanagedintegrations",
            "IotManagedIntegrations",
            Some("Managed integrations for AWS IoT Device Management"),
        ),
        Dialect::Smithy => ("model", "Service", None),
    };
    let writer = Writer {
        model,
        reached: &reached,
        namespace,
        inputs: own_shapes(model, |row| row.input),
        outputs: own_shapes(model, |row| row.output),
    };
    let mut shapes: BTreeMap<String, Value> =
        reached.iter().map(|(name, id)| (writer.id(name), writer.shape(id))).collect();
    let mut operations = Vec::new();
    for operation in model.operations {
        // Smithy has one namespace for shapes and operations, so the two cannot share a name.
        let id = writer.id(model.str(operation.name));
        shapes.insert(id.clone(), writer.operation(operation));
        operations.push(json!({"target": id}));
    }
    let protocol = match model.protocol {
        Protocol::RestJson => "restJson1",
        Protocol::AwsJson1_0 => "awsJson1_0",
        Protocol::AwsJson1_1 => "awsJson1_1",
        Protocol::RestXml => "restXml",
        Protocol::Query => "awsQuery",
    };
    let mut traits = Map::new();
    traits.insert(format!("aws.protocols#{protocol}"), json!({}));
    if let Some(title) = title {
        traits.insert("aws.auth#sigv4".to_owned(), json!({"name": "iotmanagedintegrations"}));
        traits.insert("smithy.api#title".to_owned(), json!(title));
    }
    let mut service_name = service.to_owned();
    while shapes.contains_key(&writer.id(&service_name)) {
        service_name.push('_');
    }
    let version = model.str(model.api_version);
    let service = json!({"type": "service", "version": version, "operations": operations, "traits": traits});
    shapes.insert(writer.id(&service_name), service);
    json!({"smithy": "2.0", "shapes": Value::Object(shapes.into_iter().collect())})
}

/// Returns the shapes that are used only as the input (or output) of one operation, which Smithy marks with a trait.
fn own_shapes(model: &Model<'_>, message: impl Fn(&OperationShape) -> Option<ShapeId>) -> BTreeSet<ShapeId> {
    let mut own = BTreeSet::new();
    let mut uses: BTreeMap<ShapeId, usize> = BTreeMap::new();
    for operation in model.operations {
        own.extend(message(operation));
        for root in shape_closure::roots(model, operation) {
            *uses.entry(root).or_default() += 1;
        }
    }
    for (_, id) in ReachableShapes::of(model).iter() {
        for (_, part) in shape_closure::parts(model, id) {
            *uses.entry(part).or_default() += 1;
        }
    }
    own.retain(|id| uses.get(id) == Some(&1));
    own
}

struct Writer<'m, 'a> {
    model: &'m Model<'a>,
    reached: &'m ReachableShapes<'a>,
    namespace: &'static str,
    inputs: BTreeSet<ShapeId>,
    outputs: BTreeSet<ShapeId>,
}

impl Writer<'_, '_> {
    fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.namespace)
    }

    fn target(&self, id: ShapeId) -> Value {
        json!({"target": self.id(self.reached.name(id))})
    }

    fn operation(&self, operation: &OperationShape) -> Value {
        let model = self.model;
        let message = |id: Option<ShapeId>| match id {
            Some(id) => self.target(id),
            None => json!({"target": "smithy.api#Unit"}),
        };
        let errors: Vec<Value> = model.errors(operation).iter().map(|&error| self.target(error)).collect();
        let mut traits = Map::new();
        if !model.str(operation.method).is_empty() {
            let http = json!({"method": model.str(operation.method), "uri": model.str(operation.uri),
                              "code": operation.status});
            traits.insert("smithy.api#http".to_owned(), http);
        }
        if operation.idempotent {
            traits.insert("smithy.api#idempotent".to_owned(), json!({}));
        }
        if operation.readonly {
            traits.insert("smithy.api#readonly".to_owned(), json!({}));
        }
        let mut shape = object([
            ("type", json!("operation")),
            ("input", message(operation.input)),
            ("output", message(operation.output)),
        ]);
        if !errors.is_empty() {
            shape.insert("errors".to_owned(), Value::Array(errors));
        }
        shape.insert("traits".to_owned(), Value::Object(traits));
        Value::Object(shape)
    }

    fn shape(&self, id: ShapeId) -> Value {
        let model = self.model;
        let row = model.shape(id);
        let mut shape = object([("type", json!(ShapeType::of(&row.kind).name()))]);
        match &row.kind {
            Kind::Structure { .. } | Kind::Union { .. } => {
                let members = model.members_of(Some(id)).iter();
                let mut names = BTreeSet::new();
                let members: Map<String, Value> = members.map(|member| self.member(member, &mut names)).collect();
                shape.insert("members".to_owned(), Value::Object(members));
            }
            Kind::List { .. } | Kind::Map { .. } => {
                for (part, part_id) in shape_closure::parts(model, id) {
                    shape.insert(part.to_owned(), self.target(part_id));
                }
            }
            Kind::String { values, .. } if !values.is_empty() => {
                shape.insert("members".to_owned(), self.enum_members(model.enum_values(*values), |text| json!(text)));
            }
            Kind::IntEnum { values } => {
                let number = |text: &str| text.parse::<i64>().map_or_else(|_| json!(text), |value| json!(value));
                shape.insert("members".to_owned(), self.enum_members(model.enum_values(*values), number));
            }
            _ => {}
        }
        let traits = self.traits(id);
        if !traits.is_empty() {
            shape.insert("traits".to_owned(), Value::Object(traits));
        }
        Value::Object(shape)
    }

    fn traits(&self, id: ShapeId) -> Map<String, Value> {
        let model = self.model;
        let row = model.shape(id);
        let mut traits = Map::new();
        let mut put = |name: &str, value: Value| {
            traits.insert(format!("smithy.api#{name}"), value);
        };
        if !row.deprecated.is_empty() {
            put("deprecated", deprecated(model.str(row.deprecated)));
        }
        if row.error_status != 0 {
            put("error", json!(if row.error_status < 500 { "client" } else { "server" }));
            put("httpError", json!(row.error_status));
        }
        if self.inputs.contains(&id) {
            put("input", json!({}));
        }
        if self.outputs.contains(&id) {
            put("output", json!({}));
        }
        match &row.kind {
            Kind::List { length, sparse, unique, .. } => {
                put_length(&mut put, length);
                if *sparse {
                    put("sparse", json!({}));
                }
                if *unique {
                    put("uniqueItems", json!({}));
                }
            }
            Kind::Map { length, sparse, .. } => {
                put_length(&mut put, length);
                if *sparse {
                    put("sparse", json!({}));
                }
            }
            Kind::String { length, pattern, .. } => {
                put_length(&mut put, length);
                if let Some(index) = pattern {
                    put("pattern", json!(model.str(model.pattern(*index).source)));
                }
            }
            Kind::Blob { length } => put_length(&mut put, length),
            Kind::Integer { range, .. } | Kind::Float { range, .. } => put_range(&mut put, range),
            Kind::Timestamp(format) => {
                let name = timestamp_format(*format);
                if name != "unstated" {
                    put("timestampFormat", json!(name));
                }
            }
            _ => {}
        }
        if !row.media_type.is_empty() {
            put("mediaType", json!(model.str(row.media_type)));
        }
        if row.sensitive {
            put("sensitive", json!({}));
        }
        traits
    }

    fn member(&self, member: &Member, taken: &mut BTreeSet<String>) -> (String, Value) {
        let model = self.model;
        let wire_name = model.str(member.name);
        let name = identifier(wire_name, taken);
        let mut traits = Map::new();
        let mut put = |name: &str, value: Value| {
            traits.insert(format!("smithy.api#{name}"), value);
        };
        if name != wire_name {
            put("jsonName", json!(wire_name));
        }
        if member.required {
            put("required", json!({}));
        }
        if member.idempotency_token {
            put("idempotencyToken", json!({}));
        }
        if !member.deprecated.is_empty() {
            put("deprecated", deprecated(model.str(member.deprecated)));
        }
        match shape_closure::binding(model, member) {
            ("body", _) => {}
            (binding @ ("httpQuery" | "httpHeader" | "httpPrefixHeaders"), name) => put(binding, json!(name)),
            (binding, _) => put(binding, json!({})),
        }
        let mut row = match self.target(member.shape) {
            Value::Object(row) => row,
            _ => Map::new(),
        };
        if !traits.is_empty() {
            row.insert("traits".to_owned(), Value::Object(traits));
        }
        (name, Value::Object(row))
    }

    fn enum_members(&self, values: &[EnumValue], json_value: impl Fn(&str) -> Value) -> Value {
        let mut taken = BTreeSet::new();
        let members = values.iter().map(|value| {
            let text = self.model.str(value.value);
            let mut traits = object([("smithy.api#enumValue", json_value(text))]);
            if value.internal {
                traits.insert("smithy.api#internal".to_owned(), json!({}));
            }
            (identifier(text, &mut taken), json!({"target": "smithy.api#Unit", "traits": traits}))
        });
        Value::Object(members.collect())
    }
}

/// Returns an unused Smithy identifier: the text itself, if it is one.
fn identifier(text: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !name.trim_start_matches('_').starts_with(|c: char| c.is_ascii_alphabetic()) {
        name = format!("V_{name}");
    }
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

fn deprecated(since: &str) -> Value {
    // The loader substitutes its own text for a trait without `since`.
    if since == "an unstated date" { json!({}) } else { json!({"since": since}) }
}

fn put_length(put: &mut impl FnMut(&str, Value), length: &Length) {
    put_bounds(put, "length", length.min.map(Value::from), length.max.map(Value::from));
}

fn put_range(put: &mut impl FnMut(&str, Value), range: &Range) {
    put_bounds(put, "range", range.min.map(number), range.max.map(number));
}

fn put_bounds(put: &mut impl FnMut(&str, Value), name: &str, min: Option<Value>, max: Option<Value>) {
    let mut bounds = Map::new();
    for (key, bound) in [("min", min), ("max", max)] {
        if let Some(bound) = bound {
            bounds.insert(key.to_owned(), bound);
        }
    }
    if !bounds.is_empty() {
        put(name, Value::Object(bounds));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edition, LoadedModel, diff};

    fn reloaded(model: &ServiceModel<'_>) -> LoadedModel {
        LoadedModel::parse(smithy(model).to_string().as_bytes()).unwrap()
    }

    #[test]
    fn round_trips_both_editions() {
        for edition in Edition::ALL {
            let loaded = reloaded(&edition.model());
            assert_eq!(diff(&edition.model(), &loaded.model()), []);
            assert_eq!(diff(&loaded.model(), &edition.model()), []);
            assert_eq!(loaded.unsupported(), []);
            assert_eq!(
                smithy(&loaded.model())["shapes"].as_object().unwrap().len(),
                smithy(&edition.model())["shapes"].as_object().unwrap().len()
            );
        }
    }

    #[test]
    fn distinguishes_the_editions() {
        let loaded = reloaded(&Edition::E2025_05_22.model());
        let changes = diff(&loaded.model(), &Edition::E2026_11.model());
        assert_eq!(changes, diff(&Edition::E2025_05_22.model(), &Edition::E2026_11.model()));
    }

    #[test]
    fn round_trips_features_that_the_service_does_not_use() {
        let text = r##"{"smithy": "2.0", "shapes": {
            "a#Service": {"type": "service", "version": "1"},
            "a#Put": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "smithy.api#Unit"},
                      "traits": {"smithy.api#http": {"method": "POST", "uri": "/put/{label+}", "code": 202}}},
            "a#Get": {"type": "operation", "traits": {"smithy.api#http": {"method": "GET", "uri": "/"}}},
            "a#In": {"type": "structure", "members": {
                "label": {"target": "smithy.api#String", "traits": {"smithy.api#httpLabel": {}, "smithy.api#required": {}}},
                "header": {"target": "smithy.api#Timestamp", "traits": {"smithy.api#httpHeader": "x-h"}},
                "payload": {"target": "a#U", "traits": {"smithy.api#httpPayload": {}}},
                "token": {"target": "smithy.api#String", "traits": {"smithy.api#idempotencyToken": {}}},
                "old": {"target": "smithy.api#String", "traits": {"smithy.api#deprecated": {}, "smithy.api#length": {"max": 3}}},
                "wire": {"target": "smithy.api#Boolean", "traits": {"smithy.api#jsonName": "1-wire"}},
                "self": {"target": "a#In"}}},
            "a#U": {"type": "union", "members": {
                "list": {"target": "a#L"}, "map": {"target": "a#M"}, "kind": {"target": "a#K"}, "number": {"target": "a#N"},
                "blob": {"target": "a#B"}, "when": {"target": "a#T"}, "float": {"target": "smithy.api#Float"},
                "big": {"target": "a#D"}, "bytes": {"target": "smithy.api#Byte"}}},
            "a#L": {"type": "list", "member": {"target": "smithy.api#BigInteger"},
                    "traits": {"smithy.api#sparse": {}, "smithy.api#uniqueItems": {}, "smithy.api#length": {"min": 1}}},
            "a#M": {"type": "map", "key": {"target": "a#K"}, "value": {"target": "smithy.api#Document"},
                    "traits": {"smithy.api#sparse": {}}},
            "a#K": {"type": "enum", "members": {
                "A": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "a b"}},
                "B": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "a-b", "smithy.api#internal": {}}},
                "C": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "1"}}}},
            "a#N": {"type": "intEnum", "members": {
                "ONE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
                "MINUS": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": -1}}}},
            "a#B": {"type": "blob", "traits": {"smithy.api#mediaType": "image/png", "smithy.api#sensitive": {}}},
            "a#T": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "http-date"}},
            "a#D": {"type": "bigDecimal", "traits": {"smithy.api#range": {"min": -0.25, "max": 7}}}}}"##;
        let loaded = LoadedModel::parse(text.as_bytes()).unwrap();
        let twice = reloaded(&loaded.model());
        assert_eq!(diff(&loaded.model(), &twice.model()), []);
        assert_eq!(twice.unsupported(), []);
    }
}
