use core::fmt;

use crate::service::Edition;

/// A setting of [`crate::PreflightBuilder`], by the name of its method.
///
/// ```
/// use mi_preflight::{ConfigError, Preflight, Profile, Setting};
/// let error = Preflight::builder().without_rules().profile(Profile::Strict).build().unwrap_err();
/// assert_eq!(error, ConfigError::Contradiction { first: Setting::WithoutRules, second: Setting::Profile });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Setting {
    /// `model`
    Model,
    /// `edition`
    Edition,
    /// `without_rules`
    WithoutRules,
    /// `policy`
    Policy,
    /// `profile`
    Profile,
    /// `now`
    Now,
    /// `device`
    Device,
    /// `destinations`
    Destinations,
}

impl Setting {
    /// Every setting that can exclude another; one that excludes comes before those that it excludes.
    pub(super) const ALL: [Setting; 8] = [
        Setting::Model,
        Setting::Edition,
        Setting::WithoutRules,
        Setting::Policy,
        Setting::Profile,
        Setting::Now,
        Setting::Device,
        Setting::Destinations,
    ];

    /// The name of the method that sets it.
    pub fn name(self) -> &'static str {
        match self {
            Setting::Model => "model",
            Setting::Edition => "edition",
            Setting::WithoutRules => "without_rules",
            Setting::Policy => "policy",
            Setting::Profile => "profile",
            Setting::Now => "now",
            Setting::Device => "device",
            Setting::Destinations => "destinations",
        }
    }

    /// Whether this setting leaves a later one of the list without effect.
    pub(super) fn excludes(self, other: Setting) -> bool {
        match self {
            Setting::Model | Setting::WithoutRules => true,
            Setting::Policy => other == Setting::Profile,
            _ => false,
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Settings of a [`crate::PreflightBuilder`] that contradict each other.
///
/// ```
/// use mi_preflight::{Preflight, Profile};
///
/// let error = Preflight::builder().profile(Profile::Strict).without_rules().build().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`without_rules` and `profile` exclude each other: \
///      leave out the latter, which is about the rules that are not judged"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The second setting has no effect beside the first.
    #[error("`{first}` and `{second}` exclude each other: {}", advice(*.first, *.second))]
    Contradiction {
        /// The setting that takes precedence.
        first: Setting,
        /// The setting that would have no effect.
        second: Setting,
    },
    /// The policy was read against another edition than the one to judge by.
    #[error("`policy` was read against edition {policy} and `edition` is {edition}: parse the policy for {edition}")]
    PolicyEdition {
        /// The policy's edition.
        policy: Edition,
        /// The edition to judge by.
        edition: Edition,
    },
}

fn advice(first: Setting, second: Setting) -> &'static str {
    match (first, second) {
        (Setting::Model, Setting::Edition) => "judge by one of them",
        (Setting::Model, _) => "leave out the latter, which is about the rules of the built-in editions",
        (Setting::Policy, _) => "set the profile in the policy",
        _ => "leave out the latter, which is about the rules that are not judged",
    }
}
