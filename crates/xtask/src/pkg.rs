//! Builds, packs and tests the npm package.

use std::fs;
use std::process::{Command, Stdio};

use crate::step::{Step, run_in, step, timed};
use crate::{tools, workspace};

/// The two modules: the small one that every page loads, and the one with every function.
const MODULES: [(&str, &[&str]); 2] = [("core", &[]), ("full", &["--features", "full"])];

/// The standard library is rebuilt for size, and a panic, which is a bug of this library, aborts without a message. Both
/// need unstable switches of the pinned toolchain. Without reference types and several results, wasm-bindgen needs no
/// table of references and no function around each export: 0.6 KB less, gzipped.
const RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Ctarget-feature=-reference-types,-multivalue --cfg getrandom_backend=\"custom\"";
const STANDARD_LIBRARY: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Builds and packs the package, and tests it unless `no_test` is set.
pub(crate) fn run(no_test: bool) -> Result<(), String> {
    build()?;
    if no_test { Ok(()) } else { test() }
}

/// Builds and packs the package, and prints its sizes.
pub(crate) fn build() -> Result<(), String> {
    tools::install_wasm_toolchain()?;
    run_in("pkg", "the package's dependencies", &["npm", "ci"])?;
    for (name, features) in MODULES {
        build_module(name, features)?;
    }
    run_in("pkg", "the package's build", &["node", "scripts/build.mjs"])?;
    run_in("pkg", "packing", &["node", "scripts/pack.mjs"])?;
    run_in("pkg", "sizes", &["node", "scripts/sizes.mjs"])
}

/// Compiles a module, and writes it with its JavaScript bindings and types to `pkg/work/NAME`.
fn build_module(name: &str, features: &[&str]) -> Result<(), String> {
    let mut command = vec!["cargo", "build", "--lib", "--package", "mi-preflight-wasm"];
    command.extend(["--profile", "wasm", "--target", WASM_TARGET]);
    command.extend(features.iter().chain(&STANDARD_LIBRARY));
    let variables = [("RUSTC_BOOTSTRAP", "1"), ("RUSTFLAGS", RUSTFLAGS)];
    Step::new(&format!("the module {name}"), &command).variables(&variables).run()?;

    let folder = workspace::root().join("pkg/work").join(name);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("{}: {error}", folder.display()));
        }
        _ => {}
    }
    let module = workspace::target().join(WASM_TARGET).join("wasm/mi_preflight_wasm.wasm");
    let manifest = "crates/xtask-wasm/Cargo.toml";
    let mut command = vec!["cargo", "run", "--quiet", "--locked", "--manifest-path", manifest];
    let (module, folder) = (module.display().to_string(), folder.display().to_string());
    command.extend(["--target-dir", tools::TARGET_DIR, "--", &module, &folder, name]);
    step(&format!("the bindings of {name}"), &command)
}

/// Installs the packed package into fresh projects and runs them.
pub(crate) fn test() -> Result<(), String> {
    tools::install_chromium()?;
    run_in("pkg/tests", "the dependencies of the package's tests", &["npm", "ci"])?;
    write_reports()?;
    run_in("pkg", "the package in every runtime", &["npm", "test"])
}

/// Benchmarks the package's `isValid` against a schema validator, in Node.
pub(crate) fn bench() -> Result<(), String> {
    run_in("pkg/tests", "the dependencies of the package's tests", &["npm", "ci"])?;
    step("the package's benchmark", &["node", "pkg/tests/bench.mjs"])
}

/// Writes the library's report of every case. The package's reports must be the same, byte for byte.
fn write_reports() -> Result<(), String> {
    let name = "the library's reports";
    println!("\n== {name}");
    timed(name, || {
        let folder = workspace::root().join("target/package-tests");
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let path = folder.join("reports.ndjson");
        let file = fs::File::create(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let status = Command::new("cargo")
            .args(["run", "--quiet", "--package", "conformance", "--bin", "reports"])
            .current_dir(workspace::root())
            .stdout(Stdio::from(file))
            .status()
            .map_err(|error| format!("cargo cannot be run: {error}"))?;
        if status.success() { Ok(()) } else { Err(format!("{name} cannot be written")) }
    })
}
