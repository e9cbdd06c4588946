//! The core's features, each of which must compile without the others.

use crate::step::step;

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

const CHECK: [&str; 6] = ["cargo", "check", "--quiet", "--package", "mi-preflight", "--no-default-features"];

/// Which features are enabled together.
#[derive(Clone, Copy)]
pub(crate) enum Combinations {
    /// Each feature alone.
    Single,
    /// Every two features.
    Pairs,
}

/// Checks that the core compiles with these combinations of features.
pub(crate) fn check_features(combinations: Combinations) -> Result<(), String> {
    for (index, first) in FEATURES.iter().enumerate() {
        match combinations {
            Combinations::Single => check(first)?,
            Combinations::Pairs => {
                for second in &FEATURES[index + 1..] {
                    check(&format!("{first},{second}"))?;
                }
            }
        }
    }
    Ok(())
}

/// Checks that the core compiles for WebAssembly: without features, as in the small module, and with those of the full one.
pub(crate) fn check_wasm_features() -> Result<(), String> {
    let wasm = ["--target", "wasm32-unknown-unknown"];
    step("the core without features, for WebAssembly", &[&CHECK[..], &wasm].concat())?;
    let full = ["--features", "documents,policy-checks,rollout,record"];
    step("the core with documents and policies, for WebAssembly", &[&CHECK[..], &wasm, &full].concat())
}

fn check(features: &str) -> Result<(), String> {
    step(&format!("the core with `{features}`"), &[&CHECK[..], &["--features", features]].concat())
}
