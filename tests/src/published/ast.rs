//! The shapes of a Smithy JSON AST, with mixins and `apply` resolved.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

/// The traits of a shape, or of a member together with its target.
pub(super) type Traits = Map<String, Value>;

/// The traits of a member that replace those of its target.
const REPLACING: &[&str] =
    &["length", "pattern", "range", "enum", "uniqueItems", "sensitive", "timestampFormat", "sparse"];

/// The shapes of a model by their ids.
#[derive(Debug)]
pub struct Ast {
    shapes: BTreeMap<String, Value>,
    has_json_names: bool,
    has_json: bool,
}

/// A member of a structure, union, list or map.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The name in the model.
    pub name: &'a str,
    /// The name in JSON.
    pub json_name: &'a str,
    /// The id of the target.
    pub target: &'a str,
    /// The member's own traits.
    pub traits: &'a Traits,
}

static NO_TRAITS: LazyLock<Traits> = LazyLock::new(Traits::new);
static NO_SHAPE: Value = Value::Null;

impl Ast {
    /// Reads the shapes of an AST.
    pub fn new(document: &Value) -> Ast {
        let mut shapes = BTreeMap::new();
        let empty = Map::new();
        let all = document["shapes"].as_object().unwrap_or(&empty);
        for (id, shape) in all {
            if shape["type"] != "apply" {
                shapes.insert(id.clone(), with_mixins(all, shape));
            }
        }
        for (id, shape) in all.iter().filter(|(_, shape)| shape["type"] == "apply") {
            apply(&mut shapes, id, &shape["traits"]);
        }
        let services = shapes.values().filter(|shape| shape["type"] == "service");
        let protocols: Vec<&str> = services
            .filter_map(|service| service["traits"].as_object())
            .flat_map(Map::keys)
            .filter_map(|id| id.strip_prefix("aws.protocols#"))
            .collect();
        let is_stated = |prefix: &str| protocols.iter().any(|protocol| protocol.starts_with(prefix));
        let has_rest_json = is_stated("restJson1");
        let is_xml = is_stated("restXml") || is_stated("awsQuery") || is_stated("ec2Query");
        let has_json = has_rest_json || is_stated("awsJson") || !is_xml;
        let has_json_names = has_rest_json || !(is_xml || is_stated("awsJson"));
        Ast { shapes, has_json_names, has_json }
    }

    /// Returns the id, the local name and the id of the input of every operation.
    pub fn operations(&self) -> Vec<(&str, Option<&str>)> {
        let operations = self.shapes.iter().filter(|(_, shape)| shape["type"] == "operation");
        operations.map(|(id, shape)| (local_name(id), shape["input"]["target"].as_str())).collect()
    }

    /// Returns the name by which AWS's SDKs know the service.
    pub fn sdk_id(&self) -> Option<&str> {
        let mut services = self.shapes.values().filter(|shape| shape["type"] == "service");
        services.find_map(|service| service["traits"]["aws.api#service"]["sdkId"].as_str())
    }

    /// Returns the version of the service.
    pub fn version(&self) -> Option<&str> {
        self.shapes.values().find(|shape| shape["type"] == "service")?["version"].as_str()
    }

    /// Whether requests of the service are written in JSON, where a timestamp without a format is a number.
    pub fn has_json(&self) -> bool {
        self.has_json
    }

    /// Returns the type of a shape, in lower case.
    pub fn kind(&self, id: &str) -> String {
        match self.shapes.get(id) {
            Some(shape) => shape["type"].as_str().unwrap_or_default().to_ascii_lowercase(),
            None => {
                let name = id.strip_prefix("smithy.api#").unwrap_or_default();
                let name = name.strip_prefix("Primitive").unwrap_or(name).to_ascii_lowercase();
                if name == "unit" { "structure".to_owned() } else { name }
            }
        }
    }

    /// Returns the members of a structure, union or enum.
    pub fn members(&self, id: &str) -> Vec<Member<'_>> {
        let Some(members) = self.shape(id)["members"].as_object() else { return Vec::new() };
        members
            .iter()
            .map(|(name, value)| {
                let mut member = self.member_of(name, value);
                let is_bound = ["httpLabel", "httpQuery", "httpHeader"];
                let is_bound = is_bound.iter().any(|name| prelude_trait(member.traits, name).is_some());
                let mut others = members.iter().filter(|(other, _)| *other != name);
                // Names in JSON are those of members of the body.
                if is_bound && !others.any(|(_, other)| other["traits"]["smithy.api#jsonName"] == **name) {
                    member.json_name = name;
                }
                member
            })
            .collect()
    }

    /// Returns the `member` of a list, or the `key` or `value` of a map.
    pub fn part(&self, id: &str, name: &'static str) -> Option<Member<'_>> {
        let member = self.shape(id).get(name)?;
        Some(self.member_of(name, member))
    }

    /// Returns the traits of a shape.
    pub fn traits(&self, id: &str) -> &Traits {
        self.shape(id)["traits"].as_object().unwrap_or(&NO_TRAITS)
    }

    /// Returns the traits of a member's target, with those that the member replaces.
    pub fn traits_through(&self, member: &Member<'_>) -> Traits {
        let mut traits = self.traits(member.target).clone();
        for (id, value) in member.traits {
            if id.strip_prefix("smithy.api#").is_some_and(|name| REPLACING.contains(&name)) {
                traits.insert(id.clone(), value.clone());
            }
        }
        traits
    }

    fn shape(&self, id: &str) -> &Value {
        self.shapes.get(id).unwrap_or(&NO_SHAPE)
    }

    fn member_of<'a>(&self, name: &'a str, member: &'a Value) -> Member<'a> {
        let traits = member["traits"].as_object().unwrap_or(&NO_TRAITS);
        let json_name = traits.get("smithy.api#jsonName").and_then(Value::as_str).filter(|_| self.has_json_names);
        let target = member["target"].as_str().unwrap_or_default();
        Member { name, json_name: json_name.unwrap_or(name), target, traits }
    }
}

/// Returns a trait of Smithy's prelude.
pub(super) fn prelude_trait<'a>(traits: &'a Traits, name: &str) -> Option<&'a Value> {
    traits.get(&format!("smithy.api#{name}"))
}

fn local_name(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

fn with_mixins(all: &Map<String, Value>, shape: &Value) -> Value {
    let mut resolved = Map::new();
    for mixin in shape["mixins"].as_array().into_iter().flatten() {
        let Some(mixin) = mixin["target"].as_str().and_then(|id| all.get(id)) else { continue };
        let mut mixin = with_mixins(all, mixin);
        if let Some(traits) = mixin["traits"].as_object_mut()
            && let Some(definition) = traits.remove("smithy.api#mixin")
        {
            for name in definition["localTraits"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                traits.remove(name);
            }
        }
        merge(&mut resolved, &mixin);
    }
    merge(&mut resolved, shape);
    Value::Object(resolved)
}

/// Adds what `from` has: objects are merged, everything else replaces.
fn merge(into: &mut Map<String, Value>, from: &Value) {
    for (key, value) in from.as_object().into_iter().flatten() {
        let is_value_of_trait = key.contains('#');
        match (into.get_mut(key), value) {
            (Some(Value::Object(known)), Value::Object(_)) if !is_value_of_trait => merge(known, value),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

fn apply(shapes: &mut BTreeMap<String, Value>, id: &str, traits: &Value) {
    let (shape_id, member) = id.split_once('$').map_or((id, None), |(shape, member)| (shape, Some(member)));
    let Some(shape) = shapes.get_mut(shape_id) else { return };
    let target = match member {
        None => shape,
        Some(name) if shape["members"].get(name).is_some() => &mut shape["members"][name],
        Some(name) => &mut shape[name],
    };
    if let Some(target) = target.as_object_mut() {
        merge(target, &serde_json::json!({ "traits": traits }));
    }
}
