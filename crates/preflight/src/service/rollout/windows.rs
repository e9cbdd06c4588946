//! Calculates when maintenance windows are open.

use crate::service::cron::Cron;
use crate::text::time::{Date, MINUTES_A_DAY, UtcMinute};

/// How far ahead windows are searched: 100 years.
pub(super) const HORIZON_DAYS: i64 = 36_525;

/// Maximum length of merged windows: a week. It bounds the search for adjacent windows.
const MAX_OPENING_MINUTES: i64 = 7 * MINUTES_A_DAY;

/// A recurring window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    cron: Cron,
    /// Opening times on a matching day, in minutes of that day; they may extend into the next day.
    daily_openings: Vec<Opening>,
}

/// A period in minutes; its end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) from: i64,
    pub(super) until: i64,
}

impl Window {
    /// Creates a window that opens at the times of an expression. It is shorter than a day.
    pub(super) fn new(cron: Cron, minutes: u32) -> Window {
        let minutes = i64::from(minutes).min(MINUTES_A_DAY - 1);
        let mut daily_openings = Vec::new();
        for from in cron.minutes_of_day() {
            push_merged(&mut daily_openings, Opening { from, until: from + minutes });
        }
        Window { cron, daily_openings }
    }
}

/// Adds an opening that begins no earlier than the previous ones; adjacent openings are merged.
fn push_merged(openings: &mut Vec<Opening>, next: Opening) {
    match openings.last_mut() {
        Some(last) if next.from <= last.until => last.until = last.until.max(next.until),
        _ => openings.push(next),
    }
}

/// The openings of several windows from a time on, in order and disjoint.
pub(super) struct Openings<'w> {
    windows: &'w [Window],
    from: UtcMinute,
    /// The next day to search.
    day: i64,
    /// The day before which openings are searched.
    horizon: i64,
    /// Openings that were found but not returned yet, the last one first.
    pending: Vec<Opening>,
}

impl<'w> Openings<'w> {
    pub(super) fn new(windows: &'w [Window], from: UtcMinute) -> Openings<'w> {
        let day = from.minutes.div_euclid(MINUTES_A_DAY);
        Openings { windows, from, day, horizon: day + HORIZON_DAYS, pending: Vec::new() }
    }

    /// Searches days until an opening can be returned.
    fn search_next_opening(&mut self) {
        while self.pending.is_empty() && self.day < self.horizon {
            let mut openings_of_day = Vec::new();
            // An opening of the previous day may still be open.
            for day in [self.day - 1, self.day] {
                let date = Date::of_days(day);
                for window in self.windows.iter().filter(|window| window.cron.matches_day(date)) {
                    let shift = day * MINUTES_A_DAY;
                    openings_of_day.extend(window.daily_openings.iter().filter_map(|opening| {
                        let start = (self.day * MINUTES_A_DAY).max(self.from.minutes);
                        let from = (opening.from + shift).max(start);
                        let until = (opening.until + shift).min((self.day + 1) * MINUTES_A_DAY);
                        (from < until).then_some(Opening { from, until })
                    }));
                }
            }
            openings_of_day.sort_by_key(|opening| opening.from);
            for opening in openings_of_day {
                push_merged(&mut self.pending, opening);
            }
            self.pending.reverse();
            self.day += 1;
        }
    }
}

impl Iterator for Openings<'_> {
    type Item = Opening;

    fn next(&mut self) -> Option<Opening> {
        self.search_next_opening();
        let mut opening = self.pending.pop()?;
        while opening.until - opening.from < MAX_OPENING_MINUTES {
            self.search_next_opening();
            match self.pending.last() {
                Some(next) if next.from <= opening.until => opening.until = opening.until.max(next.until),
                _ => break,
            }
            self.pending.pop();
        }
        Some(opening)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn openings(windows: &[(&str, u32)], from: &str, count: usize) -> Vec<(String, String)> {
        let windows: Vec<Window> =
            windows.iter().map(|(cron, minutes)| Window::new(Cron::parse(cron).unwrap(), *minutes)).collect();
        Openings::new(&windows, from.parse().unwrap())
            .take(count)
            .map(|opening| {
                let [from, until] = [opening.from, opening.until].map(|minutes| UtcMinute { minutes }.to_string());
                (from, until)
            })
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(from, until)| ((*from).to_owned(), (*until).to_owned())).collect()
    }

    #[test]
    fn opens_over_midnight_and_before_the_start() {
        let found = openings(&[("0 23 * * ? *", 120)], "2026-12-01T00:30", 2);
        let expected = [("2026-12-01T00:30", "2026-12-01T01:00"), ("2026-12-01T23:00", "2026-12-02T01:00")];
        assert_eq!(found, pairs(&expected));
    }

    #[test]
    fn merges_adjacent_windows() {
        let windows = [("0 2 * * ? *", 60), ("0 3 * * ? *", 30), ("30 4 * * ? *", 10)];
        let expected = [("2026-12-01T02:00", "2026-12-01T03:30"), ("2026-12-01T04:30", "2026-12-01T04:40")];
        assert_eq!(openings(&windows, "2026-12-01T00:00", 2), pairs(&expected));
        // A window that is always open is returned in pieces.
        let always = openings(&[("* * * * ? *", 1)], "2026-12-01T00:00", 2);
        assert_eq!(always[0], ("2026-12-01T00:00".to_owned(), "2026-12-08T00:00".to_owned()));
        assert_eq!(always[1].0, always[0].1);
    }

    #[test]
    fn ends_when_no_window_opens_again() {
        assert_eq!(openings(&[("0 2 * * ? 2020", 60)], "2026-12-01T00:00", 1), []);
        let last = openings(&[("0 23 31 12 ? 2026", 120)], "2026-12-01T00:00", 2);
        assert_eq!(last, pairs(&[("2026-12-31T23:00", "2027-01-01T01:00")]));
    }
}
