use core::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use mi_preflight::{Report, Rule, Severity, Violation, place};

use super::excerpt::excerpt;
use super::visible::visible_line;
use super::{Judged, Render};
use crate::check::Judge;
use crate::source::{Source, Unreadable};

const BOLD: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();

/// For people: each violation with its source line and what would be right, and a count at the end.
#[derive(Default)]
pub(crate) struct Text {
    inputs: usize,
    not_judged: usize,
    errors: usize,
    warnings: usize,
    advice: usize,
    truncated: bool,
}

/// A report, and the text that it is about.
pub(crate) struct Told<'t> {
    /// What a person calls the text.
    pub(crate) name: &'t str,
    /// What else the heading says, with what parts it from the name.
    pub(crate) subject: &'t str,
    pub(crate) text: &'t [u8],
    pub(crate) report: &'t Report,
    /// Which part of the text has lines that may be shown.
    pub(crate) shown: Option<Range<usize>>,
    /// What of it must not be shown.
    pub(crate) masked: &'t [Range<usize>],
    pub(crate) offset_of: &'t dyn Fn(&Violation) -> Option<usize>,
}

impl Text {
    /// An input that could not be judged; standard error says why.
    pub(crate) fn could_not_judge(&mut self) {
        self.inputs += 1;
        self.not_judged += 1;
    }

    /// Tells a report.
    pub(crate) fn report(&mut self, told: &Told<'_>) -> String {
        self.inputs += 1;
        let report = told.report;
        let (name, subject) = (visible_line(told.name), visible_line(told.subject));
        let (style, verdict) = if report.is_valid() { (GOOD, "valid") } else { (BAD, "invalid") };
        let mut out = format!("{BOLD}{name}{subject}{BOLD:#}: {style}{verdict}{style:#}\n");
        for violation in report.violations() {
            match violation.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                _ => self.advice += 1,
            }
            out.push_str(&block(told, violation));
            out.push_str("\n\n");
        }
        if report.is_truncated() {
            self.truncated = true;
            let count = report.violations().len();
            out.push_str(&line(
                Level::NOTE,
                &format!("only the first {count} are told; `--max-violations` tells more"),
            ));
            out.push_str("\n\n");
        }
        out
    }
}

impl Render for Text {
    fn answer(&mut self, judged: &Judged<'_>) -> String {
        let Some(report) = judged.answer.report() else {
            // Standard error says why.
            self.could_not_judge();
            return String::new();
        };
        let operation = judged.answer.operation().unwrap_or_default();
        let subject = if operation.is_empty() { String::new() } else { format!(": {operation}") };
        self.report(&Told {
            name: &judged.source.name(),
            subject: &subject,
            text: judged.text,
            report,
            // A request's body stands in the record as a string, of which no line would say more than the place does.
            // Lines are shown of files that somebody named, not of whatever was piped in.
            shown: judged.answer.judged_text().filter(|_| judged.source.path().is_some()),
            masked: &judged.judge.sensitive(judged.answer, judged.text),
            offset_of: &|violation| judged.answer.offset_of(violation),
        })
    }

    fn unreadable(&mut self, _: &Source, _: &Judge, _: &Unreadable) -> String {
        self.could_not_judge();
        String::new()
    }

    fn finish(&mut self) -> String {
        let kinds = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.advice, "advice", "advice"),
        ];
        let counts: Vec<String> = kinds
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(*count, one, many))
            .collect();
        if counts.is_empty() && self.not_judged > 0 && self.not_judged == self.inputs {
            return format!("{} could not be judged\n", counted(self.inputs, "input", "inputs"));
        }
        let counts = if counts.is_empty() { "nothing to say".to_owned() } else { counts.join(", ") };
        let least = if self.truncated { "at least " } else { "" };
        let inputs = counted(self.inputs, "input", "inputs");
        let not_judged = match self.not_judged {
            0 => String::new(),
            count => format!("; {count} could not be judged"),
        };
        format!("{least}{counts} in {inputs}{not_judged}\n")
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn line(level: Level<'static>, message: &str) -> String {
    Renderer::styled().render(&[Group::with_title(level.primary_title(message))])
}

/// A violation, its place and what would be right.
fn block(told: &Told<'_>, violation: &Violation) -> String {
    let level = match violation.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        _ => Level::NOTE.with_name("advice"),
    };
    let title = level.clone().primary_title(visible_line(&violation.to_string())).id(violation.rule_id());
    // The origin has a group of its own: in one group, the renderer takes a snippet without a path for another file's.
    // It cannot have the path itself, since the column that it would count is one of the clipped and masked line.
    let mut origin = Group::with_title(title);
    let mut rest = Group::with_level(level.no_name());
    if let Some(offset) = (told.offset_of)(violation) {
        let place = place(told.text, offset);
        origin = origin.element(Origin::path(visible_line(told.name)).line(place.line).char_column(place.column));
        // Of a text that is too large only its beginning is here.
        if let Some(shown) = told.shown.as_ref().filter(|_| violation.rule != Rule::JSON_SIZE) {
            let found = excerpt(told.text, offset, shown, told.masked);
            let annotation = AnnotationKind::Primary.span(found.meant);
            rest = rest.element(Snippet::source(found.text).line_start(place.line).annotation(annotation));
        }
    }
    if let Some(help) = violation.help() {
        rest = rest.element(Level::HELP.message(visible_line(&help)));
    }
    let groups = if rest.is_empty() { vec![origin] } else { vec![origin, rest] };
    let block = Renderer::styled().render(&groups);
    // Both groups leave a line empty where they meet; one is enough.
    let mut lines: Vec<&str> = block.lines().collect();
    lines.dedup();
    lines.join("\n")
}
