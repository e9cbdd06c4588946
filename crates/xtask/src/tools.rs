//! What the commands need beside the toolchain, installed where it is not there.

use std::path::Path;
use std::process::Command;

use crate::step::step;

/// Programs from the registry: the package, what it is called, and the version this was written with.
const PROGRAMS: [(&str, &str, &str); 4] = [
    ("cargo-machete", "cargo-machete", "0.9.2"),
    ("cargo-fuzz", "cargo-fuzz", "0.13.2"),
    // The version of the crate `wasm-bindgen`, exactly: each reads what the other writes.
    ("wasm-bindgen-cli", "wasm-bindgen", "0.2.130"),
    ("wasm-pack", "wasm-pack", "0.15.1"),
];

/// Where Debian puts it; `CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

pub(crate) fn install() -> Result<(), String> {
    step("the WebAssembly target", &["rustup", "target", "add", "wasm32-unknown-unknown"])?;
    step("the standard library's source", &["rustup", "component", "add", "rust-src"])?;
    for (package, program, version) in PROGRAMS {
        if is_there(program, version) {
            println!("== {program} {version} is there");
        } else {
            step(&format!("installing {package}"), &["cargo", "install", "--quiet", package, "--version", version])?;
        }
    }
    Ok(())
}

/// Programs that say no version are taken as they are.
fn is_there(program: &str, version: &str) -> bool {
    let Ok(output) = Command::new(program).arg("--version").output() else { return false };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers = said.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    numbers.is_none_or(|number| number == version)
}

/// A browser, for what runs in one.
pub(crate) fn install_chromium() -> Result<(), String> {
    if std::env::var_os("CHROMIUM").is_some() || Path::new(CHROMIUM).exists() {
        return Ok(());
    }
    step("Debian's lists of packages", &["apt-get", "update", "--quiet=2"])?;
    step("Chromium", &["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", "chromium"])
}
