//! The JSON Schema of a check: its inspection when a policy is parsed, and its evaluation.
//!
//! JSON Schema ignores unknown keywords. In a check such a mistake would go unnoticed, because the check would accept
//! every input. Therefore keywords must be known, references must have a target inside the schema, and `format` is an
//! assertion with supported formats only.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::error::Problems;
use super::problem::CheckProblem;
use crate::text::json::tree::{Content, Entry, Node, Position};
use crate::text::regex::syntax;
use crate::text::suggest;

/// Backtracking limit of a pattern with look-around or back references; beyond it the pattern gives up. Other patterns
/// never backtrack.
const BACKTRACK_LIMIT: usize = 100_000;

/// Maximum size of a compiled pattern, in bytes. Repeated Unicode classes need a few megabytes.
const MAX_PATTERN_BYTES: usize = 10 << 20;

/// Maximum number and depth of subschemas, with every reference expanded.
const MAX_SUBSCHEMAS: usize = 10_000;
const MAX_SCHEMA_DEPTH: usize = 128;

/// A compiled schema.
#[derive(Debug)]
pub(super) struct Schema {
    validator: jsonschema::Validator,
}

/// What the value of a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeywordValue {
    /// A schema.
    Schema,
    /// A list of schemas.
    List,
    /// Schemas by name.
    Named,
    /// No schema, only data.
    Data,
}

/// The keywords of JSON Schema 2020-12, except those that identify a schema to other schemas.
const KEYWORDS: &[(&str, KeywordValue)] = &[
    ("$comment", KeywordValue::Data),
    ("$defs", KeywordValue::Named),
    ("$ref", KeywordValue::Data),
    ("$schema", KeywordValue::Data),
    ("additionalProperties", KeywordValue::Schema),
    ("allOf", KeywordValue::List),
    ("anyOf", KeywordValue::List),
    ("const", KeywordValue::Data),
    ("contains", KeywordValue::Schema),
    ("default", KeywordValue::Data),
    ("dependentRequired", KeywordValue::Data),
    ("dependentSchemas", KeywordValue::Named),
    ("deprecated", KeywordValue::Data),
    ("description", KeywordValue::Data),
    ("else", KeywordValue::Schema),
    ("enum", KeywordValue::Data),
    ("examples", KeywordValue::Data),
    ("exclusiveMaximum", KeywordValue::Data),
    ("exclusiveMinimum", KeywordValue::Data),
    ("format", KeywordValue::Data),
    ("if", KeywordValue::Schema),
    ("items", KeywordValue::Schema),
    ("maxContains", KeywordValue::Data),
    ("maxItems", KeywordValue::Data),
    ("maxLength", KeywordValue::Data),
    ("maxProperties", KeywordValue::Data),
    ("maximum", KeywordValue::Data),
    ("minContains", KeywordValue::Data),
    ("minItems", KeywordValue::Data),
    ("minLength", KeywordValue::Data),
    ("minProperties", KeywordValue::Data),
    ("minimum", KeywordValue::Data),
    ("multipleOf", KeywordValue::Data),
    ("not", KeywordValue::Schema),
    ("oneOf", KeywordValue::List),
    ("pattern", KeywordValue::Data),
    ("patternProperties", KeywordValue::Named),
    ("prefixItems", KeywordValue::List),
    ("properties", KeywordValue::Named),
    ("propertyNames", KeywordValue::Schema),
    ("readOnly", KeywordValue::Data),
    ("required", KeywordValue::Data),
    ("then", KeywordValue::Schema),
    ("title", KeywordValue::Data),
    ("type", KeywordValue::Data),
    ("unevaluatedItems", KeywordValue::Schema),
    ("unevaluatedProperties", KeywordValue::Schema),
    ("uniqueItems", KeywordValue::Data),
    ("writeOnly", KeywordValue::Data),
];

/// Keywords that have no effect without their partner keyword.
const PARTNERS: [(&str, &str); 4] =
    [("then", "if"), ("else", "if"), ("minContains", "contains"), ("maxContains", "contains")];

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Reads a check's schema, or reports its problems.
pub(super) fn read(node: &Node, problems: &mut Problems<'_>) -> Option<Schema> {
    let before = problems.count();
    inspect(node, problems);
    if problems.count() > before {
        return None;
    }
    // The schema itself is built for its mistakes, its translation to be run.
    match build(&node.to_value()).and_then(|_| build(&translate(node))) {
        Ok(validator) => Some(Schema { validator }),
        Err(error) => {
            let invalid = node.at_pointer(error.instance_path().as_str());
            problems.add(&invalid.position, CheckProblem::InvalidSchema { expected: expected(&error) });
            None
        }
    }
}

fn build(schema: &Value) -> Result<jsonschema::Validator, jsonschema::ValidationError<'static>> {
    let patterns = jsonschema::PatternOptions::fancy_regex()
        .backtrack_limit(BACKTRACK_LIMIT)
        .size_limit(MAX_PATTERN_BYTES)
        .dfa_size_limit(MAX_PATTERN_BYTES);
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .offline()
        .should_validate_formats(true)
        .should_ignore_unknown_formats(false)
        .with_pattern_options(patterns)
        .build(schema)
}

/// Returns a schema with its patterns translated, so that they are read as those of a model are.
fn translate(node: &Node) -> Value {
    let Content::Object(entries) = &node.content else { return node.to_value() };
    let mut schema = Map::new();
    for Entry { key, value, .. } in entries {
        let translated = match (keyword_value(key), &value.content) {
            (Some(KeywordValue::Schema), _) => translate(value),
            (Some(KeywordValue::List), Content::List(items)) => items.iter().map(translate).collect(),
            (Some(KeywordValue::Named), Content::Object(named)) => {
                let name = |name: &str| match key.as_str() {
                    "patternProperties" => translate_pattern(name),
                    _ => name.to_owned(),
                };
                Value::Object(named.iter().map(|entry| (name(&entry.key), translate(&entry.value))).collect())
            }
            (_, Content::String(pattern)) if key == "pattern" => Value::String(translate_pattern(pattern)),
            _ => value.to_value(),
        };
        schema.insert(key.clone(), translated);
    }
    Value::Object(schema)
}

/// Translates a pattern. What cannot be translated was reported by [`inspect`], and the schema is not built.
fn translate_pattern(pattern: &str) -> String {
    syntax::to_json_schema(pattern).unwrap_or_else(|_| pattern.to_owned())
}

/// Describes what is expected. The library's own message is not used, because it would show the value.
fn expected(error: &jsonschema::ValidationError<'_>) -> String {
    use jsonschema::error::{TypeKind, ValidationErrorKind};
    match error.kind() {
        ValidationErrorKind::Format { .. } => "this must be a regular expression, and not too large a one".to_owned(),
        ValidationErrorKind::Custom { .. } => "there is no such format that can be judged".to_owned(),
        ValidationErrorKind::Type { kind: TypeKind::Single(name) } => format!("this must be of type {name}"),
        ValidationErrorKind::Type { kind: TypeKind::Multiple(types) } => {
            let names: Vec<String> = types.iter().map(|name| name.to_string()).collect();
            format!("this must be of type {}", names.join(" or "))
        }
        ValidationErrorKind::Minimum { limit } => format!("this must be at least {limit}"),
        ValidationErrorKind::ExclusiveMinimum { limit } => format!("this must be greater than {limit}"),
        ValidationErrorKind::MinItems { .. } => "this must not be empty".to_owned(),
        ValidationErrorKind::UniqueItems => "this must name everything once".to_owned(),
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::AnyOf { .. } => {
            "this is not one of the values that the keyword takes".to_owned()
        }
        _ => "the keyword does not take such a value".to_owned(),
    }
}

/// Inspects a schema, all its subschemas, and the targets of its references.
fn inspect(root: &Node, problems: &mut Problems<'_>) {
    let mut inspection = Inspection { root, schemas: BTreeSet::new(), references: Vec::new() };
    inspection.schema(root, problems);
    for (reference, text) in core::mem::take(&mut inspection.references) {
        match text.strip_prefix('#') {
            Some(pointer) if pointer.is_empty() || pointer.starts_with('/') => match inspection.target(pointer) {
                None => problems.add(&reference.position, CheckProblem::DanglingReference(text.to_owned())),
                Some(target) if inspection.is_in_cycle(target) => {
                    problems.add(&reference.position, CheckProblem::CircularReference);
                }
                Some(_) => {}
            },
            _ => problems.add(&reference.position, CheckProblem::ExternalReference),
        }
    }
    let measured = inspection.measure(root, 0, &mut BTreeMap::new());
    if measured.is_none_or(|measure| measure.size > MAX_SUBSCHEMAS || measure.height > MAX_SCHEMA_DEPTH) {
        let kind = CheckProblem::SchemaTooLarge { max_schemas: MAX_SUBSCHEMAS, max_depth: MAX_SCHEMA_DEPTH };
        problems.add(&root.position, kind);
    }
}

/// Reports a spelling of a pattern that has no translation.
fn inspect_pattern(pattern: &str, position: &Position, problems: &mut Problems<'_>) {
    if let Err(error) = syntax::to_json_schema(pattern) {
        problems.add(position, CheckProblem::AmbiguousPattern { reason: error.to_string() });
    }
}

struct Inspection<'n> {
    root: &'n Node,
    /// Every node that is a schema.
    schemas: BTreeSet<*const Node>,
    references: Vec<(&'n Node, &'n str)>,
}

/// The size of a schema with every reference expanded.
#[derive(Clone, Copy)]
struct Measure {
    size: usize,
    height: usize,
}

impl<'n> Inspection<'n> {
    fn schema(&mut self, node: &'n Node, problems: &mut Problems<'_>) {
        self.schemas.insert(node);
        // `true` and `false` are schemas; other non-objects are rejected when the schema is compiled.
        let Content::Object(entries) = &node.content else { return };
        for entry in entries {
            if keyword_value(&entry.key).is_none() && !entry.key.starts_with("x-") {
                let known = KEYWORDS.iter().map(|(keyword, _)| *keyword);
                let suggestion = suggest::name(&entry.key, known).map(str::to_owned);
                problems
                    .add(&entry.key_position, CheckProblem::UnknownKeyword { keyword: entry.key.clone(), suggestion });
            }
            for subschema in subschemas(entry) {
                self.schema(subschema, problems);
            }
            match (entry.key.as_str(), &entry.value.content) {
                ("$schema", Content::String(text)) if text.trim_end_matches('#') != DIALECT => {
                    problems.add(&entry.value.position, CheckProblem::UnsupportedDialect);
                }
                ("$ref", Content::String(text)) => self.references.push((&entry.value, text)),
                ("pattern", Content::String(pattern)) => {
                    inspect_pattern(pattern, &entry.value.position, problems);
                }
                ("patternProperties", Content::Object(named)) => {
                    for entry in named {
                        inspect_pattern(&entry.key, &entry.key_position, problems);
                    }
                }
                _ => {}
            }
        }
        for (keyword, partner) in PARTNERS {
            let find = |key: &str| entries.iter().find(|entry| entry.key == key);
            if let (Some(entry), None) = (find(keyword), find(partner)) {
                problems.add(&entry.key_position, CheckProblem::MissingPartnerKeyword { keyword, partner });
            }
        }
    }

    /// Returns whether following `$ref` from a schema never ends.
    fn is_in_cycle(&self, start: &'n Node) -> bool {
        let mut visited = BTreeSet::new();
        let mut node = start;
        while visited.insert(core::ptr::from_ref(node)) {
            let reference = node.child("$ref").and_then(|reference| match &reference.content {
                Content::String(text) => self.target(text.strip_prefix('#')?),
                _ => None,
            });
            match reference {
                Some(next) => node = next,
                None => return false,
            }
        }
        true
    }

    /// Returns the schema at a JSON Pointer. Percent-encoded pointers are not supported, because names do not need
    /// them.
    fn target(&self, pointer: &str) -> Option<&'n Node> {
        let mut node = self.root;
        for token in crate::text::path::tokens(pointer) {
            node = node.child(&token)?;
        }
        self.schemas.contains(&core::ptr::from_ref(node)).then_some(node)
    }

    /// Measures a schema at a depth, or returns `None` if it is too deep.
    ///
    /// The validation library follows every reference, so references that occur twice on each of many levels take
    /// exponential time. A cycle counts once, because the library stops there by itself.
    fn measure(
        &self,
        node: &'n Node,
        depth: usize,
        measured: &mut BTreeMap<*const Node, Option<Measure>>,
    ) -> Option<Measure> {
        match measured.get(&core::ptr::from_ref(node)) {
            Some(Some(measure)) => return Some(*measure),
            Some(None) => return Some(Measure { size: 0, height: 0 }),
            None if depth > MAX_SCHEMA_DEPTH => return None,
            None => drop(measured.insert(node, None)),
        }
        let mut measure = Measure { size: 1, height: 1 };
        let entries = if let Content::Object(entries) = &node.content { entries.as_slice() } else { &[] };
        // Definitions count only where a reference uses them.
        for entry in entries.iter().filter(|entry| entry.key != "$defs") {
            let target = match &entry.value.content {
                Content::String(text) if entry.key == "$ref" => {
                    text.strip_prefix('#').and_then(|pointer| self.target(pointer))
                }
                _ => None,
            };
            for subschema in subschemas(entry).chain(target) {
                let inner = self.measure(subschema, depth + 1, measured)?;
                measure.size = measure.size.saturating_add(inner.size);
                measure.height = measure.height.max(inner.height + 1);
            }
        }
        measured.insert(node, Some(measure));
        Some(measure)
    }
}

/// Whether a pattern gave up and the verdict depends on it: the library tries both outcomes before it says so.
fn is_undecided(error: &jsonschema::ValidationError<'_>) -> bool {
    use jsonschema::error::ValidationErrorKind::{BacktrackLimitExceeded, RegexEngineFailure};
    matches!(error.kind(), BacktrackLimitExceeded { .. } | RegexEngineFailure { .. })
}

fn keyword_value(keyword: &str) -> Option<KeywordValue> {
    KEYWORDS.iter().find(|(known, _)| *known == keyword).map(|(_, value)| *value)
}

/// Returns the subschemas in the value of a keyword.
fn subschemas(entry: &Entry) -> Box<dyn Iterator<Item = &Node> + '_> {
    match (keyword_value(&entry.key), &entry.value.content) {
        (Some(KeywordValue::Schema), _) => Box::new(core::iter::once(&entry.value)),
        (Some(KeywordValue::List), Content::List(items)) => Box::new(items.iter()),
        (Some(KeywordValue::Named), Content::Object(named)) => Box::new(named.iter().map(|entry| &entry.value)),
        _ => Box::new(core::iter::empty()),
    }
}

impl Schema {
    /// Returns whether an input passes, as far as it can be judged.
    pub(super) fn holds(&self, input: &Value) -> bool {
        self.validator.is_valid(input) || self.validator.iter_errors(input).all(|error| is_undecided(&error))
    }

    /// Calls `visitor` with the JSON Pointer of every failure in the input, until it returns `false`. The pointer is
    /// `None` if the input cannot be judged.
    pub(super) fn visit_failures(&self, input: &Value, visitor: &mut dyn FnMut(Option<&str>) -> bool) {
        for error in self.validator.iter_errors(input) {
            let pointer = error.instance_path().as_str();
            if !visitor((!is_undecided(&error)).then_some(pointer)) {
                return;
            }
        }
    }
}
