//! Checks that each feature of the core compiles without the others.

use std::process::Command;

use serde_json::Value;

use crate::step::step;
use crate::workspace;

const CORE: &str = "mi-preflight";
const CHECK: [&str; 6] = ["cargo", "check", "--quiet", "--package", CORE, "--no-default-features"];

/// The combinations of features to check.
#[derive(Clone, Copy)]
pub(crate) enum Combinations {
    /// Each feature alone.
    Single,
    /// Each pair of features.
    Pairs,
}

/// Checks that the core compiles with these combinations of features.
pub(crate) fn check_features(combinations: Combinations) -> Result<(), String> {
    let features = features()?;
    for (index, first) in features.iter().enumerate() {
        match combinations {
            Combinations::Single => check(first)?,
            Combinations::Pairs => {
                for second in &features[index + 1..] {
                    check(&format!("{first},{second}"))?;
                }
            }
        }
    }
    Ok(())
}

/// Checks that the core compiles for WebAssembly without features, as in the small module, and with those of the full one.
pub(crate) fn check_wasm_features() -> Result<(), String> {
    let wasm = ["--target", "wasm32-unknown-unknown"];
    step("the core without features, for WebAssembly", &[&CHECK[..], &wasm].concat())?;
    let full = ["--features", "documents,policy-checks,rollout,record"];
    step("the core with documents and policies, for WebAssembly", &[&CHECK[..], &wasm, &full].concat())
}

fn check(features: &str) -> Result<(), String> {
    step(&format!("the core with `{features}`"), &[&CHECK[..], &["--features", features]].concat())
}

/// Returns the names of the core's features, in alphabetical order.
fn features() -> Result<Vec<String>, String> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(workspace::root())
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("the output of cargo metadata is not JSON: {error}"))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let core = packages.into_iter().find(|package| package["name"] == CORE);
    let features = core.and_then(|core| core["features"].as_object());
    let features = features.ok_or_else(|| format!("cargo metadata lists no package {CORE}"))?;
    Ok(features.keys().filter(|name| *name != "default").cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_read_from_the_manifest() {
        let features = features().expect("cargo runs");
        assert!(features.contains(&"policy-checks".to_owned()), "{features:?}");
        assert!(!features.contains(&"default".to_owned()), "`default` is a combination, not a feature");
    }
}
