//! The JSON Schema of a check: what it may hold, and the library that judges by it.
//!
//! JSON Schema passes over what it does not know. In a check that is a mistake nobody would ever see: the check would
//! hold of everything. So keywords must be known here, references must lead somewhere inside the schema, and
//! `format` asserts what it says, with formats that can be judged.

use serde_json::Value;

use super::document::{self, Content, Entry, Node};
use super::error::{ProblemKind, Problems};
use crate::nearest;

/// How often a pattern with look-around or back references may go back: what goes back more often does not match.
/// Patterns without them never go back.
const MOST_STEPS_BACK: usize = 100_000;

/// How many bytes a compiled pattern may have.
const LARGEST_PATTERN: usize = 1 << 20;

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
    inspect(node, node, problems);
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
            let part = node.part(error.instance_path().as_str());
            problems.add(&part.spot, ProblemKind::NoSchema { expected: expected(&error) });
            None
        }
    }
}

/// What would have to be, in our words: the library's would show the value.
fn expected(error: &jsonschema::ValidationError<'_>) -> String {
    use jsonschema::error::{TypeKind, ValidationErrorKind};
    match error.kind() {
        ValidationErrorKind::Format { .. } => "this must be a regular expression".to_owned(),
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

/// Looks at a schema and all schemas in it.
fn inspect(node: &Node, root: &Node, problems: &mut Problems<'_>) {
    // `true` and `false` are schemas; what else is no object is refused when the schema is compiled.
    let Content::Object(entries) = &node.content else { return };
    for entry in entries {
        let Some((_, part)) = KEYWORDS.iter().find(|(keyword, _)| *keyword == entry.key) else {
            if !entry.key.starts_with("x-") {
                let known = KEYWORDS.iter().map(|(keyword, _)| *keyword);
                let suggestion = nearest::name(&entry.key, known).map(str::to_owned);
                problems.add(&entry.key_spot, ProblemKind::UnknownKeyword { keyword: entry.key.clone(), suggestion });
            }
            continue;
        };
        match (part, &entry.value.content) {
            (Part::One, _) => inspect(&entry.value, root, problems),
            (Part::List, Content::List(items)) => items.iter().for_each(|item| inspect(item, root, problems)),
            (Part::Named, Content::Object(named)) => {
                named.iter().for_each(|entry| inspect(&entry.value, root, problems));
            }
            _ => inspect_data(entry, root, problems),
        }
    }
    for (keyword, partner) in PARTNERS {
        let find = |wanted: &str| entries.iter().find(|entry| entry.key == wanted);
        if let (Some(lone), None) = (find(keyword), find(partner)) {
            problems.add(&lone.key_spot, ProblemKind::LoneKeyword { keyword, partner });
        }
    }
}

fn inspect_data(entry: &Entry, root: &Node, problems: &mut Problems<'_>) {
    let Content::String(text) = &entry.value.content else { return };
    match entry.key.as_str() {
        "$schema" if text.trim_end_matches('#') != DIALECT => {
            problems.add(&entry.value.spot, ProblemKind::OtherDialect);
        }
        "$ref" => match text.strip_prefix('#') {
            Some(pointer) if pointer.is_empty() || pointer.starts_with('/') => {
                // A pointer that is percent-encoded is left to the library.
                if !pointer.contains('%') && !leads_somewhere(root, pointer) {
                    problems.add(&entry.value.spot, ProblemKind::DanglingReference(text.clone()));
                }
            }
            _ => problems.add(&entry.value.spot, ProblemKind::OutsideReference),
        },
        _ => {}
    }
}

fn leads_somewhere(root: &Node, pointer: &str) -> bool {
    root.part(pointer).spot.path().tokens().len() == root.spot.path().tokens().len() + document::tokens(pointer).count()
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
