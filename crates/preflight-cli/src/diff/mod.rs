//! `diff`: what changed between two editions, and what that means for given requests.

mod effect;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use mi_preflight::{Edition, Limits, Preflight};

use self::effect::Effect;
use crate::edition;
use crate::exit::{self, Failure, Verdict};
use crate::render::{ListFormat, visible};
use crate::source::Source;

/// Requests are compared by all of their violations; so many are as good as all.
const ALL_VIOLATIONS: NonZeroUsize = NonZeroUsize::new(10_000).expect("a number that is not zero");

/// say what changed between two editions, or with FILEs what changes for these requests
///
/// exit codes with FILEs: 0 nothing changes for them, 1 something does, 2 could not judge
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// the older edition
    #[arg(value_parser = edition::parser())]
    from: Edition,
    /// the newer edition
    #[arg(value_parser = edition::parser())]
    to: Edition,
    /// records, or with --operation that operation's inputs; - is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// the operation that FILE holds the input of
    #[arg(long, value_name = "NAME", requires = "files")]
    operation: Option<String>,
    /// how to answer; with FILEs json is one answer a line
    #[arg(long, default_value = "text")]
    format: ListFormat,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    if options.files.is_empty() { editions(options) } else { requests(options) }
}

/// What changed in the model.
fn editions(options: &Options) -> Result<Verdict, Failure> {
    let changes = mi_preflight::diff(&options.from.model(), &options.to.model());
    let mut text = String::new();
    match options.format {
        ListFormat::Json => {
            text.push_str(&mi_preflight::changes_to_json(&changes));
            text.push('\n');
        }
        ListFormat::Text => {
            for change in &changes {
                let _ = writeln!(text, "{change}");
            }
            let _ = match changes.len() {
                1 => writeln!(text, "1 change from {} to {}", options.from, options.to),
                count => writeln!(text, "{count} changes from {} to {}", options.from, options.to),
            };
        }
    }
    io::stdout().write_all(text.as_bytes())?;
    Ok(Verdict::Valid)
}

/// What changes for the requests in the files.
fn requests(options: &Options) -> Result<Verdict, Failure> {
    let limits = Limits::default().with_max_violations(ALL_VIOLATIONS);
    let [from, to] = [options.from, options.to].map(|edition| Preflight::new(edition).with_limits(limits));
    let mut verdict = Verdict::Valid;
    for source in Source::all(&options.files) {
        let text = match source.read(limits.max_size()) {
            Ok(text) => text,
            Err(error) => {
                exit::complain(&error.to_string());
                verdict = Verdict::NotJudged;
                continue;
            }
        };
        let answer = |preflight: &Preflight| match &options.operation {
            Some(operation) => preflight.answer_text(operation, &text, false),
            None => preflight.answer(&text),
        };
        let (before, after) = (answer(&from), answer(&to));
        if let (Some(error), Some(_)) = (before.error(), after.error()) {
            exit::complain(&format!("{}: {error}", source.name()));
            verdict = Verdict::NotJudged;
            continue;
        }
        let effect = Effect::of(&source, &text, (options.from, &before), (options.to, &after));
        let told = match options.format {
            ListFormat::Text => visible(&effect.to_string()).into_owned(),
            ListFormat::Json => effect.to_json(),
        };
        writeln!(io::stdout(), "{told}").map_err(Failure::output(verdict))?;
        if effect.is_any() {
            verdict = verdict.max(Verdict::Invalid);
        }
    }
    Ok(verdict)
}
