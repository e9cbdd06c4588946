//! The preview of a rollout.

use core::fmt;

use super::assumption::Assumption;
use super::config::{EndBehavior, FailureType};
use super::decimal::Decimal;
use crate::engine::report::json::{self, Object};
use crate::text::time::UtcMinute;

/// The calculated rollout. Minutes count from its start: minute 0 is the start, minute 1 the end of its
/// first minute.
///
/// ```
/// use mi_preflight::rollout::{Rollout};
/// let configuration = br#"{"RolloutConfig": {"MaximumPerMinute": 50}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 120).unwrap().preview().unwrap();
/// assert_eq!((preview.notified_by(1), preview.notified_by(2), preview.notified()), (50, 100, 120));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Preview {
    /// The number of devices.
    pub devices: u64,
    /// The start of the rollout, if it is known.
    pub start: Option<UtcMinute>,
    /// How the rollout ends.
    pub outcome: Outcome,
    /// The segments of time with a constant rate, in order.
    pub segments: Vec<Segment>,
    /// The increases of the rate.
    pub increases: Vec<Increase>,
    /// The criteria that can stop the rollout, in the configuration's order.
    pub aborts: Vec<Abort>,
    /// The maintenance windows in which devices are notified, in order.
    pub windows: Vec<WindowUse>,
    /// The assumptions of the preview.
    pub assumptions: Vec<Assumption>,
}

/// How a rollout ends.
///
/// ```
/// use mi_preflight::rollout::{Outcome, Rollout};
/// let configuration = br#"{"RolloutConfig": {"MaximumPerMinute": 50}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 120).unwrap().preview().unwrap();
/// assert_eq!(preview.outcome, Outcome::Finished { minute: 3 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// All devices have been notified.
    Finished {
        /// The minute by which all devices have been notified.
        minute: u64,
    },
    /// The task's `EndTime` is reached before.
    Ended {
        /// The minute of the end.
        minute: u64,
        /// What happens to open executions.
        behavior: Option<EndBehavior>,
    },
    /// No further maintenance window opens.
    NoMoreWindows {
        /// The minute in which the last window closes, 0 when there is none.
        minute: u64,
    },
    /// The preview stops because it reached its maximum length.
    CutOff {
        /// The minute at which the preview stops.
        minute: u64,
    },
}

/// A period in which devices are notified at a constant rate.
///
/// ```
/// use mi_preflight::rollout::{Rollout};
/// let configuration = br#"{"RolloutConfig": {"ExponentialRolloutRate": {"BaseRatePerMinute": 50, "IncrementFactor": 2,
///     "RateIncreaseCriteria": {"numberOfNotifiedThings": 100}}, "MaximumPerMinute": 400}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 1000).unwrap().preview().unwrap();
/// let segment = preview.segments[1];
/// assert_eq!((segment.from, segment.until, segment.rate, segment.notified), (2, 3, 100, 200));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segment {
    /// The minute at which it begins.
    pub from: u64,
    /// The minute at which it ends.
    pub until: u64,
    /// The number of devices notified per minute; the last minute of the rollout may have fewer.
    pub rate: u64,
    /// The number of devices notified by its end, from the start of the rollout.
    pub notified: u64,
}

/// An increase of the rate.
///
/// ```
/// use mi_preflight::rollout::{Rollout};
/// let configuration = br#"{"RolloutConfig": {"ExponentialRolloutRate": {"BaseRatePerMinute": 50, "IncrementFactor": 2,
///     "RateIncreaseCriteria": {"numberOfNotifiedThings": 100}}, "MaximumPerMinute": 400}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 1000).unwrap().preview().unwrap();
/// let increase = preview.increases[0];
/// assert_eq!((increase.minute, increase.rate, increase.notified), (2, 100, 100));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Increase {
    /// The minute from which the higher rate applies.
    pub minute: u64,
    /// The new rate, in devices per minute.
    pub rate: u64,
    /// The number of devices notified before.
    pub notified: u64,
}

/// A criterion that can stop the rollout.
///
/// ```
/// use mi_preflight::rollout::{Rollout};
/// let configuration = br#"{"RolloutConfig": {"MaximumPerMinute": 50}, "AbortConfig": {"AbortConfigCriteriaList": [
///     {"FailureType": "REJECTED", "MinNumberOfExecutedThings": 60, "ThresholdPercentage": 12.5}]}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 100).unwrap().preview().unwrap();
/// assert_eq!(preview.aborts[0].min_executed, Some(60));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Abort {
    /// The failures that it counts.
    pub failure_type: Option<FailureType>,
    /// The number of executions that must have finished.
    pub min_executed: Option<u64>,
    /// The share of failures that stops the rollout, in percent.
    pub threshold: Option<Decimal>,
    /// When it can stop the rollout at the earliest.
    pub chance: Chance,
}

/// When a criterion can stop a rollout at the earliest.
///
/// ```
/// use mi_preflight::rollout::{Chance, Rollout};
/// let configuration = br#"{"RolloutConfig": {"MaximumPerMinute": 50}, "AbortConfig": {"AbortConfigCriteriaList": [
///     {"FailureType": "REJECTED", "MinNumberOfExecutedThings": 60, "ThresholdPercentage": 12.5}]}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 50).unwrap().preview().unwrap();
/// assert_eq!(preview.aborts[0].chance, Chance::TooFew);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Chance {
    /// At this point.
    Earliest(RolloutPoint),
    /// Never: fewer devices are notified than executions must have finished.
    TooFew,
    /// Never: no timeout is configured, so nothing times out.
    NoTimeout,
    /// Unknown: the criterion is incomplete.
    Incomplete,
}

/// A point of the rollout.
///
/// ```
/// use mi_preflight::rollout::{Chance, Rollout};
/// let configuration = br#"{"RolloutConfig": {"MaximumPerMinute": 50}, "AbortConfig": {"AbortConfigCriteriaList": [
///     {"FailureType": "REJECTED", "MinNumberOfExecutedThings": 60, "ThresholdPercentage": 12.5}]}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 100).unwrap().preview().unwrap();
/// let Chance::Earliest(point) = preview.aborts[0].chance else { panic!("a point") };
/// assert_eq!((point.minute, point.notified), (2, 100));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RolloutPoint {
    /// The minute.
    pub minute: u64,
    /// The number of devices notified by then.
    pub notified: u64,
}

/// A maintenance window in which devices are notified; adjacent windows are merged.
///
/// ```
/// use mi_preflight::rollout::Rollout;
/// let rollout = Rollout::from_task_configuration(br#"{"RolloutConfig": {}}"#, 10).unwrap();
/// let task = br#"{"MaintenanceWindows": [{"StartTime": "cron(0 2 * * ? *)", "DurationInMinutes": 60}]}"#;
/// let rollout = rollout.with_task(task).unwrap().with_start("2026-11-24T01:30".parse().unwrap());
/// let window = rollout.preview().unwrap().windows[0];
/// assert_eq!((window.opens, window.closes), (30, 90));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WindowUse {
    /// The minute at which it opens, 0 if it was open at the start.
    pub opens: u64,
    /// The minute at which it closes.
    pub closes: u64,
}

impl RolloutPoint {
    pub(super) fn new(minute: u64, notified: u64) -> RolloutPoint {
        RolloutPoint { minute, notified }
    }
}

impl Preview {
    /// The total number of notified devices.
    pub fn notified(&self) -> u64 {
        self.segments.last().map_or(0, |last| last.notified)
    }

    /// The number of devices notified by a minute.
    pub fn notified_by(&self, minute: u64) -> u64 {
        notified_by(&self.segments, minute)
    }

    /// The preview as JSON, the same text on every surface.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        object.raw("devices", self.devices);
        object.raw("notified", self.notified());
        if let Some(start) = self.start {
            object.string("start", &start.to_string());
        }
        self.outcome.write(object.key("outcome"));
        write_list(object.key("segments"), &self.segments, |object, segment| {
            object.raw("from", segment.from);
            object.raw("until", segment.until);
            object.raw("ratePerMinute", segment.rate);
            object.raw("notified", segment.notified);
        });
        write_list(object.key("increases"), &self.increases, |object, increase| {
            object.raw("minute", increase.minute);
            object.raw("ratePerMinute", increase.rate);
            object.raw("notified", increase.notified);
        });
        write_list(object.key("aborts"), &self.aborts, |object, abort| abort.members(object));
        write_list(object.key("windows"), &self.windows, |object, window| {
            object.raw("opens", window.opens);
            object.raw("closes", window.closes);
        });
        let assumptions: Vec<String> = self.assumptions.iter().map(Assumption::to_string).collect();
        json::strings(object.key("assumptions"), &assumptions);
        object.end();
        out
    }
}

fn write_list<T>(out: &mut String, items: &[T], members: impl Fn(&mut Object<'_>, &T)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let mut object = Object::begin(out);
        members(&mut object, item);
        object.end();
    }
    out.push(']');
}

impl Outcome {
    /// The minute at which the rollout or its preview ends.
    pub fn minute(self) -> u64 {
        match self {
            Outcome::Finished { minute }
            | Outcome::Ended { minute, .. }
            | Outcome::NoMoreWindows { minute }
            | Outcome::CutOff { minute } => minute,
        }
    }

    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Finished { .. } => "finished",
            Outcome::Ended { .. } => "ended",
            Outcome::NoMoreWindows { .. } => "no-more-windows",
            Outcome::CutOff { .. } => "cut-off",
        }
    }

    fn write(self, out: &mut String) {
        let mut object = Object::begin(out);
        object.string("kind", self.name());
        object.raw("minute", self.minute());
        if let Outcome::Ended { behavior: Some(behavior), .. } = self {
            object.string("endBehavior", behavior.name());
        }
        object.end();
    }
}

impl Abort {
    fn members(&self, object: &mut Object<'_>) {
        if let Some(failure_type) = self.failure_type {
            object.string("failureType", failure_type.name());
        }
        if let Some(min_executed) = self.min_executed {
            object.raw("minNumberOfExecutedThings", min_executed);
        }
        if let Some(threshold) = self.threshold {
            object.raw("thresholdPercentage", threshold);
        }
        object.string("chance", self.chance.name());
        if let Chance::Earliest(point) = self.chance {
            object.raw("minute", point.minute);
            object.raw("notified", point.notified);
        }
    }
}

impl Chance {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Chance::Earliest(_) => "earliest",
            Chance::TooFew => "too-few",
            Chance::NoTimeout => "no-timeout",
            Chance::Incomplete => "incomplete",
        }
    }
}

impl fmt::Display for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Chance::Earliest(RolloutPoint { minute, notified }) => {
                write!(f, "at minute {minute} at the earliest, with {notified} devices notified")
            }
            Chance::TooFew => f.write_str("cannot be reached: fewer devices are notified than it waits for"),
            Chance::NoTimeout => {
                f.write_str("cannot be reached: without `InProgressTimeoutInMinutes` nothing times out")
            }
            Chance::Incomplete => f.write_str(
                "not known: `FailureType`, `MinNumberOfExecutedThings` and `ThresholdPercentage` are not all given",
            ),
        }
    }
}

/// The minute by which a number of devices have been notified; `None` when they never are.
pub(super) fn minute_when_notified(segments: &[Segment], count: u64) -> Option<u64> {
    if count == 0 {
        return Some(0);
    }
    let index = segments.partition_point(|segment| segment.notified < count);
    let segment = segments.get(index)?;
    let before = notified_before(segments, index);
    Some(segment.from + count.saturating_sub(before).div_ceil(segment.rate.max(1)))
}

/// The number of devices notified by a minute.
pub(super) fn notified_by(segments: &[Segment], minute: u64) -> u64 {
    let index = segments.partition_point(|segment| segment.from < minute);
    let Some(index) = index.checked_sub(1) else { return 0 };
    let Some(segment) = segments.get(index) else { return 0 };
    let in_segment = minute.saturating_sub(segment.from).saturating_mul(segment.rate);
    notified_before(segments, index).saturating_add(in_segment).min(segment.notified)
}

fn notified_before(segments: &[Segment], index: usize) -> u64 {
    index.checked_sub(1).and_then(|index| segments.get(index)).map_or(0, |segment| segment.notified)
}
