use std::borrow::Cow;

use super::plan::{OperationPlan, Ruleset};
use crate::capability::Problem;
use crate::catalog::{Rule, Severity};
use crate::json::parts;
use crate::profile::holds_in;
use crate::report::{Detail, Path, Token, Violation};
use crate::walk::{Findings, Flow};
use crate::watch::Fact;

/// Where checks tell what is broken. What it weighs, and whether it is told at all, is decided here.
pub(super) struct Verdicts<'v, 'm> {
    pub(super) plan: &'v OperationPlan,
    pub(super) ruleset: &'v Ruleset,
    pub(super) findings: &'v mut Findings<'m>,
}

/// What there is to say about a broken rule.
#[derive(Clone, Debug)]
pub(crate) struct Say {
    detail: Detail,
    suggestion: Option<String>,
}

/// What is wrong, and what would be right.
pub(super) fn say(message: &'static str, help: &'static str) -> Say {
    Say::of(message, help)
}

impl Say {
    /// What is wrong, and what would be right.
    pub(super) fn of(message: impl Into<Cow<'static, str>>, help: impl Into<Cow<'static, str>>) -> Say {
        Say { detail: Detail::Advice { message: message.into(), help: help.into() }, suggestion: None }
    }

    /// With the name that was probably meant.
    pub(super) fn meaning(self, suggestion: Option<&str>) -> Say {
        Say { suggestion: suggestion.map(str::to_owned), ..self }
    }
}

impl Verdicts<'_, '_> {
    /// A rule is broken by this value.
    #[cold]
    pub(super) fn broken(&mut self, rule: Rule, at: Fact<'_>, say: Say) -> Flow {
        let Some(severity) = self.severity(rule) else { return Ok(()) };
        let plan = self.plan;
        self.findings.add_of_rule(rule, severity, || {
            let (path, entry) = at.path(&plan.model, &plan.watches);
            let for_key = at.is_key(&plan.watches);
            let shape = plan.watches.shape(at.watch()).map(|id| plan.model.shape_name(id).to_owned());
            Violation {
                for_key,
                entry,
                shape: shape.unwrap_or_default(),
                suggestion: say.suggestion,
                offset: at.offset(),
                ..Violation::of(rule, severity, path, say.detail)
            }
        })
    }

    /// A rule is broken because a member is not there; `parent` is what it is missing in, the input if `None`.
    #[cold]
    pub(super) fn missing(&mut self, rule: Rule, parent: Option<Fact<'_>>, name: &str, say: Say) -> Flow {
        let Some(severity) = self.severity(rule) else { return Ok(()) };
        let plan = self.plan;
        self.findings.add_of_rule(rule, severity, || {
            let (path, entry) = match parent {
                Some(parent) => parent.path(&plan.model, &plan.watches),
                None => (Path::default(), None),
            };
            let mut tokens = path.tokens().to_vec();
            tokens.push(Token::member(name));
            let offset = parent.map_or(Some(0), Fact::offset);
            Violation {
                entry,
                suggestion: say.suggestion,
                offset,
                ..Violation::of(rule, severity, Path::new(tokens), say.detail)
            }
        })
    }

    /// A rule is broken by an item of this list, which was not kept itself; `item` is its text there.
    #[cold]
    pub(super) fn at_item(&mut self, rule: Rule, list: Fact<'_>, index: usize, item: &[u8], say: Say) -> Flow {
        let at = parts::offset_in(list.raw(), item);
        let path = &[Token::Index(index)];
        self.within(list, Problem { rule, path, at, at_most: Severity::Error, detail: say.detail })
    }

    /// A rule is broken somewhere inside this value, whose parts no shape describes.
    #[cold]
    pub(super) fn within(&mut self, at: Fact<'_>, problem: Problem<'_>) -> Flow {
        let Some(severity) = self.severity(problem.rule) else { return Ok(()) };
        let severity = severity.min(problem.at_most);
        let plan = self.plan;
        self.findings.add_of_rule(problem.rule, severity, || {
            let (path, entry) = at.path(&plan.model, &plan.watches);
            let tokens = path.tokens().iter().chain(problem.path).cloned().collect();
            Violation {
                entry,
                offset: at.offset().map(|offset| offset + problem.at),
                ..Violation::of(problem.rule, severity, Path::new(tokens), problem.detail)
            }
        })
    }

    /// What was found elsewhere, inside the text that `at` holds: its path leads into it.
    pub(super) fn inside(&mut self, at: Fact<'_>, found: Violation) -> Flow {
        let plan = self.plan;
        let (rule, severity) = (found.rule, found.severity.min(Severity::Warning));
        self.findings.add_of_rule(rule, severity, || {
            let (path, entry) = at.path(&plan.model, &plan.watches);
            let tokens = path.tokens().iter().chain(found.path.tokens()).cloned().collect();
            Violation { severity, path: Path::new(tokens), entry: entry.or(found.entry), offset: at.offset(), ..found }
        })
    }

    /// How much a rule weighs here; `None` when it is not judged.
    pub(super) fn severity(&self, rule: Rule) -> Option<Severity> {
        let severity = self.ruleset.severities().get(rule, &self.plan.operation)?;
        holds_in(rule, self.ruleset.edition()).then_some(severity)
    }
}
