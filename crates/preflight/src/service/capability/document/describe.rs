//! Describes a value schema in a few words, for a user who is about to write a value.
//!
//! The description is not complete: rare keywords are left out, and values are checked against the schema itself.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value};

use super::contract::Contract;
use super::words::values;
use crate::text::path::shorten;

/// Objects and arrays are described to this depth.
const MAX_DEPTH: usize = 3;

/// Maximum number of schema nodes visited: references may be recursive.
const MAX_NODES: usize = 500;

/// Maximum length of a description, in characters.
const MAX_LENGTH: usize = 300;

/// What is known about a value before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ValueDescription {
    pub(crate) words: String,
    /// Only a string fits, apart from null.
    pub(crate) is_text: bool,
    pub(crate) allows_null: bool,
}

/// Describes what a contract requires of its value.
pub(super) fn describe(contract: &Contract) -> ValueDescription {
    let none = Map::new();
    let definitions = contract.schema.get("$defs").and_then(Value::as_object).unwrap_or(&none);
    let mut describer = Describer { definitions, nodes: 0 };
    let facts = describer.facts(&contract.schema, 0);
    let mut words = facts.words();
    if let Some((end, _)) = words.char_indices().nth(MAX_LENGTH) {
        words.truncate(end);
        words.push('…');
    }
    let is_text = match (&facts.types, &facts.values) {
        (Some(types), _) => types.iter().eq(["string"].iter()),
        (None, Some(values)) => values.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
        (None, None) => false,
    };
    ValueDescription { words, is_text, allows_null: facts.null }
}

struct Describer<'s> {
    definitions: &'s Map<String, Value>,
    nodes: usize,
}

/// What a schema requires of one value.
#[derive(Default)]
struct Facts {
    types: Option<BTreeSet<&'static str>>,
    null: bool,
    values: Option<Value>,
    least: Option<Bound>,
    most: Option<Bound>,
    multiple_of: Option<Number>,
    length: [Option<u64>; 2],
    items: Option<String>,
    members: Vec<(String, String)>,
    pattern: Option<String>,
    /// Groups of alternatives; one of each group must fit.
    alternatives: Vec<String>,
    never: bool,
}

/// A bound of a number.
struct Bound {
    number: Number,
    is_exclusive: bool,
}

impl Bound {
    /// The bound as a float, which is precise enough for a description.
    fn value(&self) -> f64 {
        self.number.as_f64().unwrap_or_default()
    }
}

impl<'s> Describer<'s> {
    fn facts(&mut self, schema: &'s Value, depth: usize) -> Facts {
        let mut facts = Facts::default();
        self.absorb(schema, depth, &mut facts);
        facts
    }

    /// Describes a value inside an object or array.
    fn describe_inner(&mut self, schema: &'s Value, depth: usize) -> String {
        if depth >= MAX_DEPTH { "…".to_owned() } else { self.facts(schema, depth + 1).words() }
    }

    /// Adds the requirements of a schema to the collected ones; both must hold.
    fn absorb(&mut self, schema: &'s Value, depth: usize, facts: &mut Facts) {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return;
        }
        if *schema == Value::Bool(false) {
            facts.never = true;
        }
        let Some(object) = schema.as_object() else { return };
        let target = object.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix("#/$defs/"));
        if let Some(target) = target.and_then(|name| self.definitions.get(name)) {
            self.absorb(target, depth, facts);
        }
        for part in list(object, "allOf") {
            self.absorb(part, depth, facts);
        }
        self.absorb_keywords(object, depth, facts);
        for keyword in ["anyOf", "oneOf"] {
            match list(object, keyword) {
                [] => {}
                [null, other] if is_null(null) => {
                    self.absorb(other, depth, facts);
                    facts.null = true;
                }
                alternatives => {
                    let words: Vec<String> =
                        alternatives.iter().map(|alternative| self.describe_inner(alternative, depth)).collect();
                    facts.alternatives.push(words.join(" or "));
                }
            }
        }
    }

    /// Adds the requirements of the schema's own keywords.
    fn absorb_keywords(&mut self, object: &'s Map<String, Value>, depth: usize, facts: &mut Facts) {
        if let Some(types) = object.get("type") {
            facts.narrow(types);
        }
        if let Some(listed) = object.get("enum") {
            facts.values = Some(listed.clone());
        }
        if let Some(value) = object.get("const") {
            facts.values = Some(Value::Array(vec![value.clone()]));
        }
        for (keyword, is_least, is_exclusive) in [
            ("minimum", true, false),
            ("exclusiveMinimum", true, true),
            ("maximum", false, false),
            ("exclusiveMaximum", false, true),
        ] {
            let Some(Value::Number(number)) = object.get(keyword) else { continue };
            let bound = Bound { number: number.clone(), is_exclusive };
            let known_bound = if is_least { &mut facts.least } else { &mut facts.most };
            let narrows = |known: &Bound| {
                if is_least { bound.value() >= known.value() } else { bound.value() <= known.value() }
            };
            if known_bound.as_ref().is_none_or(narrows) {
                *known_bound = Some(bound);
            }
        }
        if let Some(Value::Number(number)) = object.get("multipleOf") {
            facts.multiple_of = Some(number.clone());
        }
        let [least, most] = &mut facts.length;
        for keyword in ["minLength", "minItems"] {
            *least = object.get(keyword).and_then(Value::as_u64).max(*least);
        }
        for keyword in ["maxLength", "maxItems"] {
            *most = object.get(keyword).and_then(Value::as_u64).into_iter().chain(*most).min();
        }
        if let Some(pattern) = object.get("pattern").and_then(Value::as_str) {
            facts.pattern = Some(shorten(pattern));
        }
        if let Some(items) = object.get("items") {
            facts.items = Some(self.describe_inner(items, depth));
        }
        for (name, member) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let words = self.describe_inner(member, depth);
            facts.members.push((shorten(name), words));
        }
    }
}

impl Facts {
    /// Keeps only the types that `type` names as well.
    fn narrow(&mut self, types: &Value) {
        let named: Vec<&str> = match types {
            Value::String(one) => vec![one],
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            _ => return,
        };
        let mut named: BTreeSet<&'static str> = TYPES.into_iter().filter(|known| named.contains(known)).collect();
        // Null is tracked apart from the other types; a second `type` without null excludes it.
        let null = named.remove("null");
        self.null = null && (self.null || self.types.is_none());
        self.types = Some(match &self.types {
            None => named,
            Some(known) => {
                let is_in_both = |name: &&'static str| {
                    named.contains(name)
                        || (*name == "integer" && named.contains("number"))
                        || (*name == "number" && named.contains("integer"))
                };
                let is_whole = named.contains("integer") && !named.contains("number");
                let common = known.iter().copied().filter(is_in_both);
                common.map(|name| if name == "number" && is_whole { "integer" } else { name }).collect()
            }
        });
    }

    fn words(&self) -> String {
        let mut words = self.base();
        if !self.alternatives.is_empty() {
            let alternatives = self.alternatives.join(", and ");
            words = if words == ANY { alternatives } else { format!("{words}, and {alternatives}") };
        }
        if self.null && words != ANY && words != "null" {
            words.push_str(", null allowed");
        }
        words
    }

    fn base(&self) -> String {
        if self.never {
            return "nothing fits".to_owned();
        }
        if let Some(listed) = &self.values {
            return format!("one of {}", values(listed));
        }
        let Some(types) = &self.types else {
            return if self.members.is_empty() { ANY.to_owned() } else { self.of_type("object") };
        };
        let all: Vec<String> = types.iter().map(|name| self.of_type(name)).collect();
        if all.is_empty() { "null".to_owned() } else { all.join(" or ") }
    }

    /// Describes one type and the requirements for its values.
    fn of_type(&self, name: &str) -> String {
        match name {
            "boolean" => "true or false".to_owned(),
            "integer" | "number" => format!("{name}{}", self.range()),
            "string" => {
                let pattern = self.pattern.as_ref().map(|pattern| format!(", matching `{pattern}`"));
                format!("string{}{}", self.count("character"), pattern.unwrap_or_default())
            }
            "array" => {
                let items = self.items.as_ref().map(|items| format!(", each {items}"));
                format!("array{}{}", self.count("item"), items.unwrap_or_default())
            }
            "object" if !self.members.is_empty() => {
                let members: Vec<String> =
                    self.members.iter().map(|(name, words)| format!("{name}: {words}")).collect();
                format!("object with {{{}}}", members.join("; "))
            }
            name => name.to_owned(),
        }
    }

    fn range(&self) -> String {
        let range = match (&self.least, &self.most) {
            (Some(least), Some(most)) if !least.is_exclusive && !most.is_exclusive => {
                format!(" from {} to {}", least.number, most.number)
            }
            (least, most) => {
                let least = least.as_ref().map(|bound| {
                    format!(" {} {}", if bound.is_exclusive { "more than" } else { "of at least" }, bound.number)
                });
                let most = most.as_ref().map(|bound| {
                    format!(" {} {}", if bound.is_exclusive { "less than" } else { "of at most" }, bound.number)
                });
                match (least, most) {
                    (Some(least), Some(most)) => format!("{least} and{most}"),
                    (least, most) => least.or(most).unwrap_or_default(),
                }
            }
        };
        match &self.multiple_of {
            Some(number) => format!("{range}, a multiple of {number}"),
            None => range,
        }
    }

    fn count(&self, unit: &str) -> String {
        match self.length {
            [None | Some(0), None] => String::new(),
            [None | Some(0), Some(most)] => format!(" of at most {most} {unit}s"),
            [Some(least), None] => format!(" of at least {least} {unit}s"),
            [Some(least), Some(most)] if least == most => format!(" of exactly {least} {unit}s"),
            [Some(least), Some(most)] => format!(" of {least} to {most} {unit}s"),
        }
    }
}

/// The description of a value without requirements.
const ANY: &str = "any";

const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

fn list<'s>(object: &'s Map<String, Value>, keyword: &str) -> &'s [Value] {
    object.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::capability::document::Documents;
    use crate::service::capability::document::contract;
    use crate::service::schema_version::SchemaType;

    fn described(value: &str) -> ValueDescription {
        let text = format!(
            r##"{{"$id": "/schema-versions/capability/acme.Lamp@1.0", "$defs": {{
                "Level": {{"type": "integer", "minimum": 0, "maximum": 254}},
                "Tree": {{"type": "object", "properties": {{"l": {{"$ref": "#/$defs/Tree"}}, "r": {{"$ref": "#/$defs/Tree"}}}}}}
            }}, "properties": {{"P": {{"extrinsicId": "0", "value": {value}}}}}}}"##
        );
        let mut documents = Documents::new();
        documents.add(text.as_bytes()).unwrap();
        let document = documents.find(SchemaType::Capability, "acme.Lamp").unwrap();
        describe(&contract::value(&documents, document, &document.value()["properties"]["P"]["value"]).unwrap())
    }

    #[test]
    fn describes_values() {
        for (schema, words) in [
            ("{}", "any"),
            ("true", "any"),
            ("false", "nothing fits"),
            (r#"{"type": "boolean"}"#, "true or false"),
            (r#"{"type": "integer", "minimum": 0, "maximum": 254}"#, "integer from 0 to 254"),
            (r##"{"$ref": "#/$defs/Level", "maximum": 9, "nullable": true}"##, "integer from 0 to 9, null allowed"),
            (r##"{"$ref": "#/$defs/Level", "maximum": 900}"##, "integer from 0 to 254"),
            (r#"{"$ref": "aws.integer@1.0", "minimum": 1}"#, "integer of at least 1"),
            (r#"{"type": "number", "exclusiveMinimum": 0, "maximum": 1.5}"#, "number more than 0 and of at most 1.5"),
            (r#"{"type": "number", "multipleOf": 0.2}"#, "number, a multiple of 0.2"),
            (r#"{"type": "string", "enum": ["A", "B"], "nullable": true}"#, "one of A, B, null allowed"),
            (r#"{"type": "string", "minLength": 1, "maxLength": 8}"#, "string of 1 to 8 characters"),
            (r#"{"type": "string", "pattern": "^a"}"#, "string, matching `^a`"),
            (
                r##"{"type": "array", "maxItems": 3, "items": {"$ref": "#/$defs/Level"}}"##,
                "array of at most 3 items, each integer from 0 to 254",
            ),
            (
                r#"{"type": "object", "properties": {"Bit": {"extrinsicId": "0", "value": {"type": "integer", "minimum": 0, "maximum": 1}}}}"#,
                "object with {Bit: integer from 0 to 1}",
            ),
            (r#"{"anyOf": [{"type": "integer"}, {"type": "string"}]}"#, "integer or string"),
            (r#"{"type": ["integer", "null"]}"#, "integer, null allowed"),
            (r#"{"type": "null"}"#, "null"),
        ] {
            assert_eq!(described(schema).words, words, "{schema}");
        }
    }

    #[test]
    fn limits_the_length_of_a_description() {
        let words = described(r##"{"$ref": "#/$defs/Tree"}"##).words;
        assert!(words.starts_with("object with {l: object with {l: "), "{words}");
        assert!(words.chars().count() <= MAX_LENGTH + 1);
    }

    #[test]
    fn recognises_strings() {
        for (schema, is_text, allows_null) in [
            (r#"{"type": "string"}"#, true, false),
            (r#"{"enum": ["A"], "nullable": true}"#, true, true),
            (r#"{"enum": ["A", 1]}"#, false, false),
            (r#"{"type": ["string", "integer"]}"#, false, false),
            ("{}", false, false),
        ] {
            let description = described(schema);
            assert_eq!((description.is_text, description.allows_null), (is_text, allows_null), "{schema}");
        }
    }
}
