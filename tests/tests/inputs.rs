//! Every operation of every edition has an example input, and none of them is one that any rule would warn of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use mi_preflight::{Edition, Operation, Preflight, Profile, Severity};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/inputs")
}

/// The file that an edition's example is in: one of its own where the newer edition asks for something else.
fn file(operation: Operation, edition: Edition) -> String {
    let own = format!("{}.{edition}.json", operation.name());
    if folder().join(&own).is_file() { own } else { format!("{}.json", operation.name()) }
}

#[test]
fn every_operation_has_an_example_that_nothing_warns_of() {
    let mut wrong = Vec::new();
    for edition in Edition::ALL {
        let preflight = Preflight::new(edition).with_profile(Profile::Strict);
        for &operation in Operation::ALL {
            if edition.model().operation(operation.name()).is_none() {
                continue;
            }
            let file = file(operation, edition);
            let Ok(text) = std::fs::read(folder().join(&file)) else {
                wrong.push(format!("{file} is not there"));
                continue;
            };
            let report = preflight.check(operation, &text).expect("the edition has the operation");
            let told = report.violations().iter().filter(|violation| violation.severity != Severity::Advice);
            wrong.extend(told.map(|violation| format!("{file} in {edition}: {violation}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_example_is_of_an_operation_that_is_not_there() {
    let known: BTreeSet<String> = Edition::ALL
        .into_iter()
        .flat_map(|edition| Operation::ALL.iter().map(move |&operation| (operation, edition)))
        .filter(|(operation, edition)| edition.model().operation(operation.name()).is_some())
        .map(|(operation, edition)| file(operation, edition))
        .collect();
    let files = std::fs::read_dir(folder()).expect("there are examples");
    let names = files.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned());
    let strangers: Vec<String> = names.filter(|name| !known.contains(name)).collect();
    assert!(strangers.is_empty(), "{}", strangers.join("\n"));
}
