//! Tests of policies: accepted settings and rejected problems.

#[cfg(feature = "policy")]
mod changed;
#[cfg(feature = "policy")]
mod checks;
#[cfg(feature = "policy")]
mod examples;
#[cfg(feature = "policy")]
mod limits;
mod refusals;
#[cfg(not(feature = "policy"))]
mod settings;
mod severities;
#[cfg(feature = "policy-toml")]
mod toml;

use serde_json::Value;

use super::{Format, Policy, PolicyError};
#[cfg(feature = "policy")]
use crate::engine::report::Violation;
use crate::service::Edition;

fn policy(text: &Value) -> Policy {
    read(text, Edition::default()).expect("the policy can be used")
}

fn read(text: &Value, edition: Edition) -> Result<Policy, PolicyError> {
    Policy::parse(text.to_string().as_bytes(), Format::Json, edition)
}

/// Returns the path and message of every problem.
fn problems(text: &Value) -> Vec<(String, String)> {
    problems_of(&read(text, Edition::default()).expect_err("the policy cannot be used"))
}

fn problems_of(error: &PolicyError) -> Vec<(String, String)> {
    error.problems().iter().map(|problem| (problem.path.to_string(), problem.kind.to_string())).collect()
}

/// Asserts that there is exactly one problem.
#[track_caller]
fn assert_problem(text: &Value, path: &str, words: &str) {
    assert_eq!(problems(text), [(path.to_owned(), words.to_owned())], "{text}");
}

/// Returns the rule and path of every violation.
#[cfg(feature = "policy")]
fn rules_and_paths(violations: &[Violation]) -> Vec<(String, String)> {
    violations.iter().map(|violation| (violation.rule_id().to_owned(), violation.path.to_string())).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}
