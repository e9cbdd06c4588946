use crate::capability::Problem;
use crate::catalog::{Rule, Severity};
use crate::report::{Detail, Path, Token, Violation, shortened};

/// How much a rule weighs; `None` when it is not judged. A profile's own weights are
/// `&|rule| profile.severity(rule)`.
pub type Weigh<'w> = dyn Fn(Rule) -> Option<Severity> + 'w;

/// So many violations of one check are kept: more tell nobody anything.
const MOST: usize = 10_000;

/// The violations of one check, and the place that is being looked at.
pub(super) struct Findings<'w> {
    weigh: &'w Weigh<'w>,
    path: Vec<Token>,
    found: Vec<Violation>,
}

impl<'w> Findings<'w> {
    pub(super) fn new(weigh: &'w Weigh<'w>) -> Findings<'w> {
        Findings { weigh, path: Vec::new(), found: Vec::new() }
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
        let has_error = || self.found.iter().any(|violation| violation.severity == Severity::Error);
        // The first error decides the verdict, so it is kept wherever it comes.
        if self.found.len() < MOST || (severity == Severity::Error && !has_error()) {
            self.found.push(violation(&self.path));
        }
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
