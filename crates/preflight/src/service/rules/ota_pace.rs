//! CreateOtaTaskConfiguration: the rate of a rollout, and the criteria that abort it.
//!
//! The reference documents that the rate increases by one of two counts. The precision, the ceiling and the parts of a
//! criterion are those of AWS IoT Jobs.

use super::{Check, Read, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::capture::CapturedValue;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::text::json::number::{self, Integer};

reads! {
    enum Reads {
        MAXIMUM = "PushConfig.RolloutConfig.MaximumPerMinute",
        BASE = "PushConfig.RolloutConfig.ExponentialRolloutRate.BaseRatePerMinute",
        FACTOR = "PushConfig.RolloutConfig.ExponentialRolloutRate.IncrementFactor",
        CRITERIA = "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria",
        NOTIFIED = "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria.numberOfNotifiedThings",
        SUCCEEDED = "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria.numberOfSucceededThings",
        CRITERION = "PushConfig.AbortConfig.AbortConfigCriteriaList[]",
        THRESHOLD = "PushConfig.AbortConfig.AbortConfigCriteriaList[].ThresholdPercentage",
        ACTION = "PushConfig.AbortConfig.AbortConfigCriteriaList[].Action",
        FAILURE_TYPE = "PushConfig.AbortConfig.AbortConfigCriteriaList[].FailureType",
        MIN_EXECUTED = "PushConfig.AbortConfig.AbortConfigCriteriaList[].MinNumberOfExecutedThings",
    }
}

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
    reads: Reads::PATHS,
    judge,
};

const ABORT_INCOMPLETE: RuleMessage = rule_message!(
    Rule::OTA_ABORT_COMPLETE,
    "a criterion that is not whole never stops a task",
    "give it `Action`, `FailureType`, `MinNumberOfExecutedThings` and `ThresholdPercentage`",
);

const ONE_DECIMAL: RuleMessage =
    rule_message!(Rule::OTA_DECIMALS, "one", "this has more than one decimal", "round it, as in `1.5`");

const TWO_DECIMALS: RuleMessage =
    rule_message!(Rule::OTA_DECIMALS, "two", "this has more than two decimals", "round it, as in `12.25`");

const ABOVE_CEILING: RuleMessage = rule_message!(
    Rule::OTA_RATE_CEILING,
    "no more than 1000 devices are notified in a minute",
    "use a number of at most 1000",
);

const BELOW_BASE: RuleMessage = rule_message!(
    Rule::OTA_RATE_BELOW_BASE,
    "the most devices in a minute are fewer than the rollout begins with",
    "raise it to `BaseRatePerMinute` or more",
);

const BOTH_COUNTS: RuleMessage = rule_message!(
    Rule::OTA_RATE_CRITERIA,
    "both",
    "the rate goes up by one count, not by two",
    "keep one of the two numbers",
);

const NO_COUNT: RuleMessage = rule_message!(
    Rule::OTA_RATE_CRITERIA,
    "missing",
    "nothing says when the rate goes up",
    "add `numberOfNotifiedThings` or `numberOfSucceededThings`",
);

const CRITERION_PARTS: [Read; 4] = [Reads::THRESHOLD, Reads::ACTION, Reads::FAILURE_TYPE, Reads::MIN_EXECUTED];

/// Maximum number of devices that are notified in a minute.
const CEILING: i64 = 1000;

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    decimals(context, reporter)?;
    rates(context, reporter)?;
    criteria(context, reporter)?;
    for criterion in context.values(Reads::CRITERION) {
        let is_complete = CRITERION_PARTS.into_iter().all(|part| context.member_of(criterion, part).is_some());
        if criterion.raw().starts_with(b"{") && !is_complete {
            reporter.report(&ABORT_INCOMPLETE, criterion)?;
        }
    }
    Ok(())
}

fn decimals(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let has_more = |capture: &CapturedValue<'_>, most| capture.number().is_some_and(|number| number.decimals() > most);
    if let Some(factor) = context.value(Reads::FACTOR).filter(|capture| has_more(capture, 1)) {
        reporter.report(&ONE_DECIMAL, factor)?;
    }
    for threshold in context.values(Reads::THRESHOLD).into_iter().filter(|capture| has_more(capture, 2)) {
        reporter.report(&TWO_DECIMALS, threshold)?;
    }
    Ok(())
}

fn rates(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(maximum) = context.value(Reads::MAXIMUM) else { return Ok(()) };
    let Some(rate) = maximum.number().and_then(saturating_integer) else { return Ok(()) };
    if rate > CEILING {
        reporter.report(&ABOVE_CEILING, maximum)?;
    }
    match context.value(Reads::BASE).and_then(CapturedValue::number).and_then(saturating_integer) {
        Some(base) if rate < base => reporter.report(&BELOW_BASE, maximum),
        _ => Ok(()),
    }
}

fn criteria(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(criteria) = context.value(Reads::CRITERIA).filter(|criteria| criteria.raw().starts_with(b"{")) else {
        return Ok(());
    };
    let message = match (context.has(Reads::NOTIFIED), context.has(Reads::SUCCEEDED)) {
        (true, false) | (false, true) => return Ok(()),
        (true, true) => &BOTH_COUNTS,
        (false, false) => &NO_COUNT,
    };
    reporter.report(message, criteria)
}

/// Returns a whole number, limited to the range of `i64`; `None` for a fraction.
fn saturating_integer(number: number::Number<'_>) -> Option<i64> {
    match number.integer() {
        Integer::Value(value) => Some(value),
        Integer::Beyond { negative } => Some(if negative { i64::MIN } else { i64::MAX }),
        Integer::Fraction => None,
    }
}
