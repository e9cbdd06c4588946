//! Tools that the commands need beside the toolchain, installed where they are missing.

use std::path::Path;
use std::process::Command;

use crate::step::{Step, step};

/// A program from the registry of crates.
pub(crate) struct Tool {
    /// The package, and the program that it installs.
    name: &'static str,
    version: &'static str,
}

pub(crate) const CARGO_MACHETE: Tool = Tool { name: "cargo-machete", version: "0.9.2" };
pub(crate) const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

/// Each tool runs for a second, so it is compiled as quickly as possible. One target directory serves all of them:
/// a dependency that two tools share is compiled once.
pub(crate) const TARGET_DIR: &str = "target/tools";

/// Where Debian installs Chromium; the variable `CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Installs a program unless the wanted version is there.
pub(crate) fn install(tool: &Tool) -> Result<(), String> {
    let Tool { name, version } = tool;
    if is_installed(tool) {
        return Ok(());
    }
    let mut command = vec!["cargo", "install", "--quiet", "--locked", "--force", "--debug"];
    command.extend(["--target-dir", TARGET_DIR, name, "--version", version]);
    Step::new(&format!("installing {name}"), &command).variables(&[("CARGO_PROFILE_DEV_DEBUG", "false")]).run()
}

/// Adds what the modules for WebAssembly are built from: the target and the source of the standard library.
pub(crate) fn install_wasm_toolchain() -> Result<(), String> {
    step("the WebAssembly target", &["rustup", "target", "add", "wasm32-unknown-unknown"])?;
    step("the standard library's source", &["rustup", "component", "add", "rust-src"])
}

fn is_installed(Tool { name, version }: &Tool) -> bool {
    let Ok(output) = Command::new(name).arg("--version").output() else { return false };
    String::from_utf8_lossy(&output.stdout).split_whitespace().any(|word| word == *version)
}

/// Installs a browser for the tests that run in one.
pub(crate) fn install_chromium() -> Result<(), String> {
    if std::env::var_os("CHROMIUM").is_some() || Path::new(CHROMIUM).exists() {
        return Ok(());
    }
    step("Debian's lists of packages", &["apt-get", "update", "--quiet=2"])?;
    step("Chromium", &["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", "chromium"])
}
