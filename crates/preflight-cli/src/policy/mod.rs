//! `policy`: says whether policies can be used, and runs their examples.

mod check;
mod test;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use mi_preflight::policy::{Format, Problem};
use mi_preflight::{Edition, Place, Policy};
use serde_json::{Value, json};

use crate::edition;
use crate::exit::{self, Failure, Verdict};
use crate::render::{ListFormat, visible_line};
use crate::source::Source;

/// One byte more than this shows that a policy is too large, whatever its size.
const LARGEST: usize = 1 << 20;

/// look after policies: files that lay severities, tighter limits and checks of your own over the service's rules
#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// say whether policies can be used, and if not, everything that is wrong with them
    ///
    /// exit codes: 0 all can be used, 2 one cannot
    Check(Files),
    /// run the examples that policies have with them
    ///
    /// exit codes: 0 all come out as they should, 1 one does not, 2 a policy cannot be used or a file not be read
    Test(Files),
}

#[derive(Args, Debug)]
struct Files {
    /// policies, as JSON or, where the name ends with .toml, as TOML; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// the edition of the service to judge by [default: 2025-05-22]
    #[arg(long, value_parser = edition::parser())]
    edition: Option<Edition>,
    /// how to answer; json is one answer a line
    #[arg(long, default_value = "text")]
    format: ListFormat,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let (files, tell): (_, fn(&Reading<'_>) -> Told) = match &options.command {
        Command::Check(files) => (files, check::tell),
        Command::Test(files) => (files, test::tell),
    };
    let edition = files.edition.unwrap_or_default();
    let mut verdict = Verdict::Valid;
    for source in Source::all(&files.files) {
        let told = match read(&source, edition) {
            Ok(policy) => tell(&Reading { source: &source, policy: &policy, edition }),
            Err(refusal) => {
                // As everywhere, what cannot be read is said on standard error.
                if let Refusal::Unreadable(message) = &refusal {
                    exit::complain(message);
                }
                refusal.told(&source)
            }
        };
        let text = match files.format {
            ListFormat::Text => told.text,
            ListFormat::Json => format!("{}\n", told.json),
        };
        verdict = verdict.max(told.verdict);
        io::stdout().write_all(text.as_bytes()).map_err(Failure::output(verdict))?;
    }
    Ok(verdict)
}

/// The policy in a file, for other commands.
pub(crate) fn load(path: &Path, edition: Edition) -> Result<Policy, Failure> {
    let source = Source::File(path.to_owned());
    read(&source, edition).map_err(|refusal| {
        let problems = match &refusal {
            Refusal::Unreadable(message) => message.clone(),
            Refusal::Problems(_) => refusal.told(&source).text.trim_end().to_owned(),
        };
        Failure::Refused(format!("the policy cannot be used: {problems}"))
    })
}

/// A policy that can be used.
struct Reading<'r> {
    source: &'r Source,
    policy: &'r Policy,
    edition: Edition,
}

/// What is said about one policy.
struct Told {
    text: String,
    json: Value,
    verdict: Verdict,
}

/// Why a policy cannot be used.
enum Refusal {
    Unreadable(String),
    Problems(Vec<Problem>),
}

fn read(source: &Source, edition: Edition) -> Result<Policy, Refusal> {
    let text = source.read(LARGEST).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    let policy = Policy::parse(&text, Format::of_file(&source.name()), edition);
    policy.map_err(|error| Refusal::Problems(error.problems().to_vec()))
}

impl Refusal {
    fn told(&self, source: &Source) -> Told {
        let name = visible_line(&source.name());
        let (text, problems) = match self {
            Refusal::Unreadable(message) => (String::new(), vec![json!({ "message": message })]),
            Refusal::Problems(problems) => {
                let line = |problem: &Problem| {
                    let Place { line, column } = problem.place;
                    let at = match problem.path.tokens() {
                        [] => String::new(),
                        _ => format!(" (at `{}`)", problem.path),
                    };
                    let message = visible_line(&format!("{}{at}", problem.kind));
                    format!("{name}:{line}:{column}: {message}\n")
                };
                let object = |problem: &Problem| {
                    json!({
                        "path": problem.path.to_string(),
                        "message": problem.kind.to_string(),
                        "line": problem.place.line,
                        "column": problem.place.column,
                    })
                };
                (problems.iter().map(line).collect(), problems.iter().map(object).collect())
            }
        };
        let json = json!({"policy": source.name(), "usable": false, "problems": problems});
        Told { text, json, verdict: Verdict::NotJudged }
    }
}
