//! CreateOtaTask: the start and end of a task, and its maintenance windows.
//!
//! The reference documents that `EndBehavior` depends on `EndTime`. The forms and spans of time are limits of AWS IoT
//! Jobs, which runs the tasks.

use super::{Check, Read, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::capture::CapturedValue;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::service::cron::{Cron, CronError};
use crate::text::time::UtcMinute;

reads! {
    enum Reads {
        START = "OtaSchedulingConfig.StartTime",
        END = "OtaSchedulingConfig.EndTime",
        END_BEHAVIOR = "OtaSchedulingConfig.EndBehavior",
        WINDOW = "OtaSchedulingConfig.MaintenanceWindows[]",
        WINDOW_START = "OtaSchedulingConfig.MaintenanceWindows[].StartTime",
        WINDOW_DURATION = "OtaSchedulingConfig.MaintenanceWindows[].DurationInMinutes",
    }
}

/// `"OtaSchedulingConfig": {"StartTime": "2027-03-01T22:30", "EndTime": "2027-03-08T22:30", "EndBehavior": "CANCEL"}`
pub(super) const SCHEDULE: Check = Check {
    rules: &[
        Rule::OTA_END_BEHAVIOR,
        Rule::OTA_TIME_FORM,
        Rule::OTA_TIME_ORDER,
        Rule::OTA_TIME_AHEAD,
        Rule::OTA_MAINTENANCE_WINDOW,
    ],
    at: Scope::Operations(&["CreateOtaTask"]),
    reads: Reads::PATHS,
    judge,
};

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

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    if let Some(behavior) = context.value(Reads::END_BEHAVIOR).filter(|_| !context.has(Reads::END)) {
        reporter.report(&NO_END, behavior)?;
    }
    let start = read_time(context, Reads::START, reporter)?;
    let end = read_time(context, Reads::END, reporter)?;
    if let (Some((_, from)), Some((end, to))) = (start, end) {
        check_order(end, to.minutes_after(from), reporter)?;
    }
    if let Some(now) = context.now() {
        for (time, latest) in [(start, YEAR + 24 * 60), (end, TWO_YEARS)] {
            if let Some((time, minute)) = time {
                check_ahead(time, minute.minutes_after(now), latest, reporter)?;
            }
        }
    }
    context.values(Reads::WINDOW).into_iter().try_for_each(|window| maintenance_window(context, window, reporter))
}

/// Returns a time of the task, or reports its form. The constraints report values that are no strings.
fn read_time<'c>(
    context: &RuleContext<'c>,
    read: Read,
    reporter: &mut RuleReporter<'_, '_>,
) -> Result<Option<(CapturedValue<'c>, UtcMinute)>, crate::engine::validate::Stop> {
    let Some(time) = context.value(read) else { return Ok(None) };
    let Some(text) = time.text() else { return Ok(None) };
    let minute = UtcMinute::of_task(&text);
    if minute.is_none() {
        reporter.report(&TIME_FORM, time)?;
    }
    Ok(minute.map(|minute| (time, minute)))
}

fn check_order(end: CapturedValue<'_>, minutes: i64, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let message = match minutes {
        ..=0 => &ENDS_BEFORE_START,
        1..HALF_HOUR => &TOO_SHORT,
        HALF_HOUR..=TWO_YEARS => return Ok(()),
        _ => &TOO_LONG,
    };
    reporter.report(message, end)
}

fn check_ahead(time: CapturedValue<'_>, minutes: i64, latest: i64, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let message = match minutes {
        ..0 => &PAST,
        0..HALF_HOUR => &TOO_SOON,
        _ if minutes <= latest => return Ok(()),
        _ => &TOO_FAR,
    };
    reporter.report(message, time)
}

/// `{"StartTime": "cron(0 22 ? * MON-FRI *)", "DurationInMinutes": 120}`
fn maintenance_window<'c>(
    context: &RuleContext<'c>,
    window: CapturedValue<'c>,
    reporter: &mut RuleReporter<'_, '_>,
) -> Flow {
    let start = context.member_of(window, Reads::WINDOW_START);
    let message = match (start, context.member_of(window, Reads::WINDOW_DURATION)) {
        (None, _) => &WINDOW_WITHOUT_START,
        (_, None) => &WINDOW_WITHOUT_DURATION,
        (Some(start), _) => {
            if start.text().is_none_or(|text| is_cron(&text)) {
                return Ok(());
            }
            &WINDOW_START_FORM
        }
    };
    reporter.report(message, window)
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
