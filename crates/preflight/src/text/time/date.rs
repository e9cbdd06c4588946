//! Calendar dates: conversion between days and year, month and day.

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: i64,
    /// From 1.
    pub(crate) month: i64,
    /// From 1.
    pub(crate) day: i64,
    /// From 1 for Sunday.
    #[cfg(feature = "rollout")]
    pub(crate) weekday: i64,
}

impl Date {
    /// Returns the date `days` days after the first of January 1970.
    pub(crate) fn of_days(days: i64) -> Date {
        // The calendar repeats every 400 years; years that begin in March have their leap day last.
        let from_march = days + 719_468;
        let era = from_march.div_euclid(146_097);
        let day_of_era = from_march.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Date {
            year,
            month,
            day,
            // The first of January 1970 was a Thursday.
            #[cfg(feature = "rollout")]
            weekday: (days + 4).rem_euclid(7) + 1,
        }
    }

    /// Returns the number of days from the first of January 1970 to a date, or `None` if the date does not exist.
    pub(crate) fn days_of(year: i64, month: i64, day: i64) -> Option<i64> {
        let from_march = if month <= 2 { year - 1 } else { year };
        let era = from_march.div_euclid(400);
        let year_of_era = from_march.rem_euclid(400);
        let month_from_march = (month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
        // A day beyond the end of its month gives the number of another date.
        let date = Date::of_days(days);
        ((date.year, date.month, date.day) == (year, month, day)).then_some(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_round_trip() {
        for days in (-800_000..3_000_000).step_by(13) {
            let Date { year, month, day, .. } = Date::of_days(days);
            assert_eq!(Date::days_of(year, month, day), Some(days));
        }
    }

    #[test]
    fn rejects_dates_that_do_not_exist() {
        for (year, month, day) in
            [(2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0)]
        {
            assert_eq!(Date::days_of(year, month, day), None, "{year}-{month}-{day}");
        }
    }

    #[cfg(feature = "rollout")]
    #[test]
    fn computes_known_weekdays() {
        for (year, month, day, weekday) in [
            (1970, 1, 1, 5),
            (2000, 2, 29, 3),
            (2026, 11, 24, 3),
            (2100, 2, 28, 1),
            (1969, 12, 31, 4),
            (9999, 12, 31, 6),
        ] {
            let actual = Date::days_of(year, month, day).map(|days| Date::of_days(days).weekday);
            assert_eq!(actual, Some(weekday), "{year}-{month}-{day}");
        }
    }
}
