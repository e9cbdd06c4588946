use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use mi_preflight::{Report, Rule, Severity, Violation};

use super::RenderAnswers;
use super::excerpt::excerpt;
use crate::checked::{CheckedFile, Locations, VisibleSource, help_for};
use crate::escape::escape_line;
use crate::source::{ReadError, Source};

const NAME_STYLE: Style = Style::new().bold();
const VALID_STYLE: Style = AnsiColor::Green.on_default().bold();
const INVALID_STYLE: Style = AnsiColor::Red.on_default().bold();

/// Text for people: each violation with its source line and a hint, and a summary at the end.
#[derive(Default)]
pub(crate) struct TextRenderer {
    inputs: usize,
    not_checked: usize,
    errors: usize,
    warnings: usize,
    advice: usize,
    is_truncated: bool,
}

/// A report, and the text that it is about.
pub(crate) struct ReportView<'r> {
    /// The name of the file.
    pub(crate) name: &'r str,
    /// What the file holds, appended to the name in the heading.
    pub(crate) subject: &'r str,
    pub(crate) text: &'r [u8],
    pub(crate) report: &'r Report,
    /// What may be shown of the text. `None`: nothing.
    pub(crate) visible_source: Option<&'r VisibleSource>,
    /// Returns where in the text a violation is.
    pub(crate) offset_of: &'r dyn Fn(&Violation) -> Option<usize>,
}

impl TextRenderer {
    /// Counts an input that could not be checked. The reason is printed on standard error.
    pub(crate) fn count_not_checked(&mut self) {
        self.inputs += 1;
        self.not_checked += 1;
    }

    /// Renders a report.
    pub(crate) fn render_report(&mut self, view: &ReportView<'_>) -> String {
        self.inputs += 1;
        let report = view.report;
        let (name, subject) = (escape_line(view.name), escape_line(view.subject));
        let (style, verdict) = if report.is_valid() { (VALID_STYLE, "valid") } else { (INVALID_STYLE, "invalid") };
        let mut out = format!("{NAME_STYLE}{name}{subject}{NAME_STYLE:#}: {style}{verdict}{style:#}\n");
        let offsets = report.violations().iter().filter_map(|violation| (view.offset_of)(violation));
        let locations = Locations::new(view.text, offsets);
        for violation in report.violations() {
            match violation.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                _ => self.advice += 1,
            }
            out.push_str(&render_violation(view, &locations, violation));
            out.push_str("\n\n");
        }
        if report.is_truncated() {
            self.is_truncated = true;
            let count = report.violations().len();
            let message = format!("only the first {count} are shown; `--max-violations` shows more");
            out.push_str(&render_note(&message));
        }
        out
    }
}

impl RenderAnswers for TextRenderer {
    fn shows_source(&self) -> bool {
        true
    }

    fn render_answer(&mut self, file: &CheckedFile<'_>) -> String {
        let Some(report) = file.answer.report() else {
            self.count_not_checked();
            return String::new();
        };
        let operation = file.answer.operation().unwrap_or_default();
        let subject = if operation.is_empty() { String::new() } else { format!(": {operation}") };
        self.render_report(&ReportView {
            name: &file.source.name(),
            subject: &subject,
            text: file.text,
            report,
            visible_source: file.visible_source.as_ref(),
            offset_of: &|violation| file.answer.offset_of(violation),
        })
    }

    fn render_read_error(&mut self, _: &Source, _: Option<&str>, _: &ReadError) -> String {
        self.count_not_checked();
        String::new()
    }

    fn render_end(&mut self) -> String {
        let inputs = count(self.inputs, "input", "inputs");
        let counts: Vec<String> = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.advice, "advice", "advice"),
        ]
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, singular, plural)| count(number, singular, plural))
        .collect();
        if counts.is_empty() && self.not_checked > 0 && self.not_checked == self.inputs {
            return format!("{inputs} could not be judged\n");
        }
        let counts = if counts.is_empty() { "no problems".to_owned() } else { counts.join(", ") };
        let at_least = if self.is_truncated { "at least " } else { "" };
        let not_checked = match self.not_checked {
            0 => String::new(),
            number => format!("; {number} could not be judged"),
        };
        format!("{at_least}{counts} in {inputs}{not_checked}\n")
    }
}

/// Renders a note about the report before it.
pub(crate) fn render_note(message: &str) -> String {
    let note = Group::with_title(Level::NOTE.primary_title(message));
    Renderer::styled().render(&[note]) + "\n\n"
}

fn count(number: usize, singular: &str, plural: &str) -> String {
    format!("{number} {}", if number == 1 { singular } else { plural })
}

/// Renders a violation with its place, its source line and its hint.
fn render_violation(view: &ReportView<'_>, locations: &Locations, violation: &Violation) -> String {
    let level = match violation.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        _ => Level::NOTE.with_name("advice"),
    };
    let title = level.clone().primary_title(escape_line(&violation.to_string())).id(escape_line(violation.rule_id()));
    // The origin has a group of its own. Within one group the renderer would take a snippet without a path for one of
    // another file. The snippet cannot have the path, because its column is that of the clipped and redacted line.
    let mut origin_group = Group::with_title(title);
    let mut snippet_group = Group::with_level(level.no_name());
    let offset = (view.offset_of)(violation);
    if let Some((offset, location)) = offset.and_then(|offset| Some((offset, locations.get(offset)?))) {
        let place = location.place;
        let origin = Origin::path(escape_line(view.name)).line(place.line).char_column(place.column);
        origin_group = origin_group.element(origin);
        // Of a text that is too large, only the beginning was read.
        if let Some(visible) = view.visible_source.filter(|_| violation.rule != Rule::JSON_SIZE) {
            let excerpt = excerpt(view.text, offset, &location.line, visible);
            let annotation = AnnotationKind::Primary.span(excerpt.highlight);
            let snippet = Snippet::source(excerpt.text).line_start(place.line).annotation(annotation);
            snippet_group = snippet_group.element(snippet);
        }
    }
    if let Some(help) = help_for(violation, view.text, offset) {
        snippet_group = snippet_group.element(Level::HELP.message(escape_line(&help)));
    }
    let groups = if snippet_group.is_empty() { vec![origin_group] } else { vec![origin_group, snippet_group] };
    let block = Renderer::styled().render(&groups);
    // Each group adds an empty line where they meet. Keep one.
    let mut lines: Vec<&str> = block.lines().collect();
    lines.dedup();
    lines.join("\n")
}
