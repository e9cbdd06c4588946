use core::fmt;

#[cfg(feature = "policy-settings")]
use crate::policy::PolicyError;
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
    /// `any_edition`
    AnyEdition,
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
    /// `documents`
    Documents,
}

impl Setting {
    /// All settings that can exclude others. A setting comes before those that it excludes.
    pub(super) const ALL: [Setting; 10] = [
        Setting::Model,
        Setting::AnyEdition,
        Setting::Edition,
        Setting::WithoutRules,
        Setting::Policy,
        Setting::Profile,
        Setting::Now,
        Setting::Device,
        Setting::Destinations,
        Setting::Documents,
    ];

    /// Returns the name of the method.
    pub fn name(self) -> &'static str {
        match self {
            Setting::Model => "model",
            Setting::AnyEdition => "any_edition",
            Setting::Edition => "edition",
            Setting::WithoutRules => "without_rules",
            Setting::Policy => "policy",
            Setting::Profile => "profile",
            Setting::Now => "now",
            Setting::Device => "device",
            Setting::Destinations => "destinations",
            Setting::Documents => "documents",
        }
    }

    /// Returns whether this setting makes a later setting of the list ineffective.
    pub(super) fn excludes(self, other: Setting) -> bool {
        match self {
            Setting::Model | Setting::WithoutRules => true,
            Setting::AnyEdition => other == Setting::Edition,
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
///      leave out `profile`, which is about the rules that are not judged"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The first setting makes the second one ineffective.
    #[error("`{first}` and `{second}` exclude each other: {}", advice(*.first, *.second))]
    Contradiction {
        /// The setting that takes precedence.
        first: Setting,
        /// The setting that would have no effect.
        second: Setting,
    },
    /// The policy was parsed for another edition than the configured one.
    #[error(
        "`policy` was read against edition {policy} and `edition` is {edition}: parse the policy for {edition}, or set `edition` to {policy}"
    )]
    PolicyEdition {
        /// The policy's edition.
        policy: Edition,
        /// The configured edition.
        edition: Edition,
    },
    /// With any edition, a policy must be valid in every one.
    #[cfg(feature = "policy-settings")]
    #[error(
        "`any_edition` needs a `policy` that is valid in every edition; choose one `edition`, or change the policy: in edition {edition}, {error}"
    )]
    PolicyInEdition {
        /// The edition in which it is not.
        edition: Edition,
        /// What is wrong with the policy in that edition.
        error: PolicyError,
    },
}

fn advice(first: Setting, second: Setting) -> String {
    match (first, second) {
        (Setting::Model, Setting::AnyEdition | Setting::Edition) | (Setting::AnyEdition, _) => {
            "judge by one of them".to_owned()
        }
        (Setting::Model, _) => format!("leave out `{second}`, which is about the built-in editions"),
        (Setting::Policy, _) => "set the profile in the policy".to_owned(),
        (_, Setting::Policy) => "leave out one of them: a policy sets the severities of rules".to_owned(),
        _ => format!("leave out `{second}`, which is about the rules that are not judged"),
    }
}
