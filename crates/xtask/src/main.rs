//! Commands for work on this repository, run as `cargo xtask NAME`.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod ci;
mod codegen;
mod compare;
mod features;
mod fuzz;
mod new_rule;
mod pkg;
mod published_models;
mod python;
mod release;
mod step;
mod tools;
mod unpacked;
mod web;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Commands for work on this repository")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate files from the model's data files.
    Codegen {
        /// Write nothing: fail, with a diff, if a generated file is out of date.
        #[arg(long)]
        check: bool,
    },
    /// Write the files of a new documented rule, and print the remaining steps.
    NewRule {
        /// The rule's id, family/name.
        id: String,
        #[arg(long, value_enum, default_value = "warning")]
        severity: new_rule::RuleSeverity,
        /// An operation that the rule checks.
        #[arg(long, default_value = "CreateManagedThing")]
        operation: String,
        /// Reasons that tell the messages of the rule apart, if it has several.
        #[arg(long, value_name = "REASON", value_delimiter = ',')]
        reasons: Vec<String>,
    },
    /// Check formatting, lints, unit tests and cases: the checks for after each edit.
    Check,
    /// Run every check and test, and print how long each step took. Missing tools are installed.
    Ci {
        /// Run only these parts.
        #[arg(long, value_name = "PART", value_delimiter = ',')]
        only: Vec<ci::Part>,
    },
    /// Run `ci`, every operation of published models, long fuzzing, more generated inputs, each pair of features, and the benchmarks.
    Full,
    /// Compare every answer of the working tree's command line with those of a commit.
    Compare {
        /// The commit: a hash, branch or tag.
        revision: String,
        /// Run only this group.
        #[arg(long, value_name = "GROUP")]
        only: Option<String>,
    },
    /// Build the npm package and test it in every runtime that it supports. Missing tools are installed.
    Pkg {
        /// Only build and pack it, and print its sizes.
        #[arg(long)]
        no_test: bool,
    },
    /// Build the console and serve it, or test it in a browser.
    Web {
        /// Run its tests instead of serving it.
        #[arg(long)]
        test: bool,
    },
    /// Benchmark `is_valid` against serde_json skipping the same bytes, and in Node against Ajv.
    Bench,
    /// Fuzz the reader, the models and the binding.
    Fuzz {
        /// The seconds for which each target runs.
        #[arg(long, default_value_t = 20)]
        seconds: u32,
    },
    /// Rehearse a release: build, pack and check everything that is published, and publish nothing.
    Release {
        /// Publish nothing. Required: only the release workflow publishes.
        #[arg(long)]
        dry_run: bool,
        /// Fail unless the version and the changelog match this tag.
        #[arg(long)]
        tag: Option<String>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Codegen { check } => codegen::run(check).map_err(|error| error.to_string()),
        Command::NewRule { id, severity, operation, reasons } => {
            new_rule::run(&id, severity, &operation, &reasons).map_err(|error| error.to_string())
        }
        Command::Check => ci::check(),
        Command::Ci { only } => ci::run(&only),
        Command::Full => ci::full(),
        Command::Compare { revision, only } => {
            compare::run(&revision, only.as_deref()).map_err(|error| error.to_string())
        }
        Command::Pkg { no_test } => pkg::run(no_test),
        Command::Web { test: false } => web::serve(),
        Command::Web { test: true } => web::test(),
        Command::Bench => ci::bench(),
        Command::Fuzz { seconds } => fuzz::run(seconds),
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

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::Arguments;

    #[test]
    fn arguments_are_well_defined() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn parts_of_ci_are_named_alone_or_together() {
        for (line, count) in
            [("xtask ci", 0), ("xtask ci --only lint", 1), ("xtask ci --only lint,test --only fuzz", 3)]
        {
            let arguments = Arguments::try_parse_from(line.split(' ')).expect(line);
            assert!(matches!(arguments.command, super::Command::Ci { only } if only.len() == count), "{line}");
        }
        assert!(Arguments::try_parse_from(["xtask", "ci", "--only", "everything"]).is_err());
    }
}
