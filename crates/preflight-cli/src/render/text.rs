use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use mi_preflight::{Rule, Severity, Violation};

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

impl Render for Text {
    fn answer(&mut self, judged: &Judged<'_>) -> String {
        self.inputs += 1;
        let Some(report) = judged.answer.report() else {
            // Standard error says why.
            self.not_judged += 1;
            return String::new();
        };
        let name = visible_line(&judged.source.name());
        let operation = judged.answer.operation().map(visible_line).unwrap_or_default();
        let colon = if operation.is_empty() { "" } else { ": " };
        let (style, verdict) = if report.is_valid() { (GOOD, "valid") } else { (BAD, "invalid") };
        let mut out = format!("{BOLD}{name}{colon}{operation}{BOLD:#}: {style}{verdict}{style:#}\n");
        let masked = judged.judge.sensitive(judged.answer, judged.text);
        for violation in report.violations() {
            match violation.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                _ => self.advice += 1,
            }
            out.push_str(&block(judged, violation, &masked));
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

    fn unreadable(&mut self, _: &Source, _: &Judge, _: &Unreadable) -> String {
        self.inputs += 1;
        self.not_judged += 1;
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
fn block(judged: &Judged<'_>, violation: &Violation, masked: &[core::ops::Range<usize>]) -> String {
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
    let place = judged.place(violation);
    if let Some(place) = place {
        let name = visible_line(&judged.source.name());
        origin = origin.element(Origin::path(name).line(place.line).char_column(place.column));
    }
    // A request's body stands in the record as a string, and of a text that is too large only its beginning is here:
    // neither has a line that would say more than the place does.
    let shown = judged.answer.judged_text().filter(|_| violation.rule != Rule::JsonSize);
    if let (Some(place), Some(shown), Some(offset)) = (place, shown, judged.answer.offset_of(violation)) {
        let found = excerpt(judged.text, offset, &shown, masked);
        let annotation = AnnotationKind::Primary.span(found.meant);
        rest = rest.element(Snippet::source(found.text).line_start(place.line).annotation(annotation));
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
