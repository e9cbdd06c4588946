use mi_preflight::{Place, Severity};

use super::RenderAnswers;
use crate::checked::{CheckedFile, PlacedViolation};
use crate::escape::{escape_line, escape_lines, push_escaped};
use crate::source::{ReadError, Source};

/// The title of an annotation for a file that could not be checked.
const NOT_CHECKED: &str = "could not judge";

/// GitHub workflow commands, which GitHub shows as annotations of the lines they name.
pub(crate) struct GithubRenderer;

/// A workflow command that annotates a line.
struct Annotation<'a> {
    command: &'static str,
    source: &'a Source,
    place: Option<Place>,
    title: &'a str,
    /// Names in it are escaped already.
    message: &'a str,
}

impl RenderAnswers for GithubRenderer {
    fn render_answer(&mut self, file: &CheckedFile<'_>) -> String {
        let source = file.source;
        if let Some(error) = file.answer.error() {
            let message = escape_line(error);
            return Annotation { command: "error", source, place: None, title: NOT_CHECKED, message: &message }.line();
        }
        let violations = file.placed_violations();
        let lines = violations.into_iter().map(|PlacedViolation { violation, place, help }| {
            let command = match violation.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                _ => "notice",
            };
            let help = help.map(|help| format!("\nhelp: {}", escape_line(&help))).unwrap_or_default();
            let message = escape_line(&violation.to_string()) + &help;
            Annotation { command, source, place, title: violation.rule_id(), message: &message }.line()
        });
        lines.collect()
    }

    fn render_read_error(&mut self, source: &Source, _: Option<&str>, error: &ReadError) -> String {
        let message = escape_line(&error.to_string());
        Annotation { command: "error", source, place: None, title: NOT_CHECKED, message: &message }.line()
    }
}

impl Annotation<'_> {
    /// Returns the command as a line.
    fn line(&self) -> String {
        let mut properties = Vec::new();
        if self.source.path().is_some() {
            properties.push(format!("file={}", escape_property(&self.source.name())));
        }
        if let Some(place) = self.place {
            properties.push(format!("line={},col={}", place.line, place.column));
        }
        properties.push(format!("title={}", escape_property(self.title)));
        format!("::{} {}::{}\n", self.command, properties.join(","), escape_data(&escape_lines(self.message)))
    }
}

/// Escapes a message as GitHub's runner expects it.
fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\n', "%0A")
}

/// Escapes the value of a property, which would end at a comma or colon. The runner decodes ends of lines.
fn escape_property(text: &str) -> String {
    let mut out = String::new();
    for (start, c) in text.char_indices() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' => out.push_str("%3A"),
            ',' => out.push_str("%2C"),
            c => push_escaped(&mut out, c, &text.as_bytes()[start + c.len_utf8()..]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let source = Source::File("a,b:100%\r\n.json".into());
        let place = Some(Place { line: 3, column: 4 });
        let annotation = Annotation { command: "warning", source: &source, place, title: "x/y", message: "50%: a,\nb" };
        let expected = "::warning file=a%2Cb%3A100%25%0D%0A.json,line=3,col=4,title=x/y::50%25: a,%0Ab\n";
        assert_eq!(annotation.line(), expected);
    }
}
