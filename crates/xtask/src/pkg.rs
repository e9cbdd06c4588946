//! The npm package: built, packed, and tried in every runtime that it is for.

use std::fs;
use std::process::{Command, Stdio};

use crate::step::{run_in, run_with, step};
use crate::{tools, workspace};

/// The two modules: the small one that everybody loads, and the one with everything.
const MODULES: [(&str, &[&str]); 2] = [("core", &[]), ("full", &["--features", "full"])];

/// The standard library is built anew for size, and a panic, which is a mistake of ours, ends the module without words:
/// both are switches that the pinned toolchain has, but not yet as stable ones.
const RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none --cfg getrandom_backend=\"custom\"";
const STANDARD_LIBRARY: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

pub(crate) fn run(no_test: bool) -> Result<(), String> {
    tools::install()?;
    build()?;
    if no_test { Ok(()) } else { test() }
}

/// Builds and packs the package, and prints what it weighs.
pub(crate) fn build() -> Result<(), String> {
    run_in("pkg", "the package's tools", &["npm", "ci"])?;
    for (name, features) in MODULES {
        let out = format!("../../pkg/work/{name}");
        let mut command = vec!["wasm-pack", "--quiet", "build", "crates/preflight-wasm", "--target", "web"];
        // What is not there to be fetched: wasm-opt, which comes from npm, and a package.json, which is written by hand.
        command.extend(["--profile", "wasm", "--no-opt", "--no-pack", "--out-dir", &out, "--out-name", name, "--"]);
        command.extend(features.iter().chain(&STANDARD_LIBRARY));
        let variables = [("RUSTC_BOOTSTRAP", "1"), ("RUSTFLAGS", RUSTFLAGS)];
        run_with("", &format!("the module {name}"), &command, &variables)?;
    }
    run_in("pkg", "the package", &["node", "scripts/build.mjs"])?;
    run_in("pkg", "packing", &["node", "scripts/pack.mjs"])?;
    run_in("pkg", "sizes", &["node", "scripts/sizes.mjs"])
}

/// Installs the packed package into fresh projects and runs them.
pub(crate) fn test() -> Result<(), String> {
    tools::install_chromium()?;
    run_in("pkg/tests", "what the package is tried with", &["npm", "ci"])?;
    write_reports()?;
    run_in("pkg", "the package in every runtime", &["npm", "test"])
}

/// Prints how much faster a verdict is than what most would write by hand, in Node.
pub(crate) fn bench() -> Result<(), String> {
    run_in("pkg/tests", "what the package is tried with", &["npm", "ci"])?;
    step("the package's benchmark", &["node", "pkg/tests/bench.mjs"])
}

/// What the library says of every case: the package must say the same, byte for byte.
fn write_reports() -> Result<(), String> {
    let folder = workspace::root().join("target/package-tests");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let file = fs::File::create(folder.join("reports.ndjson")).map_err(|error| error.to_string())?;
    println!("\n== what the library says of every case");
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--package", "conformance", "--bin", "reports"])
        .current_dir(workspace::root())
        .stdout(Stdio::from(file))
        .status()
        .map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err("the library's reports could not be written".to_owned()) }
}
