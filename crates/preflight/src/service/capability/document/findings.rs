use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::service::capability::Problem;
use crate::text::path::shortened;

/// How much a rule weighs; `None` when it is not judged. A profile's own weights are
/// `&|rule| profile.severity(rule)`.
pub type Weigh<'w> = dyn Fn(Rule) -> Option<Severity> + 'w;

/// So many violations of one check are kept: more tell nobody anything.
const MOST: usize = 10_000;

/// The names in the paths of those that are kept are about so many bytes at the most: each has its own path, and a small
/// document can have long ones.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The violations of one check, and the place that is being looked at.
pub(super) struct Findings<'w> {
    weigh: &'w Weigh<'w>,
    path: Vec<Token>,
    found: Vec<Violation>,
    has_error: bool,
    /// How many bytes the names in the paths of what was found have.
    bytes: usize,
}

impl<'w> Findings<'w> {
    pub(super) fn new(weigh: &'w Weigh<'w>) -> Findings<'w> {
        Findings { weigh, path: Vec::new(), found: Vec::new(), has_error: false, bytes: 0 }
    }

    /// Goes to what stands at `token`, below the place that is being looked at.
    pub(super) fn enter(&mut self, token: Token) {
        self.path.push(token);
    }

    /// Goes back to what is around it.
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    /// Notes what is wrong at the place.
    pub(super) fn add(&mut self, rule: Rule, detail: Detail) {
        self.add_with_suggestion(rule, detail, None);
    }

    /// As [`Findings::add`], with what was probably meant.
    pub(super) fn add_with_suggestion(&mut self, rule: Rule, detail: Detail, suggestion: Option<&str>) {
        let Some(severity) = (self.weigh)(rule) else { return };
        self.keep(severity, |path| Violation {
            suggestion: suggestion.map(str::to_owned),
            ..Violation::of(rule, severity, Path::new(path.to_vec()), detail)
        });
    }

    /// Notes what the look at a text found that stands at the place and begins at `start` in the whole text.
    pub(super) fn add_problem(&mut self, problem: Problem<'_>, start: usize) {
        let Some(severity) = (self.weigh)(problem.rule) else { return };
        let severity = severity.min(problem.at_most);
        self.keep(severity, |path| Violation {
            offset: Some(start + problem.at),
            ..Violation::of(
                problem.rule,
                severity,
                Path::new(path.iter().chain(problem.path).cloned().collect()),
                problem.detail,
            )
        });
    }

    fn keep(&mut self, severity: Severity, violation: impl FnOnce(&[Token]) -> Violation) {
        let is_error = severity == Severity::Error;
        let is_full = self.found.len() >= MOST || self.bytes >= MOST_BYTES;
        // The first error decides the verdict, so it is kept wherever it comes.
        if is_full && (!is_error || self.has_error) {
            return;
        }
        let violation = violation(&self.path);
        self.bytes += violation.path.tokens().iter().map(bytes).sum::<usize>();
        self.has_error |= is_error;
        self.found.push(violation);
    }

    /// Notes what a value would have to be: `expected` goes on from its path, as in `must be a string`.
    pub(super) fn expects(&mut self, rule: Rule, keyword: &'static str, expected: impl Into<String>) {
        self.add(rule, Detail::Schema { keyword, expected: shortened(&expected.into()) });
    }

    /// Notes what is wrong, and what would be right.
    pub(super) fn advises(&mut self, rule: Rule, message: &'static str, help: &'static str) {
        self.add(rule, Detail::Advice { message: message.into(), help: help.into() });
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.found
    }
}

fn bytes(token: &Token) -> usize {
    match token {
        Token::Member(name) | Token::Key(name) => name.len(),
        Token::Index(_) | Token::Every => 0,
    }
}

/// Names in a message: the first of them, and how many more there are.
pub(super) fn names<'n>(all: impl Iterator<Item = &'n str>) -> String {
    const SHOWN: usize = 20;
    let mut shown = Vec::new();
    let mut more = 0;
    for name in all {
        if shown.len() < SHOWN {
            shown.push(format!("`{}`", shortened(name)));
        } else {
            more += 1;
        }
    }
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_are_kept_less_often() {
        let weigh = |rule| Some(if rule == Rule::DOCUMENT_TYPE { Severity::Error } else { Severity::Warning });
        let mut findings = Findings::new(&weigh);
        (0..100).for_each(|_| findings.enter(Token::key(&"x".repeat(2000))));
        (0..20_000).for_each(|_| findings.expects(Rule::DOCUMENT_CONVENTION, "type", "must be something else"));
        findings.expects(Rule::DOCUMENT_TYPE, "type", "must be an object");
        let found = findings.into_violations();
        assert!((600..700).contains(&found.len()), "{} were kept", found.len());
        assert!(found.last().is_some_and(|last| last.severity == Severity::Error));
    }
}
