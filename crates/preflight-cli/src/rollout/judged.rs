//! The files are judged before anything is worked out from them: what the service refuses needs no preview.

use std::io::{self, Write as _};

use clap::{Args as _, Command, FromArgMatches as _};
use mi_preflight::{Answer, Preflight, Violation};
use serde_json::{Value, json};

use super::Options;
use crate::check::{self, Judge};
use crate::exit::{self, Failure, Verdict};
use crate::render::{Json, Judged, ListFormat, Render, Text, visible};
use crate::source::Source;

/// An operation's input, of which one member may stand alone.
pub(super) struct Part {
    operation: &'static str,
    member: &'static str,
    /// The member's own members, by which it is known.
    members: &'static [&'static str],
}

impl Part {
    pub(super) const CONFIGURATION: Part = Part {
        operation: "CreateOtaTaskConfiguration",
        member: "PushConfig",
        members: &["RolloutConfig", "AbortConfig", "TimeoutConfig"],
    };
    pub(super) const TASK: Part = Part {
        operation: "CreateOtaTask",
        member: "OtaSchedulingConfig",
        members: &["StartTime", "EndTime", "EndBehavior", "MaintenanceWindows"],
    };

    /// Whether a text is the member alone.
    fn is_alone(&self, text: &[u8]) -> bool {
        let Ok(Value::Object(object)) = serde_json::from_slice(text) else { return false };
        !object.contains_key(self.member) && self.members.iter().any(|name| object.contains_key(*name))
    }
}

/// Judges a file. What is wrong with it is told; of a valid one, what it warns about is told beside the answer.
pub(super) fn judge(part: &Part, source: &Source, text: &[u8], options: &Options) -> Result<Verdict, Failure> {
    if part.is_alone(text) { alone(part, source, text, options) } else { whole(part, source, text, options) }
}

/// An input, judged and told as `check` does it.
fn whole(part: &Part, source: &Source, text: &[u8], options: &Options) -> Result<Verdict, Failure> {
    // The options of `check` are taken from its own words, so that they mean the same here whatever is added to them.
    let words = ["check", "--operation", part.operation, "--edition", options.edition.name()];
    let matches = check::Options::augment_args(Command::new("check")).try_get_matches_from(words);
    let check = matches.and_then(|matches| check::Options::from_arg_matches(&matches)).map_err(Failure::refused)?;
    let judge = Judge::new(&check)?;
    let answer = judge.answer(text);
    let verdict = judge.verdict(&answer);
    if verdict == Verdict::Valid {
        warn(source, answer.report().map(|report| report.violations()).unwrap_or_default());
        return Ok(verdict);
    }
    let mut renderer: Box<dyn Render> = match options.format {
        ListFormat::Text => Box::new(Text::default()),
        ListFormat::Json => Box::new(Json),
    };
    let judged = Judged { source, text, answer: &answer, judge: &judge };
    let told = renderer.answer(&judged) + &renderer.finish();
    anstream::stdout().write_all(told.as_bytes()).map_err(Failure::output(verdict))?;
    Ok(verdict)
}

/// A member that stands alone, judged where it belongs. What its input lacks besides is no matter here.
fn alone(part: &Part, source: &Source, text: &[u8], options: &Options) -> Result<Verdict, Failure> {
    let input = [b"{\"", part.member.as_bytes(), b"\":", text, b"}"].concat();
    let answer = Preflight::new(options.edition).answer_text(part.operation, &input, false);
    let Some(report) = answer.report() else {
        return Err(Failure::Refused(answer.error().unwrap_or_default().to_owned()));
    };
    let own = |violation: &&Violation| violation.path.to_string().starts_with(&format!("/{}", part.member));
    let own: Vec<&Violation> = report.violations().iter().filter(own).collect();
    if !own.iter().any(|violation| violation.severity == mi_preflight::Severity::Error) {
        warn(source, own);
        return Ok(Verdict::Valid);
    }
    let told = match options.format {
        ListFormat::Text => {
            let lines: Vec<String> =
                own.iter().map(|one| format!("{}[{}]: {one}\n", one.severity, one.rule.id())).collect();
            let head = format!("{}: {} of {}: invalid\n", source.name(), part.member, part.operation);
            visible(&(head + &lines.concat())).into_owned()
        }
        ListFormat::Json => format!("{}\n", json_of(part, &answer, report.violations(), &own)),
    };
    io::stdout().write_all(told.as_bytes()).map_err(Failure::output(Verdict::Invalid))?;
    Ok(Verdict::Invalid)
}

/// The answer with only some of its violations.
fn json_of(part: &Part, answer: &Answer, all: &[Violation], own: &[&Violation]) -> Value {
    // The core writes violations; only which of them are told is decided here.
    let whole: Value = serde_json::from_str(&answer.to_json()).unwrap_or_default();
    let is_own = |violation: &Violation| own.iter().any(|one| core::ptr::eq(*one, violation));
    let positions = (0..all.len()).filter(|position| all.get(*position).is_some_and(is_own));
    let violations: Vec<Value> = positions.filter_map(|position| whole["violations"].get(position).cloned()).collect();
    json!({"operation": part.operation, "valid": false, "violations": violations})
}

fn warn<'v>(source: &Source, violations: impl IntoIterator<Item = &'v Violation>) {
    for violation in violations {
        exit::note(&format!("{}: {violation}", source.name()));
    }
}
