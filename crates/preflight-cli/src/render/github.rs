use mi_preflight::Severity;

use super::visible::visible;
use super::{Judged, Render};
use crate::check::Judge;
use crate::source::{Source, Unreadable};

/// Workflow commands, which GitHub shows beside the lines they name.
pub(crate) struct Github;

/// One annotation.
struct Annotation<'a> {
    command: &'static str,
    source: &'a Source,
    place: Option<mi_preflight::Place>,
    title: &'a str,
    message: &'a str,
}

impl Render for Github {
    fn answer(&mut self, judged: &Judged<'_>) -> String {
        let source = judged.source;
        if let Some(error) = judged.answer.error() {
            let title = "could not judge";
            return Annotation { command: "error", source, place: None, title, message: error }.line();
        }
        let violations = judged.answer.report().map(|report| report.violations()).unwrap_or_default();
        let lines = violations.iter().map(|violation| {
            let command = match violation.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                _ => "notice",
            };
            let help = violation.help().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
            let message = format!("{violation}{help}");
            let place = judged.place(violation);
            Annotation { command, source, place, title: violation.rule_id(), message: &message }.line()
        });
        lines.collect()
    }

    fn unreadable(&mut self, source: &Source, _: &Judge, error: &Unreadable) -> String {
        let message = error.to_string();
        Annotation { command: "error", source, place: None, title: "could not judge", message: &message }.line()
    }
}

impl Annotation<'_> {
    fn line(&self) -> String {
        let mut properties = Vec::new();
        if self.source.path().is_some() {
            properties.push(format!("file={}", property(&self.source.name())));
        }
        if let Some(place) = self.place {
            properties.push(format!("line={},col={}", place.line, place.column));
        }
        properties.push(format!("title={}", property(self.title)));
        format!("::{} {}::{}\n", self.command, properties.join(","), data(&visible(self.message)))
    }
}

/// A message as GitHub's runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let source = Source::File("a,b:100%\r\n.json".into());
        let place = Some(mi_preflight::Place { line: 3, column: 4 });
        let annotation = Annotation { command: "warning", source: &source, place, title: "x/y", message: "50%: a,\nb" };
        let expected = "::warning file=a%2Cb%3A100%25%0D%0A.json,line=3,col=4,title=x/y::50%25: a,%0Ab\n";
        assert_eq!(annotation.line(), expected);
    }
}
