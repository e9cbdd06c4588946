//! Builds the [`Preflight`] of every command from its arguments. No other module builds one.

use mi_preflight::document::Documents;
use mi_preflight::{Device, Edition, Limits, LoadedModel, Policy, Preflight, Profile, UtcMinute};

use crate::exit::CliError;

/// Everything that commands set on a [`Preflight`]. Unset fields keep the library's defaults.
#[derive(Debug, Default)]
pub(crate) struct PreflightSettings {
    pub(crate) edition: Edition,
    /// Replaces the built-in edition.
    pub(crate) model: Option<LoadedModel>,
    pub(crate) limits: Limits,
    pub(crate) profile: Option<Profile>,
    pub(crate) policy: Option<Policy>,
    pub(crate) documents: Option<Documents>,
    pub(crate) capability_report: Option<Device>,
    /// Names of destinations that other requests of the run create.
    pub(crate) destinations: Vec<String>,
    pub(crate) now: Option<UtcMinute>,
    /// Whether requests must be signed.
    pub(crate) is_signature_required: bool,
}

impl PreflightSettings {
    /// Returns the limits in force: those of the policy where they are tighter.
    pub(crate) fn effective_limits(&self) -> Result<Limits, CliError> {
        let builder = Preflight::builder().edition(self.edition).limits(self.limits);
        let builder = match &self.policy {
            Some(policy) => builder.policy(policy.clone()),
            None => builder,
        };
        Ok(builder.build().map_err(CliError::command)?.limits())
    }

    /// Builds the [`Preflight`].
    pub(crate) fn build(self) -> Result<Preflight, CliError> {
        let mut builder = Preflight::builder().limits(self.limits).signature_required(self.is_signature_required);
        builder = match self.model {
            Some(model) => builder.model(model),
            None => builder.edition(self.edition),
        };
        if let Some(profile) = self.profile {
            builder = builder.profile(profile);
        }
        if let Some(policy) = self.policy {
            builder = builder.policy(policy);
        }
        if let Some(documents) = self.documents {
            builder = builder.documents(documents);
        }
        if let Some(now) = self.now {
            builder = builder.now(now);
        }
        if let Some(device) = self.capability_report {
            builder = builder.device(device);
        }
        builder.destinations(self.destinations).build().map_err(CliError::command)
    }
}
