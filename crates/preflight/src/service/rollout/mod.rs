//! Previews an OTA rollout before its task is created: how many devices are notified at which time.
//!
//! A preview is calculated from the configuration by the documented rules of AWS IoT Jobs, on which the service builds;
//! it is not a promise. Where the configuration is silent, an [`Assumption`] is made and listed in the [`Preview`].
//! The rollout is stored as segments of constant rate, so memory does not grow with the number of devices or the length
//! of the rollout.

mod assumption;
mod config;
mod decimal;
mod error;
mod preview;
mod rate;
mod schedule;
#[cfg(test)]
mod tests;
mod windows;

pub use crate::service::cron::{CronError, CronField};
pub use assumption::Assumption;
pub use config::{EndBehavior, FailureType};
pub use decimal::Decimal;
pub use error::RolloutError;
pub use preview::{Abort, Chance, Increase, Outcome, Preview, RolloutPoint, Segment, WindowUse};

use crate::text::time::UtcMinute;
use config::{PushConfig, Scheduling};

/// A rollout to preview.
///
/// ```
/// use mi_preflight::rollout::{Outcome, Rollout};
///
/// let configuration = br#"{"Name": "kitchen", "PushConfig": {"RolloutConfig": {
///     "ExponentialRolloutRate": {
///         "BaseRatePerMinute": 50, "IncrementFactor": 2, "RateIncreaseCriteria": {"numberOfNotifiedThings": 100}},
///     "MaximumPerMinute": 400}}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 1000)?.preview()?;
/// let segments: Vec<_> = preview.segments.iter().map(|segment| (segment.from, segment.rate, segment.notified)).collect();
/// assert_eq!(segments, [(0, 50, 100), (2, 100, 200), (3, 200, 400), (4, 400, 1000)]);
/// assert_eq!(preview.outcome, Outcome::Finished { minute: 6 });
/// # Ok::<(), mi_preflight::rollout::RolloutError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rollout {
    devices: u64,
    config: PushConfig,
    scheduling: Scheduling,
    success_delay: u64,
}

impl Rollout {
    /// Creates a rollout to a number of devices by a configuration: the input of `CreateOtaTaskConfiguration`, or its
    /// `PushConfig` alone. The configuration is not checked: members that the preview does not need may have any value.
    ///
    /// # Errors
    /// A [`RolloutError`] when the text is no such object, or a member that the preview needs is invalid.
    pub fn from_task_configuration(json: &[u8], devices: u64) -> Result<Rollout, RolloutError> {
        let config = PushConfig::parse(json)?;
        Ok(Rollout { devices, config, scheduling: Scheduling::default(), success_delay: 0 })
    }

    /// Adds the times of a task: the input of `CreateOtaTask`, or its `OtaSchedulingConfig` alone.
    ///
    /// # Errors
    /// A [`RolloutError`] when the text is no such object, or its times or windows are invalid.
    pub fn with_task(mut self, json: &[u8]) -> Result<Rollout, RolloutError> {
        // A start that was set before applies if the task has none.
        let start = self.scheduling.start;
        self.scheduling = Scheduling::parse(json)?;
        self.scheduling.start = self.scheduling.start.or(start);
        Ok(self)
    }

    /// Sets the start of the rollout, unless its task has one.
    pub fn with_start(mut self, start: UtcMinute) -> Rollout {
        self.scheduling.start = self.scheduling.start.or(Some(start));
        self
    }

    /// Sets the number of minutes that devices take to succeed; the default is 0.
    pub fn with_success_delay(mut self, minutes: u64) -> Rollout {
        self.success_delay = minutes;
        self
    }

    /// Calculates the preview.
    ///
    /// # Errors
    /// [`RolloutError::NoStart`] when windows or an end are given and the start is unknown, and
    /// [`RolloutError::EndBeforeStart`].
    pub fn preview(&self) -> Result<Preview, RolloutError> {
        schedule::preview(self)
    }
}
