//! CreateOtaTaskConfiguration: how fast a rollout goes, and when it stops itself.
//!
//! The reference says that the rate goes up by one of two counts; the steps, ceilings and the parts of a criterion are
//! those of AWS IoT Jobs.

use super::{Check, RuleContext, RuleReporter, Scope};
use crate::engine::capture::CapturedValue;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::text::json::number::{self, Integer};

/// `"PushConfig": {"RolloutConfig": {"ExponentialRolloutRate": {"BaseRatePerMinute": 5, "IncrementFactor": 1.5, …}}}`
pub(super) const PACE: Check = Check {
    rules: &[
        Rule::OTA_DECIMALS,
        Rule::OTA_RATE_CEILING,
        Rule::OTA_RATE_BELOW_BASE,
        Rule::OTA_RATE_CRITERIA,
        Rule::OTA_ABORT_COMPLETE,
    ],
    at: Scope::Operations(&["CreateOtaTaskConfiguration"]),
    reads: &[
        "PushConfig.RolloutConfig.MaximumPerMinute",
        "PushConfig.RolloutConfig.ExponentialRolloutRate.BaseRatePerMinute",
        "PushConfig.RolloutConfig.ExponentialRolloutRate.IncrementFactor",
        "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria",
        "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria.numberOfNotifiedThings",
        "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria.numberOfSucceededThings",
        "PushConfig.AbortConfig.AbortConfigCriteriaList[]",
        "PushConfig.AbortConfig.AbortConfigCriteriaList[].ThresholdPercentage",
        "PushConfig.AbortConfig.AbortConfigCriteriaList[].Action",
        "PushConfig.AbortConfig.AbortConfigCriteriaList[].FailureType",
        "PushConfig.AbortConfig.AbortConfigCriteriaList[].MinNumberOfExecutedThings",
    ],
    judge,
};

const MAXIMUM: usize = 0;
const BASE: usize = 1;
const FACTOR: usize = 2;
const CRITERIA: usize = 3;
const NOTIFIED: usize = 4;
const SUCCEEDED: usize = 5;
const CRITERION: usize = 6;
const THRESHOLD: usize = 7;
const CRITERION_PARTS: [usize; 4] = [THRESHOLD, 8, 9, 10];

/// So many devices are notified in a minute at the most.
const CEILING: i64 = 1000;

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    decimals(context, reporter)?;
    rates(context, reporter)?;
    criteria(context, reporter)?;
    for criterion in context.each(CRITERION) {
        let is_whole = CRITERION_PARTS.into_iter().all(|part| context.of(criterion, part).is_some());
        if criterion.raw().starts_with(b"{") && !is_whole {
            let say = &[
                "a criterion that is not whole never stops a task",
                "give it `Action`, `FailureType`, `MinNumberOfExecutedThings` and `ThresholdPercentage`",
            ];
            reporter.report(Rule::OTA_ABORT_COMPLETE, criterion, say)?;
        }
    }
    Ok(())
}

fn decimals(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let has_more = |fact: &CapturedValue<'_>, most| fact.number().is_some_and(|number| number.decimals() > most);
    if let Some(factor) = context.one(FACTOR).filter(|fact| has_more(fact, 1)) {
        reporter.report(Rule::OTA_DECIMALS, factor, &["this has more than one decimal", "round it, as in `1.5`"])?;
    }
    for threshold in context.each(THRESHOLD).into_iter().filter(|fact| has_more(fact, 2)) {
        reporter.report(
            Rule::OTA_DECIMALS,
            threshold,
            &["this has more than two decimals", "round it, as in `12.25`"],
        )?;
    }
    Ok(())
}

fn rates(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(maximum) = context.one(MAXIMUM) else { return Ok(()) };
    let Some(rate) = maximum.number().and_then(whole) else { return Ok(()) };
    if rate > CEILING {
        let say = &["no more than 1000 devices are notified in a minute", "use a number of at most 1000"];
        reporter.report(Rule::OTA_RATE_CEILING, maximum, say)?;
    }
    match context.one(BASE).and_then(CapturedValue::number).and_then(whole) {
        Some(base) if rate < base => {
            let say = &[
                "the most devices in a minute are fewer than the rollout begins with",
                "raise it to `BaseRatePerMinute` or more",
            ];
            reporter.report(Rule::OTA_RATE_BELOW_BASE, maximum, say)
        }
        _ => Ok(()),
    }
}

fn criteria(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(criteria) = context.one(CRITERIA).filter(|criteria| criteria.raw().starts_with(b"{")) else {
        return Ok(());
    };
    let say = match (context.has(NOTIFIED), context.has(SUCCEEDED)) {
        (true, false) | (false, true) => return Ok(()),
        (true, true) => &["the rate goes up by one count, not by two", "keep one of the two numbers"],
        (false, false) => {
            &["nothing says when the rate goes up", "add `numberOfNotifiedThings` or `numberOfSucceededThings`"]
        }
    };
    reporter.report(Rule::OTA_RATE_CRITERIA, criteria, say)
}

fn whole(number: number::Number<'_>) -> Option<i64> {
    match number.integer() {
        Integer::Value(value) => Some(value),
        Integer::Beyond { negative } => Some(if negative { i64::MIN } else { i64::MAX }),
        Integer::Fraction => None,
    }
}
