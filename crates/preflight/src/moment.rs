use core::fmt;
use core::str::FromStr;

/// A point in time, to the minute, in UTC: what rules that depend on the time compare.
///
/// The core has no clock; the caller says what time it is.
///
/// ```
/// use mi_preflight::Moment;
/// let moment: Moment = "2026-11-24T20:30:10Z".parse()?;
/// assert_eq!(moment, "2026-11-24T20:30".parse()?);
/// assert_eq!(moment, Moment::from_unix_seconds(1_795_552_200));
/// assert_eq!(moment.to_string(), "2026-11-24T20:30");
/// # Ok::<(), mi_preflight::UnknownMoment>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    /// Since 1970.
    minutes: i64,
}

/// The text is no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time is written `YYYY-MM-DDTHH:MM`, in UTC, or as RFC 3339 has it")]
pub struct UnknownMoment;

impl Moment {
    /// The minute in which this second since 1970 lies.
    pub fn from_unix_seconds(seconds: i64) -> Moment {
        Moment { minutes: seconds.div_euclid(60) }
    }

    /// The time that `YYYY-MM-DDTHH:MM` says, and no other form of it.
    pub(crate) fn of_task(text: &str) -> Option<Moment> {
        let digits = |from: usize, to: usize| {
            let part = text.get(from..to)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i64>().ok())?
        };
        let bytes = text.as_bytes();
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':')];
        if bytes.len() != 16 || marks.iter().any(|(at, mark)| bytes.get(*at) != Some(mark)) {
            return None;
        }
        let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
        let (hour, minute) = (digits(11, 13)?, digits(14, 16)?);
        let is_date = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        if !is_date || hour > 23 || minute > 59 {
            return None;
        }
        Some(Moment { minutes: (days_since_1970(year, month, day) * 24 + hour) * 60 + minute })
    }

    /// How many minutes this is after another moment; negative before it.
    pub fn minutes_after(self, other: Moment) -> i64 {
        self.minutes - other.minutes
    }
}

impl FromStr for Moment {
    type Err = UnknownMoment;

    fn from_str(text: &str) -> Result<Moment, UnknownMoment> {
        let (minute, rest) = text.split_at_checked(16).ok_or(UnknownMoment)?;
        let moment = Moment::of_task(minute).ok_or(UnknownMoment)?;
        let seconds = rest.strip_prefix(':').map_or(Some(rest), |rest| {
            let digits = rest.get(..2)?.bytes().all(|byte| byte.is_ascii_digit());
            let rest = rest.get(2..).filter(|_| digits)?;
            let fraction = rest.strip_prefix('.').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
            Some(fraction.unwrap_or(rest))
        });
        match seconds {
            Some("" | "Z" | "z") => Ok(moment),
            Some(zone) => Ok(Moment { minutes: moment.minutes - offset(zone).ok_or(UnknownMoment)? }),
            None => Err(UnknownMoment),
        }
    }
}

/// The minutes of an offset from UTC such as `+01:00`.
fn offset(zone: &str) -> Option<i64> {
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let number = |text: &str| (text.len() == 2).then(|| text.parse::<u8>().ok()).flatten();
    Some(sign * (i64::from(number(hours)?) * 60 + i64::from(number(minutes)?)))
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.minutes.div_euclid(24 * 60);
        let minute = self.minutes.rem_euclid(24 * 60);
        // The year is near the mean one; the date is found from there.
        let mut year = 1970 + days.div_euclid(366);
        while days_since_1970(year + 1, 1, 1) <= days {
            year += 1;
        }
        let mut month = 1;
        while month < 12 && days_since_1970(year, month + 1, 1) <= days {
            month += 1;
        }
        let day = days - days_since_1970(year, month, 1) + 1;
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}", minute / 60, minute % 60)
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let leap_days = |year: i64| year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let years = (year - 1970) * 365 + leap_days(before) - leap_days(1969);
    years + (1..month).map(|month| days_of(year, month)).sum::<i64>() + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_they_are_read() {
        for text in ["1970-01-01T00:00", "2000-02-29T23:59", "2024-12-31T12:00", "2100-03-01T00:01", "1969-12-31T23:59"]
        {
            assert_eq!(Moment::of_task(text).map(|moment| moment.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["2023-02-29T00:00", "2024-13-01T00:00", "2024-01-01T24:00", "2024-01-01 00:00", "2024-1-1T0:00", ""]
        {
            assert_eq!(Moment::of_task(text), None, "{text}");
        }
    }

    #[test]
    fn offsets_are_taken_off() {
        let utc: Moment = "2026-11-24T20:30Z".parse().unwrap();
        for text in ["2026-11-24T21:30:00+01:00", "2026-11-24T20:30:59.123Z", "2026-11-24T15:00-05:30"] {
            assert_eq!(text.parse(), Ok(utc), "{text}");
        }
        for text in ["2026-11-24T21:30:00+1", "2026-11-24T21:30:0Z", "2026-11-24", "now", "2026-11-24T21:30 Z"] {
            assert_eq!(text.parse::<Moment>(), Err(UnknownMoment), "{text}");
        }
    }
}
