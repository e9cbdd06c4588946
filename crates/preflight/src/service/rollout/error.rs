use crate::service::cron::CronError;

/// Why a rollout cannot be previewed.
///
/// ```
/// use mi_preflight::rollout::{Rollout, RolloutError};
/// let error = Rollout::from_task_configuration(b"[]", 10).unwrap_err();
/// assert_eq!(error, RolloutError::NoConfiguration);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RolloutError {
    /// The text is not valid JSON.
    #[error("this is not json: line {line}, column {column}")]
    Json {
        /// The line at which reading stopped, from 1.
        line: usize,
        /// The column at which reading stopped.
        column: usize,
    },
    /// The text is not the input of `CreateOtaTaskConfiguration`.
    #[error("this is neither an input of `CreateOtaTaskConfiguration` nor its `PushConfig`")]
    NoConfiguration,
    /// The text is not the input of `CreateOtaTask`.
    #[error("this is neither an input of `CreateOtaTask` nor its `OtaSchedulingConfig`")]
    NoTask,
    /// A member has an invalid value.
    #[error("`{member}` is {expected}")]
    Member {
        /// The member's name.
        member: &'static str,
        /// What it is required to be.
        expected: &'static str,
    },
    /// There are too many maintenance windows.
    #[error("a preview looks at {max} maintenance windows at most")]
    TooManyWindows {
        /// The maximum.
        max: usize,
    },
    /// The start of a maintenance window is not a supported cron expression.
    #[error("the `StartTime` of a maintenance window: {0}")]
    Cron(#[from] CronError),
    /// Windows or an end are given, but the start of the rollout is unknown.
    #[error(
        "maintenance windows and an `EndTime` need a start: give the task a `StartTime`, or give a start beside it"
    )]
    NoStart,
    /// The task ends before it starts.
    #[error("the `EndTime` comes after the `StartTime`; here it does not")]
    EndBeforeStart,
}
