//! Builds the [`Preflight`] of every command from its arguments. No other module builds one.

use mi_preflight::document::Documents;
use mi_preflight::{Device, Edition, Limits, LoadedModel, Policy, Preflight, PreflightBuilder, Profile, UtcMinute};

use crate::arguments::EditionChoice;
use crate::exit::CliError;

/// Everything that commands set on a [`Preflight`]. Unset fields keep the library's defaults.
#[derive(Debug, Default)]
pub(crate) struct PreflightSettings {
    pub(crate) edition: EditionChoice,
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
        let builder = self.set_edition(Preflight::builder().limits(self.limits));
        let builder = match &self.policy {
            Some(policy) => builder.policy(policy.clone()),
            None => builder,
        };
        Ok(builder.build().map_err(CliError::command)?.limits())
    }

    /// Returns the same settings for another edition; `None` if the policy is not valid in it, or a model replaces editions.
    pub(crate) fn in_edition(&self, edition: Edition) -> Option<PreflightSettings> {
        let policy = self.policy.as_ref().map(|policy| policy.for_edition(edition)).transpose().ok()?;
        self.model.is_none().then(|| PreflightSettings {
            edition: EditionChoice::One(edition),
            model: None,
            limits: self.limits,
            profile: self.profile,
            policy,
            documents: self.documents.clone(),
            capability_report: self.capability_report.clone(),
            destinations: self.destinations.clone(),
            now: self.now,
            is_signature_required: self.is_signature_required,
        })
    }

    fn set_edition(&self, builder: PreflightBuilder) -> PreflightBuilder {
        match self.edition {
            EditionChoice::One(edition) => builder.edition(edition),
            EditionChoice::Any => builder.any_edition(),
        }
    }

    /// Builds the [`Preflight`].
    pub(crate) fn build(mut self) -> Result<Preflight, CliError> {
        let mut builder = Preflight::builder().limits(self.limits).signature_required(self.is_signature_required);
        builder = match self.model.take() {
            Some(model) => builder.model(model),
            None => self.set_edition(builder),
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
