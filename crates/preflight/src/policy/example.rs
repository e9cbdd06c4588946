//! Examples: inputs with expected results, which test a policy.

use std::collections::BTreeSet;

use super::check;
use super::document::{self, Keys, Table};
use super::error::{ProblemKind, Problems};
use super::operations;
use super::problem::ExampleProblem;
use crate::engine::report::{Path, Report};
use crate::engine::rule::{Rule, Severity};
use crate::service::{Edition, Operation};
use crate::text::json::tree::{Content, Node};
use crate::text::suggest;

const EXAMPLE: Keys =
    Keys { required: &["name", "operation", "valid"], optional: &["input", "file", "rules", "editions"] };

/// An input and the result that the policy's author expects.
///
/// ```
/// use mi_preflight::policy::{Format, Policy};
/// use mi_preflight::{Edition, Preflight};
///
/// let text = br#"{
///   "limits": {"CreateCredentialLocker": {"/Name": {"maxLength": 5}}},
///   "examples": [{
///     "name": "too long", "operation": "CreateCredentialLocker", "input": {"Name": "a long name"},
///     "valid": false, "rules": ["policy/limit"]
///   }]
/// }"#;
/// let policy = Policy::parse(text, Format::Json, Edition::default())?;
/// let example = &policy.examples()[0];
/// assert_eq!((example.name(), example.is_valid()), ("too long", false));
/// # Ok::<(), mi_preflight::policy::PolicyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    name: String,
    operation: String,
    input: ExampleInput,
    valid: bool,
    rules: Option<BTreeSet<String>>,
    editions: Vec<Edition>,
}

/// The input of an example.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::policy::{Format, Policy, ExampleInput};
/// let text = br#"{"examples": [{"name": "a", "operation": "GetManagedThing", "file": "thing.json", "valid": true}]}"#;
/// let policy = Policy::parse(text, Format::Json, Edition::default()).unwrap();
/// assert_eq!(*policy.examples()[0].input(), ExampleInput::File("thing.json".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExampleInput {
    /// In the policy, as JSON text.
    Inline(String),
    /// In a file, whose path is relative to the policy. The caller reads the file.
    File(String),
}

/// How the result of an example differs from the expected one.
///
/// ```
/// use mi_preflight::policy::{ExampleError, Format, Policy};
/// use mi_preflight::{Edition, Preflight};
/// let text = br#"{"examples": [{"name": "a", "operation": "GetCustomEndpoint", "input": {}, "valid": false}]}"#;
/// let policy = Policy::parse(text, Format::Json, Edition::default()).unwrap();
/// let report = Preflight::new(Edition::default()).check("GetCustomEndpoint", b"{}").unwrap();
/// assert_eq!(policy.examples()[0].compare(&report), Err(ExampleError::UnexpectedlyValid));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExampleError {
    /// The input is invalid, but should be valid.
    #[error("it should be valid, but breaks {}", list(.0))]
    UnexpectedlyInvalid(Vec<String>),
    /// The input is valid, but should be invalid.
    #[error("it should be invalid, but no rule refuses it")]
    UnexpectedlyValid,
    /// Expected rules were not violated.
    #[error("it should break {}, but does not", list(.0))]
    MissingRules(Vec<String>),
    /// Rules were violated that are not expected.
    #[error("it breaks {} as well, which it does not expect", list(.0))]
    UnexpectedRules(Vec<String>),
}

fn list(ids: &[String]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}

impl Example {
    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the name of the operation.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Returns the input.
    pub fn input(&self) -> &ExampleInput {
        &self.input
    }

    /// Returns whether the input should be valid.
    pub fn is_valid(&self) -> bool {
        self.valid
    }

    /// Returns whether the example applies to an edition: the edition has the operation, and the example names the
    /// edition or no edition at all.
    pub fn is_for(&self, edition: Edition) -> bool {
        let is_named = self.editions.is_empty() || self.editions.contains(&edition);
        is_named && edition.tables().operation(&self.operation).is_some()
    }

    /// Compares a report with the expected result.
    ///
    /// The validity must match. If the example names rules, each of them must be violated, and no other rule may
    /// report an error.
    ///
    /// # Errors
    /// Returns the first [`ExampleError`].
    pub fn compare(&self, report: &Report) -> Result<(), ExampleError> {
        let ids = |min: Severity| -> BTreeSet<String> {
            let violations = report.violations().iter().filter(|violation| violation.severity >= min);
            violations.map(|violation| violation.rule_id().to_owned()).collect()
        };
        let (errors, all) = (ids(Severity::Error), ids(Severity::Advice));
        let difference = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
        if self.valid && !report.is_valid() {
            return Err(ExampleError::UnexpectedlyInvalid(errors.into_iter().collect()));
        }
        if let Some(rules) = &self.rules {
            let missing = difference(rules, &all);
            if !missing.is_empty() {
                return Err(ExampleError::MissingRules(missing));
            }
        }
        if !self.valid && report.is_valid() {
            return Err(ExampleError::UnexpectedlyValid);
        }
        match self.rules.as_ref().map(|rules| difference(&errors, rules)) {
            Some(unexpected) if !unexpected.is_empty() => Err(ExampleError::UnexpectedRules(unexpected)),
            _ => Ok(()),
        }
    }
}

/// Reads the list of examples. `check_ids` are the ids of the policy's checks.
pub(super) fn read(list: &Node, check_ids: &[String], problems: &mut Problems<'_>) -> Vec<Example> {
    let mut names: Vec<(&str, Path)> = Vec::new();
    let mut examples = Vec::new();
    for item in document::items(list, problems).unwrap_or_default() {
        let Some(table) = Table::read(item, EXAMPLE, problems) else { continue };
        let name = table.text("name", problems);
        if let Some(name) = name {
            match names.iter().find(|(known, _)| *known == name) {
                Some((_, first)) => problems.add(&item.position, ExampleProblem::RepeatedName { first: first.clone() }),
                None => names.push((name, item.position.path())),
            }
        }
        let operation = read_operation(&table, problems);
        let input = read_input(&table, problems);
        let valid = table.get("valid").and_then(|node| document::boolean(node, problems));
        let rules = table.get("rules").map(|node| read_rules(node, check_ids, problems));
        let editions = table.get("editions").map(|node| check::read_editions(node, problems)).unwrap_or_default();
        if let (Some(name), Some(operation), Some(input), Some(valid)) = (name, operation, input, valid) {
            let (name, operation) = (name.to_owned(), operation.to_owned());
            examples.push(Example { name, operation, input, valid, rules, editions });
        }
    }
    examples
}

fn read_operation<'n>(table: &Table<'n>, problems: &mut Problems<'_>) -> Option<&'n str> {
    let name = table.text("operation", problems)?;
    if operations::exists(name) {
        return Some(name);
    }
    let names = Operation::ALL.iter().map(|operation| operation.name());
    let suggestion = suggest::name(name, names).map(str::to_owned);
    let position = &table.get("operation")?.position;
    problems.add(position, ProblemKind::UnknownOperation { name: name.to_owned(), suggestion });
    None
}

fn read_input(table: &Table<'_>, problems: &mut Problems<'_>) -> Option<ExampleInput> {
    match (table.get("input"), table.get("file")) {
        (Some(input), None) => Some(ExampleInput::Inline(input.to_value().to_string())),
        (None, Some(file)) => {
            let path = document::text(file, problems)?;
            let is_inside = !path.starts_with(['/', '\\'])
                && !path.contains(':')
                && path.split(['/', '\\']).all(|part| part != "..");
            if !is_inside {
                problems.add(&file.position, ExampleProblem::FileOutsideDirectory);
                return None;
            }
            Some(ExampleInput::File(path.to_owned()))
        }
        _ => {
            problems.add(&table.node.position, ExampleProblem::InputOrFileRequired);
            None
        }
    }
}

fn read_rules(node: &Node, check_ids: &[String], problems: &mut Problems<'_>) -> BTreeSet<String> {
    let items = document::items(node, problems).unwrap_or_default();
    if items.is_empty() && matches!(node.content, Content::List(_)) {
        problems.add(&node.position, ProblemKind::Empty);
    }
    let mut rules = BTreeSet::new();
    for item in items {
        if problems.is_full() {
            break;
        }
        let Some(id) = document::text(item, problems) else { continue };
        let all = || Rule::ALL.iter().map(|rule| rule.id()).chain(check_ids.iter().map(String::as_str));
        if all().any(|known| known == id) {
            rules.insert(id.to_owned());
        } else {
            let suggestion = suggest::name(id, all()).map(str::to_owned);
            problems.add(&item.position, ProblemKind::UnknownRule { id: id.to_owned(), suggestion });
        }
    }
    rules
}
