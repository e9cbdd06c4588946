//! `check`: checks requests, one per file or one per line of a stream.

mod checker;
mod destinations;
mod files;
mod options;
mod stream;

pub(crate) use options::Options;

use self::checker::Checker;
use self::options::OutputFormat;
use crate::exit::{CliError, ExitStatus};

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    if options.ndjson && !matches!(options.format, None | Some(OutputFormat::Json)) {
        return Err(CliError::Command("`--ndjson` always answers in json: omit `--format`".to_owned()));
    }
    let checker = Checker::new(options)?;
    if options.ndjson { stream::run(options, checker) } else { files::run(options, &checker) }
}
