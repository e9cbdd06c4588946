//! Texts that are read one by one: each FILE is one request.

use super::options::{Format, Options};
use super::{Judge, destinations};
use crate::exit::{self, Failure, Verdict};
use crate::render::{Github, Json, Judged, Render, Sarif, Text};
use crate::source::Source;
use crate::stdout::Stdout;

/// Where a file is no record, it may be one of the other things that are judged.
const NO_RECORD: &str = "`--operation NAME` takes a file as that operation's input, `--ndjson` as one record a line";

pub(super) fn run(options: &Options, judge: Judge) -> Result<Verdict, Failure> {
    let sources = Source::all(&options.files);
    let names = destinations::created(&sources, &judge);
    let judge = &judge.with_destinations(names);
    let mut renderer: Box<dyn Render> = match options.format.unwrap_or(Format::Text) {
        Format::Text => Box::new(Text::default()),
        Format::Json => Box::new(Json),
        Format::Sarif => Box::new(Sarif::default()),
        Format::Github => Box::new(Github),
    };
    let mut out = Stdout::new(options.color);
    let mut verdict = Verdict::Valid;
    for source in sources {
        let told = verdict;
        match source.read(judge.max_size()) {
            Err(error) => {
                verdict = Verdict::NotJudged;
                out.write(&renderer.unreadable(&source, judge, &error)).map_err(Failure::output(told))?;
                exit::complain(&error.to_string());
            }
            Ok(text) => {
                let answer = judge.answer(&text);
                verdict = verdict.max(judge.verdict(&answer));
                let judged = Judged { source: &source, text: &text, answer: &answer, judge };
                out.write(&renderer.answer(&judged)).map_err(Failure::output(told))?;
                if let Some(error) = answer.error() {
                    exit::complain_and_help(&format!("{}: {error}", source.name()), NO_RECORD);
                }
            }
        }
    }
    out.write(&renderer.finish()).map_err(Failure::output(verdict))?;
    Ok(verdict)
}
