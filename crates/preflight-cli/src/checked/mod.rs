//! A file that was read and checked, with the parts of it that may be shown.

mod document_spans;
mod locations;

use core::ops::Range;

use mi_preflight::{Answer, Place, Preflight, Report, Rule, Violation};
use serde::de::IgnoredAny;

pub(crate) use self::locations::Locations;
use crate::json_fault::{describe_encoding, describe_fault};
use crate::source::Source;

/// A file that was read and checked.
pub(crate) struct CheckedFile<'f> {
    pub(crate) source: &'f Source,
    pub(crate) text: &'f [u8],
    pub(crate) answer: &'f Answer,
    /// What may be shown of the text. `None`: nothing.
    pub(crate) visible_source: Option<VisibleSource>,
}

/// A violation, and what else a report about a file says of it.
pub(crate) struct PlacedViolation<'f> {
    pub(crate) violation: &'f Violation,
    pub(crate) place: Option<Place>,
    pub(crate) help: Option<String>,
}

/// The part of a text whose lines may be shown, and the values in it that must not.
#[derive(Debug)]
pub(crate) struct VisibleSource {
    pub(crate) span: Range<usize>,
    /// Sorted and disjoint.
    pub(crate) redacted: Vec<Range<usize>>,
}

impl CheckedFile<'_> {
    /// Returns the violations of the answer with their lines and columns.
    pub(crate) fn placed_violations(&self) -> Vec<PlacedViolation<'_>> {
        let violations = self.answer.report().map(|report| report.violations()).unwrap_or_default();
        let offset_of = |violation| self.answer.offset_of(violation);
        let locations = Locations::new(self.text, violations.iter().filter_map(offset_of));
        let place_of = |violation| offset_of(violation).and_then(|offset| Some(locations.get(offset)?.place));
        let placed = |violation| PlacedViolation {
            violation,
            place: place_of(violation),
            help: help_for(violation, self.text, offset_of(violation)),
        };
        violations.iter().map(placed).collect()
    }
}

impl VisibleSource {
    /// Returns what may be shown of a text after its check.
    ///
    /// Lines of standard input are never shown, because the user did not name a file. Neither are lines of a record
    /// with a request: its body is a string inside the record, and that line would not help.
    pub(crate) fn of_answer(
        preflight: &Preflight,
        source: &Source,
        text: &[u8],
        answer: &Answer,
    ) -> Option<VisibleSource> {
        source.path()?;
        let span = answer.judged_text()?;
        let mut redacted = sensitive_spans(preflight, answer, text, &span);
        redacted.extend(reported_spans(answer, text, &span));
        Some(VisibleSource { span, redacted: merge_overlapping(redacted) })
    }

    /// Returns what may be shown of a file with a capability or definition document, or with an answer of the service
    /// that has some. Returns `None` if there is no document: the file may be anything, such as a request.
    pub(crate) fn of_document(source: &Source, text: &[u8], report: &Report) -> Option<VisibleSource> {
        source.path()?;
        let redacted = document_spans::foreign_spans(text, fault_of(report))?;
        Some(VisibleSource { span: 0..text.len(), redacted: merge_overlapping(redacted) })
    }

    /// Returns what may be shown of the capability report at `span` of a file: what the model describes.
    pub(crate) fn of_capability_report(
        preflight: &Preflight,
        source: &Source,
        text: &[u8],
        span: Range<usize>,
        report: &Report,
    ) -> Option<VisibleSource> {
        const OPENING: &[u8] = b"{\"CapabilityReport\":";
        source.path()?;
        // A text that is not a report may be a request that was given by mistake.
        let value = &text[span.clone()];
        let mentions_endpoints = value.windows(11).any(|window| window == b"\"endpoints\"");
        if !value.trim_ascii_start().starts_with(b"{") || !mentions_endpoints {
            return None;
        }
        let input = [OPENING, value, b"}"].concat();
        let mut redacted: Vec<Range<usize>> = Vec::new();
        for sensitive in preflight.sensitive_spans("UpdateManagedThing", &input).ok()? {
            let start = (span.start + sensitive.start).saturating_sub(OPENING.len());
            let end = (span.start + sensitive.end).saturating_sub(OPENING.len());
            redacted.push(start.clamp(span.start, span.end)..end.clamp(span.start, span.end));
        }
        if let Some(fault) = fault_of(report).map(|fault| fault.clamp(span.start, span.end)) {
            let shows_fault = text.get(fault).is_some_and(|byte| b"{}[]:,".contains(byte));
            redacted.push((fault + usize::from(shows_fault)).min(span.end)..span.end);
        }
        redacted.retain(|redacted| !redacted.is_empty());
        Some(VisibleSource { span, redacted: merge_overlapping(redacted) })
    }
}

/// Returns a hint how to fix a violation: that of the library, or why the text is not JSON.
pub(crate) fn help_for(violation: &Violation, text: &[u8], offset: Option<usize>) -> Option<String> {
    if violation.rule == Rule::JSON_UTF8
        && let Some(encoding) = describe_encoding(text)
    {
        return Some(encoding.to_owned());
    }
    violation.help().or_else(|| {
        // The fault may be in a string of a text that is JSON, such as the body of a request.
        let is_fault = violation.rule == Rule::JSON_SYNTAX && serde_json::from_slice::<IgnoredAny>(text).is_err();
        offset.filter(|_| is_fault).map(|offset| describe_fault(text, offset))
    })
}

/// Returns where a text stops being JSON, if it does.
fn fault_of(report: &Report) -> Option<usize> {
    let is_fault = |violation: &&Violation| {
        let faults = [Rule::JSON_SYNTAX, Rule::JSON_UTF8, Rule::JSON_DEPTH, Rule::JSON_SIZE];
        faults.contains(&violation.rule)
    };
    report.violations().iter().find(is_fault).and_then(|violation| violation.offset)
}

/// Returns the spans of values that the model marks as sensitive or does not describe.
fn sensitive_spans(preflight: &Preflight, answer: &Answer, text: &[u8], checked: &Range<usize>) -> Vec<Range<usize>> {
    let operation = answer.operation().unwrap_or_default();
    let body = &text[checked.clone()];
    let spans = if answer.is_output() {
        preflight.sensitive_output_spans(operation, body)
    } else {
        preflight.sensitive_spans(operation, body)
    };
    // The operation of a checked text is known. If it were not, the whole text would have to be hidden.
    let spans = spans.unwrap_or_else(|_| core::iter::once(0..body.len()).collect());
    let without_leading_space = |span: Range<usize>| {
        let value = &body[span.clone()];
        let space = value.len() - value.trim_ascii_start().len();
        checked.start + span.start + space..checked.start + span.end
    };
    spans.into_iter().map(without_leading_space).collect()
}

/// Returns the spans of values that a rule reports as confidential, even if the model does not mark their member.
fn reported_spans(answer: &Answer, text: &[u8], checked: &Range<usize>) -> Vec<Range<usize>> {
    let violations = answer.report().map(|report| report.violations()).unwrap_or_default();
    let starts = violations
        .iter()
        .filter(|violation| violation.rule.finds_sensitive_value())
        .filter_map(|violation| violation.offset)
        .map(|offset| checked.start + offset);
    starts.map(|start| start..end_of_string(text, start)).collect()
}

/// Sorts spans and merges those that overlap or touch.
fn merge_overlapping(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, previous| {
        let overlaps = next.start <= previous.end;
        if overlaps {
            previous.end = previous.end.max(next.end);
        }
        overlaps
    });
    spans
}

/// Returns the end of the JSON string that starts at `start`. An unterminated string ends with its line.
fn end_of_string(text: &[u8], start: usize) -> usize {
    let mut is_escaped = false;
    for (position, byte) in text.iter().enumerate().skip(start + 1) {
        match byte {
            b'"' if !is_escaped => return position + 1,
            b'\n' => return position,
            _ => is_escaped = *byte == b'\\' && !is_escaped,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_sorted_and_merged() {
        assert_eq!(merge_overlapping(vec![7..9, 0..2, 8..10, 2..3, 5..6]), [0..3, 5..6, 7..10]);
    }

    #[test]
    fn strings_end_with_their_quote_or_line() {
        for (text, end) in [(r#""a\"b", 1"#, 6), (r#""a\\", 1"#, 5), ("\"a\nb\"", 2), ("\"a", 2)] {
            assert_eq!(end_of_string(text.as_bytes(), 0), end, "{text}");
        }
    }
}
