//! CreateOtaTask: the start and end of a task, and its maintenance windows.
//!
//! The reference documents that `EndBehavior` depends on `EndTime`. The forms and spans of time are limits of AWS IoT
//! Jobs, which runs the tasks.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::capture::CapturedValue;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::service::cron::{Cron, CronError};
use crate::text::time::UtcMinute;

reads! {
    enum StartReads {
        START = "OtaSchedulingConfig.StartTime",
    }
}

reads! {
    enum EndReads {
        END = "OtaSchedulingConfig.EndTime",
    }
}

reads! {
    enum OrderReads {
        START = "OtaSchedulingConfig.StartTime",
        END = "OtaSchedulingConfig.EndTime",
    }
}

reads! {
    enum EndBehaviorReads {
        END = "OtaSchedulingConfig.EndTime",
        BEHAVIOR = "OtaSchedulingConfig.EndBehavior",
    }
}

reads! {
    enum WindowReads {
        WINDOW = "OtaSchedulingConfig.MaintenanceWindows[]",
        START = "OtaSchedulingConfig.MaintenanceWindows[].StartTime",
        DURATION = "OtaSchedulingConfig.MaintenanceWindows[].DurationInMinutes",
    }
}

const AT: Scope = Scope::Operations(&["CreateOtaTask"]);

/// `"StartTime": "2027-03-01T22:30"`
pub(super) const START_TIME: Check = Check {
    rules: &[Rule::OTA_TIME_FORM, Rule::OTA_TIME_AHEAD],
    at: AT,
    reads: StartReads::PATHS,
    judge: |context, reporter| check_time(context, context.value(StartReads::START), YEAR + 24 * 60, reporter),
};

/// `"EndTime": "2027-03-08T22:30"`
pub(super) const END_TIME: Check = Check {
    rules: &[Rule::OTA_TIME_FORM, Rule::OTA_TIME_AHEAD],
    at: AT,
    reads: EndReads::PATHS,
    judge: |context, reporter| check_time(context, context.value(EndReads::END), TWO_YEARS, reporter),
};

/// `{"StartTime": "2027-03-01T22:30", "EndTime": "2027-03-08T22:30"}`
pub(super) const ORDER: Check =
    Check { rules: &[Rule::OTA_TIME_ORDER], at: AT, reads: OrderReads::PATHS, judge: check_order };

/// `{"EndTime": "2027-03-08T22:30", "EndBehavior": "CANCEL"}`
pub(super) const END_BEHAVIOR: Check =
    Check { rules: &[Rule::OTA_END_BEHAVIOR], at: AT, reads: EndBehaviorReads::PATHS, judge: check_end_behavior };

/// `"MaintenanceWindows": [{"StartTime": "cron(0 22 ? * MON-FRI *)", "DurationInMinutes": 120}]`
pub(super) const WINDOWS: Check =
    Check { rules: &[Rule::OTA_MAINTENANCE_WINDOW], at: AT, reads: WindowReads::PATHS, judge: check_windows };

const NO_END: RuleMessage = rule_message!(
    Rule::OTA_END_BEHAVIOR,
    "without an `EndTime` this does not apply",
    "add `EndTime`, or leave `EndBehavior` out",
);

const TIME_FORM: RuleMessage = rule_message!(
    Rule::OTA_TIME_FORM,
    "a task's times are written `YYYY-MM-DDTHH:MM`",
    "write the date, `T`, hours and minutes in UTC: no seconds, no zone",
);

const ORDER_HELP: &str = "end it 30 minutes to 2 years after `StartTime`";

const ENDS_BEFORE_START: RuleMessage =
    rule_message!(Rule::OTA_TIME_ORDER, "backwards", "a task must end after it starts", ORDER_HELP);

const TOO_SHORT: RuleMessage =
    rule_message!(Rule::OTA_TIME_ORDER, "short", "a task must last 30 minutes at the least", ORDER_HELP);

const TOO_LONG: RuleMessage =
    rule_message!(Rule::OTA_TIME_ORDER, "long", "a task must end within 2 years of its start", ORDER_HELP);

const AHEAD_HELP: &str = "start 30 minutes to 1 year from now, and end 30 minutes to 2 years from now";

const PAST: RuleMessage = rule_message!(Rule::OTA_TIME_AHEAD, "past", "this time has passed", AHEAD_HELP);

const TOO_SOON: RuleMessage =
    rule_message!(Rule::OTA_TIME_AHEAD, "soon", "this time is less than 30 minutes ahead", AHEAD_HELP);

const TOO_FAR: RuleMessage = rule_message!(Rule::OTA_TIME_AHEAD, "far", "this time is too far ahead", AHEAD_HELP);

const WINDOW_WITHOUT_START: RuleMessage = rule_message!(
    Rule::OTA_MAINTENANCE_WINDOW,
    "start-missing",
    "a window must say when it opens",
    "add `StartTime`, such as `cron(0 22 ? * MON-FRI *)`",
);

const WINDOW_WITHOUT_DURATION: RuleMessage = rule_message!(
    Rule::OTA_MAINTENANCE_WINDOW,
    "duration-missing",
    "a window must say how long it is open",
    "add `DurationInMinutes`",
);

const WINDOW_START_FORM: RuleMessage = rule_message!(
    Rule::OTA_MAINTENANCE_WINDOW,
    "start-form",
    "a window opens at the times of a cron expression",
    "write `cron(minute hour day month weekday year)`, in UTC, such as `cron(0 22 ? * MON-FRI *)`",
);

const HALF_HOUR: i64 = 30;
const YEAR: i64 = 365 * 24 * 60;
/// Two years, with a leap day.
const TWO_YEARS: i64 = 2 * YEAR + 24 * 60;

/// Checks the form of a time, and how far ahead it is if the time of the check is known.
fn check_time(
    context: &RuleContext<'_>,
    time: Option<CapturedValue<'_>>,
    latest: i64,
    reporter: &mut RuleReporter<'_, '_>,
) -> Flow {
    // The constraints report values that are not strings.
    let Some((time, text)) = time.and_then(|time| Some((time, time.text()?))) else { return Ok(()) };
    let Some(minute) = UtcMinute::of_task(&text) else { return reporter.report(&TIME_FORM, time) };
    let Some(now) = context.now() else { return Ok(()) };
    let message = match minute.minutes_after(now) {
        ..0 => &PAST,
        0..HALF_HOUR => &TOO_SOON,
        minutes if minutes <= latest => return Ok(()),
        _ => &TOO_FAR,
    };
    reporter.report(message, time)
}

fn check_order(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let minute = |time: CapturedValue<'_>| UtcMinute::of_task(&time.text()?);
    let Some(end) = context.value(OrderReads::END) else { return Ok(()) };
    let (Some(from), Some(to)) = (context.value(OrderReads::START).and_then(minute), minute(end)) else {
        return Ok(());
    };
    let message = match to.minutes_after(from) {
        ..=0 => &ENDS_BEFORE_START,
        1..HALF_HOUR => &TOO_SHORT,
        HALF_HOUR..=TWO_YEARS => return Ok(()),
        _ => &TOO_LONG,
    };
    reporter.report(message, end)
}

fn check_end_behavior(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.value(EndBehaviorReads::BEHAVIOR) {
        Some(behavior) if !context.has(EndBehaviorReads::END) => reporter.report(&NO_END, behavior),
        _ => Ok(()),
    }
}

fn check_windows(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for window in context.values(WindowReads::WINDOW) {
        let start = context.member_of(window, WindowReads::START);
        let message = match (start, context.member_of(window, WindowReads::DURATION)) {
            (None, _) => &WINDOW_WITHOUT_START,
            (_, None) => &WINDOW_WITHOUT_DURATION,
            (Some(start), _) if start.text().is_none_or(|text| is_cron(&text)) => continue,
            _ => &WINDOW_START_FORM,
        };
        reporter.report(message, window)?;
    }
    Ok(())
}

/// Whether a text is `cron(…)` with six fields that can be read.
fn is_cron(text: &str) -> bool {
    // Days by their position in the month are fine, though the preview of a rollout does not know them.
    text.starts_with("cron(")
        && text.ends_with(')')
        && matches!(Cron::parse(text), Ok(_) | Err(CronError::Unsupported(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_cron_expressions_with_six_fields_alone() {
        for text in
            ["cron(0 22 ? * MON-FRI *)", "cron(30 12 15 * ? *)", "cron(0/15 1,2 ? * 2#1 2027)", "cron(0 2 L * ? *)"]
        {
            assert!(is_cron(text), "{text}");
        }
        for text in [
            "0 22 * * *",
            "cron(0 22 * * *)",
            "cron(0 22 ? * MON *",
            "rate(1 day)",
            "cron(. . . . . .)",
            "cron(99 99 * * ? *)",
            "cron(0 25 * * ? *)",
            "cron(a b c d e f)",
            "cron(0 0 1 * MON *)",
            "",
        ] {
            assert!(!is_cron(text), "{text}");
        }
    }
}
