//! Export as JSON Schema 2020-12, which accepts the same values as the engine.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{RegexDialect, number, object, words};
use crate::smithy::shape_closure::{self, ReachableShapes};
use crate::smithy::view::ServiceModel;
use crate::smithy::{Kind, Length, Member, Model, Range, ShapeId, TimestampFormat, Width};
use crate::text::regex::syntax::{SpellingError, to_ecma, to_portable};

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The least power of two that rounds to an infinite single-precision number, less half a unit in the last place.
const FLOAT_LIMIT: f64 = 340_282_356_779_733_661_637_539_395_458_142_568_448.0;

/// Returns every shape of the model as JSON Schema 2020-12, in `$defs` by name, with `Name.input` and `Name.output` for
/// every operation.
///
/// An input is an object with all members of the operation, including those of the path and the query. Optional
/// members may be null. Sensitive shapes have `x-sensitive`.
///
/// ```
/// use mi_preflight::{Edition, export};
/// let schema = export::json_schema(&Edition::default().model());
/// assert_eq!(schema["$defs"]["Name"]["maxLength"], 128);
/// assert_eq!(schema["$defs"]["CreateManagedThing.input"]["$ref"], "#/$defs/CreateManagedThingRequest");
/// ```
pub fn json_schema(model: &ServiceModel<'_>) -> Value {
    json_schema_with(model, RegexDialect::Unicode)
}

/// As [`json_schema`], with patterns for the engine that will run them.
///
/// ```
/// use mi_preflight::{Edition, export};
/// let model = Edition::default().model();
/// let schema = export::json_schema_with(&model, export::RegexDialect::Portable);
/// assert!(!schema.to_string().contains(r"\\p{"));
/// ```
pub fn json_schema_with(model: &ServiceModel<'_>, regex: RegexDialect) -> Value {
    let model = &model.tables();
    let reached = ReachableShapes::of(model);
    let schemas = Schemas { model, reached: &reached, prefix: "#/$defs/", regex };
    let mut definitions: Vec<(String, Value)> =
        reached.iter().map(|(name, id)| (name.to_owned(), schemas.shape(id))).collect();
    for operation in model.operations {
        let name = model.str(operation.name);
        definitions.push((format!("{name}.input"), schemas.message(operation.input)));
        definitions.push((format!("{name}.output"), schemas.message(operation.output)));
    }
    definitions.sort_by(|(a, _), (b, _)| a.cmp(b));
    json!({"$schema": DIALECT, "$defs": Value::Object(definitions.into_iter().collect())})
}

/// Returns the schema of one operation's input with only the definitions that it needs, or `None` if the operation is
/// unknown.
///
/// ```
/// use mi_preflight::{Edition, export};
/// let schema = export::json_schema_for(&Edition::default().model(), "CreateCredentialLocker").unwrap();
/// assert_eq!(schema["$ref"], "#/$defs/CreateCredentialLockerRequest");
/// assert!(schema["$defs"].get("ManagedThingId").is_none());
/// ```
pub fn json_schema_for(model: &ServiceModel<'_>, operation: &str) -> Option<Value> {
    let model = &model.tables();
    let operation = model.operation(operation)?;
    let reached = ReachableShapes::of(model);
    let schemas = Schemas { model, reached: &reached, prefix: "#/$defs/", regex: RegexDialect::Unicode };
    let needed: BTreeSet<ShapeId> = shape_closure::from_roots(model, operation.input);
    let mut schema = object([("$schema", json!(DIALECT)), ("title", json!(model.str(operation.name)))]);
    if let Some(words) = words::operation(model, model.str(operation.name)) {
        schema.insert("description".to_owned(), json!(words));
    }
    if let Value::Object(message) = schemas.message(operation.input) {
        schema.extend(message);
    }
    let definitions = reached.iter().filter(|(_, id)| needed.contains(id));
    let definitions: Map<String, Value> = definitions.map(|(name, id)| (name.to_owned(), schemas.shape(id))).collect();
    schema.insert("$defs".to_owned(), Value::Object(definitions));
    Some(Value::Object(schema))
}

/// Builds the schemas of a model's shapes, which refer to each other.
pub(super) struct Schemas<'m, 'a> {
    pub(super) model: &'m Model<'a>,
    pub(super) reached: &'m ReachableShapes<'a>,
    /// The location of the definitions in the document.
    pub(super) prefix: &'static str,
    pub(super) regex: RegexDialect,
}

impl Schemas<'_, '_> {
    /// Returns a reference to a shape's definition.
    pub(super) fn reference(&self, id: ShapeId) -> Value {
        json!({"$ref": format!("{}{}", self.prefix, self.reached.name(id))})
    }

    /// Returns the schema of an operation's input or output: any object, if the operation has none.
    fn message(&self, id: Option<ShapeId>) -> Value {
        id.map_or_else(|| json!({"type": "object"}), |id| self.reference(id))
    }

    /// Returns the definition of a shape.
    pub(super) fn shape(&self, id: ShapeId) -> Value {
        let shape = self.model.shape(id);
        let mut schema = Map::new();
        let name = self.reached.name(id);
        if let Some(words) = words::shape(self.model, name).or_else(|| words::error(name).map(|words| words.means)) {
            schema.insert("description".to_owned(), json!(words));
        }
        self.constraints(id, &mut schema);
        if !shape.deprecated.is_empty() {
            schema.insert("deprecated".to_owned(), json!(true));
        }
        if shape.sensitive {
            schema.insert("x-sensitive".to_owned(), json!(true));
        }
        self.write_patterns(&mut schema);
        if schema.is_empty() { json!(true) } else { Value::Object(schema) }
    }

    /// Writes the patterns of a schema, and of the schemas in it, for the engine that runs them.
    pub(super) fn write_patterns(&self, schema: &mut Map<String, Value>) {
        if self.regex == RegexDialect::Unicode {
            return;
        }
        if let Some(Value::String(pattern)) = schema.get("pattern") {
            let (keyword, text) = match to_portable(pattern) {
                Ok(pattern) => ("pattern", pattern),
                Err(error) => {
                    schema.remove("pattern");
                    ("$comment", left_out(&error))
                }
            };
            schema.insert(keyword.to_owned(), json!(text));
        }
        for (keyword, value) in schema {
            match (keyword.as_str(), value) {
                ("anyOf" | "allOf" | "oneOf", Value::Array(schemas)) => {
                    schemas.iter_mut().filter_map(Value::as_object_mut).for_each(|schema| self.write_patterns(schema));
                }
                ("items" | "not" | "additionalProperties", Value::Object(schema)) => self.write_patterns(schema),
                _ => {}
            }
        }
    }

    fn constraints(&self, id: ShapeId, schema: &mut Map<String, Value>) {
        let model = self.model;
        let mut put = |key: &str, value: Value| {
            schema.insert(key.to_owned(), value);
        };
        match &model.shape(id).kind {
            Kind::Structure { .. } => schema.extend(self.structure(id, |_| true)),
            Kind::Union { .. } => schema.extend(self.union(id)),
            Kind::List { member, length, sparse, unique } => {
                put("type", json!("array"));
                put("items", self.item(*member, *sparse));
                bounds(schema, ["minItems", "maxItems"], length);
                if *unique {
                    schema.insert("uniqueItems".to_owned(), json!(true));
                }
            }
            Kind::Map { key, value, length, sparse } => {
                put("type", json!("object"));
                put("propertyNames", self.reference(*key));
                put("additionalProperties", self.item(*value, *sparse));
                bounds(schema, ["minProperties", "maxProperties"], length);
            }
            Kind::String { length, pattern, values } => {
                put("type", json!("string"));
                if !values.is_empty() {
                    let values: Vec<&str> =
                        model.enum_values(*values).iter().map(|value| model.str(value.value)).collect();
                    put("enum", json!(values));
                }
                if let Some(index) = pattern {
                    // What ECMA-262 does not have is left out: a schema with it could not be compiled.
                    match to_ecma(model.str(model.pattern(*index).source)) {
                        Ok(pattern) => put("pattern", json!(pattern)),
                        Err(error) => put("$comment", json!(left_out(&error))),
                    }
                }
                bounds(schema, ["minLength", "maxLength"], length);
            }
            Kind::IntEnum { values } => {
                put("type", json!("integer"));
                let values = model.enum_values(*values).iter();
                let values: Vec<i64> = values.filter_map(|value| model.str(value.value).parse().ok()).collect();
                put("enum", json!(values));
            }
            Kind::Integer { width, range } => {
                put("type", json!("integer"));
                integer_bounds(schema, *width, range);
            }
            Kind::Float { bits, range } => schema.extend(float(*bits, range)),
            Kind::Boolean => put("type", json!("boolean")),
            Kind::Blob { length } => schema.extend(blob(length)),
            // A protocol without JSON has no form of its own for times in JSON.
            Kind::Timestamp(_) if !model.protocol.has_json() => put(
                "anyOf",
                json!([
                    timestamp(TimestampFormat::EpochSeconds),
                    timestamp(TimestampFormat::DateTime),
                    timestamp(TimestampFormat::HttpDate)
                ]),
            ),
            Kind::Timestamp(format) => schema.extend(timestamp(*format)),
            Kind::Document => {}
        }
        let media_type = model.shape(id).media_type;
        if !media_type.is_empty() {
            schema.insert("contentMediaType".to_owned(), json!(model.str(media_type)));
        }
    }

    fn item(&self, id: ShapeId, sparse: bool) -> Value {
        if sparse { or_null(self.reference(id)) } else { self.reference(id) }
    }

    /// Returns the schema of a structure with the members that match `wanted`.
    pub(super) fn structure(&self, id: ShapeId, wanted: impl Fn(&Member) -> bool) -> Map<String, Value> {
        let members = self.model.members_of(Some(id));
        let wanted: Vec<&Member> = members.iter().filter(|member| wanted(member)).collect();
        let properties: Map<String, Value> =
            wanted.iter().map(|member| (self.model.str(member.name).to_owned(), self.member(id, member))).collect();
        let required: Vec<&str> =
            wanted.iter().filter(|member| member.required).map(|member| self.model.str(member.name)).collect();
        let mut schema = object([("type", json!("object")), ("properties", Value::Object(properties))]);
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        schema
    }

    fn member(&self, parent: ShapeId, member: &Member) -> Value {
        let reference = self.reference(member.shape);
        let mut schema = if member.required { reference } else { or_null(reference) };
        if let Value::Object(schema) = &mut schema {
            let words = words::member(self.model, self.reached.name(parent), self.model.str(member.name));
            if let Some(words) = words {
                schema.insert("description".to_owned(), json!(words));
            }
            if !member.deprecated.is_empty() {
                schema.insert("deprecated".to_owned(), json!(true));
            }
        }
        schema
    }

    /// Returns the schema of a union: exactly one known member is not null.
    fn union(&self, id: ShapeId) -> Map<String, Value> {
        let mut schema = self.structure(id, |_| true);
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            // Smithy's protocols allow `__type` next to the member.
            properties.insert("__type".to_owned(), json!(true));
        }
        let names = self.model.members_of(Some(id)).iter().map(|member| self.model.str(member.name));
        let set = names.map(|name| json!({"required": [name], "properties": {name: {"not": {"type": "null"}}}}));
        schema.insert("oneOf".to_owned(), Value::Array(set.collect()));
        schema.insert("additionalProperties".to_owned(), json!({"type": "null"}));
        schema
    }
}

pub(super) fn or_null(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

fn bounds(schema: &mut Map<String, Value>, [min, max]: [&str; 2], length: &Length) {
    for (key, bound) in [(min, length.min), (max, length.max)] {
        if let Some(bound) = bound {
            schema.insert(key.to_owned(), json!(bound));
        }
    }
}

/// Writes the range of an integer, limited to its width.
fn integer_bounds(schema: &mut Map<String, Value>, width: Width, range: &Range) {
    let (least, greatest) = match width {
        Width::Byte => (Some(i64::from(i8::MIN)), Some(i64::from(i8::MAX))),
        Width::Short => (Some(i64::from(i16::MIN)), Some(i64::from(i16::MAX))),
        Width::Integer => (Some(i64::from(i32::MIN)), Some(i64::from(i32::MAX))),
        Width::Long => (Some(i64::MIN), Some(i64::MAX)),
        Width::Big => (None, None),
    };
    // Bounds beyond the width have no effect and are omitted.
    let min = range.min.filter(|min| least.is_none_or(|least| min.cmp_integer(least).is_gt()));
    let max = range.max.filter(|max| greatest.is_none_or(|greatest| max.cmp_integer(greatest).is_lt()));
    for (key, bound) in [
        ("minimum", min.map(number).or(least.map(Value::from))),
        ("maximum", max.map(number).or(greatest.map(Value::from))),
    ] {
        if let Some(bound) = bound {
            schema.insert(key.to_owned(), bound);
        }
    }
}

/// Returns the schema of a number, or of a string for a value that JSON cannot express, such as `NaN`.
fn float(bits: u8, range: &Range) -> Map<String, Value> {
    let mut numbers = object([("type", json!("number"))]);
    for (key, bound) in [("minimum", range.min), ("maximum", range.max)] {
        if let Some(bound) = bound {
            numbers.insert(key.to_owned(), number(bound));
        }
    }
    if bits == 32 {
        numbers.insert("exclusiveMinimum".to_owned(), json!(-FLOAT_LIMIT));
        numbers.insert("exclusiveMaximum".to_owned(), json!(FLOAT_LIMIT));
    }
    let special: Vec<&str> = [
        ("NaN", range.min.is_none() && range.max.is_none()),
        ("Infinity", range.max.is_none()),
        ("-Infinity", range.min.is_none()),
    ]
    .into_iter()
    .filter(|(_, in_range)| *in_range && bits != 0)
    .map(|(name, _)| name)
    .collect();
    if special.is_empty() {
        return numbers;
    }
    object([("anyOf", json!([Value::Object(numbers), {"enum": special}]))])
}

/// Returns the schema of base64 with padding.
///
/// The length counts bytes. At the shortest and the longest text, the padding decides whether it is met.
fn blob(length: &Length) -> Map<String, Value> {
    let mut schema = object([
        ("type", json!("string")),
        ("contentEncoding", json!("base64")),
        ("pattern", json!("^([A-Za-z0-9+\\/]{4})*([A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=)?$")),
    ]);
    let text = |bytes: u32| u64::from(bytes).div_ceil(3) * 4;
    let mut edges = Vec::new();
    if let Some(min) = length.min {
        schema.insert("minLength".to_owned(), json!(text(min)));
        let too_short = match min % 3 {
            2 => Some("==$"),
            0 if min > 0 => Some("=$"),
            _ => None,
        };
        if let Some(padding) = too_short {
            edges.push(json!({"anyOf": [{"minLength": text(min) + 4}, {"not": {"pattern": padding}}]}));
        }
    }
    if let Some(max) = length.max {
        schema.insert("maxLength".to_owned(), json!(text(max)));
        let enough = match max % 3 {
            1 => Some("==$"),
            2 => Some("=$"),
            _ => None,
        };
        if let Some(padding) = enough {
            edges.push(json!({"anyOf": [{"maxLength": text(max) - 4}, {"pattern": padding}]}));
        }
    }
    if !edges.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(edges));
    }
    schema
}

/// Returns the schema of a timestamp. The pattern does not know the days of each month; `format` does.
pub(super) fn timestamp(format: TimestampFormat) -> Map<String, Value> {
    const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?";
    match format {
        TimestampFormat::Unstated | TimestampFormat::EpochSeconds => object([("type", json!("number"))]),
        TimestampFormat::DateTime => {
            let date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
            let pattern = format!("^{date}T{TIME}Z$");
            object([("type", json!("string")), ("format", json!("date-time")), ("pattern", json!(pattern))])
        }
        TimestampFormat::HttpDate => {
            let months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
            let date = format!("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), (0[1-9]|[12][0-9]|3[01]) ({months}) [0-9]{{4}}");
            object([("type", json!("string")), ("pattern", json!(format!("^{date} {TIME} GMT$")))])
        }
    }
}

/// Says why a schema lacks the pattern of its shape.
fn left_out(error: &SpellingError) -> String {
    format!("the pattern is left out: {error}")
}

#[cfg(test)]
mod tests {
    use super::super::assert_references_lead_somewhere;
    use super::*;
    use crate::{Edition, LoadedModel};

    #[test]
    fn resolves_every_reference() {
        for edition in Edition::ALL {
            let model = edition.model();
            let schema = json_schema(&model);
            assert_references_lead_somewhere(&schema, &schema);
            for operation in model.operations() {
                let name = operation.name();
                assert!(schema["$defs"].get(format!("{name}.output")).is_some());
                let own = json_schema_for(&model, name).unwrap();
                assert_references_lead_somewhere(&own, &own);
            }
        }
        assert_eq!(json_schema_for(&Edition::default().model(), "Nothing"), None);
    }

    #[test]
    fn exports_every_kind() {
        let text = r##"{"smithy": "2.0", "shapes": {
            "a#Put": {"type": "operation", "input": {"target": "a#In"},
                      "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
            "a#In": {"type": "structure", "members": {
                "u": {"target": "a#U", "traits": {"smithy.api#required": {}}},
                "d": {"target": "smithy.api#Document", "traits": {"smithy.api#required": {}}},
                "b": {"target": "a#B", "traits": {"smithy.api#deprecated": {}}}}},
            "a#U": {"type": "union", "members": {"l": {"target": "a#L"}, "m": {"target": "a#M"}}},
            "a#L": {"type": "list", "member": {"target": "smithy.api#Byte"}, "traits": {"smithy.api#sparse": {}}},
            "a#M": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "smithy.api#Double"},
                    "traits": {"smithy.api#length": {"min": 1}}},
            "a#B": {"type": "blob", "traits": {"smithy.api#length": {"min": 2, "max": 4}, "smithy.api#sensitive": {}}}}}"##;
        let loaded = LoadedModel::parse(text.as_bytes()).unwrap();
        let schema = json_schema(&loaded.model());
        let byte = json!({"type": "integer", "minimum": -128, "maximum": 127});
        for (name, expected) in [
            ("Put.input", json!({"$ref": "#/$defs/In"})),
            ("Put.output", json!({"type": "object"})),
            ("Document", json!(true)),
            ("Byte", byte),
            ("L", json!({"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/Byte"}, {"type": "null"}]}})),
            (
                "M",
                json!({"type": "object", "propertyNames": {"$ref": "#/$defs/String"},
                       "additionalProperties": {"$ref": "#/$defs/Double"}, "minProperties": 1}),
            ),
            ("Double", json!({"anyOf": [{"type": "number"}, {"enum": ["NaN", "Infinity", "-Infinity"]}]})),
            (
                "In",
                json!({"type": "object", "properties": {
                    "u": {"$ref": "#/$defs/U"},
                    "d": {"$ref": "#/$defs/Document"},
                    "b": {"anyOf": [{"$ref": "#/$defs/B"}, {"type": "null"}], "deprecated": true}},
                    "required": ["u", "d"]}),
            ),
        ] {
            assert_eq!(schema["$defs"][name], expected, "{name}");
        }
        assert_eq!(schema["$defs"]["B"]["x-sensitive"], true);
    }
}
