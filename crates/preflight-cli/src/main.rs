//! The command line of `mi-preflight`.
//!
//! This crate has the arguments, files, streams, output formats and exit codes. Every check, and every message about
//! an input, comes from the library `mi-preflight`.
//!
//! The modules form layers: each uses only modules named above it here. A test enforces this.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod escape;
mod json_fault;

mod arguments;
mod source;
mod stderr;

mod exit;
mod stdout;

mod load;
mod preflight;

mod checked;

mod render;

mod per_file;

mod commands;

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    exit::report_result(cli::run())
}
