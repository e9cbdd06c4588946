//! Published models of AWS: each loads, generated inputs of its operations are valid, and mutants are refused with the
//! rule and path of the constraint that they break. One test per model.
//!
//! One operation of each model is judged, the one with the most kinds of constraints; with the environment variable
//! `CONFORMANCE_ALL_OPERATIONS` all of them are. What of a model is not judged is printed, a line per model.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use conformance::harness::Suite;
use conformance::published::{Ast, Generated, Generator, Mutant, mutants};
use conformance::{file_name, files_in};
use mi_preflight::{LoadedModel, Preflight};
use serde_json::Value;

/// The number of published models in the folder.
const MODELS: usize = 42;

/// How many alternatives of unions are tried if all operations are judged.
const ALTERNATIVES: usize = 3;

fn main() -> ExitCode {
    let mut suite = Suite::new(env!("CARGO_CRATE_NAME"));
    if let Some(folder) = suite.conformance_folder("aws-models") {
        let files: Vec<_> =
            files_in(&folder).into_iter().filter(|path| path.extension() == Some("json".as_ref())).collect();
        assert_eq!(files.len(), MODELS, "the folder is complete");
        for path in files {
            let name = file_name(&path).trim_end_matches(".json").replace('-', "_");
            suite.add(format!("published::{name}"), move || check_model(&path));
        }
    }
    suite.run()
}

fn check_model(path: &Path) -> Result<(), String> {
    let text = std::fs::read(path).map_err(|error| error.to_string())?;
    let document: Value = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    let model = LoadedModel::parse(&text).map_err(|error| format!("it does not load: {error}"))?;
    let not_judged: Vec<String> = model.unsupported().iter().map(|part| format!("{} {}", part.at, part.what)).collect();
    let preflight = Preflight::builder().model(model).build().map_err(|error| error.to_string())?;

    let ast = Ast::new(&document);
    let generator = Generator::new(&ast);
    let alternatives = if judges_all_operations() { ALTERNATIVES } else { 1 };
    let mut inputs: Vec<(&str, Generated, Vec<Mutant>)> = Vec::new();
    let mut without_input = BTreeSet::new();
    for (operation, shape) in ast.operations() {
        let mut known: Vec<Value> = Vec::new();
        for alternative in 0..alternatives {
            match generator.input(shape, alternative) {
                Some(generated) if known.contains(&generated.input) => {}
                Some(generated) => {
                    known.push(generated.input.clone());
                    let mutants = mutants(&generator, &generated);
                    let has_unions = generated.has_unions(&ast);
                    inputs.push((operation, generated, mutants));
                    if !has_unions {
                        break;
                    }
                }
                None => drop(without_input.insert(operation)),
            }
        }
    }
    if !judges_all_operations() {
        let kinds =
            |mutants: &[Mutant]| mutants.iter().map(|mutant| mutant.kind.clone()).collect::<BTreeSet<_>>().len();
        let most = inputs.into_iter().max_by_key(|(_, _, mutants)| kinds(mutants));
        inputs = most.into_iter().collect();
        without_input.clear();
    }
    if inputs.is_empty() {
        return Err("no operation has a generated input".to_owned());
    }

    let mut problems = Vec::new();
    let (mut kinds, mut left_out) = (BTreeMap::<String, usize>::new(), BTreeSet::new());
    for (operation, generated, mutants) in &inputs {
        left_out.extend(generated.left_out.iter().cloned());
        if let Err(problem) = check_valid(&preflight, operation, &generated.input) {
            problems.push(problem);
            continue;
        }
        for mutant in mutants {
            *kinds.entry(mutant.kind.clone()).or_default() += 1;
            if let Err(problem) = check_mutant(&preflight, operation, mutant) {
                problems.push(problem);
            }
        }
    }
    println!(
        "{}: {} inputs, {} mutants of {} kinds; not judged: {}; no generated value: {}",
        file_name(path),
        inputs.len(),
        kinds.values().sum::<usize>(),
        kinds.len(),
        listed(not_judged.iter().map(String::as_str)),
        listed(left_out.iter().map(String::as_str).chain(without_input)),
    );
    if problems.is_empty() {
        return Ok(());
    }
    let count = problems.len();
    problems.truncate(10);
    Err(format!("{count} problems:\n{}", problems.join("\n")))
}

fn judges_all_operations() -> bool {
    std::env::var_os("CONFORMANCE_ALL_OPERATIONS").is_some()
}

fn listed<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let text = parts.collect::<Vec<_>>().join(", ");
    if text.is_empty() { "nothing".to_owned() } else { text }
}

/// Returns the violations of an input that are errors, or say that something was not understood or judged.
fn violations(preflight: &Preflight, operation: &str, input: &Value) -> Result<(bool, Vec<Value>), String> {
    let report = preflight.check(operation, input.to_string().as_bytes()).map_err(|error| error.to_string())?;
    let report: Value = serde_json::from_str(&report.to_json()).map_err(|error| error.to_string())?;
    let is_valid = report["valid"].as_bool().ok_or("the report has no verdict")?;
    Ok((is_valid, report["violations"].as_array().cloned().unwrap_or_default()))
}

fn check_valid(preflight: &Preflight, operation: &str, input: &Value) -> Result<(), String> {
    let (is_valid, violations) = violations(preflight, operation, input)?;
    let is_wrong = |violation: &&Value| violation["severity"] == "error" || violation["rule"] == "unknown-member";
    let wrong: Vec<&Value> = violations.iter().filter(is_wrong).collect();
    if is_valid && wrong.is_empty() {
        return Ok(());
    }
    Err(format!("{operation} refuses a valid input: {wrong:?}\n  {}", cut(&input.to_string())))
}

fn check_mutant(preflight: &Preflight, operation: &str, mutant: &Mutant) -> Result<(), String> {
    let (is_valid, violations) = violations(preflight, operation, &mutant.input)?;
    let is_expected = |violation: &Value| {
        violation["rule"] == mutant.rule
            && violation["path"] == mutant.path
            && violation["severity"] == "error"
            && (violation["forKey"] == true) == mutant.for_key
    };
    // What is not broken must not be reported.
    let is_elsewhere = |violation: &Value| {
        let path = violation["path"].as_str().unwrap_or_default();
        violation["severity"] == "error" && !path.starts_with(&mutant.path)
    };
    if !is_valid && violations.iter().any(is_expected) && !violations.iter().any(is_elsewhere) {
        return Ok(());
    }
    let Mutant { kind, rule, path, .. } = mutant;
    let found: Vec<String> = violations.iter().map(|violation| cut(&violation.to_string())).take(4).collect();
    Err(format!(
        "{operation}, {kind}: expected {rule} at {path}, found {found:?}\n  {}",
        cut(&mutant.input.to_string())
    ))
}

fn cut(text: &str) -> String {
    let cut: String = text.chars().take(600).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}
