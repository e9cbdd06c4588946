//! Times to the minute, in UTC, and the calendar: no clock is asked.

use core::fmt;
use core::str::FromStr;

pub(super) const MINUTES_A_DAY: i64 = 24 * 60;

/// The last minute of the year 9999, the last that can be written.
const LAST: i64 = 4_223_371_679;

/// A minute of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// Minutes from the first of January 1970.
    pub(super) minutes: i64,
}

/// A text is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time is written `YYYY-MM-DDTHH:MM`, in utc")]
#[non_exhaustive]
pub struct TimeError;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
    /// From 1, which is Sunday.
    pub(super) weekday: i64,
}

impl Date {
    /// The day so many days after the first of January 1970.
    pub(super) fn of_days(days: i64) -> Date {
        // The calendar repeats every 400 years; years that begin in March have their leap day last.
        let from_march = days + 719_468;
        let era = from_march.div_euclid(146_097);
        let of_era = from_march.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        // The first of January 1970 was a Thursday.
        Date { year, month, day, weekday: (days + 4).rem_euclid(7) + 1 }
    }

    /// How many days after the first of January 1970 a date is.
    fn days(year: i64, month: i64, day: i64) -> i64 {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month_from_march = (month + 9) % 12;
        let of_year = (153 * month_from_march + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
    }
}

impl Time {
    /// The time so many minutes later, but none after the year 9999.
    pub fn after(self, minutes: u64) -> Time {
        Time { minutes: self.minutes.saturating_add(i64::try_from(minutes).unwrap_or(i64::MAX)).min(LAST) }
    }

    /// How many minutes later `other` is; 0 when it is earlier.
    pub(super) fn until(self, other: Time) -> u64 {
        u64::try_from(other.minutes.saturating_sub(self.minutes)).unwrap_or_default()
    }
}

/// Reads `YYYY-MM-DDTHH:MM`. Seconds are passed over, and a `Z` at the end says what holds anyway.
impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Time, TimeError> {
        let text = text.strip_suffix('Z').unwrap_or(text);
        let (date, time) = text.split_once(['T', ' ']).ok_or(TimeError)?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        // Seconds may have a fraction.
        let [hour, minute] = match time.split_at_checked(5) {
            Some((time, "")) => numbers(time, ':', [2, 2])?,
            Some((time, seconds)) => {
                let seconds = seconds.strip_prefix(':').ok_or(TimeError)?;
                let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
                let [second] = numbers(whole, ':', [2])?;
                if second > 60 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(TimeError);
                }
                numbers(time, ':', [2, 2])?
            }
            None => return Err(TimeError),
        };
        let days = Date::days(year, month, day);
        let found = Date::of_days(days);
        // A day that the month has not is another day's number.
        if (found.year, found.month, found.day) != (year, month, day) || hour > 23 || minute > 59 {
            return Err(TimeError);
        }
        Ok(Time { minutes: days * MINUTES_A_DAY + hour * 60 + minute })
    }
}

/// Numbers of so many digits each, set apart by a character.
fn numbers<const N: usize>(text: &str, apart: char, digits: [usize; N]) -> Result<[i64; N], TimeError> {
    let mut parts = text.split(apart);
    let mut numbers = [0; N];
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next().ok_or(TimeError)?;
        if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(TimeError);
        }
        *number = part.parse().map_err(|_| TimeError)?;
    }
    if parts.next().is_some() { Err(TimeError) } else { Ok(numbers) }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = Date::of_days(self.minutes.div_euclid(MINUTES_A_DAY));
        let minute = self.minutes.rem_euclid(MINUTES_A_DAY);
        let Date { year, month, day, .. } = date;
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}", minute / 60, minute % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        for (text, weekday) in [
            ("1970-01-01T00:00", 5),
            ("2000-02-29T23:59", 3),
            ("2026-11-24T20:24", 3),
            ("2100-02-28T12:00", 1),
            ("1969-12-31T23:59", 4),
            ("9999-12-31T23:59", 6),
        ] {
            let time: Time = text.parse().unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(Date::of_days(time.minutes.div_euclid(MINUTES_A_DAY)).weekday, weekday, "{text}");
        }
        assert_eq!("1970-01-02T00:01".parse(), Ok(Time { minutes: 1441 }));
    }

    #[test]
    fn every_day_is_read_as_it_is_written() {
        for days in (-200_000..2_000_000).step_by(13) {
            let time = Time { minutes: days * MINUTES_A_DAY + days.rem_euclid(MINUTES_A_DAY) };
            if (0..=9999).contains(&Date::of_days(days).year) {
                assert_eq!(time.to_string().parse(), Ok(time));
            }
        }
    }

    #[test]
    fn forms() {
        let time = "2026-11-24T20:24".parse::<Time>();
        for text in ["2026-11-24T20:24Z", "2026-11-24 20:24", "2026-11-24T20:24:59", "2026-11-24T20:24:00.123Z"] {
            assert_eq!(text.parse(), time, "{text}");
        }
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T",
            "2026-11-24T20",
            "2026-11-24T24:00",
            "2026-11-24T20:60",
            "2026-02-29T00:00",
            "2026-13-01T00:00",
            "2026-00-01T00:00",
            "26-11-24T20:24",
            "2026-11-24T20:24+02:00",
            "2026-11-24T20:24:",
            "2026-11-24T20:é",
            "+026-11-24T20:24",
        ] {
            assert_eq!(text.parse::<Time>(), Err(TimeError), "{text}");
        }
    }
}
