//! Cron expressions with AWS's six fields: minute, hour, day of month, month, day of week, year.
//!
//! The rule of maintenance windows and the preview of a rollout share this grammar: numbers, `*`, `?`, lists, ranges, steps
//! and the names of months and days. `L`, `W` and `#` name a day by its position in the month: they are read, but their
//! days are not known here.

#![cfg_attr(not(feature = "rollout"), expect(dead_code, unreachable_pub, reason = "only the preview asks for times"))]

use core::fmt;

#[cfg(feature = "rollout")]
use crate::text::time::Date;

/// Maximum length of an expression, as in AWS IoT Jobs.
const MAX_LENGTH: usize = 256;

/// A cron expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cron {
    minutes: FieldValues,
    hours: FieldValues,
    days: FieldValues,
    months: FieldValues,
    weekdays: FieldValues,
    years: FieldValues,
}

/// A field of a cron expression.
///
/// ```
/// use mi_preflight::rollout::{CronError, CronField};
/// let error = CronError::Field(CronField::Hour);
/// assert!(error.to_string().starts_with("the hour of a cron expression is a number from 0 to 23"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CronField {
    /// 0 to 59.
    Minute,
    /// 0 to 23.
    Hour,
    /// 1 to 31.
    DayOfMonth,
    /// 1 to 12, or names.
    Month,
    /// 1, which is Sunday, to 7, or names.
    DayOfWeek,
    /// 1970 to 2199.
    Year,
}

/// Why a text cannot be read as a cron expression.
///
/// ```
/// use mi_preflight::rollout::{CronError, Rollout, RolloutError};
/// let rollout = Rollout::from_task_configuration(br#"{"RolloutConfig": {}}"#, 10).unwrap();
/// let task = br#"{"MaintenanceWindows": [{"StartTime": "cron(0 2)", "DurationInMinutes": 60}]}"#;
/// assert_eq!(rollout.with_task(task).unwrap_err(), RolloutError::Cron(CronError::Fields));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CronError {
    /// The number of fields is not six.
    #[error("a cron expression has six fields: minute, hour, day of month, month, day of week, year")]
    Fields,
    /// The expression is too long.
    #[error("a cron expression has at most {MAX_LENGTH} characters")]
    TooLong,
    /// A field is invalid.
    #[error(
        "the {0} of a cron expression is a number {range}, a range `a-b`, a step `a/n`, a list `a,b` or {every}",
        range = .0.range(),
        every = .0.every()
    )]
    Field(CronField),
    /// A field has a form that is not supported.
    #[error("the {0} of the cron expression uses `L`, `W` or `#`, which this preview does not understand")]
    Unsupported(CronField),
    /// Both the day of month and the day of week are restricted.
    #[error("a cron expression restricts the day of month or the day of week, and has `?` in the other's place")]
    BothDays,
}

impl CronField {
    const ALL: [CronField; 6] = [
        CronField::Minute,
        CronField::Hour,
        CronField::DayOfMonth,
        CronField::Month,
        CronField::DayOfWeek,
        CronField::Year,
    ];

    /// The minimum and the maximum of the field.
    fn bounds(self) -> (i64, i64) {
        match self {
            CronField::Minute => (0, 59),
            CronField::Hour => (0, 23),
            CronField::DayOfMonth => (1, 31),
            CronField::Month => (1, 12),
            CronField::DayOfWeek => (1, 7),
            CronField::Year => (1970, 2199),
        }
    }

    fn range(self) -> &'static str {
        match self {
            CronField::Minute => "from 0 to 59",
            CronField::Hour => "from 0 to 23",
            CronField::DayOfMonth => "from 1 to 31",
            CronField::Month => "from 1 to 12 or a name from `JAN` to `DEC`",
            CronField::DayOfWeek => "from 1 to 7 or a name from `SUN` to `SAT`",
            CronField::Year => "from 1970 to 2199",
        }
    }

    fn is_day(self) -> bool {
        matches!(self, CronField::DayOfMonth | CronField::DayOfWeek)
    }

    /// Returns the spellings of every value.
    fn every(self) -> &'static str {
        if self.is_day() { "`*`, or `?` if the other day is restricted" } else { "`*`" }
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            CronField::Month => &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
            CronField::DayOfWeek => &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
            _ => &[],
        }
    }

    fn parse_value(self, text: &str) -> Option<i64> {
        let index = self.names().iter().position(|name| name.eq_ignore_ascii_case(text));
        if let Some(index) = index {
            return i64::try_from(index + 1).ok();
        }
        let (min, max) = self.bounds();
        let is_number = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_number { text.parse().ok()? } else { return None };
        (min..=max).contains(&number).then_some(number)
    }

    /// Parses the values of a field.
    fn parse(self, text: &str) -> Result<FieldValues, CronError> {
        let is_day = self.is_day();
        if text == "*" || (text == "?" && is_day) {
            return Ok(FieldValues::All);
        }
        let ranges = text.split(',').map(|part| self.parse_range(part)).collect::<Option<Vec<CronRange>>>();
        let is_readable = |part: &str| self.is_positional(part) || self.parse_range(part).is_some();
        match ranges {
            Some(ranges) => Ok(FieldValues::Some(ranges)),
            None if text.split(',').all(is_readable) => Err(CronError::Unsupported(self)),
            None => Err(CronError::Field(self)),
        }
    }

    /// Whether a text names a day by its position in the month: `L`, `LW` or `15W` for days of the month, `L`, `FRIL` or
    /// `6#3` for days of the week.
    fn is_positional(self, text: &str) -> bool {
        let is_value = |text: &str| self.parse_value(text).is_some();
        match self {
            CronField::DayOfMonth => matches!(text, "L" | "LW") || text.strip_suffix('W').is_some_and(is_value),
            CronField::DayOfWeek => {
                let is_nth = |(day, nth): (&str, &str)| is_value(day) && matches!(nth, "1" | "2" | "3" | "4" | "5");
                text == "L" || text.strip_suffix('L').is_some_and(is_value) || text.split_once('#').is_some_and(is_nth)
            }
            _ => false,
        }
    }

    fn parse_range(self, text: &str) -> Option<CronRange> {
        let (min, max) = self.bounds();
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => {
                let is_number = !step.is_empty() && step.len() <= 4 && step.bytes().all(|byte| byte.is_ascii_digit());
                let step = if is_number { step.parse().ok()? } else { return None };
                (range, if step > 0 { Some(step) } else { return None })
            }
            None => (text, None),
        };
        let (from, until) = match range.split_once('-') {
            _ if range == "*" => (min, max),
            Some((from, until)) => (self.parse_value(from)?, self.parse_value(until)?),
            None => {
                let from = self.parse_value(range)?;
                // `5/15` starts at 5 and continues to the end of the range.
                (from, if step.is_some() { max } else { from })
            }
        };
        if from > until && self == CronField::Year {
            return None;
        }
        // `FRI-MON` and `22-2` wrap around.
        let width = max - min + 1;
        let length = (until - from).rem_euclid(width);
        Some(CronRange { min, width, from, length, step: step.unwrap_or(1) })
    }
}

impl fmt::Display for CronField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CronField::Minute => "minute",
            CronField::Hour => "hour",
            CronField::DayOfMonth => "day of month",
            CronField::Month => "month",
            CronField::DayOfWeek => "day of week",
            CronField::Year => "year",
        })
    }
}

/// The values of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
enum FieldValues {
    All,
    Some(Vec<CronRange>),
}

/// A range of values with a step; it may wrap around the end.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CronRange {
    min: i64,
    width: i64,
    from: i64,
    length: i64,
    step: i64,
}

impl FieldValues {
    fn contains(&self, value: i64) -> bool {
        match self {
            FieldValues::All => true,
            FieldValues::Some(ranges) => ranges.iter().any(|range| range.contains(value)),
        }
    }
}

impl CronRange {
    fn contains(&self, value: i64) -> bool {
        let offset = (value - self.from).rem_euclid(self.width);
        value >= self.min && value < self.min + self.width && offset <= self.length && offset % self.step == 0
    }
}

impl Cron {
    /// Parses an expression, bare or as `cron(…)`.
    pub(crate) fn parse(text: &str) -> Result<Cron, CronError> {
        if text.len() > MAX_LENGTH {
            return Err(CronError::TooLong);
        }
        let text = text.trim();
        let inner = text.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
        let fields: Vec<&str> = inner.split_ascii_whitespace().collect();
        let fields: [&str; 6] = fields.try_into().map_err(|_| CronError::Fields)?;
        let mut unsupported = None;
        let mut values = fields.into_iter().zip(CronField::ALL).map(|(text, field)| match field.parse(text) {
            // A mistake in a later field is reported first.
            Err(error @ CronError::Unsupported(_)) => {
                unsupported = unsupported.or(Some(error));
                Ok(FieldValues::Some(Vec::new()))
            }
            values => values,
        });
        let mut next = || values.next().unwrap_or(Err(CronError::Fields));
        let cron = Cron {
            minutes: next()?,
            hours: next()?,
            days: next()?,
            months: next()?,
            weekdays: next()?,
            years: next()?,
        };
        // AWS requires `?` in one of the two fields; `*` in both is unambiguous too.
        if cron.days != FieldValues::All && cron.weekdays != FieldValues::All {
            return Err(CronError::BothDays);
        }
        unsupported.map_or(Ok(cron), Err)
    }

    /// Returns whether the expression matches a day.
    #[cfg(feature = "rollout")]
    pub(crate) fn matches_day(&self, date: Date) -> bool {
        self.days.contains(date.day)
            && self.weekdays.contains(date.weekday)
            && self.months.contains(date.month)
            && self.years.contains(date.year)
    }

    /// The minutes of a day that the expression matches, in order.
    #[cfg(feature = "rollout")]
    pub(crate) fn minutes_of_day(&self) -> impl Iterator<Item = i64> {
        let hours = (0..24).filter(|hour| self.hours.contains(*hour));
        hours.flat_map(|hour| {
            let minutes = (0..60).filter(|minute| self.minutes.contains(*minute));
            minutes.map(move |minute| hour * 60 + minute)
        })
    }
}

#[cfg(all(test, feature = "rollout"))]
mod tests {
    use super::*;
    use crate::text::time::{MINUTES_A_DAY, UtcMinute};

    /// The first matching times, found by a plain search.
    fn first(expression: &str, from: &str, count: usize) -> Vec<String> {
        let cron = Cron::parse(expression).unwrap();
        let from: UtcMinute = from.parse().unwrap();
        let days = from.minutes.div_euclid(MINUTES_A_DAY)..;
        let days = days.take(6000).filter(|day| cron.matches_day(Date::of_days(*day)));
        let minutes: Vec<i64> = cron.minutes_of_day().collect();
        let times =
            days.flat_map(|day| minutes.iter().map(move |minute| UtcMinute { minutes: day * MINUTES_A_DAY + minute }));
        times.filter(|time| *time >= from).take(count).map(|time| time.to_string()).collect()
    }

    #[test]
    fn times() {
        // 2026-12-01 is a Tuesday.
        let from = "2026-12-01T12:00";
        for (expression, expected) in [
            ("cron(0 2 * * ? *)", ["2026-12-02T02:00", "2026-12-03T02:00"]),
            ("0 2 ? * * *", ["2026-12-02T02:00", "2026-12-03T02:00"]),
            ("30 1 ? * SAT,SUN *", ["2026-12-05T01:30", "2026-12-06T01:30"]),
            ("30 1 ? * 7-1 *", ["2026-12-05T01:30", "2026-12-06T01:30"]),
            ("0 0 ? * fri-mon *", ["2026-12-04T00:00", "2026-12-05T00:00"]),
            ("0/20 12 1 * ? *", ["2026-12-01T12:00", "2026-12-01T12:20"]),
            ("*/45 12-13 1 12 ? 2026", ["2026-12-01T12:00", "2026-12-01T12:45"]),
            ("5 22-2/2 * * ? *", ["2026-12-01T22:05", "2026-12-02T00:05"]),
            ("0 0 29 FEB ? *", ["2028-02-29T00:00", "2032-02-29T00:00"]),
            ("0 0 31 1-12/2 ? 2027-2028", ["2027-01-31T00:00", "2027-03-31T00:00"]),
            ("0 0 1 JAN,jul ? 2030/5", ["2030-01-01T00:00", "2030-07-01T00:00"]),
        ] {
            assert_eq!(first(expression, from, 2), expected, "{expression}");
        }
    }

    #[test]
    fn reports_invalid_expressions() {
        use {CronError as E, CronField as F};
        for (expression, error) in [
            ("", E::Fields),
            ("0 2 * * ?", E::Fields),
            ("0 0 2 * * ? *", E::Fields),
            ("rate(5 minutes)", E::Fields),
            ("60 2 * * ? *", E::Field(F::Minute)),
            ("? 2 * * ? *", E::Field(F::Minute)),
            ("-1 2 * * ? *", E::Field(F::Minute)),
            ("0/0 2 * * ? *", E::Field(F::Minute)),
            ("0/ 2 * * ? *", E::Field(F::Minute)),
            ("0,,1 2 * * ? *", E::Field(F::Minute)),
            ("0 24 * * ? *", E::Field(F::Hour)),
            ("0 0 0 * ? *", E::Field(F::DayOfMonth)),
            ("0 0 * 13 ? *", E::Field(F::Month)),
            ("0 0 ? * 0 *", E::Field(F::DayOfWeek)),
            ("0 0 ? * MONDAY *", E::Field(F::DayOfWeek)),
            ("0 0 ? * * 1969", E::Field(F::Year)),
            ("0 0 ? * * 2030-2027", E::Field(F::Year)),
            ("0 0 L * ? *", E::Unsupported(F::DayOfMonth)),
            ("0 0 15W * ? *", E::Unsupported(F::DayOfMonth)),
            ("0 0 ? * 6#3 *", E::Unsupported(F::DayOfWeek)),
            ("0 0 ? * 5L *", E::Unsupported(F::DayOfWeek)),
            ("0 0 1 * MON *", E::BothDays),
            ("0 0 L * MON *", E::BothDays),
            ("0 0 FRIW * ? *", E::Field(F::DayOfMonth)),
            ("0 0 32W * ? *", E::Field(F::DayOfMonth)),
            ("0 0 ? * 6#6 *", E::Field(F::DayOfWeek)),
            ("0 0 ? * 6#3 1", E::Field(F::Year)),
            ("0 0 1,L * ? *", E::Unsupported(F::DayOfMonth)),
        ] {
            assert_eq!(Cron::parse(expression), Err(error), "{expression}");
        }
        assert_eq!(Cron::parse(&" ".repeat(300)), Err(E::TooLong));
        assert_eq!(
            E::Field(F::Hour).to_string(),
            "the hour of a cron expression is a number from 0 to 23, a range `a-b`, a step `a/n`, a list `a,b` or `*`"
        );
    }
}
