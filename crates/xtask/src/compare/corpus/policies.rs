//! Policies with every severity, with limits of every member that can have one, and with checks that use every keyword.

use serde_json::{Map, Value, json};

use super::smithy::{SmithyModel, short};
use super::values::integer_part;

/// Maximum depth of limited members, because shapes may be recursive.
const MAX_DEPTH: usize = 6;

/// Returns policies that apply to every edition.
pub(super) fn for_all_editions(rules: &[String]) -> Vec<(String, Value)> {
    let mut policies = Vec::new();
    for severity in ["error", "warning", "advice"] {
        let of_rule = |rule: &String| json!({"rule": rule, "severity": severity});
        let severities: Value = rules.iter().map(of_rule).collect();
        policies.push((format!("severities-{severity}"), json!({"profile": "service", "severities": severities})));
    }
    let suppressions: Value = rules
        .iter()
        .step_by(2)
        .map(|rule| json!({"rule": rule, "reason": "tried", "operations": ["Create*", "SendManagedThingCommand"]}))
        .collect();
    policies.push(("suppressions".to_owned(), json!({"profile": "strict", "suppressions": suppressions})));
    let reader = json!({"maxSize": 700, "maxDepth": 6, "maxViolations": 2});
    policies.push(("reader".to_owned(), json!({"reader": reader})));
    policies.push(("checks".to_owned(), json!({"checks": checks()})));
    policies
}

/// Returns a policy with limits for all members of an edition that can have one.
pub(super) fn limits(model: &SmithyModel) -> Value {
    let mut limits = Map::new();
    for operation in model.operations() {
        let mut of_operation = Map::new();
        collect(model, &operation.input, "", 0, &mut of_operation);
        if !of_operation.is_empty() {
            limits.insert(operation.name, Value::Object(of_operation));
        }
    }
    json!({"limits": limits})
}

fn collect(model: &SmithyModel, id: &str, path: &str, depth: usize, limits: &mut Map<String, Value>) {
    if depth > MAX_DEPTH {
        return;
    }
    if let Some(bounds) = bounds(model, id).filter(|_| !path.is_empty()) {
        limits.insert(path.to_owned(), bounds);
    }
    match model.kind(id) {
        "structure" | "union" => {
            for member in model.members(id) {
                collect(model, member.target, &format!("{path}/{}", member.name), depth + 1, limits);
            }
        }
        kind @ ("list" | "map") => {
            let part = model.part(id, if kind == "map" { "value" } else { "member" });
            if let Some(part) = part {
                collect(model, part.target, &format!("{path}/*"), depth + 1, limits);
            }
        }
        _ => {}
    }
}

/// Returns bounds that are tighter than those of the shape.
fn bounds(model: &SmithyModel, id: &str) -> Option<Value> {
    let (min, max) = match model.kind(id) {
        "integer" | "long" | "double" => model.bounds(id, "range"),
        _ => model.bounds(id, "length"),
    };
    let shape_min = min.map_or(0, integer_part);
    let shape_max = max.map_or(i64::MAX, integer_part);
    let (low, high) = (shape_min.max(2).min(shape_max), (shape_min.max(2) + 4).min(shape_max));
    match model.kind(id) {
        "string" => Some(json!({"minLength": low, "maxLength": high})),
        "list" => Some(json!({"minItems": low, "maxItems": high.min(low + 1)})),
        "map" => Some(json!({"minEntries": low, "maxEntries": high.min(low + 1)})),
        "integer" | "long" | "double" => Some(json!({"minimum": low, "maximum": high})),
        _ => None,
    }
}

fn checks() -> Value {
    let schemas = [
        json!({"required": ["ClientToken"]}),
        json!({"propertyNames": {"pattern": "^[A-Z][A-Za-z]+$", "maxLength": 14}}),
        json!({"properties": {"Name": {"type": "string", "minLength": 3, "maxLength": 8, "not": {"const": "abc"}}}}),
        json!({"properties": {"Tags": {"minProperties": 1, "maxProperties": 2,
            "additionalProperties": {"type": "string", "pattern": "^[a-z]"}}}}),
        json!({"if": {"properties": {"Role": {"const": "DEVICE"}}, "required": ["Role"]},
            "then": {"required": ["SerialNumber"]}, "else": {"maxProperties": 3}}),
        json!({"properties": {"Endpoints": {"type": "array", "minItems": 1, "maxItems": 1, "uniqueItems": true,
            "items": {"required": ["endpointId"], "additionalProperties": false,
                "properties": {"endpointId": {"$ref": "#/$defs/id"}, "capabilities": true}}}},
            "$defs": {"id": {"type": "string", "pattern": "^[0-9]+$"}}}),
        json!({"dependentRequired": {"AuthenticationMaterial": ["Brand", "Model"]}, "minProperties": 2}),
        json!({"oneOf": [{"required": ["Name"]}, {"required": ["Description"]}]}),
        json!({"anyOf": [{"required": ["Name"]}, {"required": ["Identifier"]}], "allOf": [{"type": "object"}]}),
        json!({"properties": {"MaxResults": {"type": "integer", "minimum": 2, "exclusiveMaximum": 50, "multipleOf": 2}}}),
        json!({"properties": {"Identifier": {"enum": ["abc", "def"]}}, "additionalProperties": false}),
        json!({"properties": {"Target": {"contains": {"pattern": "a"}, "prefixItems": [{"minLength": 2}]}}}),
    ];
    let check = |(index, schema): (usize, Value)| {
        let severity = ["error", "warning", "advice"][index % 3];
        let operations = [json!(["*"]), json!(["Create*", "Update*"]), json!(["*Managed*", "StartDeviceDiscovery"])];
        let mut check = json!({"id": format!("tried/check-{index}"), "severity": severity,
            "message": format!("check {index} does not hold"), "operations": operations[index % 3], "schema": schema});
        if index % 2 == 0 {
            check["help"] = json!("do as it says");
        }
        if index % 5 == 4 {
            check["editions"] = json!(["2026-11"]);
        }
        check
    };
    schemas.into_iter().enumerate().map(check).collect()
}

/// Returns names to explain in an edition.
pub(super) fn names(model: &SmithyModel) -> Vec<String> {
    // Rules that a policy cannot change, and errors of every AWS service.
    let others = [
        "required",
        "type",
        "length",
        "range",
        "pattern",
        "enum",
        "unique-items",
        "json-syntax",
        "json-utf8",
        "json-duplicate-key",
        "json-surrogate",
        "json-depth",
        "json-size",
        "http-route",
        "http-method",
        "http-label",
        "http-content-type",
        "http-accept",
        "http-query",
        "not-judged",
        "policy/limit",
        "ThrottlingException",
        "ExpiredTokenException",
        "UnknownOperationException",
        "CreateManagedThing/Name",
        "Tags/owner",
        "nothing",
    ];
    let mut names: Vec<String> = others.iter().map(|name| (*name).to_owned()).collect();
    for id in model.ids() {
        names.push(short(id).to_owned());
        if matches!(model.kind(id), "structure" | "union") {
            names.extend(model.members(id).iter().map(|member| format!("{}${}", short(id), member.name)));
        }
    }
    names
}
