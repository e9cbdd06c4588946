//! The parts of a task configuration and of a task that the preview uses.

use serde_json::{Map, Value};

use super::decimal::Decimal;
use super::error::RolloutError;
use super::windows::Window;
use crate::service::cron::Cron;
use crate::text::time::UtcMinute;

/// Maximum number of maintenance windows.
const MAX_WINDOWS: usize = 100;

/// Maximum length of a maintenance window in minutes, as in the model.
const MAX_WINDOW_MINUTES: u64 = 1430;

/// The rate and the stop criteria of a rollout.
#[derive(Clone, Debug, Default)]
pub(super) struct PushConfig {
    pub(super) growth: Option<Growth>,
    pub(super) maximum: Option<u64>,
    pub(super) aborts: Vec<Criterion>,
    pub(super) timeout: Option<u64>,
}

/// A rate that grows.
#[derive(Clone, Debug)]
pub(super) struct Growth {
    pub(super) base: u64,
    pub(super) factor: Option<Decimal>,
    /// The number of notified devices that raises the rate.
    pub(super) notified: Option<u64>,
    /// The number of succeeded devices that raises it.
    pub(super) succeeded: Option<u64>,
}

/// A criterion that cancels the task.
#[derive(Clone, Debug)]
pub(super) struct Criterion {
    pub(super) failure_type: Option<FailureType>,
    pub(super) min_executed: Option<u64>,
    pub(super) threshold: Option<Decimal>,
}

/// When a task starts, ends, and may notify devices.
#[derive(Clone, Debug, Default)]
pub(super) struct Scheduling {
    pub(super) start: Option<UtcMinute>,
    pub(super) end: Option<UtcMinute>,
    pub(super) end_behavior: Option<EndBehavior>,
    pub(super) windows: Vec<Window>,
}

/// The kinds of failed executions that an abort criterion counts.
///
/// ```
/// use mi_preflight::rollout::{FailureType, Rollout};
/// let configuration = br#"{"RolloutConfig": {"MaximumPerMinute": 50}, "AbortConfig": {"AbortConfigCriteriaList": [
///     {"FailureType": "REJECTED", "MinNumberOfExecutedThings": 60, "ThresholdPercentage": 12.5}]}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 100).unwrap().preview().unwrap();
/// assert_eq!(preview.aborts[0].failure_type, Some(FailureType::Rejected));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureType {
    /// The device reports a failure.
    Failed,
    /// The device rejects the execution.
    Rejected,
    /// The execution times out.
    TimedOut,
    /// All kinds of failure.
    All,
}

/// What happens to open executions when a task ends.
///
/// ```
/// use mi_preflight::rollout::{EndBehavior, Outcome, Rollout};
/// let rollout = Rollout::from_task_configuration(br#"{"RolloutConfig": {"MaximumPerMinute": 50}}"#, 1000).unwrap();
/// let task = br#"{"StartTime": "2026-11-24T20:30", "EndTime": "2026-11-24T20:40", "EndBehavior": "CANCEL"}"#;
/// let preview = rollout.with_task(task).unwrap().preview().unwrap();
/// assert_eq!(preview.outcome, Outcome::Ended { minute: 10, behavior: Some(EndBehavior::Cancel) });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EndBehavior {
    /// No further devices are notified.
    StopRollout,
    /// Queued executions are cancelled as well.
    Cancel,
    /// Executions in progress are cancelled as well.
    ForceCancel,
}

impl FailureType {
    const ALL: [FailureType; 4] = [FailureType::Failed, FailureType::Rejected, FailureType::TimedOut, FailureType::All];

    /// The name in the model.
    pub fn name(self) -> &'static str {
        match self {
            FailureType::Failed => "FAILED",
            FailureType::Rejected => "REJECTED",
            FailureType::TimedOut => "TIMED_OUT",
            FailureType::All => "ALL",
        }
    }
}

impl EndBehavior {
    const ALL: [EndBehavior; 3] = [EndBehavior::StopRollout, EndBehavior::Cancel, EndBehavior::ForceCancel];

    /// The name in the model.
    pub fn name(self) -> &'static str {
        match self {
            EndBehavior::StopRollout => "STOP_ROLLOUT",
            EndBehavior::Cancel => "CANCEL",
            EndBehavior::ForceCancel => "FORCE_CANCEL",
        }
    }
}

impl PushConfig {
    pub(super) fn parse(json: &[u8]) -> Result<PushConfig, RolloutError> {
        let input = parse_object(json, RolloutError::NoConfiguration)?;
        let has = |names: &[&str]| names.iter().any(|name| input.contains_key(*name));
        if has(&["PushConfig"]) {
            return match input.member("PushConfig")? {
                Some(config) => PushConfig::of(config),
                None => Ok(PushConfig::default()),
            };
        }
        if has(&["RolloutConfig", "AbortConfig", "TimeoutConfig"]) {
            return PushConfig::of(&input);
        }
        // A configuration may have no `PushConfig`, but an object with none of its members is something else.
        if input.is_empty() || has(&["Name", "Description", "ClientToken"]) {
            return Ok(PushConfig::default());
        }
        Err(RolloutError::NoConfiguration)
    }

    fn of(config: &Map<String, Value>) -> Result<PushConfig, RolloutError> {
        let mut push = PushConfig::default();
        if let Some(rollout) = config.member("RolloutConfig")? {
            push.maximum = rollout.positive_integer("MaximumPerMinute")?;
            if let Some(rate) = rollout.member("ExponentialRolloutRate")? {
                push.growth = Some(Growth::of(rate)?);
            }
        }
        if let Some(abort) = config.member("AbortConfig")? {
            for criterion in abort.objects("AbortConfigCriteriaList")? {
                push.aborts.push(Criterion {
                    failure_type: criterion.one_of(
                        "FailureType",
                        &FailureType::ALL.map(|failure_type| (failure_type.name(), failure_type)),
                    )?,
                    min_executed: criterion.positive_integer("MinNumberOfExecutedThings")?,
                    threshold: criterion.decimal("ThresholdPercentage")?,
                });
            }
        }
        if let Some(timeout) = config.member("TimeoutConfig")? {
            push.timeout = timeout.positive_integer("InProgressTimeoutInMinutes")?;
        }
        Ok(push)
    }
}

impl Growth {
    fn of(rate: &Map<String, Value>) -> Result<Growth, RolloutError> {
        let base = rate.positive_integer("BaseRatePerMinute")?;
        let base =
            base.ok_or(RolloutError::Member { member: "BaseRatePerMinute", expected: "needed for a rate that grows" })?;
        let factor = rate.decimal("IncrementFactor")?;
        // With a factor of 1 or less the rate does not grow, and raising it would never end.
        if factor.is_some_and(|factor| factor.thousandths <= 1000) {
            return Err(RolloutError::Member { member: "IncrementFactor", expected: "a number greater than 1" });
        }
        let criteria = rate.member("RateIncreaseCriteria")?;
        let criterion = |name| criteria.map_or(Ok(None), |criteria| criteria.positive_integer(name));
        Ok(Growth {
            base,
            factor,
            notified: criterion("numberOfNotifiedThings")?,
            succeeded: criterion("numberOfSucceededThings")?,
        })
    }
}

impl Scheduling {
    pub(super) fn parse(json: &[u8]) -> Result<Scheduling, RolloutError> {
        let input = parse_object(json, RolloutError::NoTask)?;
        let has = |names: &[&str]| names.iter().any(|name| input.contains_key(*name));
        if has(&["OtaSchedulingConfig"]) {
            return match input.member("OtaSchedulingConfig")? {
                Some(scheduling) => Scheduling::of(scheduling),
                None => Ok(Scheduling::default()),
            };
        }
        if has(&["StartTime", "EndTime", "EndBehavior", "MaintenanceWindows"]) {
            return Scheduling::of(&input);
        }
        if input.is_empty() || has(&["S3Url", "OtaType", "Target", "OtaTargetQueryString", "TaskConfigurationId"]) {
            return Ok(Scheduling::default());
        }
        Err(RolloutError::NoTask)
    }

    fn of(config: &Map<String, Value>) -> Result<Scheduling, RolloutError> {
        let mut scheduling = Scheduling {
            start: config.time("StartTime")?,
            end: config.time("EndTime")?,
            end_behavior: config
                .one_of("EndBehavior", &EndBehavior::ALL.map(|behavior| (behavior.name(), behavior)))?,
            windows: Vec::new(),
        };
        let windows = config.objects("MaintenanceWindows")?;
        if windows.len() > MAX_WINDOWS {
            return Err(RolloutError::TooManyWindows { max: MAX_WINDOWS });
        }
        for window in windows {
            let expected = "given with each maintenance window";
            let start = window.text("StartTime")?.ok_or(RolloutError::Member { member: "StartTime", expected })?;
            let minutes = window.positive_integer("DurationInMinutes")?;
            let minutes = minutes.ok_or(RolloutError::Member { member: "DurationInMinutes", expected })?;
            let minutes = u32::try_from(minutes).ok().filter(|minutes| u64::from(*minutes) <= MAX_WINDOW_MINUTES);
            let minutes = minutes.ok_or(RolloutError::Member {
                member: "DurationInMinutes",
                expected: "a number of minutes from 1 to 1430",
            })?;
            scheduling.windows.push(Window::new(Cron::parse(start)?, minutes));
        }
        Ok(scheduling)
    }
}

fn parse_object(json: &[u8], type_error: RolloutError) -> Result<Map<String, Value>, RolloutError> {
    match serde_json::from_slice(json) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(type_error),
        Err(error) => Err(RolloutError::Json { line: error.line(), column: error.column() }),
    }
}

/// Typed access to members; null counts as missing.
trait Members {
    fn value(&self, name: &'static str) -> Option<&Value>;
    fn member(&self, name: &'static str) -> Result<Option<&Map<String, Value>>, RolloutError>;
    fn objects(&self, name: &'static str) -> Result<Vec<&Map<String, Value>>, RolloutError>;
    fn text(&self, name: &'static str) -> Result<Option<&str>, RolloutError>;
    fn decimal(&self, name: &'static str) -> Result<Option<Decimal>, RolloutError>;
    fn positive_integer(&self, name: &'static str) -> Result<Option<u64>, RolloutError>;
    fn time(&self, name: &'static str) -> Result<Option<UtcMinute>, RolloutError>;
    fn one_of<T: Copy>(&self, name: &'static str, all: &[(&str, T)]) -> Result<Option<T>, RolloutError>;
}

/// Converts the value of a member; `None` if the member is missing.
fn typed_member<'v, T>(
    value: Option<&'v Value>,
    member: &'static str,
    expected: &'static str,
    convert: impl FnOnce(&'v Value) -> Option<T>,
) -> Result<Option<T>, RolloutError> {
    value.map(|value| convert(value).ok_or(RolloutError::Member { member, expected })).transpose()
}

impl Members for Map<String, Value> {
    fn value(&self, name: &'static str) -> Option<&Value> {
        self.get(name).filter(|value| !value.is_null())
    }

    fn member(&self, name: &'static str) -> Result<Option<&Map<String, Value>>, RolloutError> {
        typed_member(self.value(name), name, "an object", Value::as_object)
    }

    fn objects(&self, name: &'static str) -> Result<Vec<&Map<String, Value>>, RolloutError> {
        let items = typed_member(self.value(name), name, "a list of objects", |value| {
            value.as_array()?.iter().map(Value::as_object).collect::<Option<Vec<_>>>()
        })?;
        Ok(items.unwrap_or_default())
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>, RolloutError> {
        typed_member(self.value(name), name, "a string", Value::as_str)
    }

    fn decimal(&self, name: &'static str) -> Result<Option<Decimal>, RolloutError> {
        typed_member(self.value(name), name, "a number with at most three decimals", |value| match value {
            Value::Number(number) => Decimal::of(number),
            _ => None,
        })
    }

    fn positive_integer(&self, name: &'static str) -> Result<Option<u64>, RolloutError> {
        typed_member(self.value(name), name, "a whole number from 1", |value| match value {
            Value::Number(number) => Decimal::of(number)?.to_integer().filter(|count| *count > 0),
            _ => None,
        })
    }

    fn time(&self, name: &'static str) -> Result<Option<UtcMinute>, RolloutError> {
        typed_member(self.value(name), name, "a time as `YYYY-MM-DDTHH:MM`, in utc", |value| {
            value.as_str()?.parse().ok()
        })
    }

    fn one_of<T: Copy>(&self, name: &'static str, all: &[(&str, T)]) -> Result<Option<T>, RolloutError> {
        typed_member(self.value(name), name, "one of the values that the model has for it", |value| {
            let text = value.as_str()?;
            all.iter().find(|(name, _)| *name == text).map(|(_, value)| *value)
        })
    }
}
