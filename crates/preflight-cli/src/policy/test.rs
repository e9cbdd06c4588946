//! `policy test`: the examples of a policy, judged with the policy applied.

use std::fmt::Write as _;
use std::path::Path;

use mi_preflight::Preflight;
use mi_preflight::policy::{Example, ExampleInput};
use serde_json::{Value, json};

use super::{Reading, Told};
use crate::exit::Verdict;
use crate::render::visible_line;
use crate::source::Source;

/// How an example came out.
enum Outcome {
    Passed,
    /// Otherwise than it should; with the words for it.
    Failed(String),
    /// Its input cannot be read.
    NotJudged(String),
}

pub(super) fn tell(reading: &Reading<'_>) -> Told {
    let preflight = Preflight::new(reading.edition).with_policy(reading.policy.clone());
    let name = visible_line(&reading.source.name());
    let (mut text, mut rows) = (String::new(), Vec::new());
    let (mut passed, mut failed, mut elsewhere) = (0, 0, 0);
    let mut verdict = Verdict::Valid;
    for example in reading.policy.examples() {
        if !example.is_for(reading.edition) {
            elsewhere += 1;
            continue;
        }
        let outcome = run(example, &preflight, reading.source);
        let (own, message) = match &outcome {
            Outcome::Passed => (Verdict::Valid, None),
            Outcome::Failed(message) => (Verdict::Invalid, Some(message)),
            Outcome::NotJudged(message) => (Verdict::NotJudged, Some(message)),
        };
        verdict = verdict.max(own);
        match message {
            None => passed += 1,
            Some(message) => {
                failed += 1;
                let line = format!("example `{}` ({}): {message}", example.name(), example.operation());
                let _ = writeln!(text, "{name}: {}", visible_line(&line));
            }
        }
        rows.push(row(example, message));
    }
    let _ = write!(text, "{name}: {passed} passed, {failed} failed");
    // What is not run is said aloud: it shows nothing about the edition at hand.
    if elsewhere > 0 {
        let _ = write!(text, ", {elsewhere} not for edition {}", reading.edition);
    }
    text.push('\n');
    let json = json!({
        "policy": reading.source.name(),
        "edition": reading.edition.name(),
        "passed": passed,
        "failed": failed,
        "notForEdition": elsewhere,
        "examples": rows,
    });
    Told { text, json, verdict }
}

fn row(example: &Example, message: Option<&String>) -> Value {
    let mut row = json!({
        "name": example.name(),
        "operation": example.operation(),
        "passed": message.is_none(),
    });
    if let Some(message) = message {
        row["message"] = json!(message);
    }
    row
}

fn run(example: &Example, preflight: &Preflight, policy: &Source) -> Outcome {
    let input = match example.input() {
        ExampleInput::Inline(text) => text.clone().into_bytes(),
        ExampleInput::File(path) => {
            let folder = policy.path().and_then(Path::parent).unwrap_or(Path::new(""));
            // A text that is larger than the limit is judged to be so from one byte more than that.
            match Source::File(folder.join(path)).read(preflight.limits().max_size()) {
                Ok(text) => text,
                Err(error) => return Outcome::NotJudged(error.to_string()),
            }
        }
        _ => return Outcome::NotJudged("its input is of a kind that is not known here".to_owned()),
    };
    match preflight.check(example.operation(), &input) {
        Ok(report) => {
            example.compare(&report).map_or_else(|mismatch| Outcome::Failed(mismatch.to_string()), |()| Outcome::Passed)
        }
        Err(error) => Outcome::NotJudged(error.to_string()),
    }
}
