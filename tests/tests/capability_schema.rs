//! External capability documents, with commands and observations that match them or not. One test per case.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use conformance::comparison::{LEGEND, json_diff};
use conformance::harness::{Suite, test_name};
use conformance::{file_name, files_in, read_json};
use mi_preflight::document::{Documents, Origin};
use mi_preflight::{Profile, Rule, Severity, Violation};
use serde_json::Value;

/// A test that reads the suite's documents.
type DocumentsTest = Box<dyn FnOnce(&Documents) -> Result<(), String> + Send>;

fn main() -> ExitCode {
    let mut suite = Suite::new(env!("CARGO_CRATE_NAME"));
    if let Some(folder) = suite.conformance_folder("capability-schema") {
        add_capability_schema(&mut suite, &folder);
    }
    if let Some(folder) = suite.conformance_folder("examples") {
        add_published_documents(&mut suite, &folder);
    }
    suite.run()
}

fn add_capability_schema(suite: &mut Suite, folder: &Path) {
    let documents = Arc::new(documents(folder));
    let mut add = |kind: &str, id: &str, test: DocumentsTest| {
        let documents = Arc::clone(&documents);
        suite.add(test_name(&format!("capability_schema/{kind}/{id}")), move || test(&documents));
    };
    for (name, path) in files_with_suffix(folder, ".capability.json") {
        add("document", &name, Box::new(move |documents| check_document(documents, &path)));
    }
    for (name, path) in files_with_suffix(folder, ".translated.json") {
        let document = folder.join(format!("{name}.capability.json"));
        add("translation", &name, Box::new(move |documents| check_translation(documents, &document, &path)));
    }
    for (kind, suffix, check) in [
        ("command", ".commands.json", check_command as fn(&Documents, &Value) -> Result<(), String>),
        ("observation", ".observations.json", check_observation),
    ] {
        for (_, path) in files_with_suffix(folder, suffix) {
            for case in read_json(&path).as_array().expect("the cases are a list") {
                let case = case.clone();
                let id = case["id"].as_str().expect("a case has an id").to_owned();
                add(kind, &id, Box::new(move |documents| check(documents, &case)));
            }
        }
    }
}

/// Returns the files with a suffix, each with the rest of its name.
fn files_with_suffix(folder: &Path, suffix: &str) -> Vec<(String, PathBuf)> {
    let named = files_in(folder).into_iter().filter_map(|path| {
        let name = file_name(&path).strip_suffix(suffix)?.to_owned();
        Some((name, path))
    });
    let files: Vec<(String, PathBuf)> = named.collect();
    assert!(!files.is_empty(), "no file is named *{suffix}");
    files
}

fn documents(folder: &Path) -> Documents {
    let mut documents = Documents::new();
    for (name, path) in files_with_suffix(folder, ".capability.json") {
        let text = std::fs::read(path).expect("the document can be read");
        let added = documents.add(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((added.documents.len(), added.skipped.len()), (1, 0), "{name}");
    }
    documents
}

/// The document violates no rule in any profile.
fn check_document(documents: &Documents, path: &Path) -> Result<(), String> {
    let text = std::fs::read(path).map_err(|error| error.to_string())?;
    for profile in Profile::ALL {
        let report = documents.check_document(&text, Origin::Authored, profile);
        if !report.violations().is_empty() {
            return Err(format!("{} in profile {profile}:\n{}", path.display(), listing(report.violations())));
        }
    }
    Ok(())
}

/// The JSON Schemas made from a document are the expected ones.
fn check_translation(documents: &Documents, document: &Path, translation: &Path) -> Result<(), String> {
    let expected = read_json(translation);
    let id = read_json(document)["$id"].as_str().and_then(|id| id.parse().ok()).ok_or("the document has no id")?;
    let schemas = documents.json_schemas(&id).ok_or("the document is not known")?;
    let schemas: Value = schemas.into_iter().collect::<serde_json::Map<_, _>>().into();
    if schemas == expected {
        return Ok(());
    }
    Err(format!("{} differs: {LEGEND}\n\n{}", translation.display(), json_diff(&expected, &schemas)))
}

fn check_command(documents: &Documents, case: &Value) -> Result<(), String> {
    let judge = |profile: Profile| documents.check_command(&case["request"], &|rule| profile.severity(rule));
    let strict = judge(Profile::Strict);
    check_verdicts(case, &strict, &judge(Profile::Recommended))?;
    let errors = strict.iter().filter(|violation| violation.severity == Severity::Error);
    let paths: Vec<String> = errors.map(|violation| violation.path.to_string()).collect();
    match case["where"].as_str() {
        Some(path) if paths != [path] => Err(format!("expected one error at {path}, found\n{}", listing(&strict))),
        _ => Ok(()),
    }
}

fn check_observation(documents: &Documents, case: &Value) -> Result<(), String> {
    let body = &case["body"];
    let judge = |profile: Profile| {
        let severity_of = move |rule: Rule| profile.severity(rule);
        match case["kind"].as_str() {
            Some("CapabilityReport") => Ok(documents.check_capability_report(body, &severity_of)),
            Some("GetManagedThingState") => Ok(documents.check_state(body, &severity_of)),
            Some("DEVICE_EVENT") => Ok(documents.check_event(body, &severity_of)),
            kind => Err(format!("the kind {kind:?} is unknown")),
        }
    };
    check_verdicts(case, &judge(Profile::Strict)?, &judge(Profile::Recommended)?)
}

/// The profile `strict` gives the verdict of the suite. In `recommended` there are no errors, because the documentation does
/// not say that the service refuses such values.
fn check_verdicts(case: &Value, strict: &[Violation], recommended: &[Violation]) -> Result<(), String> {
    let expected = case["valid"].as_bool().ok_or("the case has no verdict")?;
    if is_valid(strict) != expected {
        return Err(format!("in strict, valid is {}, expected {expected}:\n{}", !expected, listing(strict)));
    }
    if !is_valid(recommended) {
        return Err(format!("in recommended, valid is false, expected true:\n{}", listing(recommended)));
    }
    Ok(())
}

fn is_valid(violations: &[Violation]) -> bool {
    violations.iter().all(|violation| violation.severity != Severity::Error)
}

fn listing(violations: &[Violation]) -> String {
    let lines = violations.iter().map(|violation| {
        format!("  {} {} at {}: {violation}", violation.severity.name(), violation.rule.id(), violation.path)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Documents that the service published are read without errors, and its answers can be added.
fn add_published_documents(suite: &mut Suite, folder: &Path) {
    let files: Vec<(String, PathBuf)> = files_with_suffix(folder, ".json")
        .into_iter()
        .filter(|(name, _)| name.contains("GetSchemaVersion-output") || name.contains("schemadoc"))
        .collect();
    assert!(files.len() >= 6, "only {} documents were found", files.len());
    let (answers, _): (Vec<_>, Vec<_>) = files.iter().cloned().partition(|(name, _)| name.contains("output"));
    let answers: Arc<[(String, PathBuf)]> = answers.into();
    for (name, path) in files {
        let answers = Arc::clone(&answers);
        suite.add(test_name(&format!("capability_schema/published/{name}")), move || {
            let text = std::fs::read(&path).map_err(|error| error.to_string())?;
            let report = add_answers(&answers)?.check_document(&text, Origin::Service, Profile::Recommended);
            if report.is_valid() { Ok(()) } else { Err(listing(report.violations())) }
        });
    }
    suite.add("capability_schema::published::answers_are_two_documents", move || match add_answers(&answers)?.len() {
        2 => Ok(()),
        count => Err(format!("the answers are {count} documents, expected 2")),
    });
}

fn add_answers(answers: &[(String, PathBuf)]) -> Result<Documents, String> {
    let mut documents = Documents::new();
    for (name, path) in answers {
        let text = std::fs::read(path).map_err(|error| error.to_string())?;
        documents.add(&text).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(documents)
}
