//! The calendar: days as years, months and days of them.

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: i64,
    /// From 1.
    pub(crate) month: i64,
    /// From 1.
    pub(crate) day: i64,
    /// From 1, which is Sunday.
    #[cfg(feature = "rollout")]
    pub(crate) weekday: i64,
}

impl Date {
    /// The day so many days after the first of January 1970.
    pub(crate) fn of_days(days: i64) -> Date {
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
        Date {
            year,
            month,
            day,
            // The first of January 1970 was a Thursday.
            #[cfg(feature = "rollout")]
            weekday: (days + 4).rem_euclid(7) + 1,
        }
    }

    /// How many days after the first of January 1970 a date is; `None` when there is no such date.
    pub(super) fn days_of(year: i64, month: i64, day: i64) -> Option<i64> {
        let from_march = if month <= 2 { year - 1 } else { year };
        let era = from_march.div_euclid(400);
        let year_of_era = from_march.rem_euclid(400);
        let month_from_march = (month + 9) % 12;
        let of_year = (153 * month_from_march + 2) / 5 + day - 1;
        let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468;
        // A day that the month has not is another day's number.
        let found = Date::of_days(days);
        ((found.year, found.month, found.day) == (year, month, day)).then_some(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_found_by_its_date() {
        for days in (-800_000..3_000_000).step_by(13) {
            let Date { year, month, day, .. } = Date::of_days(days);
            assert_eq!(Date::days_of(year, month, day), Some(days));
        }
    }

    #[test]
    fn what_no_month_has_is_no_date() {
        for (year, month, day) in
            [(2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0)]
        {
            assert_eq!(Date::days_of(year, month, day), None, "{year}-{month}-{day}");
        }
    }

    #[cfg(feature = "rollout")]
    #[test]
    fn known_weekdays() {
        for (year, month, day, weekday) in [
            (1970, 1, 1, 5),
            (2000, 2, 29, 3),
            (2026, 11, 24, 3),
            (2100, 2, 28, 1),
            (1969, 12, 31, 4),
            (9999, 12, 31, 6),
        ] {
            let found = Date::days_of(year, month, day).map(|days| Date::of_days(days).weekday);
            assert_eq!(found, Some(weekday), "{year}-{month}-{day}");
        }
    }
}
