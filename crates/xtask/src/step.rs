//! Other programs, run so that a reader sees which and where.

use std::process::Command;

use crate::workspace;

pub(crate) fn step(name: &str, command: &[&str]) -> Result<(), String> {
    run_in("", name, command)
}

pub(crate) fn run_in(folder: &str, name: &str, command: &[&str]) -> Result<(), String> {
    run_with(folder, name, command, &[])
}

pub(crate) fn run_with(folder: &str, name: &str, command: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
    println!("\n== {name}: {}", command.join(" "));
    let [program, arguments @ ..] = command else { return Ok(()) };
    let status = Command::new(program)
        .args(arguments)
        .current_dir(workspace::root().join(folder))
        .env("RUSTDOCFLAGS", "-D warnings")
        .envs(variables.iter().copied())
        .status()
        .map_err(|error| format!("{program} cannot be run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed: {}", command.join(" "))) }
}
