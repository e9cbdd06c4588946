//! Documented rules: they relate members to each other, or require more of a value than its constraints do.
//!
//! Each file has the rules that read the same members. A [`Check`] declares which rules it judges, for which operations
//! or shapes, and which members it reads: validation captures those and nothing else. The check reads the captured
//! values through [`RuleContext`] and reports violations to [`RuleReporter`]. The catalogue has the requirement, the
//! reason, the source and the severity of every rule.

mod capabilities_text;
mod capability_report;
mod command;
mod context;
mod deprecated;
mod destination;
mod discovery;
mod encryption;
mod logs;
mod notification;
mod ota_pace;
mod ota_schedule;
mod ota_target;
mod plan;
mod privacy;
mod provisioning;
mod read;
mod reporter;
mod schema_documents;
mod schema_ids;
mod secret_signs;
mod thing_barcode;
mod thing_role;

use context::RuleContext;
pub(crate) use plan::{ActiveRules, OperationPlan, Ruleset, finish};
use read::{Read, reads};
use reporter::RuleReporter;

use crate::engine::capture::{CapturePath, Captures};
use crate::engine::rule::Rule;
use crate::engine::validate::{Findings, Flow};
use crate::service::rule_message::{RuleMessage, rule_message};
use crate::smithy::{Member, Model};

/// A check of one or more rules that read the same members.
pub(crate) struct Check {
    /// The rules whose violations it reports.
    rules: &'static [Rule],
    /// Where its paths begin.
    at: Scope,
    /// The members that it reads. [`reads!`] declares them, with a handle for each.
    reads: &'static [CapturePath],
    judge: fn(&RuleContext<'_>, &mut RuleReporter<'_, '_>) -> Flow,
}

/// Where the paths that a check reads begin.
enum Scope {
    /// At the input of these operations.
    Operations(&'static [&'static str]),
    /// At every place with a shape of this name. Operations whose input has no such place do without the check.
    Shape(&'static str),
    /// At every member that satisfies the predicate. Operations whose input has no such member do without the check.
    Members(fn(&Model<'_>, &Member) -> bool),
}

/// Every check, in the order in which they are planned.
const CHECKS: &[&Check] = &[
    &schema_ids::LIST_FILTERS,
    &schema_ids::VERSIONED_IDS,
    &schema_documents::DOCUMENTS,
    &discovery::DISCOVERY,
    &encryption::DEFAULT_ENCRYPTION,
    &ota_schedule::START_TIME,
    &ota_schedule::END_TIME,
    &ota_schedule::ORDER,
    &ota_schedule::END_BEHAVIOR,
    &ota_schedule::WINDOWS,
    &ota_target::TARGET,
    &ota_target::COUNT,
    &ota_target::QUERY,
    &ota_target::RETRY,
    &ota_pace::FACTOR,
    &ota_pace::THRESHOLD,
    &ota_pace::CEILING,
    &ota_pace::BASE,
    &ota_pace::INCREASE,
    &ota_pace::ABORT,
    &thing_barcode::BARCODE,
    &thing_role::ROLE,
    &provisioning::CERTIFICATE,
    &destination::KINESIS,
    &notification::DESTINATION,
    &logs::RESOURCE_ID,
    &logs::RESOURCE,
    &logs::THING,
    &logs::UPLOAD,
    &command::BUILT_IN,
    &command::AGAINST_REPORT,
    &capability_report::REPORT,
    &capabilities_text::CAPABILITIES,
    &privacy::PERSONAL_DATA,
    &privacy::SECRETS,
    &deprecated::MEMBERS,
];

/// Runs every check of an operation on the captured values of an input.
fn judge(plan: &OperationPlan, ruleset: &Ruleset, captures: &Captures<'_>, findings: &mut Findings<'_>) -> Flow {
    for planned in plan.checks() {
        let context = RuleContext { plan, ruleset, captures, planned };
        let mut reporter = RuleReporter { plan, ruleset, findings };
        (planned.check.judge)(&context, &mut reporter)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::engine::rule::Family;

    #[test]
    fn checks_judge_the_documented_rules() {
        let judged: BTreeSet<&str> = CHECKS.iter().flat_map(|check| check.rules).map(|rule| rule.id()).collect();
        let documented = Rule::ALL.iter().filter(|rule| rule.family() == Family::Documented);
        assert_eq!(judged, documented.map(|rule| rule.id()).collect());
    }
}
