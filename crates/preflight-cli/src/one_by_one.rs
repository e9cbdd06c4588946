//! Files of which each is judged by itself and answered in turn: what `report check`, `document check` and
//! `event check` have in common.

use core::num::NonZeroUsize;
use core::ops::Range;
use std::path::PathBuf;

use clap::Args;
use mi_preflight::document::answer_to_json;
use mi_preflight::{Limits, Profile, Report, Severity};
use serde_json::json;

use crate::check::{Color, count, profile};
use crate::documents;
use crate::exit::{self, Failure, Verdict};
use crate::render::{ListFormat, Render as _, Text, Told};
use crate::source::Source;
use crate::stdout::Stdout;

/// What to judge, and how to tell.
#[derive(Args, Debug)]
pub(crate) struct Answering {
    /// what to judge; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// how strictly rules are taken that no constraint states
    #[arg(long, default_value = "recommended", value_parser = profile())]
    pub(crate) profile: Profile,
    /// how many violations to tell of each file [default: 100]
    #[arg(long, value_parser = count, value_name = "COUNT")]
    max_violations: Option<NonZeroUsize>,
    /// exit with 1 where there are only warnings, too
    #[arg(long)]
    deny_warnings: bool,
    /// when to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    color: Color,
    /// how to answer; json is one answer a line
    #[arg(long, default_value = "text")]
    format: ListFormat,
}

/// What was found in a text.
pub(crate) struct Judged {
    pub(crate) report: Report,
    /// What kind of thing it is, as it follows the file's name.
    pub(crate) subject: &'static str,
    /// The part of the text whose lines may be shown.
    pub(crate) shown: Option<Range<usize>>,
    /// Capabilities that were not held against a document because there is none.
    pub(crate) undocumented: Vec<String>,
}

impl Answering {
    pub(crate) fn limits(&self) -> Limits {
        match self.max_violations {
            Some(count) => Limits::default().with_max_violations(count),
            None => Limits::default(),
        }
    }

    fn verdict(&self, report: &Report) -> Verdict {
        let is_denied = self.deny_warnings && report.worst() >= Some(Severity::Warning);
        if report.is_valid() && !is_denied { Verdict::Valid } else { Verdict::Invalid }
    }

    /// The files, each read when its turn comes.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (Source, Result<Vec<u8>, String>)> {
        let most = self.limits().max_size();
        Source::all(&self.files).into_iter().map(move |source| {
            let text = source.read(most).map_err(|error| error.to_string());
            (source, text)
        })
    }

    /// Judges the texts and answers each; an error says why one could not be judged.
    pub(crate) fn answer(
        &self,
        texts: impl Iterator<Item = (Source, Result<Vec<u8>, String>)>,
        mut judge: impl FnMut(&[u8]) -> Result<Judged, String>,
    ) -> Result<Verdict, Failure> {
        let mut out = Stdout::new(self.color);
        let mut told = Text::default();
        let mut verdict = Verdict::Valid;
        for (source, text) in texts {
            let before = verdict;
            let name = source.name();
            let judged = text.and_then(|text| {
                let judged = judge(&text).map_err(|error| format!("{name}: {error}"))?;
                Ok((judged, text))
            });
            let answer = match &judged {
                Err(error) => {
                    verdict = Verdict::NotJudged;
                    told.could_not_judge();
                    let line = json!({"id": name, "error": error});
                    if self.format == ListFormat::Json { format!("{line}\n") } else { String::new() }
                }
                Ok((judged, text)) => {
                    verdict = verdict.max(self.verdict(&judged.report));
                    match self.format {
                        ListFormat::Json => answer_to_json(&name, &judged.report, text) + "\n",
                        ListFormat::Text => told.report(&Told {
                            name: &name,
                            subject: judged.subject,
                            text,
                            report: &judged.report,
                            // Lines are shown of files that somebody named, not of whatever was piped in.
                            shown: judged.shown.clone().filter(|_| source.path().is_some()),
                            // What is shown here describes devices and has no values of any.
                            masked: &[],
                            offset_of: &|violation| violation.offset,
                        }),
                    }
                }
            };
            out.write(&answer).map_err(Failure::output(before))?;
            match &judged {
                Err(error) => exit::complain(error),
                Ok((judged, _)) => documents::tell_undocumented(&name, &judged.undocumented),
            }
        }
        if self.format == ListFormat::Text {
            out.write(&told.finish()).map_err(Failure::output(verdict))?;
        }
        Ok(verdict)
    }
}
