//! Fuzzing of the reader, the models and the binding with libFuzzer.
//!
//! The targets are built with the flags of `cargo fuzz run --sanitizer none`, but without `cargo fuzz`, which would have
//! to be installed. The code is safe Rust, so no sanitizer is used: the fuzzers look for panics and disagreements.

use std::process::Command;

use crate::step::{Step, run_in};
use crate::workspace;

const TARGETS: [&str; 3] = ["json_agrees", "models_agree", "request"];

/// Instruments the code, so that libFuzzer sees the edges and comparisons that an input reaches. One codegen unit keeps
/// the code inlined: the coverage pass forbids inlining across units.
const RUSTFLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4 \
                         -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                         -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-simplifycfg-branch-fold-threshold=0";

/// Tracks the stack depth too, which libFuzzer supports only on Linux.
const RUSTFLAGS_LINUX: &str = " -Cllvm-args=-sanitizer-coverage-stack-depth";

/// Runs every target for some seconds.
pub(crate) fn run(seconds: u32) -> Result<(), String> {
    let host = host()?;
    build(&host)?;
    for target in TARGETS {
        for folder in ["corpus", "artifacts"] {
            let folder = workspace::root().join(format!("crates/preflight/fuzz/{folder}/{target}"));
            std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let program = workspace::root().join(format!("crates/preflight/fuzz/target/{host}/release/{target}"));
        let command = [
            &program.display().to_string(),
            &format!("corpus/{target}"),
            &format!("seeds/{target}"),
            &format!("-artifact_prefix=artifacts/{target}/"),
            &format!("-max_total_time={seconds}"),
            "-print_final_stats=1",
        ];
        run_in("crates/preflight/fuzz", &format!("fuzzing {target}"), &command)?;
    }
    Ok(())
}

/// Builds every target. An explicit `--target` keeps the flags away from build scripts and procedural macros.
fn build(host: &str) -> Result<(), String> {
    let mut flags = RUSTFLAGS.to_owned();
    if host.contains("-linux-") {
        flags.push_str(RUSTFLAGS_LINUX);
    }
    let debug = "profile.release.debug=\"line-tables-only\"";
    let mut command = vec!["cargo", "build", "--release", "--bins", "--target", host, "--target-dir", "target"];
    command.extend(["--config", debug]);
    Step::new("fuzz targets", &command).folder("crates/preflight/fuzz").variables(&[("RUSTFLAGS", &flags)]).run()
}

/// Returns the triple of this machine.
fn host() -> Result<String, String> {
    let output = Command::new("rustc").args(["--print", "host-tuple"]).output();
    let output = output.map_err(|error| format!("rustc cannot be run: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
