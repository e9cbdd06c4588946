//! Installs tools that the commands need and the toolchain does not contain.

use std::path::Path;
use std::process::Command;

use crate::step::{Step, step};

/// A program from the crate registry.
pub(crate) struct Tool {
    /// The name of the package and of its program.
    name: &'static str,
    version: &'static str,
}

pub(crate) const CARGO_MACHETE: Tool = Tool { name: "cargo-machete", version: "0.9.2" };
pub(crate) const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

/// The shared target directory of the tools: a dependency of two tools is compiled once. Tools are built without
/// optimisation, because each runs for about a second.
pub(crate) const TARGET_DIR: &str = "target/tools";

/// Where Debian installs Chromium; the variable `CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Installs a program unless this version is installed.
pub(crate) fn install(tool: &Tool) -> Result<(), String> {
    let Tool { name, version } = tool;
    if is_installed(tool) {
        return Ok(());
    }
    let mut command = vec!["cargo", "install", "--quiet", "--locked", "--force", "--debug"];
    command.extend(["--target-dir", TARGET_DIR, name, "--version", version]);
    Step::new(&format!("installing {name}"), &command).variables(&[("CARGO_PROFILE_DEV_DEBUG", "false")]).run()
}

/// Installs the WebAssembly target and the source of the standard library, from which the modules are built.
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
