//! `check`: judges requests, from files one by one or from a stream of lines.

mod destinations;
mod files;
mod judge;
mod ndjson;
mod options;

pub(crate) use judge::Judge;
pub(crate) use options::{Color, Options, count, profile};

use crate::exit::{Failure, Verdict};
use options::Format;

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    if options.ndjson && !matches!(options.format, None | Some(Format::Json)) {
        let message = "a stream is answered as json: leave `--format` out, or leave out `--ndjson`";
        return Err(Failure::Refused(message.to_owned()));
    }
    let judge = Judge::new(options)?;
    if options.ndjson { ndjson::run(options, &judge) } else { files::run(options, judge) }
}
