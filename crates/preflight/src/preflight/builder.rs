use std::sync::Arc;

use super::Preflight;
use super::config_error::{ConfigError, Setting};
#[cfg(feature = "documents")]
use crate::document::Documents;
use crate::engine::limits::Limits;
#[cfg(feature = "policy-settings")]
use crate::policy::Policy;
use crate::service::Edition;
use crate::service::capability::Device;
use crate::service::profile::{Profile, Severities};
use crate::service::routes::Routes;
use crate::service::rules::Ruleset;
#[cfg(feature = "smithy")]
use crate::smithy::LoadedModel;
use crate::text::time::UtcMinute;

/// What a [`Preflight`] judges by, and what it knows beside a request.
///
/// The order of the calls does not matter, and a setting that is set twice has its last value. Settings that contradict
/// each other, or have no effect together, are a [`ConfigError`].
///
/// ```
/// use mi_preflight::{Edition, Preflight, Profile};
///
/// let preflight = Preflight::builder().edition(Edition::E2026_11).profile(Profile::Strict).build()?;
/// assert_eq!(preflight.is_valid("StartDeviceDiscovery", br#"{"DiscoveryType": "ZIGBEE"}"#), Ok(false));
/// # Ok::<(), mi_preflight::ConfigError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct PreflightBuilder {
    edition: Option<Edition>,
    #[cfg(feature = "smithy")]
    model: Option<Arc<LoadedModel>>,
    rules_disabled: bool,
    profile: Option<Profile>,
    limits: Limits,
    signature_required: bool,
    routes: Option<Arc<Routes>>,
    now: Option<UtcMinute>,
    device: Option<Arc<Device>>,
    destinations: Vec<String>,
    #[cfg(feature = "policy-settings")]
    policy: Option<Policy>,
    #[cfg(feature = "documents")]
    documents: Option<Arc<Documents>>,
}

impl PreflightBuilder {
    /// Judges by a built-in edition; [`Edition::default`] unless set.
    pub fn edition(mut self, edition: Edition) -> PreflightBuilder {
        self.edition = Some(edition);
        self
    }

    /// Judges by a model that was loaded at run time. The documented rules of the service do not apply to it.
    #[cfg(feature = "smithy")]
    pub fn model(mut self, model: LoadedModel) -> PreflightBuilder {
        self.model = Some(Arc::new(model));
        self
    }

    /// How strictly documented rules are taken; [`Profile::Recommended`] unless set.
    pub fn profile(mut self, profile: Profile) -> PreflightBuilder {
        self.profile = Some(profile);
        self
    }

    /// Judges constraints, reading and binding alone, and no documented rule.
    pub fn without_rules(mut self) -> PreflightBuilder {
        self.rules_disabled = true;
        self
    }

    /// What a check spends at most.
    pub fn limits(mut self, limits: Limits) -> PreflightBuilder {
        self.limits = limits;
        self
    }

    /// Whether requests must carry a signature. Only its form is ever judged.
    pub fn signature_required(mut self, is_required: bool) -> PreflightBuilder {
        self.signature_required = is_required;
        self
    }

    /// The routes of a company's own API: [`Preflight::check_request`] finds operations by them alone, and not by the
    /// service's routes. Routes to operations that the model does not have lead nowhere.
    pub fn routes(mut self, routes: Routes) -> PreflightBuilder {
        self.routes = Some(Arc::new(routes));
        self
    }

    /// The time, for rules that depend on it. Without it they judge form and order alone.
    pub fn now(mut self, now: UtcMinute) -> PreflightBuilder {
        self.now = Some(now);
        self
    }

    /// The device that commands are for.
    pub fn device(mut self, device: Device) -> PreflightBuilder {
        self.device = Some(Arc::new(device));
        self
    }

    /// Names of destinations that other requests of the same run create: notifications should go to one of them.
    pub fn destinations(mut self, names: impl IntoIterator<Item = String>) -> PreflightBuilder {
        self.destinations = names.into_iter().collect();
        self
    }

    /// Lays a policy over the rules of the service: it sets the profile, the severities of documented rules, tighter
    /// limits and checks of its own.
    ///
    /// ```
    /// use mi_preflight::policy::{Format, Policy};
    /// use mi_preflight::{Edition, Preflight};
    ///
    /// let text = br#"{"limits": {"CreateCredentialLocker": {"/Name": {"maxLength": 8}}}}"#;
    /// let policy = Policy::parse(text, Format::Json, Edition::default())?;
    /// let preflight = Preflight::builder().policy(policy).build()?;
    /// assert_eq!(preflight.is_valid("CreateCredentialLocker", br#"{"Name": "a long name"}"#), Ok(false));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "policy-settings")]
    pub fn policy(mut self, policy: Policy) -> PreflightBuilder {
        self.policy = Some(policy);
        self
    }

    /// Capability and definition documents that commands, capability reports and states must fit.
    #[cfg(feature = "documents")]
    pub fn documents(mut self, documents: Documents) -> PreflightBuilder {
        self.documents = Some(Arc::new(documents));
        self
    }

    /// Makes the [`Preflight`].
    ///
    /// # Errors
    /// [`ConfigError`] when two settings contradict each other.
    pub fn build(self) -> Result<Preflight, ConfigError> {
        self.reject_contradictions()?;
        let edition = self.edition.unwrap_or_default();
        let mut ruleset = Ruleset::new(edition);
        #[cfg(feature = "policy-settings")]
        let policy_severities = self.policy.as_ref().map(|policy| policy.severities().clone());
        #[cfg(not(feature = "policy-settings"))]
        let policy_severities = None;
        let severities = match (policy_severities, self.profile) {
            _ if self.rules_disabled => Some(Severities::without_rules()),
            (Some(severities), _) => Some(severities),
            (None, profile) => profile.map(Severities::of),
        };
        if let Some(severities) = severities {
            ruleset = ruleset.with_severities(severities);
        }
        if let Some(now) = self.now {
            ruleset = ruleset.with_now(now);
        }
        if let Some(device) = self.device {
            ruleset = ruleset.with_device(device);
        }
        if !self.destinations.is_empty() {
            ruleset = ruleset.with_destinations(self.destinations);
        }
        let preflight = Preflight {
            limits: self.limits,
            is_signature_required: self.signature_required,
            routes: self.routes,
            ruleset: Some(ruleset),
            #[cfg(feature = "policy-settings")]
            policy: self.policy,
            #[cfg(feature = "documents")]
            documents: self.documents,
            ..Preflight::new(edition)
        };
        #[cfg(feature = "smithy")]
        if let Some(model) = self.model {
            return Ok(preflight.with_model(model));
        }
        Ok(preflight)
    }

    fn reject_contradictions(&self) -> Result<(), ConfigError> {
        let mut settings = Vec::new();
        let mut add = |is_set: bool, setting| {
            if is_set {
                settings.push(setting);
            }
        };
        #[cfg(feature = "smithy")]
        add(self.model.is_some(), Setting::Model);
        add(self.edition.is_some(), Setting::Edition);
        add(self.rules_disabled, Setting::WithoutRules);
        #[cfg(feature = "policy-settings")]
        add(self.policy.is_some(), Setting::Policy);
        add(self.profile.is_some(), Setting::Profile);
        add(self.now.is_some(), Setting::Now);
        add(self.device.is_some(), Setting::Device);
        add(!self.destinations.is_empty(), Setting::Destinations);
        for (index, first) in settings.iter().enumerate() {
            for second in &settings[index + 1..] {
                if first.excludes(*second) {
                    return Err(ConfigError::Contradiction { first: *first, second: *second });
                }
            }
        }
        #[cfg(feature = "policy-settings")]
        if let Some(policy) = &self.policy
            && policy.edition() != self.edition.unwrap_or_default()
        {
            let (policy, edition) = (policy.edition(), self.edition.unwrap_or_default());
            return Err(ConfigError::PolicyEdition { policy, edition });
        }
        Ok(())
    }
}
