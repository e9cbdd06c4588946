//! Builds the [`Preflight`] of every command from its arguments. No other module builds one.

use std::sync::Arc;

use mi_preflight::document::Documents;
use mi_preflight::{Device, Edition, Limits, LoadedModel, UtcMinute, Policy, Preflight, Profile};

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
    pub(crate) documents: Option<Arc<Documents>>,
    pub(crate) capability_report: Option<Arc<Device>>,
    /// Names of destinations that other requests of the run create.
    pub(crate) destinations: Vec<String>,
    pub(crate) now: Option<UtcMinute>,
    /// Whether requests must be signed.
    pub(crate) is_signature_required: bool,
}

impl PreflightSettings {
    /// Returns the limits in force: those of the policy where they are tighter.
    pub(crate) fn effective_limits(&self) -> Limits {
        let preflight = Preflight::new(self.edition).with_limits(self.limits);
        match &self.policy {
            Some(policy) => preflight.with_policy(policy.clone()).limits(),
            None => preflight.limits(),
        }
    }

    /// Builds the [`Preflight`].
    pub(crate) fn build(self) -> Result<Preflight, CliError> {
        let mut preflight = match self.model {
            Some(model) => Preflight::with_model(Arc::new(model)),
            None => Preflight::new(self.edition),
        };
        preflight = preflight.with_limits(self.limits).with_signature_required(self.is_signature_required);
        if let Some(profile) = self.profile {
            preflight = preflight.with_profile(profile);
        }
        if let Some(policy) = self.policy {
            preflight = preflight.with_policy(policy);
        }
        if let Some(documents) = self.documents {
            preflight = preflight.with_documents(documents);
        }
        if let Some(now) = self.now {
            preflight = preflight.with_now(now);
        }
        if let Some(device) = self.capability_report {
            preflight = preflight.with_device(device);
        }
        if !self.destinations.is_empty() {
            preflight = preflight.with_destinations(self.destinations);
        }
        Ok(preflight)
    }
}
