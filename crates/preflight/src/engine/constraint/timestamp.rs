//! Timestamps in the three formats of Smithy's `timestampFormat`.

use crate::smithy::TimestampFormat;
use crate::text::json::number;

/// Whether the text is a time in the format.
pub(crate) fn holds(format: TimestampFormat, text: &str) -> bool {
    match format {
        TimestampFormat::DateTime => is_date_time(text),
        TimestampFormat::HttpDate => is_http_date(text),
        TimestampFormat::EpochSeconds | TimestampFormat::Unstated => is_epoch_seconds(text),
    }
}

fn is_epoch_seconds(text: &str) -> bool {
    number::lex(text.as_bytes()).is_ok_and(|number| number.text.len() == text.len())
}

/// RFC 3339 with a capital `T` and `Z`: `1985-04-12T23:20:50.52Z`.
fn is_date_time(text: &str) -> bool {
    let Some(time) = text.strip_suffix('Z') else { return false };
    let Some((date, time)) = time.split_once('T') else { return false };
    let mut date = date.split('-');
    let (Some(year), Some(month), Some(day), None) = (date.next(), date.next(), date.next(), date.next()) else {
        return false;
    };
    parse_digits(year, 4)
        .zip(parse_digits(month, 2))
        .zip(parse_digits(day, 2))
        .is_some_and(|((year, month), day)| is_date(year, month, day))
        && is_time(time)
}

/// RFC 7231's IMF-fixdate, with an optional fraction: `Tue, 29 Apr 2014 18:30:38 GMT`.
fn is_http_date(text: &str) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Some((weekday, rest)) = crate::text::byte_search::split_around(text, ", ") else { return false };
    let mut parts = rest.split(' ');
    let (Some(day), Some(month), Some(year), Some(time), Some("GMT"), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let month = MONTHS.iter().zip(1..).find(|(name, _)| **name == month).map(|(_, number)| number);
    DAYS.contains(&weekday)
        && parse_digits(year, 4)
            .zip(month)
            .zip(parse_digits(day, 2))
            .is_some_and(|((year, month), day)| is_date(year, month, day))
        && is_time(time)
}

/// `hh:mm:ss` with an optional fraction. A leap second is allowed.
fn is_time(text: &str) -> bool {
    let (text, fraction) = text.split_once('.').map_or((text, None), |(text, fraction)| (text, Some(fraction)));
    let mut parts = text.split(':');
    let (Some(hour), Some(minute), Some(second), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    parse_digits(hour, 2).is_some_and(|hour| hour < 24)
        && parse_digits(minute, 2).is_some_and(|minute| minute < 60)
        && parse_digits(second, 2).is_some_and(|second| second <= 60)
        && fraction.is_none_or(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn parse_digits(text: &str, count: usize) -> Option<u32> {
    let is_valid = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_valid.then(|| text.parse::<u64>().ok()).flatten().and_then(|number| u32::try_from(number).ok())
}
