//! Capability documents that others wrote, and commands and observations that fit them or do not.

use std::path::{Path, PathBuf};

use mi_preflight::document::{Documents, Origin};
use mi_preflight::{Profile, Severity, Violation};
use serde_json::Value;

const FOLDER: &str = "capability-schema";

/// The files whose names end so.
fn files(folder: &Path, suffix: &str) -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    let named = paths.filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(suffix)?.to_owned();
        Some((name, path))
    });
    let mut files: Vec<(String, PathBuf)> = named.collect();
    files.sort();
    assert!(!files.is_empty(), "no file is named *{suffix}");
    files
}

fn documents(folder: &Path) -> Documents {
    let mut documents = Documents::new();
    for (name, path) in files(folder, ".capability.json") {
        let text = std::fs::read(path).expect("the document can be read");
        let added = documents.add(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((added.documents.len(), added.skipped.len()), (1, 0), "{name}");
    }
    documents
}

fn is_valid(found: &[Violation]) -> bool {
    found.iter().all(|violation| violation.severity != Severity::Error)
}

#[test]
fn documents_are_well_made() {
    let Some(folder) = conformance::shared(FOLDER) else { return };
    let documents = documents(&folder);
    for (name, path) in files(&folder, ".capability.json") {
        let text = std::fs::read(path).expect("the document can be read");
        for profile in Profile::ALL {
            let report = documents.check_document(&text, Origin::Authored, profile);
            assert_eq!(report.violations(), [], "{name} in {profile}");
        }
    }
}

#[test]
fn documents_are_translated() {
    let Some(folder) = conformance::shared(FOLDER) else { return };
    let documents = documents(&folder);
    for (name, path) in files(&folder, ".translated.json") {
        let expected = conformance::json(&path);
        let document = conformance::json(&folder.join(format!("{name}.capability.json")));
        let id = document["$id"].as_str().and_then(|id| id.parse().ok()).expect("the document has an id");
        let schemas = documents.json_schemas(&id).expect("the document is there");
        let schemas: Value = schemas.into_iter().collect::<serde_json::Map<_, _>>().into();
        assert_eq!(schemas, expected, "{name}");
    }
}

#[test]
fn commands_get_their_verdicts() {
    let Some(folder) = conformance::shared(FOLDER) else { return };
    let documents = documents(&folder);
    for (_, path) in files(&folder, ".commands.json") {
        for case in conformance::json(&path).as_array().expect("the cases are a list") {
            let id = case["id"].as_str().unwrap_or_default();
            let judge = |profile: Profile| documents.check_command(&case["request"], &|rule| profile.severity(rule));
            let strict = judge(Profile::Strict);
            assert_eq!(is_valid(&strict), case["valid"] == true, "{id}: {strict:?}");
            if let Some(place) = case["where"].as_str() {
                let errors = strict.iter().filter(|violation| violation.severity == Severity::Error);
                let paths: Vec<String> = errors.map(|violation| violation.path.to_string()).collect();
                assert_eq!(paths, [place], "{id}");
            }
            // Nothing of this is documented as refused.
            assert!(is_valid(&judge(Profile::Recommended)), "{id}");
        }
    }
}

#[test]
fn observations_get_their_verdicts() {
    let Some(folder) = conformance::shared(FOLDER) else { return };
    let documents = documents(&folder);
    for (_, path) in files(&folder, ".observations.json") {
        for case in conformance::json(&path).as_array().expect("the cases are a list") {
            let id = case["id"].as_str().unwrap_or_default();
            let body = &case["body"];
            let judge = |profile: Profile| {
                let weigh = move |rule: mi_preflight::Rule| profile.severity(rule);
                match case["kind"].as_str() {
                    Some("CapabilityReport") => documents.check_capability_report(body, &weigh),
                    Some("GetManagedThingState") => documents.check_state(body, &weigh),
                    Some("DEVICE_EVENT") => documents.check_event(body, &weigh),
                    kind => panic!("{id} is of an unknown kind: {kind:?}"),
                }
            };
            let strict = judge(Profile::Strict);
            assert_eq!(is_valid(&strict), case["valid"] == true, "{id}: {strict:?}");
            assert!(is_valid(&judge(Profile::Recommended)), "{id}");
        }
    }
}

#[test]
fn published_documents_are_read_without_an_error() {
    let Some(folder) = conformance::shared("examples") else { return };
    let mut documents = Documents::new();
    let mut judged = 0;
    for (name, path) in files(&folder, ".json") {
        if !name.contains("GetSchemaVersion-output") && !name.contains("schemadoc") {
            continue;
        }
        let text = std::fs::read(path).expect("the example can be read");
        let report = documents.check_document(&text, Origin::Service, Profile::Recommended);
        assert!(report.is_valid(), "{name}: {:?}", report.violations());
        if name.contains("output") {
            documents.add(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        judged += 1;
    }
    assert!(judged >= 6, "only {judged} documents were found");
    assert_eq!(documents.len(), 2);
}
