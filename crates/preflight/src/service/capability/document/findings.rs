use crate::engine::report::{Detail, DetailData, Path, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::service::capability::Problem;
use crate::service::rule_message::RuleMessage;
use crate::text::path::shorten;

/// The severity of a rule; `None` when it is off. For the severities of a profile, pass `&|rule|
/// profile.severity(rule)`.
pub type SeverityFor<'w> = dyn Fn(Rule) -> Option<Severity> + 'w;

/// Maximum number of violations of one check: more are of no use to a reader.
const MAX_VIOLATIONS: usize = 10_000;

/// Approximate limit on the bytes of names in all stored paths: every violation has its own path, and a small document
/// can have long names.
const MAX_PATH_BYTES: usize = 64 * 1024 * 1024;

/// The violations of one check, and the path that is being checked.
pub(super) struct Findings<'w> {
    severity_for: &'w SeverityFor<'w>,
    path: Vec<Token>,
    errors: Vec<Violation>,
    /// The violations that are no errors. Errors take their places when there are too many.
    others: Vec<Violation>,
    /// The bytes of names in the stored paths.
    bytes: usize,
}

impl<'w> Findings<'w> {
    pub(super) fn new(severity_for: &'w SeverityFor<'w>) -> Findings<'w> {
        Findings { severity_for, path: Vec::new(), errors: Vec::new(), others: Vec::new(), bytes: 0 }
    }

    /// Moves to `token`, below the current path.
    pub(super) fn enter(&mut self, token: Token) {
        self.path.push(token);
    }

    /// Moves back to the parent.
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    /// Adds a violation at the current path.
    pub(super) fn add(&mut self, rule: Rule, detail: Detail) {
        self.add_with_suggestion(rule, detail, || None);
    }

    /// Adds a violation with the name that was probably meant, which is looked up only if the violation is stored.
    fn add_with_suggestion<'n>(&mut self, rule: Rule, detail: Detail, suggestion: impl FnOnce() -> Option<&'n str>) {
        debug_assert!(is_listed(rule, &detail), "the catalogue does not list the reason of {}: {detail:?}", rule.id());
        let Some(severity) = (self.severity_for)(rule) else { return };
        self.push(severity, |path| Violation {
            suggestion: suggestion().map(str::to_owned),
            ..Violation::new(rule, severity, Path::new(path.to_vec()), detail)
        });
    }

    /// Adds a problem of the document's text, which is at the current path and begins at `start` of the whole text.
    pub(super) fn add_problem(&mut self, problem: Problem<'_>, start: usize) {
        let Some(severity) = (self.severity_for)(problem.rule) else { return };
        let severity = severity.min(problem.at_most);
        self.push(severity, |path| Violation {
            offset: Some(start + problem.at),
            ..Violation::new(
                problem.rule,
                severity,
                Path::new(path.iter().chain(problem.path).cloned().collect()),
                problem.detail,
            )
        });
    }

    fn push(&mut self, severity: Severity, violation: impl FnOnce(&[Token]) -> Violation) {
        let is_error = severity == Severity::Error;
        if self.errors.len() + self.others.len() >= MAX_VIOLATIONS || self.bytes >= MAX_PATH_BYTES {
            // The first error decides whether the input is valid, so it is always stored.
            if !is_error {
                return;
            }
            match self.others.pop() {
                Some(dropped) => self.bytes -= bytes(&dropped.path),
                None if self.errors.is_empty() => {}
                None => return,
            }
        }
        let violation = violation(&self.path);
        self.bytes += bytes(&violation.path);
        let violations = if is_error { &mut self.errors } else { &mut self.others };
        violations.push(violation);
    }

    /// Adds a violation with the requirement that is not met: `expected` continues the path, as in `must be a string`.
    /// `reason` is empty if the rule has one text.
    pub(super) fn expects(&mut self, rule: Rule, reason: &'static str, expected: &str) {
        self.add(rule, requirement(reason, expected, DetailData::Nothing));
    }

    /// As [`Findings::expects`], with the data in the requirement.
    pub(super) fn expects_data(&mut self, rule: Rule, reason: &'static str, expected: String, data: DetailData) {
        self.add(rule, requirement(reason, &expected, data));
    }

    /// As [`Findings::expects`], with the name that was probably meant.
    pub(super) fn expects_name<'n>(
        &mut self,
        rule: Rule,
        reason: &'static str,
        expected: &str,
        suggestion: impl FnOnce() -> Option<&'n str>,
    ) {
        self.add_with_suggestion(rule, requirement(reason, expected, DetailData::Nothing), suggestion);
    }

    /// Adds a violation for a member that is missing.
    pub(super) fn lacks(&mut self, rule: Rule, reason: &'static str, verb: &str, name: &str) {
        let data = DetailData::Names { names: vec![name.to_owned()], more: 0 };
        self.expects_data(rule, reason, format!("{verb} have `{name}`"), data);
    }

    /// Adds a violation with a message and a remedy.
    pub(super) fn advises(&mut self, message: &RuleMessage) {
        self.add(message.rule(), message.detail());
    }

    /// Returns the violations, errors first.
    pub(super) fn into_violations(self) -> Vec<Violation> {
        let mut violations = self.errors;
        violations.extend(self.others);
        violations
    }
}

fn requirement(reason: &'static str, expected: &str, data: DetailData) -> Detail {
    Detail::Requirement { reason, keyword: None, expected: shorten(expected), data }
}

/// Whether the catalogue lists the reason of a detail.
fn is_listed(rule: Rule, detail: &Detail) -> bool {
    match detail {
        Detail::Requirement { reason, .. } | Detail::Advice { reason, .. } => rule.has_reason(reason),
        _ => true,
    }
}

/// Returns the bytes of names in a path.
fn bytes(path: &Path) -> usize {
    let of_token = |token: &Token| match token {
        Token::Member(name) | Token::Key(name) => name.len(),
        Token::Index(_) | Token::AnyIndex => 0,
    };
    path.tokens().iter().map(of_token).sum()
}

/// Maximum number of names or values in a message.
pub(super) const SHOWN: usize = 20;

/// Lists names in a message: the first ones, and the number of the others. Also returns them as data.
pub(super) fn names<'n>(names: impl Iterator<Item = &'n str>) -> (String, DetailData) {
    let mut shown = Vec::new();
    let mut more = 0;
    for name in names {
        if shown.len() < SHOWN {
            shown.push(shorten(name));
        } else {
            more += 1;
        }
    }
    let quoted: Vec<String> = shown.iter().map(|name| format!("`{name}`")).collect();
    (format!("{}{}", quoted.join(", "), and_more(more)), DetailData::Names { names: shown, more })
}

/// Returns the end of a list that leaves out some of its entries.
pub(super) fn and_more(count: usize) -> String {
    if count == 0 { String::new() } else { format!(" and {count} more") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_the_bytes_of_stored_paths() {
        let severity_for = |rule| Some(if rule == Rule::DOCUMENT_TYPE { Severity::Error } else { Severity::Warning });
        let mut findings = Findings::new(&severity_for);
        (0..100).for_each(|_| findings.enter(Token::key(&"x".repeat(2000))));
        (0..20_000).for_each(|_| findings.expects(Rule::DOCUMENT_CONVENTION, "enum-type", "must be something else"));
        findings.expects(Rule::DOCUMENT_TYPE, "object", "must be an object");
        let found = findings.into_violations();
        assert!((600..700).contains(&found.len()), "{} were kept", found.len());
        assert!(found.first().is_some_and(|first| first.severity == Severity::Error));
    }

    #[test]
    fn errors_take_the_places_of_other_violations() {
        let severity_for = |rule| Some(if rule == Rule::DOCUMENT_TYPE { Severity::Error } else { Severity::Warning });
        let mut findings = Findings::new(&severity_for);
        let add = |findings: &mut Findings<'_>, rule: Rule, count: usize| {
            for index in 0..count {
                findings.enter(Token::Index(index));
                findings.expects(rule, if rule == Rule::DOCUMENT_TYPE { "object" } else { "enum-type" }, "must differ");
                findings.leave();
            }
        };
        add(&mut findings, Rule::DOCUMENT_CONVENTION, MAX_VIOLATIONS + 5);
        add(&mut findings, Rule::DOCUMENT_TYPE, 3);
        let found = findings.into_violations();
        let indices = |severity| {
            let of_severity = found.iter().filter(move |violation| violation.severity == severity);
            of_severity.map(|violation| violation.path.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(indices(Severity::Error), ["/0", "/1", "/2"]);
        let warnings = indices(Severity::Warning);
        assert_eq!((found.len(), &warnings[0]), (MAX_VIOLATIONS, &"/0".to_owned()));
        assert_eq!(warnings.last(), Some(&format!("/{}", MAX_VIOLATIONS - 4)));
    }
}
