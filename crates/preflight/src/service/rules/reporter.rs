use std::borrow::Cow;

use super::plan::{OperationPlan, Ruleset};
use crate::engine::capture::CapturedValue;
use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::engine::validate::{Findings, Flow};
use crate::service::capability::Problem;
use crate::service::profile::holds_in;
use crate::text::json::parts;

/// Where checks tell what is broken. What it weighs, and whether it is told at all, is decided here.
pub(super) struct RuleReporter<'v, 'm> {
    pub(super) plan: &'v OperationPlan,
    pub(super) ruleset: &'v Ruleset,
    pub(super) findings: &'v mut Findings<'m>,
}

/// What is wrong, and what would be right.
pub(super) type RuleMessage = [&'static str; 2];

fn advice([message, help]: &RuleMessage) -> Detail {
    Detail::Advice { message: Cow::Borrowed(message), help: Cow::Borrowed(help) }
}

// Rules are told about in many places and broken seldom: what they call is never inlined.
impl RuleReporter<'_, '_> {
    /// A rule is broken by this value.
    #[cold]
    #[inline(never)]
    pub(super) fn report(&mut self, rule: Rule, at: CapturedValue<'_>, say: &RuleMessage) -> Flow {
        self.report_with(rule, at, advice(say), None)
    }

    /// A rule is broken by this value, where another name was probably meant.
    #[cold]
    #[inline(never)]
    pub(super) fn report_with_suggestion(
        &mut self,
        rule: Rule,
        at: CapturedValue<'_>,
        say: &RuleMessage,
        suggestion: Option<&str>,
    ) -> Flow {
        self.report_with(rule, at, advice(say), suggestion)
    }

    /// A rule is broken by this value, in words that are not always the same.
    #[cold]
    #[inline(never)]
    pub(super) fn report_with(
        &mut self,
        rule: Rule,
        at: CapturedValue<'_>,
        detail: Detail,
        suggestion: Option<&str>,
    ) -> Flow {
        let Some(severity) = self.severity(rule) else { return Ok(()) };
        let plan = self.plan;
        let shape = plan.trie.shape(at.capture_id()).map(|id| plan.model.shape_name(id).to_owned());
        let found = Violation {
            for_key: at.is_key(&plan.trie),
            shape: shape.unwrap_or_default(),
            suggestion: suggestion.map(str::to_owned),
            ..Violation::of(rule, severity, Path::default(), detail)
        };
        self.add(Some(at), &[], 0, found)
    }

    /// A rule is broken because a member is not there; `parent` is what it is missing in, the input if `None`.
    #[cold]
    #[inline(never)]
    pub(super) fn report_missing(
        &mut self,
        rule: Rule,
        parent: Option<CapturedValue<'_>>,
        name: &str,
        say: &RuleMessage,
    ) -> Flow {
        let Some(severity) = self.severity(rule) else { return Ok(()) };
        let found = Violation::of(rule, severity, Path::default(), advice(say));
        self.add(parent, &[Token::member(name)], 0, found)
    }

    /// A rule is broken by an item of this list, which was not captures itself; `item` is its text there.
    pub(super) fn report_item(
        &mut self,
        rule: Rule,
        list: CapturedValue<'_>,
        index: usize,
        item: &[u8],
        say: &RuleMessage,
    ) -> Flow {
        let at = parts::offset_in(list.raw(), item);
        let path = &[Token::Index(index)];
        self.report_within(list, Problem { rule, path, at, at_most: Severity::Error, detail: advice(say) })
    }

    /// A rule is broken somewhere inside this value, whose parts no shape describes.
    #[cold]
    #[inline(never)]
    pub(super) fn report_within(&mut self, at: CapturedValue<'_>, problem: Problem<'_>) -> Flow {
        let Some(severity) = self.severity(problem.rule) else { return Ok(()) };
        let severity = severity.min(problem.at_most);
        let found = Violation::of(problem.rule, severity, Path::default(), problem.detail);
        self.add(Some(at), problem.path, problem.at, found)
    }

    /// What was found elsewhere, inside the text that `at` holds: its path leads into it.
    pub(super) fn report_nested(&mut self, at: CapturedValue<'_>, found: Violation) -> Flow {
        let severity = found.severity.min(Severity::Warning);
        let path = found.path.clone();
        self.add(Some(at), path.tokens(), 0, Violation { severity, ..found })
    }

    /// What was found, `below` a value and `further` on in its text; below the input if there is none.
    fn add(&mut self, at: Option<CapturedValue<'_>>, below: &[Token], further: usize, found: Violation) -> Flow {
        let plan = self.plan;
        self.findings.add_of_rule(found.rule, found.severity, || {
            let (path, entry) = at.map(|at| at.path(&plan.model, &plan.trie)).unwrap_or_default();
            let offset = at.map_or(Some(0), CapturedValue::offset).map(|offset| offset + further);
            Violation {
                path: Path::new([path.tokens(), below].concat()),
                entry: entry.or(found.entry),
                offset,
                ..found
            }
        })
    }

    /// How much a rule weighs here; `None` when it is not judged.
    pub(super) fn severity(&self, rule: Rule) -> Option<Severity> {
        let severity = self.ruleset.severities().get(rule, &self.plan.operation)?;
        holds_in(rule, self.ruleset.edition()).then_some(severity)
    }
}
