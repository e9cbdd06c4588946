//! The workspace's own commands, run as `cargo xtask NAME`.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod ci;
mod codegen;
mod compare;
mod pkg;
mod release;
mod step;
mod tools;
mod web;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The workspace's own commands")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write what is generated from the model's data files.
    Codegen {
        /// Change nothing; fail, with a diff, where a generated file is not what it should be.
        #[arg(long)]
        check: bool,
    },
    /// Run every check and test, installing what they need.
    Ci,
    /// Compare every answer of the working tree's command line with those of a commit.
    Compare {
        /// The commit, as git names it.
        revision: String,
        /// Run this group alone.
        #[arg(long, value_name = "GROUP")]
        only: Option<String>,
    },
    /// Build the npm package and try it in every runtime that it is for, installing what that needs.
    Pkg {
        /// Build and pack it, and print its sizes, and no more.
        #[arg(long)]
        no_test: bool,
    },
    /// Build the console and serve it, or try it in a browser.
    Web {
        /// Run its tests instead of serving it.
        #[arg(long)]
        test: bool,
    },
    /// Print how a verdict compares with serde_json skipping the same bytes, and in Node with Ajv.
    Bench,
    /// Fuzz the reader for some seconds a target.
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 20)]
        seconds: u32,
    },
    /// Rehearse a release: build, pack and check everything that is published, and publish nothing.
    Release {
        /// Publish nothing. Required: only the release workflow publishes.
        #[arg(long)]
        dry_run: bool,
        /// Fail unless the version and the changelog are this tag's.
        #[arg(long)]
        tag: Option<String>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Codegen { check } => codegen::run(check).map_err(|error| error.to_string()),
        Command::Ci => ci::run(),
        Command::Compare { revision, only } => {
            compare::run(&revision, only.as_deref()).map_err(|error| error.to_string())
        }
        Command::Pkg { no_test } => pkg::run(no_test),
        Command::Web { test: false } => web::serve(),
        Command::Web { test: true } => web::test(),
        Command::Bench => ci::bench(),
        Command::Fuzz { seconds } => ci::fuzz(seconds),
        Command::Release { dry_run, tag } => release::run(dry_run, tag.as_deref()).map_err(|error| error.to_string()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
