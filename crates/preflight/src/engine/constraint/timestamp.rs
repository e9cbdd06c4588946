//! Timestamps in the three formats of Smithy's `timestampFormat`.

use crate::smithy::TimestampFormat;
use crate::text::json::number;
use crate::text::time::Date;

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Instant<'t> {
    /// The whole seconds since 1970, rounded down.
    seconds: i64,
    /// The digits of the fraction, without trailing zeros.
    fraction: &'t str,
}

#[cfg(any(feature = "smithy", feature = "documents"))]
impl Instant<'_> {
    /// Appends a text that is the same for the same instant: its canonical number of seconds.
    pub(crate) fn write_canonical(self, out: &mut Vec<u8>) {
        let Instant { seconds, fraction } = self;
        let number = match fraction.as_bytes().split_last() {
            // -2 seconds and a fraction of .25 are -1.75 seconds.
            Some((last, digits)) if seconds < 0 => {
                let digits: String = digits.iter().map(|digit| char::from(b'9' - digit + b'0')).collect();
                format!("-{}.{digits}{}", -(seconds + 1), 10 - (last - b'0'))
            }
            _ => format!("{seconds}.{fraction}0"),
        };
        number::canonical(number.as_bytes(), out);
    }
}

/// Whether the text is a time in the format.
pub(crate) fn holds(format: TimestampFormat, text: &str) -> bool {
    match format {
        TimestampFormat::DateTime => parse_date_time(text).is_some(),
        TimestampFormat::HttpDate => parse_http_date(text).is_some(),
        TimestampFormat::EpochSeconds | TimestampFormat::Unstated => is_epoch_seconds(text),
    }
}

/// Returns the instant of a text that is a date, in whichever format.
pub(crate) fn instant(text: &str) -> Option<Instant<'_>> {
    parse_date_time(text).or_else(|| parse_http_date(text))
}

fn is_epoch_seconds(text: &str) -> bool {
    number::lex(text.as_bytes()).is_ok_and(|number| number.text.len() == text.len() && !number.overflows(64))
}

/// Reads RFC 3339 with a capital `T` and `Z`: `1985-04-12T23:20:50.52Z`.
fn parse_date_time(text: &str) -> Option<Instant<'_>> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.split('-');
    let (Some(year), Some(month), Some(day), None) = (date.next(), date.next(), date.next(), date.next()) else {
        return None;
    };
    at(days(parse_digits(year, 4)?, parse_digits(month, 2)?, parse_digits(day, 2)?)?, time)
}

/// Reads RFC 7231's IMF-fixdate, with an optional fraction: `Tue, 29 Apr 2014 18:30:38 GMT`.
fn parse_http_date(text: &str) -> Option<Instant<'_>> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (weekday, rest) = crate::text::byte_search::split_around(text, ", ")?;
    let mut parts = rest.split(' ');
    let (Some(day), Some(month), Some(year), Some(time), Some("GMT"), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let (_, month) = MONTHS.iter().zip(1..).find(|(name, _)| **name == month)?;
    if !DAYS.contains(&weekday) {
        return None;
    }
    at(days(parse_digits(year, 4)?, month, parse_digits(day, 2)?)?, time)
}

/// Returns the instant of a time of day, `hh:mm:ss` with an optional fraction. A leap second is allowed.
fn at(days: i64, time: &str) -> Option<Instant<'_>> {
    let (time, fraction) = time.split_once('.').map_or((time, "0"), |(time, fraction)| (time, fraction));
    let mut parts = time.split(':');
    let (Some(hour), Some(minute), Some(second), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let hour = parse_digits(hour, 2).filter(|hour| *hour < 24)?;
    let minute = parse_digits(minute, 2).filter(|minute| *minute < 60)?;
    let second = parse_digits(second, 2).filter(|second| *second <= 60)?;
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = days * 86_400 + i64::from(hour * 3600 + minute * 60 + second);
    Some(Instant { seconds, fraction: fraction.trim_end_matches('0') })
}

/// Returns the days since 1970, or `None` if the date does not exist.
fn days(year: u32, month: u32, day: u32) -> Option<i64> {
    let is_month = (1..=12).contains(&month) && day > 0;
    Date::days_of(year.into(), month.into(), day.into()).filter(|_| is_month)
}

fn parse_digits(text: &str, count: usize) -> Option<u32> {
    let is_valid = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_valid.then(|| text.parse::<u64>().ok()).flatten().and_then(|number| u32::try_from(number).ok())
}
