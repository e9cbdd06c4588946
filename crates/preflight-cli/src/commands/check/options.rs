use core::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use mi_preflight::{Limits, Profile, UtcMinute};

use crate::arguments::{
    ColorWhen, EditionChoice, LimitArguments, edition_choice_parser, parse_count, parse_depth, parse_size,
    profile_parser,
};

const EXAMPLES: &str = "\
Examples:
  mi-preflight check --operation CreateManagedThing thing.json
      Check the input of an operation
  mi-preflight check record.json
      Check a record: {\"operation\": \"…\", \"input\": {…}}, or with \"output\" or \"request\" instead of \"input\"
  mi-preflight check --ndjson records.ndjson > answers.ndjson
      Check a stream of records, one per line, on all cores
  curl … | mi-preflight check --operation GetManagedThingState --output -
      Check the output of an operation
  mi-preflight check --format github requests/*.json
      Annotate the lines of a pull request";

/// Check requests
///
/// A FILE holds a record or, with --operation, the input of that operation as JSON. With no FILE, or when FILE is -,
/// standard input is read.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Files to check; - reads standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Operation that FILE holds the input of
    #[arg(long, value_name = "NAME")]
    pub(super) operation: Option<String>,
    /// FILE holds the output of the operation, not its input
    #[arg(long, requires = "operation")]
    pub(super) output: bool,
    /// Edition of the service to check against; any refuses what every edition refuses [default: 2025-05-22]
    #[arg(long, value_parser = edition_choice_parser())]
    pub(super) edition: Option<EditionChoice>,
    /// Smithy JSON AST to check against, instead of a built-in edition
    #[arg(long, value_name = "FILE", conflicts_with = "edition")]
    pub(super) model: Option<PathBuf>,
    /// Name every part of the model that is not checked, not only the first
    #[arg(long, requires = "model")]
    pub(super) verbose: bool,
    /// Strictness of documented rules [default: recommended]
    #[arg(long, value_parser = profile_parser(), conflicts_with_all = ["model", "policy"])]
    pub(super) profile: Option<Profile>,
    /// Policy to apply on top of the rules of the service; it sets the profile
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub(super) policy: Option<PathBuf>,
    /// Folder of capability and definition documents to check commands, capability reports and states against
    #[arg(long, value_name = "DIR", conflicts_with = "model")]
    pub(super) schemas: Option<PathBuf>,
    /// Capability report of the device, to check commands against
    #[arg(long, alias = "report", value_name = "FILE", conflicts_with = "model")]
    pub(super) capability_report: Option<PathBuf>,
    /// Current time for rules that depend on it: YYYY-MM-DDTHH:MM in UTC, or RFC 3339
    #[arg(long, value_name = "TIME", conflicts_with = "model")]
    pub(super) now: Option<UtcMinute>,
    /// Maximum size of an input in bytes, or with the unit KiB, MiB or GiB [default: 16MiB]
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    pub(super) max_size: Option<usize>,
    /// Maximum nesting depth of objects and arrays, up to 1024 [default: 128]
    #[arg(long, value_name = "LEVELS", value_parser = parse_depth)]
    pub(super) max_depth: Option<NonZeroUsize>,
    /// Maximum number of violations to report per input [default: 100]
    #[arg(long, value_parser = parse_count, value_name = "COUNT")]
    pub(super) max_violations: Option<NonZeroUsize>,
    /// Exit with 1 on warnings, not only on errors
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// When to use colors
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    pub(super) color: ColorWhen,
    /// Require requests to be signed; only the form of the signature is checked
    #[arg(long)]
    pub(super) signed: bool,
    /// Output format [default: text, or json with --ndjson]
    #[arg(long)]
    pub(super) format: Option<OutputFormat>,
    /// Read FILE as a stream of records or, with --operation, of inputs, one per line; print one answer per line
    #[arg(long)]
    pub(super) ndjson: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people
    Text,
    /// One answer per line
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub workflows
    Github,
}

impl Options {
    pub(super) fn limits(&self) -> Limits {
        let Options { max_size, max_depth, max_violations, .. } = *self;
        LimitArguments { max_size, max_depth, max_violations }.into()
    }
}
