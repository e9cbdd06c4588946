//! Checks the files before a preview is calculated: what the service refuses needs no preview.

use mi_preflight::{Answer, Preflight, Severity, Violation};
use serde_json::{Value, json};

use super::Options;
use crate::arguments::{ColorWhen, TextOrJson};
use crate::checked::{CheckedFile, VisibleSource};
use crate::escape::{escape_json, escape_line};
use crate::exit::{CliError, ExitStatus};
use crate::preflight::PreflightSettings;
use crate::render::{JsonRenderer, RenderAnswers, TextRenderer};
use crate::source::Source;
use crate::stdout::{Stdout, print};

/// The input of an operation, of which a file may hold only one member.
pub(super) struct OtaInput {
    operation: &'static str,
    /// The member that a file may hold alone.
    member: &'static str,
    /// Keys of the member, to recognize a file that holds it alone.
    member_keys: &'static [&'static str],
}

impl OtaInput {
    pub(super) const TASK_CONFIGURATION: OtaInput = OtaInput {
        operation: "CreateOtaTaskConfiguration",
        member: "PushConfig",
        member_keys: &["RolloutConfig", "AbortConfig", "TimeoutConfig"],
    };
    pub(super) const TASK: OtaInput = OtaInput {
        operation: "CreateOtaTask",
        member: "OtaSchedulingConfig",
        member_keys: &["StartTime", "EndTime", "EndBehavior", "MaintenanceWindows"],
    };

    /// Returns whether a text holds only the member.
    fn is_member_alone(&self, text: &[u8]) -> bool {
        let Ok(Value::Object(object)) = serde_json::from_slice(text) else { return false };
        !object.contains_key(self.member) && self.member_keys.iter().any(|key| object.contains_key(*key))
    }
}

/// Checks a file. Prints the answer if it is invalid, otherwise adds its warnings to the notes.
pub(super) fn check_file(
    input: &OtaInput,
    source: &Source,
    text: &[u8],
    options: &Options,
    notes: &mut Vec<String>,
) -> Result<ExitStatus, CliError> {
    let preflight = PreflightSettings { edition: options.edition, ..PreflightSettings::default() }.build()?;
    if input.is_member_alone(text) {
        check_member(input, &preflight, source, text, options.format, notes)
    } else {
        check_input(input, &preflight, source, text, options.format, notes)
    }
}

/// Checks a whole input and prints its answer as `check` does.
fn check_input(
    input: &OtaInput,
    preflight: &Preflight,
    source: &Source,
    text: &[u8],
    format: TextOrJson,
    notes: &mut Vec<String>,
) -> Result<ExitStatus, CliError> {
    let answer = preflight.answer_text(input.operation, text, false);
    let status = ExitStatus::of_answer(&answer, false);
    if status == ExitStatus::Success {
        notes.extend(notes_about(source, answer.report().map(|report| report.violations()).unwrap_or_default()));
        return Ok(status);
    }
    let mut renderer: Box<dyn RenderAnswers> = match format {
        TextOrJson::Text => Box::new(TextRenderer::default()),
        TextOrJson::Json => Box::new(JsonRenderer),
    };
    let visible_source = VisibleSource::of_answer(preflight, source, text, &answer);
    let file = CheckedFile { source, text, answer: &answer, visible_source };
    let output = renderer.render_answer(&file) + &renderer.render_end();
    Stdout::new(ColorWhen::Auto).write(&output)?;
    Ok(status)
}

/// Checks a member on its own, as part of an input. Other members that the input lacks are ignored.
fn check_member(
    input: &OtaInput,
    preflight: &Preflight,
    source: &Source,
    text: &[u8],
    format: TextOrJson,
    notes: &mut Vec<String>,
) -> Result<ExitStatus, CliError> {
    let wrapped = [b"{\"", input.member.as_bytes(), b"\":", text, b"}"].concat();
    let answer = preflight.answer_text(input.operation, &wrapped, false);
    let Some(report) = answer.report() else {
        return Err(CliError::command(answer.error().unwrap_or_default()));
    };
    let member_path = format!("/{}", input.member);
    let is_in_member = |violation: &Violation| violation.path.to_string().starts_with(&member_path);
    let (indices, violations): (Vec<usize>, Vec<&Violation>) =
        report.violations().iter().enumerate().filter(|(_, violation)| is_in_member(violation)).unzip();
    if !violations.iter().any(|violation| violation.severity == Severity::Error) {
        notes.extend(notes_about(source, violations));
        return Ok(ExitStatus::Success);
    }
    let output = match format {
        TextOrJson::Text => {
            let heading = format!("{}: {} of {}: invalid", source.name(), input.member, input.operation);
            let lines = violations
                .iter()
                .map(|violation| format!("{}[{}]: {violation}", violation.severity, violation.rule.id()));
            core::iter::once(heading).chain(lines).map(|line| escape_line(&line) + "\n").collect()
        }
        TextOrJson::Json => escape_json(&format!("{}\n", answer_with(input, &answer, &indices))).into_owned(),
    };
    print(&output)?;
    Ok(ExitStatus::Failure)
}

/// Returns the answer with only the violations at these indices.
fn answer_with(input: &OtaInput, answer: &Answer, indices: &[usize]) -> Value {
    // INVARIANT: the library writes valid JSON; violations are selected from it, not written again.
    let answer: Value = serde_json::from_str(&answer.to_json()).unwrap_or_default();
    let violations: Vec<Value> = indices.iter().filter_map(|index| answer["violations"].get(*index).cloned()).collect();
    json!({"operation": input.operation, "valid": false, "violations": violations})
}

fn notes_about<'v>(source: &Source, violations: impl IntoIterator<Item = &'v Violation>) -> Vec<String> {
    violations.into_iter().map(|violation| format!("{}: {violation}", source.name())).collect()
}
