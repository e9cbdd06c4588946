//! Removes crates that `cargo package` unpacked in Cargo's home folder.

use std::fs;
use std::path::PathBuf;

/// Deletes the files that an earlier `cargo package` unpacked of a crate. Cargo would reuse them, because name and version
/// are the same.
pub(crate) fn remove_unpacked_crate(name: &str, version: &str) -> Result<(), String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let Some(Ok(registries)) = home.map(|home| fs::read_dir(home.join("registry/src"))) else { return Ok(()) };
    for registry in registries.flatten() {
        let unpacked = registry.path().join(format!("{name}-{version}"));
        if unpacked.exists() {
            fs::remove_dir_all(&unpacked).map_err(|error| format!("{}: {error}", unpacked.display()))?;
        }
    }
    Ok(())
}
