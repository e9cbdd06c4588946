use core::fmt;

/// An assumption that a preview makes because the configuration is silent.
///
/// ```
/// use mi_preflight::rollout::{Assumption, Rollout};
/// let preview = Rollout::from_task_configuration(br#"{"RolloutConfig": {}}"#, 10).unwrap().preview().unwrap();
/// assert!(preview.assumptions.contains(&Assumption::StartsAtOnce));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Assumption {
    /// How devices are counted in time.
    WholeMinutes,
    /// The set of devices is known.
    KnownDevices,
    /// No rollout rate is given.
    NoRate {
        /// The assumed rate.
        per_minute: u64,
    },
    /// No maximum is given.
    NoMaximum {
        /// The assumed maximum.
        per_minute: u64,
    },
    /// The rate does not grow, because the factor or the criteria are missing.
    NoIncrease,
    /// When the rate grows, and how it is rounded.
    Multiples,
    /// Both criteria are given.
    EitherCriterion,
    /// How long devices take to succeed.
    SuccessDelay {
        /// In minutes.
        minutes: u64,
    },
    /// The earliest time at which a criterion can stop the task.
    EarliestAbort,
    /// When executions time out.
    TimeOut {
        /// In minutes.
        minutes: u64,
    },
    /// What happens outside the windows.
    OnlyInWindows,
    /// All times are in this time zone.
    Utc,
    /// The time of the first minute.
    StartsAtOnce,
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Assumption::WholeMinutes => f.write_str(
                "every device can be reached; those of a minute count at its end, and the rate changes between two minutes",
            ),
            Assumption::KnownDevices => {
                f.write_str("all devices are targets from the start; those that join a continuous task later come on top")
            }
            Assumption::NoRate { per_minute } => {
                write!(f, "no rate is given, so {per_minute} devices a minute are taken, the most that AWS IoT Jobs allows")
            }
            Assumption::NoMaximum { per_minute } => write!(
                f,
                "no `MaximumPerMinute` is given, so {per_minute} devices a minute are taken, \
                 the most that AWS IoT Jobs allows"
            ),
            Assumption::NoIncrease => f.write_str(
                "the rate stays as it begins: `IncrementFactor` or a number of things in \
                 `RateIncreaseCriteria` is not given",
            ),
            Assumption::Multiples => f.write_str(
                "the rate is multiplied at each multiple of the criterion; fractions are carried on, and \
                 no part of a device is notified",
            ),
            Assumption::EitherCriterion => {
                f.write_str("both criteria for a higher rate are given; the one that is reached first counts")
            }
            Assumption::SuccessDelay { minutes: 0 } => {
                f.write_str("every device succeeds in the minute in which it is notified")
            }
            Assumption::SuccessDelay { minutes } => {
                write!(f, "every device succeeds, {} after it was notified", Minutes(*minutes))
            }
            Assumption::EarliestAbort => f.write_str(
                "an abort is told at its earliest: executions finish in the minute of their notification, \
                 and as many fail as it takes",
            ),
            Assumption::TimeOut { minutes } => write!(
                f,
                "an execution is in progress as soon as its device is notified, and times out {} later",
                Minutes(*minutes)
            ),
            Assumption::OnlyInWindows => {
                f.write_str("devices are notified inside maintenance windows only; executions go on outside of them")
            }
            Assumption::Utc => f.write_str("all times are utc"),
            Assumption::StartsAtOnce => f.write_str("nothing says when the task starts; minutes count from there"),
        }
    }
}

/// Displays a number of minutes in words.
struct Minutes(u64);

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("1 minute"),
            minutes => write!(f, "{minutes} minutes"),
        }
    }
}
