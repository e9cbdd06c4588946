//! `Capabilities`, the deprecated member: a capability report as JSON inside a string.
//!
//! A text that parses is judged as a capability report, with paths that lead into it. Its violations are warnings,
//! because no source documents how the service reads it.

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
    for text_capture in context.values(Reads::TEXT) {
        let Some(text) = text_capture.text() else { continue };
        // A text without `endpoints` is not a capability report.
        if parts::member(text.as_bytes(), "endpoints").is_none() {
            continue;
        }
        let plan = context.ruleset.plan_of_shape(shape);
        let rules = ActiveRules { ruleset: context.ruleset, plan: Some(&plan), operation: &context.plan.operation };
        let validation_context = ValidationContext {
            model: &model,
            shape: Some(shape),
            side: Side::Input,
            mode: Mode::CollectAll,
            limits: Limits::default(),
            trie: rules.trie(),
            severities: Some(&rules),
        };
        let report = finish(validate::validate_text(validation_context, text.as_bytes()), Some(rules));
        if report
            .violations()
            .iter()
            .any(|violation| violation.rule.family() == Family::Json && violation.rule.is_fatal())
        {
            continue;
        }
        report.violations.into_iter().try_for_each(|violation| reporter.report_embedded(text_capture, violation))?;
    }
    Ok(())
}
