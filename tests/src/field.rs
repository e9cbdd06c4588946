//! Compares the check of a single field with the check of the complete input.
//!
//! A field has the same violations as in the complete input, except those that relate it to other members.

use std::collections::BTreeSet;

use mi_preflight::{Family, FieldType, Preflight, Report, Violation};
use serde_json::Value;

use crate::case::{Case, CaseEdition, Subject};
use crate::library;

/// Documented rules that read one value, so that the check of a field reports them too.
const RULES_OF_ONE_VALUE: [&str; 13] = [
    "logs/group",
    "logs/resource-id",
    "ota/decimals",
    "ota/rate-ceiling",
    "ota/time-ahead",
    "ota/time-form",
    "schema/unversioned-id",
    "schema/floating-id",
    "destination/kinesis",
    "notification/destination",
    "privacy/personal-data",
    "privacy/secrets",
    "deprecated/member",
];

/// Checks every field of a case's input alone, and compares the violations with those of the complete input.
pub fn compare_with_whole(case: &Case, edition: CaseEdition) -> Result<(), String> {
    let Subject::Input { operation, input } = &case.subject else { return Ok(()) };
    let has_value_checks = case.keys.schemas.is_some() || case.keys.policy.is_some();
    compare_fields(&library::preflight(case, edition), operation, input, has_value_checks)
}

/// Checks every field of an input alone, and compares the violations with those of the complete input. Documents and
/// policies check only the complete input.
///
/// # Panics
/// Panics if the library does not accept a field that it listed.
pub fn compare_fields(
    preflight: &Preflight,
    operation: &str,
    input: &Value,
    has_value_checks: bool,
) -> Result<(), String> {
    let whole = preflight.check(operation, input.to_string().as_bytes()).expect("the edition has the operation");
    for (path, value) in fields(preflight, operation, input) {
        let alone = check_field(preflight, operation, &path, value);
        let problem = |text: String| Err(format!("field `{path}`: {text}"));

        let mut paths = alone.violations().iter().map(|violation| violation.path.to_string());
        if let Some(outside) = paths.find(|violation| !is_at_or_below(violation, &path)) {
            return problem(format!("a violation at `{outside}` is outside of it"));
        }
        let alone_by_model = violations_below(&alone, &path, is_of_model);
        let whole_by_model = violations_below(&whole, &path, is_of_model);
        if alone_by_model != whole_by_model {
            return problem(format!("alone {alone_by_model:#?}, in the whole input {whole_by_model:#?}"));
        }
        let whole_by_document = violations_below(&whole, &path, |violation| !is_of_model(violation));
        for violation in violations_below(&alone, &path, |violation| !is_of_model(violation)) {
            if !whole_by_document.contains(&violation) {
                return problem(format!("{violation} is not reported of the whole input: {whole_by_document:#?}"));
            }
        }
        // All rules apply to the path of the complete input, unless documents or a policy are given.
        let is_judged_by_all = path.is_empty() && !has_value_checks;
        let rules_and_paths = |report: &Report| -> Vec<String> {
            let below =
                report.violations().iter().filter(|violation| is_at_or_below(&violation.path.to_string(), &path));
            below
                .filter(|violation| is_judged_by_all || RULES_OF_ONE_VALUE.contains(&violation.rule.id()))
                .map(|violation| format!("{} {}", violation.rule.id(), violation.path))
                .collect()
        };
        if rules_and_paths(&alone) != rules_and_paths(&whole) {
            return problem(format!(
                "rules of one value: alone {:?}, in the whole input {:?}",
                rules_and_paths(&alone),
                rules_and_paths(&whole)
            ));
        }
    }
    Ok(())
}

/// Returns the ids of all rules that the fields of the case violate when they are checked alone.
///
/// # Panics
/// Panics if the library does not accept a field that it listed.
pub fn rules_broken_alone(case: &Case, edition: CaseEdition) -> BTreeSet<&'static str> {
    let Subject::Input { operation, input } = &case.subject else { return BTreeSet::new() };
    let preflight = library::preflight(case, edition);
    let mut rules = BTreeSet::new();
    for (path, value) in fields(&preflight, operation, input) {
        let report = check_field(&preflight, operation, &path, value);
        rules.extend(report.violations().iter().map(|violation| violation.rule.id()));
    }
    rules
}

fn check_field(preflight: &Preflight, operation: &str, path: &str, value: Option<&Value>) -> Report {
    let text = value.map(Value::to_string);
    preflight.check_field(operation, path, text.as_deref().map(str::as_bytes)).expect("the field is known")
}

/// Returns whether a violation comes from the model or the reader, and not from documented rules or documents.
fn is_of_model(violation: &Violation) -> bool {
    !matches!(violation.rule.family(), Family::Documented | Family::Document | Family::Incomplete | Family::Policy)
}

/// Returns the violations at or below a path, without offsets, because the field is a text of its own.
fn violations_below(report: &Report, path: &str, is_wanted: impl Fn(&Violation) -> bool) -> Vec<String> {
    let below = report.violations().iter().filter(|violation| is_at_or_below(&violation.path.to_string(), path));
    let without_offset = below.filter(|violation| is_wanted(violation)).map(|violation| {
        let mut violation = violation.clone();
        violation.offset = None;
        format!("{violation:?}")
    });
    without_offset.collect()
}

fn is_at_or_below(path: &str, ancestor: &str) -> bool {
    path.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the fields of an input with their values, and its missing fields.
fn fields<'v>(preflight: &Preflight, operation: &str, input: &'v Value) -> Vec<(String, Option<&'v Value>)> {
    let mut fields = Vec::new();
    collect_fields(preflight, operation, String::new(), input, &mut fields);
    fields
}

fn collect_fields<'v>(
    preflight: &Preflight,
    operation: &str,
    path: String,
    value: &'v Value,
    fields: &mut Vec<(String, Option<&'v Value>)>,
) {
    let Ok(field) = preflight.field(operation, &path) else { return };
    // Entries of a sensitive map have no path, because its keys are data.
    let has_entries = field.field_type != FieldType::Map
        || !preflight.field(operation, &format!("{path}/*")).expect("a map has entries").sensitive;
    fields.push((path.clone(), Some(value)));
    let child_path = |key: &str| format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(entries) => {
            for (key, value) in entries.iter().filter(|_| has_entries) {
                collect_fields(preflight, operation, child_path(key), value, fields);
            }
            if field.field_type == FieldType::Structure {
                for member in field.members.iter().filter(|member| !entries.contains_key(*member)) {
                    fields.push((child_path(member), None));
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect_fields(preflight, operation, format!("{path}/{index}"), value, fields);
            }
        }
        _ => {}
    }
}
