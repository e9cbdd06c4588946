//! The project's own cases, one test per case and surface: through the library, as a verdict, field by field, and
//! through the command line, which must print the library's answers byte for byte.

use std::process::ExitCode;
use std::sync::Arc;

use conformance::case::{Case, CaseEdition, CasePath, Subject};
use conformance::command_line::Invocation;
use conformance::comparison::{LEGEND, compare, text_diff};
use conformance::harness::{Suite, test_name};
use conformance::{field, library};
use mi_preflight::Edition;
use serde_json::Value;

fn main() -> ExitCode {
    let mut suite = Suite::new(env!("CARGO_CRATE_NAME"));
    let mut cases = Vec::new();
    for path in CasePath::all() {
        let name = test_name(&path.relative);
        match path.read() {
            Ok(case) => {
                add_case(&mut suite, &name, &case);
                cases.push(case);
            }
            Err(error) => suite.add(format!("{name}::file"), move || Err(error.to_string())),
        }
    }
    let cases: Arc<[Case]> = cases.into();
    for edition in Edition::ALL.map(CaseEdition::One) {
        let cases = Arc::clone(&cases);
        suite.add(test_name(&format!("cases::stream::{edition}")), move || run_stream(&cases, edition));
    }
    suite.run()
}

/// Adds a test for every surface that can judge the case.
fn add_case(suite: &mut Suite, name: &str, case: &Case) {
    type Check = fn(&Case, CaseEdition) -> Result<(), String>;
    let is_input = matches!(case.subject, Subject::Input { .. });
    let has_verdict = is_input || matches!(case.subject, Subject::Text { is_output: false, .. });
    let checks: [(&str, bool, Check); 4] = [
        ("library", true, check_library),
        ("verdict", has_verdict, check_verdict),
        // A field that every edition refuses may be in an input that one of them accepts.
        ("fields", is_input && !case.keys.editions.contains(&CaseEdition::Any), field::compare_with_whole),
        ("command_line", Invocation::of_case(case, case.keys.editions[0]).is_some(), check_command_line),
    ];
    for (surface, _, check) in checks.into_iter().filter(|(_, can_judge, _)| *can_judge) {
        let case = case.clone();
        suite.add(format!("{name}::{surface}"), move || in_every_edition(&case, check));
    }
}

fn in_every_edition(case: &Case, check: fn(&Case, CaseEdition) -> Result<(), String>) -> Result<(), String> {
    let problems = case.keys.editions.iter().filter_map(|&edition| {
        let problem = check(case, edition).err()?;
        Some(format!("{} in edition {edition}\n{problem}", case.path))
    });
    let problems: Vec<String> = problems.collect();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

fn check_library(case: &Case, edition: CaseEdition) -> Result<(), String> {
    compare(case, &library::answer(case, edition))
}

fn check_verdict(case: &Case, edition: CaseEdition) -> Result<(), String> {
    let (verdict, report) = library::verdicts(case, edition).ok_or("the subject is not an input")?;
    if verdict == report {
        return Ok(());
    }
    Err(format!("`is_valid` returns {verdict}, the report of `check` says {report}"))
}

fn check_command_line(case: &Case, edition: CaseEdition) -> Result<(), String> {
    let outcome = Invocation::of_case(case, edition).ok_or("the command line cannot judge the case")?.run();
    let answer = library::answer(case, edition);
    if outcome.answers != [answer.clone()] {
        let diff = text_diff(&pretty(&[answer]), &pretty(&outcome.answers));
        return Err(format!("the answer is not the library's: {LEGEND}\n\n{diff}\n{}", outcome.errors));
    }
    let parsed: Value = serde_json::from_str(&answer).map_err(|error| error.to_string())?;
    let exit_code = i32::from(parsed["valid"] != true);
    if outcome.exit_code != Some(exit_code) {
        return Err(format!("the exit code is {:?}, expected {exit_code}\n{}", outcome.exit_code, outcome.errors));
    }
    Ok(())
}

/// Judges all records that need no settings as one stream: as many answers, in the same order, as records.
fn run_stream(cases: &[Case], edition: CaseEdition) -> Result<(), String> {
    let (invocation, answers) = Invocation::of_stream(cases, edition);
    if answers.len() < 100 {
        return Err(format!("only {} records are in the stream", answers.len()));
    }
    let outcome = invocation.run();
    if outcome.answers != answers {
        let diff = text_diff(&answers.join("\n"), &outcome.answers.join("\n"));
        return Err(format!("the answers are not the library's: {LEGEND}\n\n{diff}\n{}", outcome.errors));
    }
    Ok(())
}

/// Answers as JSON with a line per key, for a diff; what is not JSON as it is.
fn pretty(answers: &[String]) -> String {
    let lines = answers.iter().map(|answer| {
        serde_json::from_str::<Value>(answer).map_or_else(|_| answer.clone(), |value| format!("{value:#}"))
    });
    lines.collect::<Vec<_>>().join("\n")
}
