//! Simulates a rollout, from one change of the rate or window to the next.

use super::Rollout;
use super::assumption::Assumption;
use super::config::{Criterion, FailureType, Growth};
use super::error::RolloutError;
use super::preview::{self, Abort, Chance, Increase, Outcome, Preview, RolloutPoint, Segment, WindowUse};
use super::rate::Rate;
use super::windows::{HORIZON_DAYS, Openings, Window};
use crate::text::time::UtcMinute;

/// The maximum rate of AWS IoT Jobs, which applies if no maximum is given.
const JOBS_MAXIMUM: u64 = 1000;

/// Maximum number of stored segments; only window lengths of minutes over months need more.
const MAX_SEGMENTS: usize = 10_000;

/// No window opens again if none opens for this many minutes: every nine years contain a leap day, in any century.
const MIN_SEARCH_MINUTES: u64 = 9 * 366 * 24 * 60;

/// A period in minutes from the start; its end is exclusive.
struct Period {
    from: u64,
    until: u64,
}

pub(super) fn preview(rollout: &Rollout) -> Result<Preview, RolloutError> {
    let scheduling = &rollout.scheduling;
    let needs_start = scheduling.end.is_some() || !scheduling.windows.is_empty();
    if needs_start && scheduling.start.is_none() {
        return Err(RolloutError::NoStart);
    }
    if scheduling.end.zip(scheduling.start).is_some_and(|(end, start)| end <= start) {
        return Err(RolloutError::EndBeforeStart);
    }
    let end = scheduling.start.zip(scheduling.end).map(|(start, end)| start.until(end));
    let mut simulation = Simulation::new(rollout, end);
    let outcome = match scheduling.start {
        Some(start) if !scheduling.windows.is_empty() => simulation.run_in_windows(&scheduling.windows, start),
        _ => simulation
            .run(&Period { from: 0, until: u64::MAX })
            .unwrap_or(Outcome::CutOff { minute: simulation.minute }),
    };
    let outcome = match outcome {
        Outcome::Ended { minute, .. } => Outcome::Ended { minute, behavior: scheduling.end_behavior },
        outcome => outcome,
    };
    let aborts = rollout.config.aborts.iter();
    let aborts = aborts
        .map(|criterion| preview_abort(criterion, rollout.config.timeout, &simulation.segments, outcome))
        .collect();
    Ok(Preview {
        devices: rollout.devices,
        start: scheduling.start,
        outcome,
        aborts,
        segments: simulation.segments,
        increases: simulation.increases,
        windows: simulation.windows,
        assumptions: assumptions(rollout),
    })
}

/// A simulation of the rollout up to a minute.
struct Simulation<'r> {
    devices: u64,
    end: Option<u64>,
    growth: Option<&'r Growth>,
    success_delay: u64,
    rate: Rate,
    /// The number of times that the rate was multiplied.
    increase_count: u64,
    minute: u64,
    segments: Vec<Segment>,
    increases: Vec<Increase>,
    windows: Vec<WindowUse>,
}

impl<'r> Simulation<'r> {
    fn new(rollout: &'r Rollout, end: Option<u64>) -> Simulation<'r> {
        let growth = rollout.config.growth.as_ref();
        let maximum = rollout.config.maximum.unwrap_or(JOBS_MAXIMUM);
        let base = growth.map_or(maximum, |growth| growth.base);
        let rate = Rate::new(base, maximum, growth.and_then(|growth| growth.factor));
        Simulation {
            devices: rollout.devices,
            end,
            growth,
            success_delay: rollout.success_delay,
            rate,
            increase_count: 0,
            minute: 0,
            segments: Vec::new(),
            increases: Vec::new(),
            windows: Vec::new(),
        }
    }

    fn notified(&self) -> u64 {
        self.segments.last().map_or(0, |last| last.notified)
    }

    fn run_in_windows(&mut self, windows: &[Window], start: UtcMinute) -> Outcome {
        if self.devices == 0 {
            return Outcome::Finished { minute: 0 };
        }
        for opening in Openings::new(windows, start) {
            let from = start.until(UtcMinute { minutes: opening.from });
            let until = start.until(UtcMinute { minutes: opening.until });
            if let Some(minute) = self.end.filter(|end| *end <= from) {
                return Outcome::Ended { minute, behavior: None };
            }
            match self.windows.last_mut() {
                Some(last) if last.closes >= from => last.closes = until,
                _ => self.windows.push(WindowUse { opens: from, closes: until }),
            }
            if let Some(outcome) = self.run(&Period { from, until }) {
                return outcome;
            }
        }
        let horizon = u64::try_from(HORIZON_DAYS).unwrap_or_default() * 24 * 60;
        let closed = self.windows.last().map_or(0, |last| last.closes);
        if let Some(minute) = self.end.filter(|end| *end <= horizon) {
            return Outcome::Ended { minute, behavior: None };
        }
        if horizon - closed.min(horizon) >= MIN_SEARCH_MINUTES {
            Outcome::NoMoreWindows { minute: closed }
        } else {
            Outcome::CutOff { minute: closed }
        }
    }

    /// Notifies devices during a period. Returns the outcome if the rollout ends in it.
    fn run(&mut self, period: &Period) -> Option<Outcome> {
        self.minute = self.minute.max(period.from);
        loop {
            let remaining = self.devices.saturating_sub(self.notified());
            if remaining == 0 {
                return Some(Outcome::Finished { minute: self.minute });
            }
            if let Some(minute) = self.end.filter(|end| *end <= self.minute) {
                return Some(Outcome::Ended { minute, behavior: None });
            }
            if self.minute >= period.until {
                return None;
            }
            if self.segments.len() >= MAX_SEGMENTS {
                return Some(Outcome::CutOff { minute: self.minute });
            }
            self.apply_due_increases();
            let rate = self.rate.per_minute();
            let until = [
                Some(period.until),
                Some(self.minute.saturating_add(remaining.div_ceil(rate))),
                self.end,
                self.next_increase(),
            ];
            let until = until.into_iter().flatten().min().unwrap_or(period.until).max(self.minute.saturating_add(1));
            self.push_segment(until, rate);
        }
    }

    /// Adds a segment of constant rate up to a minute.
    fn push_segment(&mut self, until: u64, rate: u64) {
        let before = self.notified();
        let notified = before.saturating_add(rate.saturating_mul(until - self.minute)).min(self.devices);
        match self.segments.last_mut() {
            Some(last) if last.until == self.minute && last.rate == rate => {
                last.until = until;
                last.notified = notified;
            }
            _ => self.segments.push(Segment { from: self.minute, until, rate, notified }),
        }
        self.minute = until;
    }

    /// Multiplies the rate as often as it is due.
    fn apply_due_increases(&mut self) {
        let before = self.rate.per_minute();
        while self.next_increase().is_some_and(|minute| minute <= self.minute) {
            self.rate.grow();
            self.increase_count += 1;
        }
        let rate = self.rate.per_minute();
        if rate > before {
            self.increases.push(Increase { minute: self.minute, rate, notified: self.notified() });
        }
    }

    /// The minute at which the next increase is due, if the rate does not change before.
    fn next_increase(&self) -> Option<u64> {
        // A rate that reaches all devices in a minute need not grow.
        if !self.rate.can_grow() || self.rate.per_minute() >= self.devices {
            return None;
        }
        let growth = self.growth?;
        let due = |every: Option<u64>, delay: u64| {
            let count = every?.checked_mul(self.increase_count + 1)?;
            let notified = self.notified();
            let minute = if count <= notified {
                preview::minute_when_notified(&self.segments, count)?
            } else {
                self.minute.checked_add((count - notified).div_ceil(self.rate.per_minute()))?
            };
            minute.checked_add(delay)
        };
        let [notified, succeeded] = [due(growth.notified, 0), due(growth.succeeded, self.success_delay)];
        notified.into_iter().chain(succeeded).min()
    }
}

/// Calculates when a criterion can stop the rollout at the earliest.
fn preview_abort(criterion: &Criterion, timeout: Option<u64>, segments: &[Segment], outcome: Outcome) -> Abort {
    let Criterion { failure_type, min_executed, threshold } = *criterion;
    let chance = match (failure_type, min_executed, threshold) {
        (Some(FailureType::TimedOut), Some(_), Some(_)) if timeout.is_none() => Chance::NoTimeout,
        (Some(failure_type), Some(min_executed), Some(threshold)) => {
            let executed = preview::minute_when_notified(segments, min_executed);
            let failed = match timeout {
                Some(timeout) if failure_type == FailureType::TimedOut => {
                    // This many of the first devices must time out. All others may have succeeded at once.
                    let share = u128::from(min_executed) * u128::from(threshold.thousandths);
                    let needed = u64::try_from(share.div_ceil(100_000)).unwrap_or(u64::MAX).max(1);
                    preview::minute_when_notified(segments, needed).and_then(|minute| minute.checked_add(timeout))
                }
                _ => executed,
            };
            let minute = executed.zip(failed).map(|(executed, failed)| executed.max(failed));
            // After its end a task is over and cannot be stopped.
            let is_over = |minute: &u64| matches!(outcome, Outcome::Ended { minute: end, .. } if *minute > end);
            match minute.filter(|minute| !is_over(minute)) {
                Some(minute) => Chance::Earliest(RolloutPoint::new(minute, preview::notified_by(segments, minute))),
                None => Chance::TooFew,
            }
        }
        _ => Chance::Incomplete,
    };
    Abort { failure_type, min_executed, threshold, chance }
}

fn assumptions(rollout: &Rollout) -> Vec<Assumption> {
    let config = &rollout.config;
    let mut all = vec![Assumption::WholeMinutes, Assumption::KnownDevices];
    if config.maximum.is_none() {
        let per_minute = JOBS_MAXIMUM;
        all.push(match config.growth {
            Some(_) => Assumption::NoMaximum { per_minute },
            None => Assumption::NoRate { per_minute },
        });
    }
    if let Some(growth) = &config.growth {
        if growth.factor.is_none() || (growth.notified.is_none() && growth.succeeded.is_none()) {
            all.push(Assumption::NoIncrease);
        } else {
            all.push(Assumption::Multiples);
            if growth.notified.is_some() && growth.succeeded.is_some() {
                all.push(Assumption::EitherCriterion);
            }
            if growth.succeeded.is_some() {
                all.push(Assumption::SuccessDelay { minutes: rollout.success_delay });
            }
        }
    }
    if !config.aborts.is_empty() {
        all.push(Assumption::EarliestAbort);
    }
    let has_timeout_criterion = config.aborts.iter().any(|abort| abort.failure_type == Some(FailureType::TimedOut));
    if let Some(minutes) = config.timeout.filter(|_| has_timeout_criterion) {
        all.push(Assumption::TimeOut { minutes });
    }
    if !rollout.scheduling.windows.is_empty() {
        all.push(Assumption::OnlyInWindows);
    }
    all.push(match rollout.scheduling.start {
        Some(_) => Assumption::Utc,
        None => Assumption::StartsAtOnce,
    });
    all
}
