use std::sync::Arc;

use super::config_error::{ConfigError, Setting};
use super::{Preflight, Source};
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

/// The settings of a [`Preflight`].
///
/// The order of the calls does not matter, and the last value of a setting counts. Settings that contradict each other, or
/// of which one has no effect, are a [`ConfigError`].
///
/// ```
/// use mi_preflight::{Edition, Preflight, Profile};
///
/// let preflight = Preflight::builder().edition(Edition::E2026_11).profile(Profile::Strict).build()?;
/// assert_eq!(preflight.is_valid("StartDeviceDiscovery", br#"{"DiscoveryType": "ZIGBEE"}"#), Ok(false));
/// # Ok::<(), mi_preflight::ConfigError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct PreflightBuilder {
    preflight: Preflight,
    /// A bit for each setting that was set.
    settings: u16,
}

impl Default for PreflightBuilder {
    fn default() -> PreflightBuilder {
        PreflightBuilder { preflight: Preflight::new(Edition::default()), settings: 0 }
    }
}

impl PreflightBuilder {
    /// Sets the edition. The default is [`Edition::default`].
    pub fn edition(mut self, edition: Edition) -> PreflightBuilder {
        self.preflight.source = Source::Edition(edition);
        if let Some(ruleset) = self.set(Setting::Edition) {
            ruleset.set_edition(edition);
        }
        self
    }

    /// Refuses a request only if every edition refuses it that has its operation: a gate in front of a service of an unknown
    /// edition must not refuse what the service takes.
    ///
    /// The report is that of the newest edition that has the operation. If all refuse the request, its errors are shown. If
    /// one of them accepts it, the errors of all editions are warnings, whatever the profile, and
    /// [`Violation::refused_by`](crate::Violation::refused_by) names the editions. What describes a model, such as
    /// [`Preflight::field`], is the newest edition's.
    ///
    /// A policy must be valid in every edition, for whichever of them it was parsed. [`Routes`] are best parsed for
    /// [`Edition::LATEST`]; an edition that lacks the operation of a route has no say.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight};
    ///
    /// let input = br#"{"Type": "capability", "SchemaVersionedId": "acme.Lamp@1.0.1"}"#;
    /// assert_eq!(Preflight::new(Edition::E2025_05_22).is_valid("GetSchemaVersion", input), Ok(false));
    /// let preflight = Preflight::builder().any_edition().build()?;
    /// let report = preflight.check("GetSchemaVersion", input).unwrap();
    /// assert!(report.is_valid());
    /// assert_eq!(report.violations()[0].refused_by, ["2025-05-22"]);
    /// assert!(Preflight::builder().any_edition().edition(Edition::E2026_11).build().is_err());
    /// # Ok::<(), mi_preflight::ConfigError>(())
    /// ```
    pub fn any_edition(mut self) -> PreflightBuilder {
        self.set(Setting::AnyEdition);
        self
    }

    /// Sets a model that was loaded at run time. The documented rules of the service do not apply to it.
    #[cfg(feature = "smithy")]
    pub fn model(mut self, model: LoadedModel) -> PreflightBuilder {
        self.preflight.source = Source::Loaded(Arc::new(model));
        self.set(Setting::Model);
        self
    }

    /// Sets the strictness of documented rules. The default is [`Profile::Recommended`].
    pub fn profile(mut self, profile: Profile) -> PreflightBuilder {
        if let Some(ruleset) = self.set(Setting::Profile) {
            ruleset.set_severities(Severities::of(profile));
        }
        self
    }

    /// Turns off the documented rules. Only constraints, the reading of JSON and the binding of requests are checked.
    pub fn without_rules(mut self) -> PreflightBuilder {
        if let Some(ruleset) = self.set(Setting::WithoutRules) {
            ruleset.set_severities(Severities::without_rules());
        }
        self
    }

    /// Sets the limits.
    pub fn limits(mut self, limits: Limits) -> PreflightBuilder {
        self.preflight.limits = limits;
        self
    }

    /// Requires requests to be signed. Only the form of the signature is checked.
    pub fn signature_required(mut self, is_required: bool) -> PreflightBuilder {
        self.preflight.is_signature_required = is_required;
        self
    }

    /// Sets custom routes, by which [`Preflight::check_request`] finds operations instead of by the service's. Routes to
    /// operations that the model does not have are ignored.
    pub fn routes(mut self, routes: Routes) -> PreflightBuilder {
        self.preflight.routes = Some(Arc::new(routes));
        self
    }

    /// Sets the current time for rules that depend on it. Without it they check only form and order.
    pub fn now(mut self, now: UtcMinute) -> PreflightBuilder {
        if let Some(ruleset) = self.set(Setting::Now) {
            ruleset.set_now(now);
        }
        self
    }

    /// Sets the device that receives the commands.
    pub fn device(mut self, device: Device) -> PreflightBuilder {
        let device = Arc::new(device);
        if let Some(ruleset) = self.set(Setting::Device) {
            ruleset.set_device(device);
        }
        self
    }

    /// Sets the names of destinations that other requests create. Notifications should use one of them.
    pub fn destinations(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> PreflightBuilder {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let has_names = !names.is_empty();
        if let Some(ruleset) = self.set(Setting::Destinations) {
            ruleset.set_destinations(names);
        }
        if !has_names {
            self.settings &= !(1 << Setting::Destinations as u16);
        }
        self
    }

    /// Sets a policy: a profile, severities of documented rules, tighter limits and checks of a user.
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
        let severities = policy.severities().clone();
        self.preflight.policy = Some(policy);
        if let Some(ruleset) = self.set(Setting::Policy) {
            ruleset.set_severities(severities);
        }
        self
    }

    /// Sets the capability and definition documents to check commands, capability reports and states against.
    #[cfg(feature = "documents")]
    pub fn documents(mut self, documents: Documents) -> PreflightBuilder {
        self.preflight.documents = Some(Arc::new(documents));
        self.set(Setting::Documents);
        self
    }

    /// Builds the [`Preflight`].
    ///
    /// # Errors
    /// [`ConfigError`] if two settings contradict each other.
    pub fn build(mut self) -> Result<Preflight, ConfigError> {
        for (index, first) in Setting::ALL.into_iter().enumerate() {
            for second in Setting::ALL.into_iter().skip(index + 1) {
                if self.is_set(first) && self.is_set(second) && first.excludes(second) {
                    return Err(ConfigError::Contradiction { first, second });
                }
            }
        }
        if self.is_set(Setting::AnyEdition) {
            return self.build_any_edition();
        }
        #[cfg(feature = "policy-settings")]
        if let (Some(policy), Some(ruleset)) = (&self.preflight.policy, &self.preflight.ruleset)
            && policy.edition() != ruleset.edition()
        {
            return Err(ConfigError::PolicyEdition { policy: policy.edition(), edition: ruleset.edition() });
        }
        if self.is_set(Setting::Model) {
            self.preflight.ruleset = None;
        }
        Ok(self.preflight)
    }

    /// Builds a checker for each edition, oldest first, each with the one before it.
    fn build_any_edition(self) -> Result<Preflight, ConfigError> {
        let mut older = None;
        for edition in Edition::ALL {
            let mut preflight = self.preflight.clone();
            preflight.source = Source::Edition(edition);
            #[cfg(feature = "policy-settings")]
            if let Some(policy) = &self.preflight.policy {
                let policy = policy.for_edition(edition);
                let policy = policy.map_err(|error| ConfigError::PolicyInEdition { edition, error })?;
                if let Some(ruleset) = &mut preflight.ruleset {
                    ruleset.set_severities(policy.severities().clone());
                }
                preflight.policy = Some(policy);
            }
            if let Some(ruleset) = &mut preflight.ruleset {
                ruleset.set_edition(edition);
            }
            preflight.older = older.map(Box::new);
            older = Some(preflight);
        }
        // INVARIANT: there is an edition, so the fallback is never used.
        Ok(older.unwrap_or(self.preflight))
    }

    /// Records that a setting is set, and returns the rules that it may change.
    fn set(&mut self, setting: Setting) -> Option<&mut Ruleset> {
        self.settings |= 1 << setting as u16;
        self.preflight.ruleset.as_mut()
    }

    fn is_set(&self, setting: Setting) -> bool {
        self.settings >> setting as u16 & 1 == 1
    }
}
