//! The JSON Schema of a check: what it may hold, and the library that judges by it.
//!
//! JSON Schema passes over what it does not know. In a check that is a mistake nobody would ever see: the check would
//! hold of everything. So keywords must be known here, references must lead somewhere inside the schema, and
//! `format` asserts what it says, with formats that can be judged.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::error::Problems;
use super::problem::CheckProblem;
use crate::text::json::tree::{Content, Entry, Node};
use crate::text::suggest;

/// How often a pattern with look-around or back references may go back: what goes back more often does not match.
/// Patterns without them never go back.
const MOST_STEPS_BACK: usize = 100_000;

/// How many bytes a compiled pattern may have: classes of Unicode, repeated, need a few millions.
const LARGEST_PATTERN: usize = 10 << 20;

/// How many schemas a schema may have in it, and how deep, with every reference written out.
const MOST_SCHEMAS: usize = 10_000;
const DEEPEST_SCHEMA: usize = 128;

/// A schema, compiled.
#[derive(Debug)]
pub(super) struct Schema {
    validator: jsonschema::Validator,
}

/// What stands behind a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A schema.
    One,
    /// A list of schemas.
    List,
    /// Schemas by name.
    Named,
    /// No schema.
    Data,
}

/// The keywords of JSON Schema 2020-12, but for those with which a schema names itself to other schemas.
const KEYWORDS: &[(&str, Part)] = &[
    ("$comment", Part::Data),
    ("$defs", Part::Named),
    ("$ref", Part::Data),
    ("$schema", Part::Data),
    ("additionalProperties", Part::One),
    ("allOf", Part::List),
    ("anyOf", Part::List),
    ("const", Part::Data),
    ("contains", Part::One),
    ("default", Part::Data),
    ("dependentRequired", Part::Data),
    ("dependentSchemas", Part::Named),
    ("deprecated", Part::Data),
    ("description", Part::Data),
    ("else", Part::One),
    ("enum", Part::Data),
    ("examples", Part::Data),
    ("exclusiveMaximum", Part::Data),
    ("exclusiveMinimum", Part::Data),
    ("format", Part::Data),
    ("if", Part::One),
    ("items", Part::One),
    ("maxContains", Part::Data),
    ("maxItems", Part::Data),
    ("maxLength", Part::Data),
    ("maxProperties", Part::Data),
    ("maximum", Part::Data),
    ("minContains", Part::Data),
    ("minItems", Part::Data),
    ("minLength", Part::Data),
    ("minProperties", Part::Data),
    ("minimum", Part::Data),
    ("multipleOf", Part::Data),
    ("not", Part::One),
    ("oneOf", Part::List),
    ("pattern", Part::Data),
    ("patternProperties", Part::Named),
    ("prefixItems", Part::List),
    ("properties", Part::Named),
    ("propertyNames", Part::One),
    ("readOnly", Part::Data),
    ("required", Part::Data),
    ("then", Part::One),
    ("title", Part::Data),
    ("type", Part::Data),
    ("unevaluatedItems", Part::One),
    ("unevaluatedProperties", Part::One),
    ("uniqueItems", Part::Data),
    ("writeOnly", Part::Data),
];

/// Keywords that are passed over where another one is missing.
const PARTNERS: [(&str, &str); 4] =
    [("then", "if"), ("else", "if"), ("minContains", "contains"), ("maxContains", "contains")];

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Reads a check's schema; nothing when something is wrong with it.
pub(super) fn read(node: &Node, problems: &mut Problems<'_>) -> Option<Schema> {
    let before = problems.count();
    inspect(node, problems);
    if problems.count() > before {
        return None;
    }
    let patterns = jsonschema::PatternOptions::fancy_regex()
        .backtrack_limit(MOST_STEPS_BACK)
        .size_limit(LARGEST_PATTERN)
        .dfa_size_limit(LARGEST_PATTERN);
    let built = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .offline()
        .should_validate_formats(true)
        .should_ignore_unknown_formats(false)
        .with_pattern_options(patterns)
        .build(&node.to_value());
    match built {
        Ok(validator) => Some(Schema { validator }),
        Err(error) => {
            let part = node.at_pointer(error.instance_path().as_str());
            problems.add(&part.position, CheckProblem::NoSchema { expected: expected(&error) });
            None
        }
    }
}

/// What would have to be, in our words: the library's would show the value.
fn expected(error: &jsonschema::ValidationError<'_>) -> String {
    use jsonschema::error::{TypeKind, ValidationErrorKind};
    match error.kind() {
        ValidationErrorKind::Format { .. } => "this must be a regular expression, and not too large a one".to_owned(),
        ValidationErrorKind::Custom { .. } => "there is no such format that can be judged".to_owned(),
        ValidationErrorKind::Type { kind: TypeKind::Single(one) } => format!("this must be of type {one}"),
        ValidationErrorKind::Type { kind: TypeKind::Multiple(several) } => {
            let names: Vec<String> = several.iter().map(|one| one.to_string()).collect();
            format!("this must be of type {}", names.join(" or "))
        }
        ValidationErrorKind::Minimum { limit } => format!("this must be at least {limit}"),
        ValidationErrorKind::ExclusiveMinimum { limit } => format!("this must be greater than {limit}"),
        ValidationErrorKind::MinItems { .. } => "this must not be empty".to_owned(),
        ValidationErrorKind::UniqueItems => "this must name everything once".to_owned(),
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::AnyOf { .. } => {
            "this is none of the values that the keyword takes".to_owned()
        }
        _ => "the keyword does not take such a value".to_owned(),
    }
}

/// Looks at a schema, all schemas in it, and where its references lead.
fn inspect(root: &Node, problems: &mut Problems<'_>) {
    let mut inspection = Inspection { root, schemas: BTreeSet::new(), references: Vec::new() };
    inspection.schema(root, problems);
    for (reference, text) in core::mem::take(&mut inspection.references) {
        match text.strip_prefix('#') {
            Some(pointer) if pointer.is_empty() || pointer.starts_with('/') => match inspection.target(pointer) {
                None => problems.add(&reference.position, CheckProblem::DanglingReference(text.to_owned())),
                Some(target) if inspection.goes_round(target) => {
                    problems.add(&reference.position, CheckProblem::CircularReference);
                }
                Some(_) => {}
            },
            _ => problems.add(&reference.position, CheckProblem::OutsideReference),
        }
    }
    let measured = inspection.measure(root, 0, &mut BTreeMap::new());
    if measured.is_none_or(|measure| measure.size > MOST_SCHEMAS || measure.height > DEEPEST_SCHEMA) {
        let kind = CheckProblem::SchemaTooLarge { most: MOST_SCHEMAS, deepest: DEEPEST_SCHEMA };
        problems.add(&root.position, kind);
    }
}

struct Inspection<'n> {
    root: &'n Node,
    /// Every place where a schema stands.
    schemas: BTreeSet<*const Node>,
    references: Vec<(&'n Node, &'n str)>,
}

/// How large a schema is with every reference written out.
#[derive(Clone, Copy)]
struct Measure {
    size: usize,
    height: usize,
}

impl<'n> Inspection<'n> {
    fn schema(&mut self, node: &'n Node, problems: &mut Problems<'_>) {
        self.schemas.insert(node);
        // `true` and `false` are schemas; what else is no object is refused when the schema is compiled.
        let Content::Object(entries) = &node.content else { return };
        for entry in entries {
            if part_of(&entry.key).is_none() && !entry.key.starts_with("x-") {
                let known = KEYWORDS.iter().map(|(keyword, _)| *keyword);
                let suggestion = suggest::name(&entry.key, known).map(str::to_owned);
                problems
                    .add(&entry.key_position, CheckProblem::UnknownKeyword { keyword: entry.key.clone(), suggestion });
            }
            for part in parts(entry) {
                self.schema(part, problems);
            }
            match (entry.key.as_str(), &entry.value.content) {
                ("$schema", Content::String(text)) if text.trim_end_matches('#') != DIALECT => {
                    problems.add(&entry.value.position, CheckProblem::OtherDialect);
                }
                ("$ref", Content::String(text)) => self.references.push((&entry.value, text)),
                _ => {}
            }
        }
        for (keyword, partner) in PARTNERS {
            let find = |wanted: &str| entries.iter().find(|entry| entry.key == wanted);
            if let (Some(lone), None) = (find(keyword), find(partner)) {
                problems.add(&lone.key_position, CheckProblem::LoneKeyword { keyword, partner });
            }
        }
    }

    /// Whether references lead from a schema back to it and say nothing on the way of what it holds of.
    fn goes_round(&self, start: &'n Node) -> bool {
        let mut seen = BTreeSet::new();
        let mut node = start;
        while seen.insert(core::ptr::from_ref(node)) {
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

    /// The schema to which a JSON Pointer leads. One that is percent-encoded leads nowhere: names have no need of it.
    fn target(&self, pointer: &str) -> Option<&'n Node> {
        let mut node = self.root;
        for token in crate::text::path::tokens(pointer) {
            node = node.child(&token)?;
        }
        self.schemas.contains(&core::ptr::from_ref(node)).then_some(node)
    }

    /// Measures a schema that stands so many schemas deep; nothing when it is too deep. The library that judges goes
    /// down every reference, so one that is named twice on each of many levels would never come to an end. What leads
    /// round in a circle counts once: there the library ends by itself.
    fn measure(
        &self,
        node: &'n Node,
        depth: usize,
        known: &mut BTreeMap<*const Node, Option<Measure>>,
    ) -> Option<Measure> {
        match known.get(&core::ptr::from_ref(node)) {
            Some(Some(measure)) => return Some(*measure),
            Some(None) => return Some(Measure { size: 0, height: 0 }),
            None if depth > DEEPEST_SCHEMA => return None,
            None => drop(known.insert(node, None)),
        }
        let mut measure = Measure { size: 1, height: 1 };
        let entries = if let Content::Object(entries) = &node.content { entries.as_slice() } else { &[] };
        // What is only defined is judged by where something refers to it.
        for entry in entries.iter().filter(|entry| entry.key != "$defs") {
            let target = match &entry.value.content {
                Content::String(text) if entry.key == "$ref" => {
                    text.strip_prefix('#').and_then(|pointer| self.target(pointer))
                }
                _ => None,
            };
            for part in parts(entry).chain(target) {
                let part = self.measure(part, depth + 1, known)?;
                measure.size = measure.size.saturating_add(part.size);
                measure.height = measure.height.max(part.height + 1);
            }
        }
        known.insert(node, Some(measure));
        Some(measure)
    }
}

fn part_of(keyword: &str) -> Option<Part> {
    KEYWORDS.iter().find(|(known, _)| *known == keyword).map(|(_, part)| *part)
}

/// The schemas behind a keyword.
fn parts(entry: &Entry) -> Box<dyn Iterator<Item = &Node> + '_> {
    match (part_of(&entry.key), &entry.value.content) {
        (Some(Part::One), _) => Box::new(core::iter::once(&entry.value)),
        (Some(Part::List), Content::List(items)) => Box::new(items.iter()),
        (Some(Part::Named), Content::Object(named)) => Box::new(named.iter().map(|entry| &entry.value)),
        _ => Box::new(core::iter::empty()),
    }
}

impl Schema {
    pub(super) fn holds(&self, input: &Value) -> bool {
        self.validator.is_valid(input)
    }

    /// Shows where in the input the schema does not hold, as JSON Pointers, until `see` has seen enough.
    pub(super) fn visit_failures(&self, input: &Value, see: &mut dyn FnMut(&str) -> bool) {
        for error in self.validator.iter_errors(input) {
            if !see(error.instance_path().as_str()) {
                return;
            }
        }
    }
}
