use core::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use mi_preflight::{Edition, Limits, Profile, UtcMinute};

use crate::edition;

const EXAMPLES: &str = "\
examples:
  mi-preflight check --operation CreateManagedThing thing.json
      judge an operation's input
  mi-preflight check record.json
      judge a record: {\"operation\": \"…\", \"input\": {…}}, or with \"output\" or \"request\" in place of \"input\"
  mi-preflight check --ndjson records.ndjson > answers.ndjson
      judge a stream of records, one a line, on all cores
  curl … | mi-preflight check --operation GetManagedThingState --output -
      judge an operation's output
  mi-preflight check --format github requests/*.json
      annotate the lines of a pull request";

/// judge requests
///
/// a FILE is a record, or with --operation the JSON text of that operation's input; - or no FILE reads standard input
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// what to judge; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// the operation that FILE holds the input of
    #[arg(long, value_name = "NAME")]
    pub(crate) operation: Option<String>,
    /// FILE holds the operation's output, not its input
    #[arg(long, requires = "operation")]
    pub(crate) output: bool,
    /// the edition of the service to judge by [default: 2025-05-22]
    #[arg(long, value_parser = edition::parser())]
    pub(crate) edition: Option<Edition>,
    /// a Smithy JSON AST to judge by, instead of a built-in edition
    #[arg(long, value_name = "FILE", conflicts_with = "edition")]
    pub(crate) model: Option<PathBuf>,
    /// how strictly documented rules are taken [default: recommended]
    #[arg(long, value_parser = profile(), conflicts_with_all = ["model", "policy"])]
    pub(crate) profile: Option<Profile>,
    /// a policy to lay over the service's rules; it says its profile itself
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub(crate) policy: Option<PathBuf>,
    /// capability and definition documents that commands, reports and states must fit
    #[arg(long, value_name = "DIR", conflicts_with = "model")]
    pub(crate) schemas: Option<PathBuf>,
    /// the device's capability report, which commands are compared with
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub(crate) report: Option<PathBuf>,
    /// the time, for rules that depend on it: YYYY-MM-DDTHH:MM in UTC, or as RFC 3339 has it
    #[arg(long, value_name = "TIME", conflicts_with = "model")]
    pub(crate) now: Option<UtcMinute>,
    /// the largest input to read, in bytes; KiB, MiB and GiB are understood [default: 16MiB]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_size: Option<usize>,
    /// how deep objects and arrays may nest, at most 1024 [default: 128]
    #[arg(long, value_name = "LEVELS", value_parser = depth)]
    pub(crate) max_depth: Option<NonZeroUsize>,
    /// how many violations to tell of each input [default: 100]
    #[arg(long, value_parser = count, value_name = "COUNT")]
    pub(crate) max_violations: Option<NonZeroUsize>,
    /// exit with 1 where there are only warnings, too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// when to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    pub(crate) color: Color,
    /// requests must carry a signature; its form is judged, never whether it is right
    #[arg(long)]
    pub(crate) signed: bool,
    /// how to answer [default: text, json with --ndjson]
    #[arg(long)]
    pub(crate) format: Option<Format>,
    /// FILE holds one record a line, or with --operation one input a line; each is answered with a line, in order
    #[arg(long)]
    pub(crate) ndjson: bool,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// on a terminal, unless NO_COLOR is set
    Auto,
    /// always
    Always,
    /// never
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> anstream::ColorChoice {
        match color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// How answers are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// for people
    Text,
    /// one answer a line
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// annotations of GitHub's workflows
    Github,
}

impl Options {
    pub(crate) fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        if let Some(bytes) = self.max_size {
            limits = limits.with_max_size(bytes);
        }
        if let Some(levels) = self.max_depth {
            limits = limits.with_max_depth(levels);
        }
        if let Some(count) = self.max_violations {
            limits = limits.with_max_violations(count);
        }
        limits
    }
}

/// Profiles by their names, which completions and errors list.
pub(crate) fn profile() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.map(Profile::name)).try_map(|name| name.parse::<Profile>())
}

fn size(text: &str) -> Result<usize, String> {
    let units = [("KiB", 1_usize << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("", 1)];
    let found = units.into_iter().find_map(|(suffix, factor)| Some((text.strip_suffix(suffix)?, factor)));
    let bytes = found.and_then(|(number, factor)| number.parse::<usize>().ok()?.checked_mul(factor));
    bytes
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| "a size is a number of bytes from 1, such as 65536 or 64KiB".to_owned())
}

fn depth(text: &str) -> Result<NonZeroUsize, String> {
    let levels = text.parse::<NonZeroUsize>().ok().filter(|levels| levels.get() <= Limits::DEEPEST);
    levels.ok_or_else(|| format!("a depth is a number from 1 to {}", Limits::DEEPEST))
}

/// Reads a number of things, from 1.
pub(crate) fn count(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "a count is a whole number, from 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (text, bytes) in [("1", Some(1)), ("64KiB", Some(65536)), ("2GiB", Some(2 << 30))] {
            assert_eq!(size(text).ok(), bytes, "{text}");
        }
        for text in ["", "0", "-1", "KiB", "1 MiB", "1e3", "99999999999999999999", "9999999999999GiB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
