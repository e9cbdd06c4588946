//! A Smithy JSON AST as plain JSON.
//!
//! It does not use the core's loader: the corpus must not depend on the code under comparison.

use serde_json::{Map, Value};

/// A model of a service.
pub(super) struct SmithyModel {
    shapes: Map<String, Value>,
}

/// An operation with its HTTP binding.
pub(super) struct Operation {
    pub(super) name: String,
    pub(super) input: String,
    pub(super) output: String,
    pub(super) method: String,
    pub(super) uri: String,
    /// The names of the documented errors.
    pub(super) errors: Vec<String>,
}

/// A member of a structure or union, the item of a list, or the key or value of a map.
#[derive(Clone, Copy)]
pub(super) struct Member<'m> {
    pub(super) name: &'m str,
    pub(super) target: &'m str,
    member: &'m Value,
}

impl Member<'_> {
    pub(super) fn has(&self, name: &str) -> bool {
        self.trait_value(name).is_some()
    }

    pub(super) fn trait_value(&self, name: &str) -> Option<&Value> {
        self.member.get("traits")?.get(format!("smithy.api#{name}"))
    }
}

impl SmithyModel {
    pub(super) fn parse(text: &str) -> Result<SmithyModel, serde_json::Error> {
        let mut model: Value = serde_json::from_str(text)?;
        let shapes = model.get_mut("shapes").and_then(Value::as_object_mut).map(std::mem::take).unwrap_or_default();
        Ok(SmithyModel { shapes })
    }

    /// Returns every operation in the order of the file.
    pub(super) fn operations(&self) -> Vec<Operation> {
        let of_type = self.shapes.iter().filter(|(_, shape)| shape["type"] == "operation");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let operation = |(id, shape): (&String, &Value)| {
            let http = &shape["traits"]["smithy.api#http"];
            let errors = shape["errors"].as_array().into_iter().flatten();
            Operation {
                name: short(id).to_owned(),
                input: text(&shape["input"]["target"]),
                output: text(&shape["output"]["target"]),
                method: text(&http["method"]),
                uri: text(&http["uri"]),
                errors: errors.map(|error| short(&text(&error["target"])).to_owned()).collect(),
            }
        };
        of_type.map(operation).collect()
    }

    /// Returns the ids of all shapes.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.shapes.keys().map(String::as_str)
    }

    /// Returns a shape's type. The type of a prelude shape is its name.
    pub(super) fn kind(&self, id: &str) -> &str {
        match self.shapes.get(id) {
            Some(shape) => shape["type"].as_str().unwrap_or_default(),
            None if id == "smithy.api#Unit" => "structure",
            None if id == "smithy.api#Integer" => "integer",
            None if id == "smithy.api#Boolean" => "boolean",
            None if id == "smithy.api#Timestamp" => "timestamp",
            None => "string",
        }
    }

    pub(super) fn trait_value(&self, id: &str, name: &str) -> Option<&Value> {
        self.shapes.get(id)?.get("traits")?.get(format!("smithy.api#{name}"))
    }

    /// Returns the members of a structure, union or enum.
    pub(super) fn members(&self, id: &str) -> Vec<Member<'_>> {
        let members = self.shapes.get(id).and_then(|shape| shape["members"].as_object());
        members.into_iter().flatten().map(|(name, member)| member_of(name, member)).collect()
    }

    /// Returns a part of a list or map by its name: `member`, `key` or `value`.
    pub(super) fn part<'m>(&'m self, id: &str, name: &'m str) -> Option<Member<'m>> {
        self.shapes.get(id)?.get(name).map(|member| member_of(name, member))
    }

    /// Returns the values of an enum.
    pub(super) fn enum_values<'m>(&'m self, id: &str) -> Vec<&'m str> {
        let value = |member: Member<'m>| {
            let named = member.member.get("traits").and_then(|traits| traits.get("smithy.api#enumValue"));
            named.and_then(Value::as_str).unwrap_or(member.name)
        };
        self.members(id).into_iter().map(value).collect()
    }

    /// Returns the bounds of a `length` or `range` trait.
    pub(super) fn bounds(&self, id: &str, name: &str) -> (Option<f64>, Option<f64>) {
        match self.trait_value(id, name) {
            Some(bounds) => (bounds["min"].as_f64(), bounds["max"].as_f64()),
            None => (None, None),
        }
    }
}

fn member_of<'m>(name: &'m str, member: &'m Value) -> Member<'m> {
    Member { name, target: member["target"].as_str().unwrap_or_default(), member }
}

/// Returns a shape's name without its namespace.
pub(super) fn short(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}
