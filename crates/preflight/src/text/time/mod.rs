mod date;

use core::fmt;
use core::str::FromStr;

pub(crate) use date::Date;

/// A point in time in UTC, to the minute. Time-dependent rules and previews use it.
///
/// The core has no clock. The caller provides the current time.
///
/// ```
/// use mi_preflight::UtcMinute;
/// let moment: UtcMinute = "2026-11-24T20:30:10Z".parse()?;
/// assert_eq!(moment, "2026-11-24T20:30".parse()?);
/// assert_eq!(moment, UtcMinute::from_unix_seconds(1_795_552_200));
/// assert_eq!(moment.to_string(), "2026-11-24T20:30");
/// # Ok::<(), mi_preflight::ParseTimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UtcMinute {
    /// Since 1970.
    pub(crate) minutes: i64,
}

pub(crate) const MINUTES_A_DAY: i64 = 24 * 60;

/// The last minute of the year 9999, the last one that has a text form.
#[cfg(feature = "rollout")]
const LAST: i64 = 4_223_371_679;

/// The text is not a time.
///
/// ```
/// use mi_preflight::{ParseTimeError, UtcMinute};
/// assert_eq!("tomorrow".parse::<UtcMinute>(), Err(ParseTimeError));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time is written `YYYY-MM-DDTHH:MM`, in UTC, or as RFC 3339 has it")]
pub struct ParseTimeError;

impl UtcMinute {
    /// Returns the minute that contains a Unix time in seconds.
    pub fn from_unix_seconds(seconds: i64) -> UtcMinute {
        UtcMinute { minutes: seconds.div_euclid(60) }
    }

    /// Parses `YYYY-MM-DDTHH:MM`, and no other form.
    pub(crate) fn of_task(text: &str) -> Option<UtcMinute> {
        let digits = |from: usize, to: usize| {
            let part = text.get(from..to)?;
            let number = part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u64>().ok())?;
            number.map(|number| number as i64)
        };
        let bytes = text.as_bytes();
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':')];
        if bytes.len() != 16 || marks.iter().any(|(at, mark)| bytes.get(*at) != Some(mark)) {
            return None;
        }
        let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
        let (hour, minute) = (digits(11, 13)?, digits(14, 16)?);
        let days = Date::days_of(year, month, day).filter(|_| hour <= 23 && minute <= 59)?;
        Some(UtcMinute { minutes: days * MINUTES_A_DAY + hour * 60 + minute })
    }

    /// Returns the number of minutes from `other` to this time; negative if `other` is later.
    pub fn minutes_after(self, other: UtcMinute) -> i64 {
        self.minutes - other.minutes
    }

    /// Returns the time `minutes` minutes later, capped at the end of the year 9999.
    #[cfg(feature = "rollout")]
    pub fn after(self, minutes: u64) -> UtcMinute {
        let later = self.minutes.saturating_add(i64::try_from(minutes).unwrap_or(i64::MAX));
        UtcMinute { minutes: later.min(LAST.max(self.minutes)) }
    }

    /// Returns the number of minutes from this time to `other`; 0 if `other` is earlier.
    #[cfg(feature = "rollout")]
    pub(crate) fn until(self, other: UtcMinute) -> u64 {
        u64::try_from(other.minutes_after(self)).unwrap_or_default()
    }
}

impl FromStr for UtcMinute {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<UtcMinute, ParseTimeError> {
        let (minute, rest) = text.split_at_checked(16).ok_or(ParseTimeError)?;
        let moment = UtcMinute::of_task(minute).ok_or(ParseTimeError)?;
        let seconds = rest.strip_prefix(':').map_or(Some(rest), |rest| {
            let (second, rest) = rest.split_at_checked(2)?;
            // A leap second is written as 60.
            two_digits(second, 60)?;
            let fraction = rest.strip_prefix('.').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
            Some(fraction.unwrap_or(rest))
        });
        match seconds {
            Some("" | "Z" | "z") => Ok(moment),
            Some(zone) => Ok(UtcMinute { minutes: moment.minutes - offset(zone).ok_or(ParseTimeError)? }),
            None => Err(ParseTimeError),
        }
    }
}

/// Parses a number of two digits that is at most `most`.
fn two_digits(text: &str, most: i64) -> Option<i64> {
    let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse::<u64>().ok().map(|number| number as i64).filter(|number| is_number && *number <= most)
}

/// Parses an offset from UTC such as `+01:00` into minutes.
fn offset(zone: &str) -> Option<i64> {
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    Some(sign * (two_digits(hours, 23)? * 60 + two_digits(minutes, 59)?))
}

impl fmt::Display for UtcMinute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date { year, month, day, .. } = Date::of_days(self.minutes.div_euclid(MINUTES_A_DAY));
        let minute = self.minutes.rem_euclid(MINUTES_A_DAY);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}", minute / 60, minute % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_trip() {
        for text in [
            "1970-01-01T00:00",
            "2000-02-29T23:59",
            "2024-12-31T12:00",
            "2100-03-01T00:01",
            "1969-12-31T23:59",
            "0000-01-01T00:00",
            "9999-12-31T23:59",
        ] {
            assert_eq!(UtcMinute::of_task(text).map(|moment| moment.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn rejects_times_that_do_not_exist() {
        for text in [
            "2023-02-29T00:00",
            "2024-13-01T00:00",
            "2024-01-01T24:00",
            "2024-01-01 00:00",
            "2024-1-1T0:00",
            "",
            "2026-11-24",
            "2026-11-24T",
            "2026-11-24T20",
            "2026-11-24T20:60",
            "2026-00-01T00:00",
            "26-11-24T20:24",
            "2026-11-24T20:é",
            "+026-11-24T20:24",
        ] {
            assert_eq!(UtcMinute::of_task(text), None, "{text}");
        }
    }

    #[test]
    fn subtracts_the_offset_from_utc() {
        let utc: UtcMinute = "2026-11-24T20:30Z".parse().unwrap();
        for text in ["2026-11-24T21:30:00+01:00", "2026-11-24T20:30:59.123Z", "2026-11-24T15:00-05:30"] {
            assert_eq!(text.parse(), Ok(utc), "{text}");
        }
        for text in [
            "2026-11-24T21:30:00+1",
            "2026-11-24T21:30:0Z",
            "2026-11-24",
            "now",
            "2026-11-24T21:30 Z",
            "2026-11-24T21:30++1:00",
            "2026-11-24T21:30+24:00",
            "2026-11-24T21:30+01:60",
            "2026-11-24T21:30:61Z",
            "2026-11-24T21:30:",
        ] {
            assert_eq!(text.parse::<UtcMinute>(), Err(ParseTimeError), "{text}");
        }
    }
}
