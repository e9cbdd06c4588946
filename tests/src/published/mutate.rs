//! Mutants of a valid input: each breaks one constraint.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::ast::prelude_trait;
use super::generate::{Generated, Generator, MAX_CHARACTERS, Place, bounds, enum_values, is_unique, length};

/// Number of characters after which a report cuts a key.
const MAX_KEY: usize = 1024;

/// Maximum number of items of a list that is made too long.
const MAX_ITEMS: u64 = 2000;

/// An input that breaks one constraint.
#[derive(Debug)]
pub struct Mutant {
    /// The kind of constraint and of shape, such as `length max of a list`.
    pub kind: String,
    /// The rule that must report it.
    pub rule: &'static str,
    /// The path at which it must be reported.
    pub path: String,
    /// Whether the violation is of a map's key.
    pub for_key: bool,
    /// The input.
    pub input: Value,
}

impl Mutant {
    /// Whether the constraint is one that AWS's clients check too: a type, a required member or a lower bound.
    pub fn is_checked_by_clients(&self) -> bool {
        match self.rule {
            "required" | "type" => true,
            "length" | "range" => self.kind.contains("min"),
            _ => false,
        }
    }
}

/// Returns the mutants for every place of an input.
pub fn mutants(generator: &Generator<'_>, generated: &Generated) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for place in &generated.places {
        let mut collector = Collector { generator, generated, place, mutants: &mut mutants };
        match place.key {
            Some(_) => collector.key(),
            None => collector.value(),
        }
    }
    mutants
}

struct Collector<'a, 'g> {
    generator: &'a Generator<'g>,
    generated: &'a Generated,
    place: &'a Place,
    mutants: &'a mut Vec<Mutant>,
}

impl Collector<'_, '_> {
    fn value(&mut self) {
        let ast = self.generator.ast;
        let kind = ast.kind(&self.place.target);
        let Some(value) = self.generated.input.pointer(&self.place.pointer).cloned() else { return };
        self.wrong_type(&kind);
        match (kind.as_str(), &value) {
            ("structure", Value::Object(_)) => self.required(),
            ("union", Value::Object(object)) => self.second_member(object.keys().next().map(String::as_str)),
            ("list" | "set", Value::Array(items)) => self.list(items),
            ("map", Value::Object(entries)) => {
                let (min, max) = length(&self.place.traits);
                if min > 0 {
                    self.replace("length min of a map", "length", json!({}));
                }
                let key = ast.part(&self.place.target, "key");
                let key = key.map(|key| (ast.kind(key.target), ast.traits_through(&key)));
                let is_free = key.is_some_and(|(kind, traits)| {
                    kind == "string"
                        && ["enum", "pattern"].iter().all(|name| prelude_trait(&traits, name).is_none())
                        && length(&traits) <= (4, u64::MAX)
                        && length(&traits).1 >= 9
                });
                if let Some(value) = entries.values().next()
                    && max <= MAX_ITEMS
                    && is_free
                {
                    let entries = (0..=max).map(|index| (format!("key-{index}"), value.clone()));
                    self.replace("length max of a map", "length", Value::Object(entries.collect()));
                }
            }
            ("string" | "enum", Value::String(text)) => {
                for (kind, rule, text) in self.texts(text) {
                    self.replace(&kind, rule, json!(text));
                }
            }
            ("intenum", _) if !enum_values(ast, self.place).contains(&json!(987_654)) => {
                self.replace("enum of numbers", "enum", json!(987_654));
            }
            ("byte" | "short" | "integer" | "long" | "biginteger", _) => self.integer(&kind),
            ("float" | "double" | "bigdecimal", _) => {
                let (min, max) = bounds(&self.place.traits, "range");
                if let Some(min) = min {
                    self.replace("range min of a float", "range", json!(min - 1.0));
                }
                if let Some(max) = max {
                    self.replace("range max of a float", "range", json!(max + 1.0));
                }
            }
            ("blob", _) => {
                self.replace("type of a blob's text", "type", json!("not base64!"));
                let (min, max) = length(&self.place.traits);
                if min > 0 {
                    self.replace("length min of a blob", "length", json!(encoded(min - 1)));
                }
                if max < MAX_CHARACTERS {
                    self.replace("length max of a blob", "length", json!(encoded(max + 1)));
                }
            }
            ("timestamp", _) => self.replace("type of a timestamp's text", "type", json!("yesterday")),
            _ => {}
        }
    }

    fn wrong_type(&mut self, kind: &str) {
        let other = match kind {
            "document" => return,
            "string" | "enum" | "blob" | "map" => json!(5),
            "boolean" => json!("true"),
            "integer" | "long" | "list" | "set" | "union" => json!("other"),
            _ => json!([true]),
        };
        self.replace(&format!("type of a {kind}"), "type", other);
    }

    fn required(&mut self) {
        for member in self.generator.ast.members(&self.place.target) {
            let traits = member.traits;
            // Clients make a token that is missing.
            if !traits.contains_key("smithy.api#required") || traits.contains_key("smithy.api#idempotencyToken") {
                continue;
            }
            let token = member.json_name.replace('~', "~0").replace('/', "~1");
            let is_stopped = self.place.is_redacted && self.place.path != self.place.pointer;
            let path = if is_stopped { self.place.path.clone() } else { format!("{}/{token}", self.place.path) };
            for (kind, value) in [("required", None), ("required, null", Some(Value::Null))] {
                if value.is_some() && self.generator.ast.kind(member.target) == "document" {
                    continue;
                }
                let mut input = self.generated.input.clone();
                let Some(Value::Object(object)) = input.pointer_mut(&self.place.pointer) else { continue };
                match value {
                    None => drop(object.shift_remove(member.json_name)),
                    Some(value) => drop(object.insert(member.json_name.to_owned(), value)),
                }
                self.push(kind, "required", path.clone(), false, input);
            }
        }
    }

    fn second_member(&mut self, first: Option<&str>) {
        let members = self.generator.ast.members(&self.place.target);
        let second = members.iter().filter(|member| Some(member.json_name) != first).find_map(|member| {
            let value = self.generator.lone_value(member)?;
            Some((member.json_name.to_owned(), value))
        });
        if let Some((name, value)) = second {
            let mut input = self.generated.input.clone();
            if let Some(Value::Object(object)) = input.pointer_mut(&self.place.pointer) {
                object.insert(name, value);
                self.push("union with two members", "type", self.place.path.clone(), false, input);
            }
        }
        self.replace("union without a member", "type", json!({}));
    }

    fn list(&mut self, items: &[Value]) {
        let (min, max) = length(&self.place.traits);
        if min > 0 {
            self.replace("length min of a list", "length", json!(items[..min as usize - 1]));
        }
        let Some(item) = items.first() else { return };
        if max < MAX_ITEMS && !is_unique(self.generator.ast, self.place) {
            self.replace("length max of a list", "length", json!(vec![item; max as usize + 1]));
        }
        if is_unique(self.generator.ast, self.place) && max >= 2 {
            self.replace("unique items", "unique-items", json!([item, item]));
        }
        let is_sparse = prelude_trait(&self.place.traits, "sparse").is_some();
        let member = self.generator.ast.part(&self.place.target, "member");
        if !is_sparse && member.is_some_and(|member| self.generator.ast.kind(member.target) != "document") {
            let mut input = self.generated.input.clone();
            if let Some(first) = input.pointer_mut(&format!("{}/0", self.place.pointer)) {
                *first = Value::Null;
                let is_stopped = self.place.is_redacted && self.place.path != self.place.pointer;
                let path = if is_stopped { self.place.path.clone() } else { format!("{}/0", self.place.path) };
                self.push("type of a null in a list", "type", path, false, input);
            }
        }
    }

    fn integer(&mut self, kind: &str) {
        self.replace(&format!("type of a {kind} with a fraction"), "type", json!(1.5));
        let limit = match kind {
            "byte" => f64::from(i8::MAX),
            "short" => f64::from(i16::MAX),
            "integer" => f64::from(i32::MAX),
            // Whole numbers of a double are exact up to here.
            _ => 9e15,
        };
        if ["byte", "short", "integer"].contains(&kind) {
            self.replace(&format!("type of a {kind} that is too large"), "type", json!(limit as i64 + 1));
        }
        let (min, max) = bounds(&self.place.traits, "range");
        if let Some(min) = min.filter(|min| min.abs() < limit) {
            self.replace("range min of an integer", "range", json!(min as i64 - 1));
        }
        if let Some(max) = max.filter(|max| max.abs() < limit) {
            self.replace("range max of an integer", "range", json!(max as i64 + 1));
        }
    }

    /// Returns texts that break a constraint of a string shape, with the kind and rule of each.
    fn texts(&self, valid: &str) -> Vec<(String, &'static str, String)> {
        let traits = &self.place.traits;
        let mut texts = Vec::new();
        let values = enum_values(self.generator.ast, self.place);
        if !values.is_empty() {
            texts.push(("enum".to_owned(), "enum", "no such value".to_owned()));
            return texts;
        }
        let (min, max) = length(traits);
        if min > 0 {
            let short: String = valid.chars().take(min as usize - 1).collect();
            texts.push(("length min of a string".to_owned(), "length", short));
        }
        if max < MAX_CHARACTERS {
            let count = valid.chars().count() as u64;
            let last = valid.chars().last().unwrap_or('a');
            let mut long = valid.to_owned();
            long.extend((count..=max).map(|_| last));
            texts.push(("length max of a string".to_owned(), "length", long));
        }
        let pattern = prelude_trait(traits, "pattern").and_then(Value::as_str);
        let pattern = pattern.and_then(|pattern| self.generator.pattern(pattern));
        if let Some(other) = pattern.and_then(|pattern| pattern.other()) {
            texts.push(("pattern".to_owned(), "pattern", other.to_owned()));
        }
        texts
    }

    fn key(&mut self) {
        let Some(key) = &self.place.key else { return };
        let Some((map_pointer, _)) = self.place.pointer.rsplit_once('/') else { return };
        for (kind, rule, text) in self.texts(key) {
            let mut input = self.generated.input.clone();
            let Some(Value::Object(entries)) = input.pointer_mut(map_pointer) else { continue };
            let Some(value) = entries.shift_remove(key) else { continue };
            entries.insert(text.clone(), value);
            let path = match self.place.path == self.place.pointer {
                true => {
                    let mut key: String = text.chars().take(MAX_KEY).collect();
                    if key.len() < text.len() {
                        key.push('…');
                    }
                    format!("{map_pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
                }
                false => self.place.path.clone(),
            };
            self.push(&format!("{kind}, of a key"), rule, path, true, input);
        }
    }

    fn replace(&mut self, kind: &str, rule: &'static str, value: Value) {
        let mut input = self.generated.input.clone();
        if let Some(place) = input.pointer_mut(&self.place.pointer) {
            *place = value;
            self.push(kind, rule, self.place.path.clone(), false, input);
        }
    }

    fn push(&mut self, kind: &str, rule: &'static str, path: String, for_key: bool, input: Value) {
        self.mutants.push(Mutant { kind: kind.to_owned(), rule, path, for_key, input });
    }
}

fn encoded(len: u64) -> String {
    STANDARD.encode("a".repeat(len as usize))
}
