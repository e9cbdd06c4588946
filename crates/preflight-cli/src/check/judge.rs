use core::ops::Range;
use std::path::Path;
use std::sync::Arc;

use mi_preflight::{Answer, Device, LoadedModel, Preflight, Severity};

use super::Options;
use crate::exit::{self, Failure, Verdict};
use crate::source::Source;
use crate::{documents, policy};

/// A model is read whole; what is larger than this is surely none.
const LARGEST_MODEL: usize = 256 << 20;

/// How many of the things that a model says and nobody judges are named.
const NAMED: usize = 3;

/// Judges texts in the way that the options ask for.
#[derive(Debug)]
pub(crate) struct Judge {
    preflight: Preflight,
    subject: Subject,
    deny_warnings: bool,
}

/// What a text is.
#[derive(Debug)]
enum Subject {
    Record,
    Of { operation: String, is_output: bool },
}

impl Judge {
    pub(crate) fn new(options: &Options) -> Result<Judge, Failure> {
        let preflight = match &options.model {
            Some(path) => Preflight::with_model(Arc::new(load(path)?)),
            None => Preflight::new(options.edition.unwrap_or_default()),
        };
        let mut preflight = preflight.with_limits(options.limits()).with_signature_required(options.signed);
        if let Some(profile) = options.profile {
            preflight = preflight.with_profile(profile);
        }
        if let Some(path) = &options.policy {
            preflight = preflight.with_policy(policy::load(path, options.edition.unwrap_or_default())?);
        }
        if let Some(folder) = &options.schemas {
            let documents = documents::load(folder, preflight.limits())?;
            preflight = preflight.with_documents(Arc::new(documents));
        }
        if let Some(now) = options.now {
            preflight = preflight.with_now(now);
        }
        if let Some(path) = &options.report {
            let device = device(path, &preflight)?;
            preflight = preflight.with_device(Arc::new(device));
        }
        let subject = match &options.operation {
            Some(name) => {
                // A misspelt operation is told once, and before anything is read.
                preflight.is_valid(name, b"{}").map_err(Failure::refused)?;
                Subject::Of { operation: name.clone(), is_output: options.output }
            }
            None => Subject::Record,
        };
        Ok(Judge { preflight, subject, deny_warnings: options.deny_warnings })
    }

    /// With the destinations that other texts of the same run create.
    pub(crate) fn with_destinations(self, names: Vec<String>) -> Judge {
        Judge { preflight: self.preflight.with_destinations(names), ..self }
    }

    /// The largest text that is judged.
    pub(crate) fn max_size(&self) -> usize {
        self.preflight.limits().max_size()
    }

    /// The operation that every text is the input or output of, if it is no record.
    pub(crate) fn operation(&self) -> Option<&str> {
        match &self.subject {
            Subject::Record => None,
            Subject::Of { operation, .. } => Some(operation),
        }
    }

    pub(crate) fn answer(&self, text: &[u8]) -> Answer {
        match &self.subject {
            Subject::Record => self.preflight.answer(text),
            Subject::Of { operation, is_output } => self.preflight.answer_text(operation, text, *is_output),
        }
    }

    /// The answer to a text that was not read because it is too large.
    pub(crate) fn answer_too_large(&self) -> Answer {
        match &self.subject {
            Subject::Record => self.preflight.answer_too_large(),
            Subject::Of { operation, is_output } => self.preflight.answer_text_too_large(operation, *is_output),
        }
    }

    /// What an answer means for the exit code.
    pub(crate) fn verdict(&self, answer: &Answer) -> Verdict {
        match answer.report() {
            None => Verdict::NotJudged,
            Some(report) if !report.is_valid() => Verdict::Invalid,
            Some(report) if self.deny_warnings && report.worst() >= Some(Severity::Warning) => Verdict::Invalid,
            Some(_) => Verdict::Valid,
        }
    }

    /// Where in `text` values stand that must not be shown, sorted and apart from each other.
    pub(crate) fn sensitive(&self, answer: &Answer, text: &[u8]) -> Vec<Range<usize>> {
        let (Some(operation), Some(judged)) = (answer.operation(), answer.judged_text()) else { return Vec::new() };
        let found = if answer.is_output() {
            self.preflight.sensitive_output_spans(operation, &text[judged.clone()])
        } else {
            self.preflight.sensitive_spans(operation, &text[judged.clone()])
        };
        // An operation that was judged is known; were it not, nothing of the text would be fit to be shown.
        let found = found.unwrap_or_else(|_| core::iter::once(0..judged.len()).collect());
        let mut spans: Vec<Range<usize>> = found
            .into_iter()
            .map(|span| {
                // The white space before a value says nothing about it, and reads better when it is kept.
                let value = &text[judged.clone()][span.clone()];
                let white = value.len() - value.trim_ascii_start().len();
                judged.start + span.start + white..judged.start + span.end
            })
            .collect();
        // What was found to be a secret or a person's is not shown either, whatever the model says of its place.
        let violations = answer.report().map(|report| report.violations()).unwrap_or_default();
        let found = violations.iter().filter(|found| found.rule.finds_sensitive_value());
        let starts = found.filter_map(|found| found.offset).map(|offset| judged.start + offset);
        spans.extend(starts.map(|start| start..end_of_string(text, start)));
        spans.sort_by_key(|span| (span.start, span.end));
        spans.dedup_by(|next, kept| {
            let overlaps = next.start <= kept.end;
            if overlaps {
                kept.end = kept.end.max(next.end);
            }
            overlaps
        });
        spans
    }
}

/// Behind the string that begins at a place; behind its line where it does not end.
fn end_of_string(text: &[u8], start: usize) -> usize {
    let mut escaped = false;
    for (at, byte) in text.iter().enumerate().skip(start + 1) {
        match byte {
            b'"' if !escaped => return at + 1,
            b'\n' => return at,
            _ => escaped = *byte == b'\\' && !escaped,
        }
    }
    text.len()
}

fn device(path: &Path, preflight: &Preflight) -> Result<Device, Failure> {
    let source = Source::File(path.to_owned());
    let text = source.read(preflight.limits().max_size()).map_err(Failure::refused)?;
    Device::parse(&text).map_err(|error| Failure::Refused(format!("`{}`: {error}", source.name())))
}

fn load(path: &Path) -> Result<LoadedModel, Failure> {
    let source = Source::File(path.to_owned());
    let text = source.read(LARGEST_MODEL).map_err(Failure::refused)?;
    if text.len() > LARGEST_MODEL {
        return Err(Failure::Refused(format!("`{}` is larger than any model", source.name())));
    }
    let model = LoadedModel::parse(&text).map_err(|error| Failure::Refused(format!("`{}`: {error}", source.name())))?;
    if model.model().operations.is_empty() {
        return Err(Failure::Refused(format!("`{}` is no model of a service: it has no operation", source.name())));
    }
    let unsupported = model.unsupported();
    if !unsupported.is_empty() {
        let named: Vec<String> =
            unsupported.iter().take(NAMED).map(|one| format!("`{}` of `{}`", one.what, one.at)).collect();
        let more = match unsupported.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let count = match unsupported.len() {
            1 => "1 statement of the model is".to_owned(),
            count => format!("{count} statements of the model are"),
        };
        exit::note(&format!("{count} not judged: {}{more}", named.join(", ")));
    }
    Ok(model)
}
