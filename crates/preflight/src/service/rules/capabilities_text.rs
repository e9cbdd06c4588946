//! `Capabilities`, the deprecated member: a capability report as JSON inside a string. Where it parses, what it holds
//! is judged as a report is, with paths that lead into it, and as warnings: no source says how it is read.

use super::{ActiveRules, Check, RuleContext, RuleReporter, Scope, finish, reads};
use crate::engine::limits::Limits;
use crate::engine::rule::Family;
use crate::engine::validate::{self, Flow, Mode, Side, ValidationContext};
use crate::text::json::parts;

reads! {
    enum Reads {
        TEXT = "",
    }
}

/// `"Capabilities": "{\"version\":\"1.0.0\",\"endpoints\":[…]}"`
pub(super) const CAPABILITIES: Check =
    Check { rules: &[], at: Scope::Shape("Capabilities"), reads: Reads::PATHS, judge };

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let model = context.plan.model;
    let Some(shape) = crate::service::capability::report_shape(&model) else { return Ok(()) };
    for held in context.each(Reads::TEXT) {
        let Some(text) = held.text() else { continue };
        // What has no endpoints is meant as something else.
        if parts::member(text.as_bytes(), "endpoints").is_none() {
            continue;
        }
        let plan = context.ruleset.plan_of_shape(shape);
        let rules = ActiveRules { ruleset: context.ruleset, plan: Some(&plan), operation: &context.plan.operation };
        let job = ValidationContext {
            model: &model,
            shape: Some(shape),
            side: Side::Input,
            mode: Mode::CollectAll,
            limits: Limits::default(),
            trie: rules.trie(),
            severities: Some(&rules),
        };
        let report = finish(validate::whole(job, text.as_bytes()), Some(rules));
        if report.violations().iter().any(|found| found.rule.family() == Family::Json && found.rule.is_fatal()) {
            continue;
        }
        report.violations.into_iter().try_for_each(|found| reporter.report_nested(held, found))?;
    }
    Ok(())
}
