//! Valid inputs, with every member to a depth.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::ast::{Ast, Member, Traits, prelude_trait};
use super::pattern::TextPattern;

/// Depth below which optional members are left out.
const MAX_DEPTH: usize = 6;

/// Maximum depth of required members.
const MAX_REQUIRED_DEPTH: usize = 40;

/// Maximum number of items and characters that are generated to satisfy a lower bound.
const MAX_ITEMS: u64 = 200;
pub(super) const MAX_CHARACTERS: u64 = 1 << 16;

/// A value of an input, and where its constraints are.
#[derive(Clone, Debug)]
pub struct Place {
    /// The JSON pointer of the value.
    pub pointer: String,
    /// The path that a report names: that of the outermost map around it whose keys are data, or the pointer.
    pub path: String,
    /// Whether keys below are data.
    pub is_redacted: bool,
    /// The id of the shape.
    pub target: String,
    /// The shape's traits, with those that the member replaces.
    pub traits: Traits,
    /// The key, if the place is the key of the map's entry at `pointer` and not its value.
    pub key: Option<String>,
}

/// A valid input.
#[derive(Debug)]
pub struct Generated {
    /// The input.
    pub input: Value,
    /// All values and keys in it.
    pub places: Vec<Place>,
    /// Members that are left out because no value was found, such as `example#Input$Name`.
    pub left_out: Vec<String>,
}

impl Generated {
    /// Whether the input has a union, so that there are other inputs.
    pub fn has_unions(&self, ast: &Ast) -> bool {
        self.places.iter().any(|place| ast.kind(&place.target) == "union")
    }
}

/// Generates the inputs of one model.
pub struct Generator<'a> {
    /// The model.
    pub ast: &'a Ast,
    patterns: RefCell<HashMap<String, Option<Rc<TextPattern>>>>,
}

/// The state of one input.
struct State {
    places: Vec<Place>,
    left_out: Vec<String>,
    /// The shapes around the value.
    open: Vec<String>,
    /// Which alternative of unions is taken.
    alternative: usize,
}

impl<'a> Generator<'a> {
    /// Creates a generator.
    pub fn new(ast: &'a Ast) -> Generator<'a> {
        Generator { ast, patterns: RefCell::default() }
    }

    /// Returns a valid input of a shape, or `None` if a required member has no value. `alternative` chooses members of
    /// unions.
    pub fn input(&self, shape: Option<&str>, alternative: usize) -> Option<Generated> {
        let mut state = State { places: Vec::new(), left_out: Vec::new(), open: Vec::new(), alternative };
        let input = match shape {
            None | Some("smithy.api#Unit") => json!({}),
            Some(shape) => {
                let place = Place {
                    pointer: String::new(),
                    path: String::new(),
                    is_redacted: false,
                    target: shape.to_owned(),
                    traits: self.ast.traits(shape).clone(),
                    key: None,
                };
                self.value(&mut state, place, 0)?
            }
        };
        Some(Generated { input, places: state.places, left_out: state.left_out })
    }

    /// Returns the value of another member of a union, or of any member on its own.
    pub fn lone_value(&self, member: &Member<'_>) -> Option<Value> {
        let mut state = State { places: Vec::new(), left_out: Vec::new(), open: Vec::new(), alternative: 0 };
        let place = Place {
            pointer: String::new(),
            path: String::new(),
            is_redacted: false,
            target: member.target.to_owned(),
            traits: self.ast.traits_through(member),
            key: None,
        };
        self.value(&mut state, place, MAX_DEPTH)
    }

    /// Returns the pattern of a string shape, if it can be handled.
    pub fn pattern(&self, pattern: &str) -> Option<Rc<TextPattern>> {
        let mut patterns = self.patterns.borrow_mut();
        patterns.entry(pattern.to_owned()).or_insert_with(|| TextPattern::new(pattern).map(Rc::new)).clone()
    }

    fn value(&self, state: &mut State, mut place: Place, seed: usize) -> Option<Value> {
        let known = (state.places.len(), state.left_out.len());
        place.is_redacted |= prelude_trait(&place.traits, "sensitive").is_some();
        state.places.push(place.clone());
        if state.open.len() > MAX_REQUIRED_DEPTH {
            state.places.truncate(known.0);
            return None;
        }
        state.open.push(place.target.clone());
        let value = self.value_of(state, &place, seed);
        state.open.pop();
        if value.is_none() {
            state.places.truncate(known.0);
            state.left_out.truncate(known.1);
        }
        value
    }

    fn value_of(&self, state: &mut State, place: &Place, seed: usize) -> Option<Value> {
        let traits = &place.traits;
        match self.ast.kind(&place.target).as_str() {
            "structure" => self.structure(state, place, seed),
            "union" => self.union(state, place, seed),
            "list" | "set" => self.list(state, place, seed),
            "map" => self.map(state, place, seed),
            "string" => self.text(traits, seed).map(Value::from),
            "enum" => {
                let values = enum_values(self.ast, place);
                values.get(seed % values.len().max(1)).cloned()
            }
            "intenum" => enum_values(self.ast, place).first().cloned(),
            kind @ ("byte" | "short" | "integer" | "long" | "biginteger") => {
                let (min, max) = bounds(traits, "range");
                let least = if kind == "byte" { -100.0 } else { -1e9 };
                let value = (1.0 + (seed % 100) as f64).min(max.unwrap_or(100.0)).max(min.unwrap_or(least)).ceil();
                Some(json!(value as i64))
            }
            "float" | "double" | "bigdecimal" => {
                let (min, max) = bounds(traits, "range");
                let value = 0.5_f64.min(max.unwrap_or(1.0)).max(min.unwrap_or(0.0));
                Some(json!(value))
            }
            "boolean" => Some(json!(true)),
            "blob" => {
                let (min, max) = length(traits);
                let len = min.max(1).min(max);
                (len <= MAX_CHARACTERS).then(|| json!(STANDARD.encode("a".repeat(len as usize))))
            }
            "timestamp" => Some(match prelude_trait(traits, "timestampFormat").and_then(Value::as_str) {
                Some("date-time") => json!("2023-11-14T22:13:20Z"),
                Some("http-date") => json!("Tue, 14 Nov 2023 22:13:20 GMT"),
                None if !self.ast.has_json() && seed % 2 == 1 => json!("2023-11-14T22:13:20Z"),
                _ => json!(1_700_000_000),
            }),
            "document" => Some(json!({"a": [1, null, "b"]})),
            _ => None,
        }
    }

    fn structure(&self, state: &mut State, place: &Place, seed: usize) -> Option<Value> {
        let mut object = Map::new();
        for member in self.ast.members(&place.target) {
            let is_required = member.traits.contains_key("smithy.api#required");
            let is_recursive = state.open.iter().any(|open| open == member.target);
            if !is_required && (is_recursive || state.open.len() > MAX_DEPTH) {
                continue;
            }
            // An event stream is not part of the input's JSON.
            let is_stream = self.ast.traits(member.target).contains_key("smithy.api#streaming")
                && self.ast.kind(member.target) == "union";
            let value = match is_stream {
                true => None,
                false => self.value(state, self.child(place, &member, member.json_name), seed),
            };
            match value {
                Some(value) => {
                    object.insert(member.json_name.to_owned(), value);
                }
                None if is_required => return None,
                None => state.left_out.push(format!("{}${}", place.target, member.name)),
            }
        }
        Some(Value::Object(object))
    }

    fn union(&self, state: &mut State, place: &Place, seed: usize) -> Option<Value> {
        let members = self.ast.members(&place.target);
        let count = members.len();
        for index in 0..count {
            let member = &members[(index + state.alternative) % count];
            if state.open.iter().any(|open| open == member.target) {
                continue;
            }
            if let Some(value) = self.value(state, self.child(place, member, member.json_name), seed) {
                return Some(json!({ member.json_name: value }));
            }
        }
        None
    }

    fn list(&self, state: &mut State, place: &Place, seed: usize) -> Option<Value> {
        let member = self.ast.part(&place.target, "member")?;
        let (min, max) = length(&place.traits);
        if min > MAX_ITEMS {
            return None;
        }
        let is_recursive = state.open.iter().any(|open| open == member.target);
        let wanted = if is_recursive { min } else { min.max(1).min(max) };
        let mut items = Vec::new();
        for index in 0..wanted as usize {
            match self.value(state, self.child(place, &member, &index.to_string()), seed + index) {
                Some(item) => items.push(item),
                None if min == 0 => break,
                None => return None,
            }
        }
        let is_unique = is_unique(self.ast, place);
        if is_unique && items.iter().enumerate().any(|(index, item)| items[..index].contains(item)) {
            return None;
        }
        Some(Value::Array(items))
    }

    fn map(&self, state: &mut State, place: &Place, seed: usize) -> Option<Value> {
        let (key, value) = (self.ast.part(&place.target, "key")?, self.ast.part(&place.target, "value")?);
        let (min, max) = length(&place.traits);
        if min > MAX_ITEMS {
            return None;
        }
        let is_recursive = state.open.iter().any(|open| open == value.target);
        let wanted = if is_recursive { min } else { min.max(1).min(max) };
        let mut entries = Map::new();
        for index in 0..wanted as usize {
            let key_traits = self.ast.traits_through(&key);
            let name = match self.ast.kind(key.target).as_str() {
                "enum" => {
                    let key_place = Place { target: key.target.to_owned(), ..place.clone() };
                    let values = enum_values(self.ast, &key_place);
                    values.get(seed + index).or(values.first()).and_then(Value::as_str).map(str::to_owned)
                }
                _ => self.text(&key_traits, seed + index),
            };
            let Some(name) = name else { return if min == 0 { Some(json!({})) } else { None } };
            let mut child = self.child(place, &value, &name);
            if place.is_redacted {
                child.path.clone_from(&place.path);
            }
            let key_place =
                Place { traits: key_traits, target: key.target.to_owned(), key: Some(name.clone()), ..child.clone() };
            match self.value(state, child, seed + index) {
                Some(value) => {
                    state.places.push(key_place);
                    entries.insert(name, value);
                }
                None if min == 0 => break,
                None => return None,
            }
        }
        (entries.len() as u64 >= min).then_some(Value::Object(entries))
    }

    fn child(&self, place: &Place, member: &Member<'_>, token: &str) -> Place {
        let token = token.replace('~', "~0").replace('/', "~1");
        // Inside of a map whose keys are data, the path stays at that map.
        let is_stopped = place.is_redacted && place.path != place.pointer;
        Place {
            pointer: format!("{}/{token}", place.pointer),
            path: if is_stopped { place.path.clone() } else { format!("{}/{token}", place.path) },
            is_redacted: place.is_redacted,
            target: member.target.to_owned(),
            traits: self.ast.traits_through(member),
            key: None,
        }
    }

    /// Returns a text that satisfies the constraints of a string shape.
    fn text(&self, traits: &Traits, seed: usize) -> Option<String> {
        if let Some(values) = prelude_trait(traits, "enum").and_then(Value::as_array) {
            return values.get(seed % values.len().max(1))?["value"].as_str().map(str::to_owned);
        }
        let (min, max) = length(traits);
        if min > MAX_CHARACTERS {
            return None;
        }
        if let Some(pattern) = prelude_trait(traits, "pattern").and_then(Value::as_str) {
            let max = usize::try_from(max).unwrap_or(usize::MAX);
            return self.pattern(pattern)?.matching(min as usize, max, seed);
        }
        let mut text = if seed == 0 { "a".to_owned() } else { format!("a{seed}") };
        while (text.len() as u64) < min {
            text.push('a');
        }
        text.truncate(usize::try_from(max).unwrap_or(usize::MAX));
        Some(text)
    }
}

/// Whether a list requires unique items.
pub(super) fn is_unique(ast: &Ast, place: &Place) -> bool {
    ast.kind(&place.target) == "set" || prelude_trait(&place.traits, "uniqueItems").is_some()
}

/// Returns the values of an enum.
pub(super) fn enum_values(ast: &Ast, place: &Place) -> Vec<Value> {
    if let Some(values) = prelude_trait(&place.traits, "enum").and_then(Value::as_array) {
        return values.iter().map(|value| value["value"].clone()).collect();
    }
    let members = ast.members(&place.target).into_iter();
    members
        .map(|member| prelude_trait(member.traits, "enumValue").cloned().unwrap_or_else(|| json!(member.name)))
        .collect()
}

/// Returns the least and greatest number that a trait allows.
pub(super) fn bounds(traits: &Traits, name: &str) -> (Option<f64>, Option<f64>) {
    let bounds = prelude_trait(traits, name);
    let bound = |end: &str| bounds.and_then(|bounds| bounds.get(end)).and_then(Value::as_f64);
    (bound("min"), bound("max"))
}

/// Returns the least and greatest length.
pub(super) fn length(traits: &Traits) -> (u64, u64) {
    let (min, max) = bounds(traits, "length");
    (min.unwrap_or(0.0) as u64, max.map_or(u64::MAX, |max| max as u64))
}
