//! Translates value schemas to JSON Schema 2020-12.
//!
//! The dialect is that draft with a few additions, so most keywords are copied. `nullable` becomes an alternative,
//! members of bitmaps and structs lose their wrapper, and targets of references are copied to `$defs` under generated
//! names.
//!
//! The result is compiled and evaluated recursively, so its depth, size and recursion are limited here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::evaluate::{TooLarge, translated_pattern};
use super::library::{Document, Documents};
use super::reference::{BuiltIn, Target, target};
use crate::service::capability::document_text::is_own_keyword;

/// Maximum number of nodes translated for one schema.
const MAX_NODES: usize = 20_000;

/// Maximum number of nodes of a schema with all references expanded: the worst case that a value is evaluated against.
const MAX_EXPANDED: u64 = 200_000;

/// Maximum depth of a schema with all references expanded.
const MAX_DEPTH: u32 = 160;

/// Why a value schema cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Untranslatable {
    /// A value that is not a schema where a schema is required.
    NoSchema,
    /// A local reference has no target, or a global one is not a valid id.
    NoTarget,
    /// References form a circle that adds no requirement.
    Circle,
    /// The schema is deeper or larger than the limits allow.
    TooLarge,
}

impl From<TooLarge> for Untranslatable {
    fn from(_: TooLarge) -> Untranslatable {
        Untranslatable::TooLarge
    }
}

/// The cost of a schema with all references expanded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) height: u32,
    pub(super) expanded: u64,
    /// The number of recursive references.
    pub(super) circles: u64,
}

impl Measure {
    fn leaf() -> Measure {
        Measure { height: 1, expanded: 1, circles: 0 }
    }

    pub(super) fn include(&mut self, inner: Measure) {
        self.height = self.height.max(inner.height.saturating_add(1));
        self.expanded = self.expanded.saturating_add(inner.expanded);
        self.circles = self.circles.saturating_add(inner.circles);
    }
}

/// The index of a document whose nodes are translated.
type DocumentIndex = usize;

/// The position of a node in a schema.
#[derive(Clone, Copy)]
struct Place {
    document: DocumentIndex,
    /// The reference target that the node is part of.
    target: Option<usize>,
    /// The node applies to the same value as that target, not to a part of it.
    same_value: bool,
    depth: u32,
}

impl Place {
    fn deeper(self) -> Place {
        Place { depth: self.depth + 1, ..self }
    }

    fn part(self) -> Place {
        Place { same_value: false, ..self.deeper() }
    }
}

/// The target of a reference, copied to `$defs` under a generated name.
#[derive(Default)]
struct ReferenceTarget {
    /// Set once the target is translated.
    measure: Option<Measure>,
    /// The targets that it refers to for the same value.
    same_value: Vec<usize>,
}

/// Translates value schemas into one JSON Schema, whose `$defs` it collects.
pub(super) struct Translator<'d> {
    documents: &'d Documents,
    /// The documents that nodes come from; the first is the translated document.
    roots: Vec<&'d Value>,
    targets: Vec<ReferenceTarget>,
    names: BTreeMap<(DocumentIndex, String), usize>,
    built_in: BTreeMap<BuiltIn, usize>,
    definitions: Map<String, Value>,
    declared: BTreeSet<String>,
    patterns: BTreeMap<String, String>,
    nodes: usize,
}

/// What all schemas of one translation share.
pub(super) struct Translation {
    /// The `$defs`.
    pub(super) definitions: Map<String, Value>,
    /// The member names that the schemas declare.
    pub(super) declared: BTreeSet<String>,
    /// The document's patterns by their translations.
    pub(super) patterns: BTreeMap<String, String>,
}

impl<'d> Translator<'d> {
    pub(super) fn new(documents: &'d Documents, root: &'d Value) -> Translator<'d> {
        Translator {
            documents,
            roots: vec![root],
            targets: Vec::new(),
            names: BTreeMap::new(),
            built_in: BTreeMap::new(),
            definitions: Map::new(),
            declared: BTreeSet::new(),
            patterns: BTreeMap::new(),
            nodes: 0,
        }
    }

    /// Translates a value schema of the document.
    pub(super) fn schema(&mut self, node: &'d Value) -> Result<(Value, Measure), Untranslatable> {
        let place = Place { document: 0, target: None, same_value: true, depth: 0 };
        let (schema, measure) = self.node(node, place)?;
        if self.has_circle() {
            return Err(Untranslatable::Circle);
        }
        if measure.expanded > MAX_EXPANDED || measure.height > MAX_DEPTH {
            return Err(Untranslatable::TooLarge);
        }
        Ok((schema, measure))
    }

    /// Records a declared name outside the schemas.
    pub(super) fn declare(&mut self, name: &str) {
        self.declared.insert(name.to_owned());
    }

    /// Returns what all schemas share.
    pub(super) fn finish(self) -> Translation {
        Translation { definitions: self.definitions, declared: self.declared, patterns: self.patterns }
    }

    fn node(&mut self, node: &'d Value, place: Place) -> Result<(Value, Measure), Untranslatable> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || place.depth > MAX_DEPTH {
            return Err(Untranslatable::TooLarge);
        }
        let object = match node {
            Value::Bool(_) => return Ok((node.clone(), Measure::leaf())),
            Value::Object(object) => object,
            _ => return Err(Untranslatable::NoSchema),
        };
        let mut measure = Measure::leaf();
        let mut out = Map::new();
        for (key, value) in object {
            let translated = match key.as_str() {
                // This crate handles these keywords itself; a nested `$id` would change the base of every reference.
                "nullable"
                | "extrinsicId"
                | "extrinsicIdMap"
                | "extrinsicProperties"
                | "$id"
                | "$schema"
                | "$anchor"
                | "$dynamicAnchor"
                | "$dynamicRef"
                | "$vocabulary"
                | "$comment"
                | "$defs" => continue,
                "name" | "version" if self.is_root(node, place.document) => continue,
                "$ref" => Some(self.reference(value, place, &mut measure)?),
                "properties" => Some(self.properties(value, place, &mut measure)?),
                "patternProperties" | "dependentSchemas" => {
                    let place = if key == "patternProperties" { place.part() } else { place.deeper() };
                    let Value::Object(schemas) = value else { return Err(Untranslatable::NoSchema) };
                    let mut map = Map::new();
                    for (name, schema) in schemas {
                        if key == "dependentSchemas" {
                            map.insert(name.clone(), self.inner(schema, place, &mut measure)?);
                        // An invalid pattern matches nothing.
                        } else if let Some(translation) = translated_pattern(name)? {
                            map.insert(translation, self.inner(schema, place, &mut measure)?);
                        }
                    }
                    Some(Value::Object(map))
                }
                "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                    let place = if key == "prefixItems" { place.part() } else { place.deeper() };
                    let Value::Array(schemas) = value else { return Err(Untranslatable::NoSchema) };
                    let mut list = Vec::with_capacity(schemas.len());
                    for schema in schemas {
                        list.push(self.inner(schema, place, &mut measure)?);
                    }
                    Some(Value::Array(list))
                }
                "items"
                | "contains"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "propertyNames" => Some(self.inner(value, place.part(), &mut measure)?),
                "if" | "then" | "else" | "not" => Some(self.inner(value, place.deeper(), &mut measure)?),
                "pattern" => match value.as_str() {
                    Some(pattern) => match translated_pattern(pattern)? {
                        Some(translation) => Some(self.pattern(pattern, translation)),
                        None => continue,
                    },
                    None => None,
                },
                _ => None,
            };
            out.insert(key.clone(), translated.unwrap_or_else(|| value.clone()));
        }
        let schema = Value::Object(out);
        if object.get("nullable") == Some(&Value::Bool(true)) {
            measure.height = measure.height.saturating_add(1);
            return Ok((json!({"anyOf": [{"type": "null"}, schema]}), measure));
        }
        Ok((schema, measure))
    }

    fn pattern(&mut self, source: &str, translation: String) -> Value {
        self.patterns.insert(translation.clone(), source.to_owned());
        Value::String(translation)
    }

    fn inner(&mut self, node: &'d Value, place: Place, total: &mut Measure) -> Result<Value, Untranslatable> {
        let (schema, measure) = self.node(node, place)?;
        total.include(measure);
        Ok(schema)
    }

    fn properties(&mut self, value: &'d Value, place: Place, total: &mut Measure) -> Result<Value, Untranslatable> {
        let Value::Object(members) = value else { return Err(Untranslatable::NoSchema) };
        let mut out = Map::new();
        for (name, member) in members {
            self.declared.insert(name.clone());
            let schema = unwrapped(member).unwrap_or(member);
            out.insert(name.clone(), self.inner(schema, place.part(), total)?);
        }
        Ok(Value::Object(out))
    }

    fn reference(&mut self, value: &'d Value, place: Place, total: &mut Measure) -> Result<Value, Untranslatable> {
        let text = value.as_str().ok_or(Untranslatable::NoTarget)?;
        let (target, _) = target(self.documents, text).map_err(|_| Untranslatable::NoTarget)?;
        let (document, pointer) = match target {
            Target::Local(pointer) => (place.document, pointer),
            Target::Document(document) => (self.index_of(document), String::new()),
            Target::BuiltIn(built_in) => {
                let next = self.targets.len();
                let index = *self.built_in.entry(built_in).or_insert(next);
                if index == next {
                    self.targets.push(ReferenceTarget { measure: Some(Measure::leaf()), same_value: Vec::new() });
                    self.definitions.insert(definition_name(index), built_in.schema());
                }
                return Ok(self.reference_to(index, place, total));
            }
            Target::Unknown => {
                // An unknown definition allows any value.
                let next = self.targets.len();
                self.targets.push(ReferenceTarget { measure: Some(Measure::leaf()), same_value: Vec::new() });
                self.definitions.insert(definition_name(next), Value::Bool(true));
                return Ok(self.reference_to(next, place, total));
            }
        };
        if let Some(&index) = self.names.get(&(document, pointer.clone())) {
            return Ok(self.reference_to(index, place, total));
        }
        let root: &'d Value = self.roots.get(document).copied().ok_or(Untranslatable::NoTarget)?;
        let node = root.pointer(&pointer).ok_or(Untranslatable::NoTarget)?;
        // The name is registered before the target is translated, so that recursion ends.
        let index = self.targets.len();
        self.targets.push(ReferenceTarget::default());
        self.names.insert((document, pointer), index);
        self.definitions.insert(definition_name(index), Value::Bool(true));
        let inside = Place { document, target: Some(index), same_value: true, depth: place.depth + 1 };
        let (schema, measure) = self.node(node, inside)?;
        if let Some(target) = self.targets.get_mut(index) {
            target.measure = Some(measure);
        }
        self.definitions.insert(definition_name(index), schema);
        Ok(self.reference_to(index, place, total))
    }

    /// Adds the cost of a reference's target to the schema that refers to it.
    fn reference_to(&mut self, index: usize, place: Place, total: &mut Measure) -> Value {
        let measure = self.targets.get(index).and_then(|target| target.measure);
        total.include(measure.unwrap_or(Measure { circles: 1, ..Measure::leaf() }));
        if let Some(target) = place.target.filter(|_| place.same_value).and_then(|from| self.targets.get_mut(from)) {
            target.same_value.push(index);
        }
        Value::String(format!("#/$defs/{}", definition_name(index)))
    }

    fn index_of(&mut self, document: &'d Document) -> DocumentIndex {
        let known = self.roots.iter().position(|root| core::ptr::eq(*root, &document.value));
        known.unwrap_or_else(|| {
            self.roots.push(&document.value);
            self.roots.len() - 1
        })
    }

    fn is_root(&self, node: &Value, document: DocumentIndex) -> bool {
        self.roots.get(document).is_some_and(|root| core::ptr::eq(*root, node))
    }

    /// Returns whether targets refer back to themselves for the same value. Such a schema adds no requirement, and
    /// evaluating it would never end.
    fn has_circle(&self) -> bool {
        let mut done = vec![false; self.targets.len()];
        let mut open = vec![false; self.targets.len()];
        for start in 0..self.targets.len() {
            let mut stack = vec![(start, 0)];
            while let Some((at, next)) = stack.pop() {
                if next == 0 {
                    if done[at] {
                        continue;
                    }
                    open[at] = true;
                }
                match self.targets[at].same_value.get(next) {
                    Some(&to) if open[to] => return true,
                    Some(&to) => {
                        stack.push((at, next + 1));
                        stack.push((to, 0));
                    }
                    None => {
                        open[at] = false;
                        done[at] = true;
                    }
                }
            }
        }
        false
    }
}

fn definition_name(index: usize) -> String {
    format!("d{index}")
}

/// Returns the value schema inside a wrapping member. A member with a schema keyword of its own is a schema that
/// happens to have a `value`.
pub(super) fn unwrapped(member: &Value) -> Option<&Value> {
    let object = member.as_object()?;
    let value = object.get("value").filter(|value| value.is_object() || value.is_boolean())?;
    (!object.keys().any(|key| is_own_keyword(key))).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(document: &Value, pointer: &str) -> Result<Value, Untranslatable> {
        let documents = Documents::new();
        let mut translator = Translator::new(&documents, document);
        let (schema, _) = translator.schema(document.pointer(pointer).unwrap())?;
        Ok(json!([schema, translator.finish().definitions]))
    }

    #[test]
    fn translates_the_additions_of_the_dialect() {
        let document = json!({
            "a": {"$ref": "aws.integer@1.0", "nullable": true, "maximum": 4, "extrinsicId": "1"},
            "b": {"properties": {"Bit": {"extrinsicId": "0", "value": {"maximum": 1}}, "value": {"type": "null"}}},
            "c": {"enum": [{"nullable": true}], "pattern": "(", "not": {"nullable": false}},
        });
        assert_eq!(
            translated(&document, "/a").unwrap(),
            json!([{"anyOf": [{"type": "null"}, {"$ref": "#/$defs/d0", "maximum": 4}]}, {"d0": {"type": "integer"}}])
        );
        assert_eq!(
            translated(&document, "/b").unwrap(),
            json!([{"properties": {"Bit": {"maximum": 1}, "value": {"type": "null"}}}, {}])
        );
        assert_eq!(translated(&document, "/c").unwrap(), json!([{"enum": [{"nullable": true}], "not": {}}, {}]));
    }

    #[test]
    fn translates_recursion_and_rejects_circles() {
        let document = json!({"$defs": {
            "tree": {"properties": {"left": {"$ref": "#/$defs/tree"}, "right": {"$ref": "#/$defs/tree"}}},
            "a": {"$ref": "#/$defs/b"}, "b": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/a"}]},
            "self": {"$ref": "#/$defs/self"},
            // The path through `p` is not a circle of the same value, the one through `allOf` is.
            "x": {"properties": {"p": {"$ref": "#/$defs/z"}}, "allOf": [{"$ref": "#/$defs/y"}]},
            "y": {"allOf": [{"$ref": "#/$defs/z"}]}, "z": {"allOf": [{"$ref": "#/$defs/x"}]},
            "nowhere": {"$ref": "#/$defs/none"}, "list": {"items": [{}]},
        }});
        let of = |name: &str| {
            translated(&json!({"r": {"$ref": format!("#/$defs/{name}")}, "$defs": document["$defs"]}), "/r")
        };
        let tree = json!({"properties": {"left": {"$ref": "#/$defs/d0"}, "right": {"$ref": "#/$defs/d0"}}});
        assert_eq!(of("tree").unwrap(), json!([{"$ref": "#/$defs/d0"}, {"d0": tree}]));
        for name in ["a", "self", "x"] {
            assert_eq!(of(name), Err(Untranslatable::Circle), "{name}");
        }
        assert_eq!(of("nowhere"), Err(Untranslatable::NoTarget));
        assert_eq!(of("list"), Err(Untranslatable::NoSchema));
    }

    #[test]
    fn rejects_unbounded_growth() {
        // Every step doubles the expanded size, or adds one level.
        let mut doubling = Map::new();
        let mut chain = Map::new();
        for step in 0..1000 {
            let next = json!({"$ref": format!("#/$defs/k{}", step + 1)});
            doubling.insert(format!("k{step}"), json!({"anyOf": [next, next]}));
            chain.insert(format!("k{step}"), next);
        }
        for mut definitions in [doubling, chain] {
            definitions.insert("k1000".to_owned(), json!({"type": "null"}));
            let document = json!({"r": {"$ref": "#/$defs/k0"}, "$defs": definitions});
            assert_eq!(translated(&document, "/r"), Err(Untranslatable::TooLarge));
        }
    }
}
