//! Evaluates values against the contracts of a document.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, ValidationError, Validator};
use serde_json::Value;

use super::contract::Contract;
use super::words;
use crate::engine::report::{DetailData, Token};
use crate::text::regex::syntax;

/// Maximum number of failures reported for one value.
const MAX_FAILURES: usize = 100;

/// Above this amount of work only the first failure is reported, because the validator computes all of them before it
/// returns any.
const MAX_WORK_FOR_ALL_FAILURES: u64 = 1_000_000;

/// Maximum depth of a value that is evaluated.
const MAX_DEPTH: usize = 128;

/// Maximum number of paths through a recursive schema: each level of the value multiplies them by the schema's
/// references to itself.
const MAX_RECURSION_PATHS: u64 = 1_000_000;

/// Maximum number of evaluation steps: parts of the value times nodes of the schema.
const MAX_WORK: u64 = 20_000_000;

/// Maximum stack depth of an evaluation: levels of the schema times those of the value.
const MAX_FRAMES: u64 = 2048;

/// Maximum number of backtracking steps of a pattern.
const BACKTRACKS: usize = 10_000;

/// Maximum size of a compiled pattern, in bytes.
const PATTERN_SIZE: usize = 1 << 20;

/// Maximum size of a compiled pattern that is told from an invalid one.
const LARGE_PATTERN_SIZE: usize = 1 << 26;

/// A requirement that a value does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// The path in the value, up to the first name that the document does not declare.
    pub(super) path: Vec<Token>,
    pub(super) reason: &'static str,
    pub(super) keyword: &'static str,
    pub(super) expected: String,
    pub(super) data: DetailData,
}

/// What is known about a value: it fits if there is neither a failure nor an undecided part.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Evaluation {
    pub(super) failures: Vec<Failure>,
    /// The paths of the parts whose patterns gave up, if the verdict depends on them.
    pub(super) undecided: Vec<Vec<Token>>,
}

impl Evaluation {
    pub(super) fn fits(&self) -> bool {
        self.failures.is_empty() && self.undecided.is_empty()
    }
}

/// The value or its schema is larger than the limits allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Evaluates a value.
///
/// # Errors
/// Returns [`TooLarge`] if the value cannot be judged.
pub(super) fn evaluate(contract: &Contract, value: &Value) -> Result<Evaluation, TooLarge> {
    let (depth, parts) = extent(value);
    let work = contract.measure.expanded.max(1).saturating_mul(parts as u64);
    if depth > MAX_DEPTH || work > MAX_WORK || !is_bounded(contract, depth) {
        return Err(TooLarge);
    }
    // INVARIANT: the translation leaves out what the library does not compile, except for schemas that are too large.
    let validator = contract.validator.get_or_init(|| validator(&contract.schema, PATTERN_SIZE));
    let validator = validator.as_ref().ok_or(TooLarge)?;
    let mut evaluation = Evaluation::default();
    if work > MAX_WORK_FOR_ALL_FAILURES {
        if let Err(error) = validator.validate(value) {
            collect(&error, contract, &mut evaluation);
        }
    } else {
        for error in validator.iter_errors(value) {
            collect(&error, contract, &mut evaluation);
        }
    }
    evaluation.failures.truncate(MAX_FAILURES);
    evaluation.undecided.truncate(MAX_FAILURES);
    Ok(evaluation)
}

/// Returns a pattern as the engine reads it, or `None` if it is not a valid regular expression.
///
/// # Errors
/// Returns [`TooLarge`] if it is one that is too large to be run.
pub(super) fn translated_pattern(pattern: &str) -> Result<Option<String>, TooLarge> {
    let Ok(translation) = syntax::to_json_schema(pattern) else { return Ok(None) };
    let schema = serde_json::json!({"pattern": pattern});
    if validator(&schema, PATTERN_SIZE).is_some() {
        return Ok(Some(translation));
    }
    if validator(&schema, LARGE_PATTERN_SIZE).is_some() { Err(TooLarge) } else { Ok(None) }
}

fn validator(schema: &Value, pattern_size: usize) -> Option<Validator> {
    let patterns = PatternOptions::fancy_regex().backtrack_limit(BACKTRACKS).size_limit(pattern_size);
    let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(false).offline();
    options.with_pattern_options(patterns).build(schema).ok()
}

/// Returns whether evaluating a value of this depth ends in acceptable time.
fn is_bounded(contract: &Contract, depth: usize) -> bool {
    let measure = &contract.measure;
    if measure.circles == 0 {
        return true;
    }
    let depth = u32::try_from(depth).unwrap_or(u32::MAX);
    let paths = measure.circles.checked_pow(depth).unwrap_or(u64::MAX);
    paths <= MAX_RECURSION_PATHS && u64::from(measure.height) * u64::from(depth) <= MAX_FRAMES
}

/// Returns the nesting depth of a value and the number of its parts.
fn extent(value: &Value) -> (usize, usize) {
    let (mut deepest, mut parts) = (0, 0);
    let mut rest = vec![(value, 1)];
    while let Some((value, depth)) = rest.pop() {
        parts += 1;
        deepest = deepest.max(depth);
        match value {
            Value::Array(items) => rest.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(members) => rest.extend(members.values().map(|member| (member, depth + 1))),
            _ => {}
        }
    }
    (deepest, parts)
}

fn collect(error: &ValidationError<'_>, contract: &Contract, evaluation: &mut Evaluation) {
    match error.kind() {
        // The library tries both outcomes of a pattern that gave up, and reports it only if the verdict depends on it.
        ValidationErrorKind::BacktrackLimitExceeded { .. } | ValidationErrorKind::RegexEngineFailure { .. } => {
            evaluation.undecided.push(declared_path(error, contract));
        }
        ValidationErrorKind::AnyOf { context } => match non_null_errors(context) {
            Some(errors) => {
                let whole_path = error.instance_path();
                for error in errors {
                    let first = evaluation.failures.len();
                    collect(error, contract, evaluation);
                    let is_whole = error.instance_path() == whole_path;
                    if let Some(failure) =
                        evaluation.failures.get_mut(first).filter(|failure| is_whole && failure.keyword == "type")
                    {
                        failure.expected.push_str(" or null");
                        if let DetailData::Types(types) = &mut failure.data {
                            types.push("null".to_owned());
                        }
                    }
                }
            }
            None => evaluation.failures.push(failure(error, contract)),
        },
        _ => evaluation.failures.push(failure(error, contract)),
    }
}

/// Returns the errors of the other alternative if one alternative is null, as `nullable` is translated.
fn non_null_errors<'e, 'i>(context: &'e [Vec<ValidationError<'i>>]) -> Option<&'e [ValidationError<'i>]> {
    let [null, non_null] = context else { return None };
    let [error] = null.as_slice() else { return None };
    let is_null = matches!(error.kind(), ValidationErrorKind::Type { kind } if words::type_name(kind) == "null");
    (is_null && !non_null.is_empty()).then_some(non_null.as_slice())
}

fn failure(error: &ValidationError<'_>, contract: &Contract) -> Failure {
    let (keyword, expected, data) = match error.kind() {
        ValidationErrorKind::Pattern { pattern } => {
            words::pattern(contract.patterns.get(pattern).map_or(pattern, String::as_str))
        }
        kind => words::expected(kind),
    };
    let reason = match error.kind() {
        ValidationErrorKind::OneOfMultipleValid { .. } => "several-alternatives",
        _ => "value",
    };
    let path = declared_path(error, contract);
    Failure { path, reason, keyword, expected, data }
}

/// Returns the path of the failing part, up to the first name that the document does not declare.
fn declared_path(error: &ValidationError<'_>, contract: &Contract) -> Vec<Token> {
    let mut path = Vec::new();
    for segment in error.instance_path().segments() {
        match segment {
            jsonschema::paths::LocationSegment::Index(index) => path.push(Token::Index(index)),
            jsonschema::paths::LocationSegment::Property(name) if contract.declared.contains(name.as_ref()) => {
                path.push(Token::key(&name));
            }
            // An undeclared name comes from the sender, and so does everything below it.
            jsonschema::paths::LocationSegment::Property(_) => break,
        }
    }
    path
}
