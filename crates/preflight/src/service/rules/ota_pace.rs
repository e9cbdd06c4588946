//! CreateOtaTaskConfiguration: the rate of a rollout, and the criteria that abort it.
//!
//! The reference documents that the rate increases by one of two counts. The precision, the ceiling and the parts of a
//! criterion are those of AWS IoT Jobs.

use super::{Check, Read, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::capture::CapturedValue;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::text::json::number::Integer;

reads! {
    enum FactorReads {
        FACTOR = "PushConfig.RolloutConfig.ExponentialRolloutRate.IncrementFactor",
    }
}

reads! {
    enum ThresholdReads {
        THRESHOLD = "PushConfig.AbortConfig.AbortConfigCriteriaList[].ThresholdPercentage",
    }
}

reads! {
    enum MaximumReads {
        MAXIMUM = "PushConfig.RolloutConfig.MaximumPerMinute",
    }
}

reads! {
    enum RateReads {
        MAXIMUM = "PushConfig.RolloutConfig.MaximumPerMinute",
        BASE = "PushConfig.RolloutConfig.ExponentialRolloutRate.BaseRatePerMinute",
    }
}

reads! {
    enum IncreaseReads {
        CRITERIA = "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria",
        NOTIFIED = "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria.numberOfNotifiedThings",
        SUCCEEDED = "PushConfig.RolloutConfig.ExponentialRolloutRate.RateIncreaseCriteria.numberOfSucceededThings",
    }
}

reads! {
    enum AbortReads {
        CRITERION = "PushConfig.AbortConfig.AbortConfigCriteriaList[]",
        THRESHOLD = "PushConfig.AbortConfig.AbortConfigCriteriaList[].ThresholdPercentage",
        ACTION = "PushConfig.AbortConfig.AbortConfigCriteriaList[].Action",
        FAILURE_TYPE = "PushConfig.AbortConfig.AbortConfigCriteriaList[].FailureType",
        MIN_EXECUTED = "PushConfig.AbortConfig.AbortConfigCriteriaList[].MinNumberOfExecutedThings",
    }
}

const AT: Scope = Scope::Operations(&["CreateOtaTaskConfiguration"]);

/// `"ExponentialRolloutRate": {"IncrementFactor": 1.5}`
pub(super) const FACTOR: Check =
    Check { rules: &[Rule::OTA_DECIMALS], at: AT, reads: FactorReads::PATHS, judge: check_factor };

/// `"AbortConfigCriteriaList": [{"ThresholdPercentage": 12.25}]`
pub(super) const THRESHOLD: Check =
    Check { rules: &[Rule::OTA_DECIMALS], at: AT, reads: ThresholdReads::PATHS, judge: check_threshold };

/// `"RolloutConfig": {"MaximumPerMinute": 100}`
pub(super) const CEILING: Check =
    Check { rules: &[Rule::OTA_RATE_CEILING], at: AT, reads: MaximumReads::PATHS, judge: check_ceiling };

/// `"RolloutConfig": {"MaximumPerMinute": 100, "ExponentialRolloutRate": {"BaseRatePerMinute": 5}}`
pub(super) const BASE: Check =
    Check { rules: &[Rule::OTA_RATE_BELOW_BASE], at: AT, reads: RateReads::PATHS, judge: check_base };

/// `"RateIncreaseCriteria": {"numberOfNotifiedThings": 10}`
pub(super) const INCREASE: Check =
    Check { rules: &[Rule::OTA_RATE_CRITERIA], at: AT, reads: IncreaseReads::PATHS, judge: check_increase };

/// `"AbortConfigCriteriaList": [{"Action": "CANCEL", "FailureType": "FAILED", …}]`
pub(super) const ABORT: Check =
    Check { rules: &[Rule::OTA_ABORT_COMPLETE], at: AT, reads: AbortReads::PATHS, judge: check_abort };

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

const CRITERION_PARTS: [Read; 4] =
    [AbortReads::THRESHOLD, AbortReads::ACTION, AbortReads::FAILURE_TYPE, AbortReads::MIN_EXECUTED];

/// Maximum number of devices that are notified in a minute.
const MAX_RATE: i64 = 1000;

fn check_factor(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    check_decimals(context.values(FactorReads::FACTOR), 1, &ONE_DECIMAL, reporter)
}

fn check_threshold(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    check_decimals(context.values(ThresholdReads::THRESHOLD), 2, &TWO_DECIMALS, reporter)
}

fn check_decimals(
    values: Vec<CapturedValue<'_>>,
    most: i64,
    message: &RuleMessage,
    reporter: &mut RuleReporter<'_, '_>,
) -> Flow {
    for value in values {
        if value.number().is_some_and(|number| number.decimals() > most) {
            reporter.report(message, value)?;
        }
    }
    Ok(())
}

fn check_ceiling(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.value(MaximumReads::MAXIMUM) {
        Some(maximum) if integer(maximum).is_some_and(|rate| rate > MAX_RATE) => {
            reporter.report(&ABOVE_CEILING, maximum)
        }
        _ => Ok(()),
    }
}

fn check_base(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(maximum) = context.value(RateReads::MAXIMUM) else { return Ok(()) };
    match (integer(maximum), context.value(RateReads::BASE).and_then(integer)) {
        (Some(rate), Some(base)) if rate < base => reporter.report(&BELOW_BASE, maximum),
        _ => Ok(()),
    }
}

fn check_increase(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let criteria = context.value(IncreaseReads::CRITERIA);
    let Some(criteria) = criteria.filter(|criteria| criteria.raw().starts_with(b"{")) else { return Ok(()) };
    let message = match (context.has(IncreaseReads::NOTIFIED), context.has(IncreaseReads::SUCCEEDED)) {
        (true, false) | (false, true) => return Ok(()),
        (true, true) => &BOTH_COUNTS,
        (false, false) => &NO_COUNT,
    };
    reporter.report(message, criteria)
}

fn check_abort(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for criterion in context.values(AbortReads::CRITERION) {
        let is_complete = CRITERION_PARTS.into_iter().all(|part| context.member_of(criterion, part).is_some());
        if criterion.raw().starts_with(b"{") && !is_complete {
            reporter.report(&ABORT_INCOMPLETE, criterion)?;
        }
    }
    Ok(())
}

/// Returns a whole number, limited to the range of `i64`; `None` for anything else.
fn integer(value: CapturedValue<'_>) -> Option<i64> {
    match value.number()?.integer() {
        Integer::Value(value) => Some(value),
        Integer::Beyond { negative } => Some(if negative { i64::MIN } else { i64::MAX }),
        Integer::Fraction => None,
    }
}
