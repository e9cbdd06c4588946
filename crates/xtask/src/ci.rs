//! The one command that checks everything, in the order in which a failure is cheapest to see.

use std::path::PathBuf;
use std::time::Instant;

use crate::step::{run_in, step};
use crate::{pkg, tools, web, workspace};

/// The core's features, each of which must build alone: the small WebAssembly module has none of them.
const FEATURES: [&str; 11] = [
    "serialize",
    "smithy",
    "explain",
    "export",
    "record",
    "rollout",
    "policy-settings",
    "policy",
    "policy-checks",
    "policy-toml",
    "documents",
];

/// The crates that are published, a dependency before what depends on it.
const PUBLISHED: [&str; 2] = ["mi-preflight", "mi-preflight-cli"];

/// What the fuzzers look at, and for how many seconds in a run of everything.
const FUZZ_TARGETS: [&str; 3] = ["json_agrees", "models_agree", "request"];
const FUZZ_SECONDS: u32 = 20;

pub(crate) fn run() -> Result<(), String> {
    let start = Instant::now();
    tools::install()?;
    step("formatting", &["cargo", "fmt", "--all", "--check"])?;
    step("lints", &["cargo", "clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    step("generated files", &["cargo", "run", "--quiet", "--package", "xtask", "--", "codegen", "--check"])?;
    step("every test", &["cargo", "test", "--workspace"])?;
    features()?;
    step("documentation", &["cargo", "doc", "--workspace", "--no-deps"])?;
    // Called by its own name: as a subcommand it mistakes itself for a path when cargo runs this program.
    step("unused dependencies", &["cargo-machete"])?;
    forget_unpacked()?;
    let mut package = vec!["cargo", "package", "--allow-dirty"];
    package.extend(PUBLISHED.iter().flat_map(|name| ["--package", name]));
    step("packages", &package)?;
    step("the main job", &["cargo", "build", "--release"])?;
    pkg::build()?;
    pkg::test()?;
    web::test()?;
    fuzz(FUZZ_SECONDS)?;
    println!("\n== everything passed in {} s", start.elapsed().as_secs());
    Ok(())
}

/// Deletes what `cargo package` unpacked of these crates before: it would take that for what it packs now, where the
/// version and the folder are the same.
fn forget_unpacked() -> Result<(), String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let Some(Ok(registries)) = home.map(|home| std::fs::read_dir(home.join("registry/src"))) else { return Ok(()) };
    for registry in registries.flatten() {
        for name in PUBLISHED {
            let unpacked = registry.path().join(format!("{name}-{}", env!("CARGO_PKG_VERSION")));
            if unpacked.exists() {
                std::fs::remove_dir_all(&unpacked).map_err(|error| format!("{}: {error}", unpacked.display()))?;
            }
        }
    }
    Ok(())
}

/// Prints how the verdict compares with `serde_json` skipping the same bytes, and in Node with Ajv.
pub(crate) fn bench() -> Result<(), String> {
    step("benchmark", &["cargo", "bench", "--package", "mi-preflight", "--bench", "is_valid"])?;
    pkg::build()?;
    pkg::bench()
}

/// Fuzzes the reader, the models and the binding, without a sanitizer: the code is safe Rust, and what is looked for
/// is a panic or a disagreement.
pub(crate) fn fuzz(seconds: u32) -> Result<(), String> {
    let limit = format!("-max_total_time={seconds}");
    for target in FUZZ_TARGETS {
        let seeds = format!("fuzz/seeds/{target}");
        let corpus = format!("fuzz/corpus/{target}");
        std::fs::create_dir_all(workspace::root().join("crates/preflight").join(&corpus))
            .map_err(|error| error.to_string())?;
        let arguments = [
            "cargo",
            "fuzz",
            "run",
            "--sanitizer",
            "none",
            target,
            &corpus,
            &seeds,
            "--",
            &limit,
            "-print_final_stats=1",
        ];
        run_in("crates/preflight", &format!("fuzzing {target}"), &arguments)?;
    }
    Ok(())
}

fn features() -> Result<(), String> {
    let check = ["cargo", "check", "--quiet", "--package", "mi-preflight", "--no-default-features"];
    let wasm = ["--target", "wasm32-unknown-unknown"];
    step("the core without features, for WebAssembly", &[&check[..], &wasm].concat())?;
    let full = ["--features", "documents,policy-checks,rollout,record"];
    step("the core with documents and policies, for WebAssembly", &[&check[..], &wasm, &full].concat())?;
    for feature in FEATURES {
        step(&format!("the core with `{feature}` alone"), &[&check[..], &["--features", feature]].concat())?;
    }
    Ok(())
}
