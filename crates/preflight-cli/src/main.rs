//! The command line of `mi-preflight`.
//!
//! Arguments, files, exit codes and renderers; every judgement and every word about one comes from the core crate.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod arguments;
mod check;
mod classify;
mod command;
mod completions;
mod diff;
mod document;
mod documents;
mod edition;
mod event;
mod exit;
mod explain;
mod manual;
mod model;
mod one_by_one;
mod policy;
mod render;
mod report;
mod rollout;
mod rules;
mod source;
mod stdout;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Check(options) => check::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Classify(options) => classify::run(&options),
        Command::Rules(options) => rules::run(&options),
        Command::Model(options) => model::run(&options),
        Command::Diff(options) => diff::run(&options),
        Command::Rollout(options) => rollout::run(&options),
        Command::Document(options) => document::run(&options),
        Command::Report(options) => report::run(&options),
        Command::AvailableCommands(options) => command::run(&options),
        Command::Event(options) => event::run(&options),
        Command::Policy(options) => policy::run(&options),
        Command::Completions(options) => completions::run(&options),
        Command::Man(options) => manual::run(&options),
    };
    exit::code(result)
}
