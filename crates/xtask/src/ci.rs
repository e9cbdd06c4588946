//! The checks: `check` after each edit, `ci` before a change lands, `full` before an issue is closed.

use clap::ValueEnum;

use crate::features::{Combinations, check_features, check_wasm_features};
use crate::step::{Step, begin_part, failure, print_durations, step, timed};
use crate::tools::{self, CARGO_DENY, CARGO_MACHETE};
use crate::unpacked::remove_unpacked_crate;
use crate::{codegen, fuzz, pkg, published_models, python, web};

/// The published crates, each after the crates that it depends on.
const PUBLISHED: [&str; 2] = ["mi-preflight", "mi-preflight-cli"];

/// The workspaces that `cargo … --workspace` in the main workspace does not cover.
const OTHER_WORKSPACES: [&str; 2] = ["crates/preflight/fuzz/Cargo.toml", "crates/xtask-wasm/Cargo.toml"];

/// The seconds for which each fuzz target runs.
const FUZZ_SECONDS: u32 = 15;
const FUZZ_SECONDS_FULL: u32 = 300;

/// The number of inputs that each property test generates in a full run; proptest's default is 256.
const PROPTEST_CASES_FULL: &str = "20000";

/// A part of `ci`. Each installs only the tools that it needs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Formatting, lints, generated files, features, documentation, dependencies.
    Lint,
    /// Unit tests, cases and documentation tests.
    Test,
    /// Both WebAssembly modules and the npm package with them.
    Wasm,
    /// The crates as they are published, the release build, and the npm package in every runtime.
    Package,
    /// The console in a browser.
    Console,
    /// Every fuzz target for some seconds.
    Fuzz,
}

/// Runs these parts, or all of them if none is named, and prints how long each step took.
pub(crate) fn run(only: &[Part]) -> Result<(), String> {
    with_durations(|| run_parts(only))
}

/// Runs the checks for after each edit: formatting, lints, unit tests and cases.
pub(crate) fn check() -> Result<(), String> {
    with_durations(|| {
        begin_part("check");
        formatting()?;
        lints()?;
        let command = ["cargo", "test", "--workspace", "--lib", "--bins", "--test", "cases", "--test", "coverage"];
        tests("unit tests and cases", &command)
    })
}

/// Runs `ci` and slower checks: every operation of published models, long fuzzing, more generated inputs, more
/// combinations of features, benchmarks.
pub(crate) fn full() -> Result<(), String> {
    with_durations(|| {
        let parts: Vec<_> = Part::value_variants().iter().copied().filter(|part| *part != Part::Fuzz).collect();
        run_parts(&parts)?;
        begin_part("full");
        check_features(Combinations::Pairs)?;
        let command = ["cargo", "test", "--workspace", "--tests"];
        let variables = [("PROPTEST_CASES", PROPTEST_CASES_FULL)];
        Step::new("property tests with more inputs", &command).variables(&variables).run()?;
        exported_schemas()?;
        published_models::run()?;
        fuzz::run(FUZZ_SECONDS_FULL)?;
        run_benchmarks()
    })
}

/// Judges the example inputs with Python's `jsonschema`, by the schemas that are exported for it.
fn exported_schemas() -> Result<(), String> {
    let python = python::install(&[python::JSONSCHEMA, python::OPENAPI_SPEC_VALIDATOR])?;
    step("the command line", &["cargo", "build", "--package", "mi-preflight-cli"])?;
    step("exported schemas", &[&python, "tests/jsonschema_agrees.py", "target/debug/mi-preflight"])
}

/// Benchmarks `is_valid` against `serde_json` skipping the same bytes, and in Node against Ajv.
pub(crate) fn bench() -> Result<(), String> {
    pkg::build()?;
    run_benchmarks()
}

fn run_benchmarks() -> Result<(), String> {
    step("benchmark", &["cargo", "bench", "--package", "mi-preflight", "--bench", "is_valid"])?;
    pkg::bench()
}

fn with_durations(run: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let result = run();
    print_durations();
    result
}

fn run_parts(only: &[Part]) -> Result<(), String> {
    let is_wanted = |part: Part| only.is_empty() || only.contains(&part);
    if is_wanted(Part::Lint) {
        begin_part("lint");
        lint()?;
    }
    if is_wanted(Part::Test) {
        begin_part("test");
        tests("every test", &["cargo", "test", "--workspace"])?;
    }
    // The package's tests and the console need the package.
    if is_wanted(Part::Wasm) || is_wanted(Part::Package) || is_wanted(Part::Console) {
        begin_part("wasm");
        pkg::build()?;
    }
    if is_wanted(Part::Wasm) {
        check_wasm_features()?;
    }
    if is_wanted(Part::Package) {
        begin_part("package");
        package()?;
        pkg::test()?;
    }
    if is_wanted(Part::Console) {
        begin_part("console");
        web::test()?;
    }
    if is_wanted(Part::Fuzz) {
        begin_part("fuzz");
        fuzz::run(FUZZ_SECONDS)?;
    }
    Ok(())
}

fn lint() -> Result<(), String> {
    formatting()?;
    generated_files()?;
    lints()?;
    check_features(Combinations::Single)?;
    documentation()?;
    unused_dependencies()?;
    dependency_policy()
}

fn formatting() -> Result<(), String> {
    Step::new("formatting", &["cargo", "fmt", "--all", "--check"]).fix("cargo fmt --all").run()?;
    for manifest in OTHER_WORKSPACES {
        let command = ["cargo", "fmt", "--all", "--manifest-path", manifest, "--check"];
        let fix = format!("cargo fmt --all --manifest-path {manifest}");
        Step::new(&format!("formatting of {manifest}"), &command).fix(&fix).run()?;
    }
    Ok(())
}

fn lints() -> Result<(), String> {
    let command = ["cargo", "clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    Step::new("lints", &command).fix("cargo clippy --workspace --all-targets --fix").run()
}

fn generated_files() -> Result<(), String> {
    println!("\n== generated files");
    timed("generated files", || {
        codegen::run(true).map_err(|error| failure("generated files", &error.to_string(), Some("cargo xtask codegen")))
    })
}

fn tests(name: &str, command: &[&str]) -> Result<(), String> {
    let fix = "INSTA_UPDATE=always cargo test --workspace (if a snapshot differs and the new text is right)";
    Step::new(name, command).fix(fix).run()
}

/// Builds the documentation: the core's as docs.rs does, with every feature and the badges of gated items.
fn documentation() -> Result<(), String> {
    // Only this build enables nightly features. It has a target folder of its own: the switch is part of the fingerprint
    // of dependencies, so they would be recompiled here and again in the next step.
    let core =
        ["cargo", "doc", "--no-deps", "--all-features", "--package", "mi-preflight", "--target-dir", "target/docs"];
    let variables = [("RUSTDOCFLAGS", "-D warnings --cfg docsrs"), ("RUSTC_BOOTSTRAP", "1")];
    Step::new("documentation of the core", &core).variables(&variables).run()?;
    let others = ["cargo", "doc", "--no-deps", "--workspace", "--exclude", "mi-preflight"];
    Step::new("documentation of the other crates", &others).variables(&[("RUSTDOCFLAGS", "-D warnings")]).run()
}

fn unused_dependencies() -> Result<(), String> {
    tools::install(&CARGO_MACHETE)?;
    // It is not run as `cargo machete`, because it would read the word `machete` as a folder.
    Step::new("unused dependencies", &["cargo-machete"]).fix("cargo machete --fix").run()
}

/// Checks licences, duplicates and sources of the dependencies. Advisories need a database that changes every day, so
/// the workflow checks them.
fn dependency_policy() -> Result<(), String> {
    tools::install(&CARGO_DENY)?;
    let command = ["cargo", "deny", "check", "licenses", "bans", "sources"];
    Step::new("licences and duplicates", &command).fix("edit deny.toml, and give the reason in the commit").run()
}

/// Packs the crates and compiles the packed files, then builds the workspace as a release is built.
fn package() -> Result<(), String> {
    // The second crate is compiled against the first as if it came from a registry, where a version never changes. Cargo
    // would therefore reuse the files of an earlier run.
    for name in PUBLISHED {
        remove_unpacked_crate(name, env!("CARGO_PKG_VERSION"))?;
        step("removing earlier builds", &["cargo", "clean", "--quiet", "--package", name])?;
    }
    let mut command = vec!["cargo", "package", "--allow-dirty"];
    command.extend(PUBLISHED.iter().flat_map(|name| ["--package", name]));
    step("packages", &command)?;
    step("the release build", &["cargo", "build", "--release"])
}
