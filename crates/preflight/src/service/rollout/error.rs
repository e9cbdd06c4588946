use super::cron::CronError;

/// Why there is no preview.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RolloutError {
    /// The text is no JSON.
    #[error("this is no json: line {line}, column {column}")]
    Json {
        /// The line in which the reading stopped, from 1.
        line: usize,
        /// The column at which it stopped.
        column: usize,
    },
    /// The text is not the input of `CreateOtaTaskConfiguration`.
    #[error("this is neither an input of `CreateOtaTaskConfiguration` nor its `PushConfig`")]
    NoConfiguration,
    /// The text is not the input of `CreateOtaTask`.
    #[error("this is neither an input of `CreateOtaTask` nor its `OtaSchedulingConfig`")]
    NoTask,
    /// A member is not what it must be.
    #[error("`{member}` is {expected}")]
    Member {
        /// The member's name.
        member: &'static str,
        /// What it must be.
        expected: &'static str,
    },
    /// There are more maintenance windows than are looked at.
    #[error("a preview looks at {most} maintenance windows at most")]
    TooManyWindows {
        /// How many are looked at.
        most: usize,
    },
    /// The start of a maintenance window is no cron expression that is understood.
    #[error("the `StartTime` of a maintenance window: {0}")]
    Cron(#[from] CronError),
    /// Windows or an end are given, and nothing says when the rollout starts.
    #[error(
        "maintenance windows and an `EndTime` need a start: give the task a `StartTime`, or give a start beside it"
    )]
    NoStart,
    /// The task ends before it starts.
    #[error("the `EndTime` comes after the `StartTime`; here it does not")]
    EndBeforeStart,
}
