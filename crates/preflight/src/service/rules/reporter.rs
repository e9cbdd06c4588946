use super::plan::{OperationPlan, Ruleset};
use crate::engine::capture::CapturedValue;
use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::engine::validate::{Findings, Flow};
use crate::service::capability::Problem;
use crate::service::profile::applies_in;
use crate::service::rule_message::RuleMessage;
use crate::text::json::parts;

/// Receives the violations that checks find, and reports those whose rules are in force, with their severities.
pub(super) struct RuleReporter<'v, 'm> {
    pub(super) plan: &'v OperationPlan,
    pub(super) ruleset: &'v Ruleset,
    pub(super) findings: &'v mut Findings<'m>,
}

// These methods have many callers and are seldom called: they are never inlined.
impl RuleReporter<'_, '_> {
    /// Reports that a value violates a rule.
    #[cold]
    #[inline(never)]
    pub(super) fn report(&mut self, message: &RuleMessage, at: CapturedValue<'_>) -> Flow {
        self.report_detail(message.rule(), at, message.detail(), None)
    }

    /// Reports that a value violates a rule, and suggests the name that was probably meant.
    #[cold]
    #[inline(never)]
    pub(super) fn report_with_suggestion(
        &mut self,
        message: &RuleMessage,
        at: CapturedValue<'_>,
        suggestion: Option<&str>,
    ) -> Flow {
        self.report_detail(message.rule(), at, message.detail(), suggestion)
    }

    /// Reports that a value violates a rule, with a message that is not constant.
    #[cold]
    #[inline(never)]
    pub(super) fn report_detail(
        &mut self,
        rule: Rule,
        at: CapturedValue<'_>,
        detail: Detail,
        suggestion: Option<&str>,
    ) -> Flow {
        let Some(severity) = self.severity(rule) else { return Ok(()) };
        let plan = self.plan;
        let shape = plan.trie.shape(at.capture_id()).map(|id| plan.model.shape_name(id).to_owned());
        let violation = Violation {
            for_key: at.is_key(&plan.trie),
            shape: shape.unwrap_or_default(),
            suggestion: suggestion.map(str::to_owned),
            ..Violation::new(rule, severity, Path::default(), detail)
        };
        self.add(Some(at), &[], 0, violation)
    }

    /// Reports that a member is missing in `parent`, or in the input if `parent` is `None`.
    #[cold]
    #[inline(never)]
    pub(super) fn report_missing(
        &mut self,
        message: &RuleMessage,
        parent: Option<CapturedValue<'_>>,
        name: &str,
    ) -> Flow {
        let Some(severity) = self.severity(message.rule()) else { return Ok(()) };
        let violation = Violation::new(message.rule(), severity, Path::default(), message.detail());
        self.add(parent, &[Token::member(name)], 0, violation)
    }

    /// Reports that an item of a list violates a rule. The item was not captured: `item` is its text in the list.
    pub(super) fn report_item(
        &mut self,
        message: &RuleMessage,
        list: CapturedValue<'_>,
        index: usize,
        item: &[u8],
    ) -> Flow {
        let at = parts::offset_in(list.raw(), item);
        let path = &[Token::Index(index)];
        let (rule, detail) = (message.rule(), message.detail());
        self.report_problem(list, Problem { rule, path, at, at_most: Severity::Error, detail })
    }

    /// Reports a problem inside a value whose parts have no shapes.
    #[cold]
    #[inline(never)]
    pub(super) fn report_problem(&mut self, at: CapturedValue<'_>, problem: Problem<'_>) -> Flow {
        let Some(severity) = self.severity(problem.rule) else { return Ok(()) };
        let severity = severity.min(problem.at_most);
        let violation = Violation::new(problem.rule, severity, Path::default(), problem.detail);
        self.add(Some(at), problem.path, problem.at, violation)
    }

    /// Reports a violation found in the JSON text that a string holds, at most as a warning. Its path leads into the
    /// text.
    pub(super) fn report_embedded(&mut self, at: CapturedValue<'_>, violation: Violation) -> Flow {
        let severity = violation.severity.min(Severity::Warning);
        let path = violation.path.clone();
        self.add(Some(at), path.tokens(), 0, Violation { severity, ..violation })
    }

    /// Adds a violation. `tokens` and `further` lead on from the path and the offset of `at`, or of the input.
    fn add(&mut self, at: Option<CapturedValue<'_>>, tokens: &[Token], further: usize, violation: Violation) -> Flow {
        let plan = self.plan;
        self.findings.add_violation(violation.rule, violation.severity, || {
            let (path, entry) = at.map(|at| at.path(&plan.model, &plan.trie)).unwrap_or_default();
            let offset = at.map_or(Some(0), CapturedValue::offset).map(|offset| offset + further);
            Violation {
                path: Path::new([path.tokens(), tokens].concat()),
                entry: entry.or(violation.entry),
                offset,
                ..violation
            }
        })
    }

    /// Returns the severity of a rule; `None` if the rule is not in force.
    pub(super) fn severity(&self, rule: Rule) -> Option<Severity> {
        let severity = self.ruleset.severities().get(rule, &self.plan.operation)?;
        applies_in(rule, self.ruleset.edition()).then_some(severity)
    }
}
