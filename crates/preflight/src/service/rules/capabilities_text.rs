//! `Capabilities`, the deprecated member: a capability report as JSON inside a string. Where it parses, what it holds
//! is judged as a report is, with paths that lead into it, and as warnings: no source says how it is read.

use super::{ActiveRules, Begins, Case, Check, Verdicts, finish};
use crate::engine::limits::Limits;
use crate::engine::rule::Family;
use crate::engine::validate::{self, Door, Flow, Job, Side};
use crate::text::json::parts;

/// `"Capabilities": "{\"version\":\"1.0.0\",\"endpoints\":[…]}"`
pub(super) const CAPABILITIES: Check = Check { rules: &[], at: Begins::Shape("Capabilities"), reads: &[""], judge };

fn judge(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    let model = case.plan.model;
    let Some(shape) = crate::service::capability::report_shape(&model) else { return Ok(()) };
    for held in case.each(0) {
        let Some(text) = held.text() else { continue };
        // What has no endpoints is meant as something else.
        if parts::member(text.as_bytes(), "endpoints").is_none() {
            continue;
        }
        let plan = case.ruleset.plan_of_shape(shape);
        let rules = ActiveRules { ruleset: case.ruleset, plan: Some(&plan), operation: &case.plan.operation };
        let job = Job {
            model: &model,
            shape: Some(shape),
            side: Side::Input,
            door: Door::Explain,
            limits: Limits::default(),
            watches: rules.watches(),
            severities: Some(&rules),
        };
        let report = finish(validate::whole(job, text.as_bytes()), Some(rules));
        if report.violations().iter().any(|found| found.rule.family() == Family::Json && found.rule.is_fatal()) {
            continue;
        }
        report.violations.into_iter().try_for_each(|found| verdicts.inside(held, found))?;
    }
    Ok(())
}
