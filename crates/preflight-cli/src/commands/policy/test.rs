//! `policy test`: runs the examples of a policy, with the policy applied.

use std::fmt::Write as _;
use std::path::Path;

use mi_preflight::Preflight;
use mi_preflight::policy::{Example, ExampleInput};
use serde_json::{Value, json};

use super::{PolicyResult, UsablePolicy};
use crate::arguments::EditionChoice;
use crate::escape::escape_line;
use crate::exit::{CliError, ExitStatus};
use crate::preflight::PreflightSettings;
use crate::source::Source;

/// The outcome of an example.
enum Outcome {
    Passed,
    /// The report differs from what the example expects, as the message says.
    Failed(String),
    /// The input cannot be checked.
    NotChecked(String),
}

pub(super) fn run_examples(usable: &UsablePolicy<'_>) -> Result<PolicyResult, CliError> {
    let settings = PreflightSettings {
        edition: EditionChoice::One(usable.edition),
        policy: Some(usable.policy.clone()),
        ..PreflightSettings::default()
    };
    let preflight = settings.build()?;
    let name = escape_line(&usable.source.name());
    let (mut text, mut rows) = (String::new(), Vec::new());
    let (mut passed, mut failed, mut other_edition) = (0, 0, 0);
    let mut status = ExitStatus::Success;
    for example in usable.policy.examples() {
        if !example.is_for(usable.edition) {
            other_edition += 1;
            continue;
        }
        let (example_status, message) = match run_example(example, &preflight, usable.source) {
            Outcome::Passed => (ExitStatus::Success, None),
            Outcome::Failed(message) => (ExitStatus::Failure, Some(message)),
            Outcome::NotChecked(message) => (ExitStatus::Error, Some(message)),
        };
        status = status.max(example_status);
        match &message {
            None => passed += 1,
            Some(message) => {
                failed += 1;
                let line = format!("example `{}` ({}): {message}", example.name(), example.operation());
                let _ = writeln!(text, "{name}: {}", escape_line(&line));
            }
        }
        rows.push(example_object(example, message.as_deref()));
    }
    let _ = write!(text, "{name}: {passed} passed, {failed} failed");
    // Examples of other editions are counted, because they show nothing about this one.
    if other_edition > 0 {
        let _ = write!(text, ", {other_edition} not for edition {}", usable.edition);
    }
    text.push('\n');
    let json = json!({
        "policy": usable.source.name(),
        "edition": usable.edition.name(),
        "passed": passed,
        "failed": failed,
        "notForEdition": other_edition,
        "examples": rows,
    });
    Ok(PolicyResult { text, json, status })
}

fn example_object(example: &Example, message: Option<&str>) -> Value {
    let mut object = json!({
        "name": example.name(),
        "operation": example.operation(),
        "passed": message.is_none(),
    });
    if let Some(message) = message {
        object["message"] = json!(message);
    }
    object
}

fn run_example(example: &Example, preflight: &Preflight, policy: &Source) -> Outcome {
    let input = match example.input() {
        ExampleInput::Inline(text) => text.clone().into_bytes(),
        ExampleInput::File(path) => {
            let folder = policy.path().and_then(Path::parent).unwrap_or(Path::new(""));
            match Source::File(folder.join(path)).read(preflight.limits().max_size()) {
                Ok(text) => text,
                Err(error) => return Outcome::NotChecked(error.to_string()),
            }
        }
        _ => return Outcome::NotChecked("its input is of a kind that is not known here".to_owned()),
    };
    match preflight.check(example.operation(), &input) {
        Ok(report) => match example.compare(&report) {
            Ok(()) => Outcome::Passed,
            Err(mismatch) => Outcome::Failed(mismatch.to_string()),
        },
        Err(error) => Outcome::NotChecked(error.to_string()),
    }
}
