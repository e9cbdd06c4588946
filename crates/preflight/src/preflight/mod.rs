//! The facade: the settings of a caller, and the checks.
//!
//! Every `impl Preflight` is here. Lower layers export functions and take their settings as arguments.

mod any_edition;
mod builder;
mod capability_report_place;
mod command;
mod config_error;
pub(crate) mod field;
mod operation;
#[cfg(feature = "record")]
pub(crate) mod record;
mod request;
pub(crate) mod value_checks;

pub use builder::PreflightBuilder;
pub use capability_report_place::CapabilityReportPlace;
pub use config_error::{ConfigError, Setting};
pub use operation::OperationPreflight;

use std::sync::Arc;

#[cfg(feature = "documents")]
use crate::document::Documents;
use crate::engine::limits::Limits;
use crate::engine::report::Report;
use crate::engine::validate::{self, Mode, Side, ValidationContext};
#[cfg(feature = "policy-settings")]
use crate::policy::Policy;
use crate::preflight::value_checks::ValueSource;
use crate::service::capability::{self, Device};
use crate::service::profile::applies_in;
use crate::service::routes::Routes;
use crate::service::rules::{self, ActiveRules, Ruleset};
use crate::service::{Edition, UnknownOperationError, find_operation};
#[cfg(feature = "smithy")]
use crate::smithy::LoadedModel;
use crate::smithy::view::ServiceModel;
use crate::smithy::{Model, OperationShape, ShapeId};

/// Checks whether a service would accept a request. This is the entry point of the crate.
///
/// It is cheap to create and to clone, and can be shared between threads.
///
/// ```
/// use mi_preflight::{Edition, Operation, Preflight};
///
/// let preflight = Preflight::new(Edition::default());
/// let report = preflight.check(Operation::CreateCredentialLocker, br#"{"Name": ""}"#)?;
/// assert!(!report.is_valid());
/// assert_eq!(report.violations()[0].path.to_string(), "/Name");
/// # Ok::<(), mi_preflight::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Preflight {
    source: Source,
    /// The checker of the next older edition, if requests are checked against any edition.
    older: Option<Box<Preflight>>,
    limits: Limits,
    is_signature_required: bool,
    /// Custom routes, which replace the service's.
    routes: Option<Arc<Routes>>,
    /// The documented rules with their settings; `None` for a loaded model, to which they do not apply.
    ruleset: Option<Ruleset>,
    #[cfg(feature = "policy-settings")]
    policy: Option<Policy>,
    #[cfg(feature = "documents")]
    documents: Option<Arc<Documents>>,
}

#[derive(Clone, Debug)]
enum Source {
    Edition(Edition),
    #[cfg(feature = "smithy")]
    Loaded(Arc<LoadedModel>),
}

/// Why a request could not be checked. The violations of a checked request are in its [`Report`].
///
/// ```
/// use mi_preflight::{Edition, Error, Preflight};
/// let error = Preflight::new(Edition::default()).check("TagResource", b"{}").unwrap_err();
/// let Error::UnknownOperation(error) = error else { panic!("an unknown operation") };
/// assert_eq!(error.edition, Some(Edition::E2026_11));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The model has no such operation.
    #[error(transparent)]
    UnknownOperation(#[from] UnknownOperationError),
    /// A value cannot be serialized as JSON.
    #[error("the value cannot be written as JSON: {0}")]
    Serialize(String),
}

impl Preflight {
    /// Checks against a built-in edition, with default settings.
    pub fn new(edition: Edition) -> Preflight {
        Preflight {
            source: Source::Edition(edition),
            older: None,
            limits: Limits::default(),
            is_signature_required: false,
            routes: None,
            ruleset: Some(Ruleset::new(edition)),
            #[cfg(feature = "policy-settings")]
            policy: None,
            #[cfg(feature = "documents")]
            documents: None,
        }
    }

    /// Starts a builder with default settings.
    pub fn builder() -> PreflightBuilder {
        PreflightBuilder::default()
    }

    /// Returns the same checker with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Preflight {
        let older = self.older.map(|older| Box::new(older.with_limits(limits)));
        Preflight { limits, older, ..self }
    }

    pub(crate) fn routes(&self) -> Option<&Routes> {
        self.routes.as_deref()
    }

    fn with_device(self, device: &Device) -> Preflight {
        let mut preflight = self;
        if let Some(ruleset) = &mut preflight.ruleset {
            ruleset.set_device(Arc::new(device.clone()));
        }
        preflight.older = preflight.older.map(|older| Box::new(older.with_device(device)));
        preflight
    }

    pub(crate) fn ruleset(&self) -> Option<&Ruleset> {
        self.ruleset.as_ref()
    }

    #[cfg(feature = "policy")]
    pub(crate) fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }

    #[cfg(feature = "documents")]
    pub(crate) fn documents(&self) -> Option<&Documents> {
        self.documents.as_deref()
    }

    /// Returns the severity of a rule for an operation; `None` if the rule is off or does not hold in this edition.
    pub(crate) fn severity_for(&self, rule: crate::Rule, operation: &str) -> Option<crate::Severity> {
        match &self.ruleset {
            Some(ruleset) if !applies_in(rule, ruleset.edition()) => None,
            Some(ruleset) => ruleset.severities().get(rule, operation),
            None => Some(rule.severity()),
        }
    }

    /// Returns the model that requests are checked against; with [any edition](PreflightBuilder::any_edition) the newest.
    pub fn model(&self) -> ServiceModel<'_> {
        ServiceModel::new(self.tables())
    }

    /// Returns the tables of the model.
    pub(crate) fn tables(&self) -> Model<'_> {
        match &self.source {
            Source::Edition(edition) => edition.tables(),
            #[cfg(feature = "smithy")]
            Source::Loaded(model) => model.tables(),
        }
    }

    /// Returns the limits in force, including a policy's tighter ones.
    pub fn limits(&self) -> Limits {
        #[cfg(feature = "policy-settings")]
        if let Some(policy) = &self.policy {
            return policy.limits(self.limits);
        }
        self.limits
    }

    pub(crate) fn is_signature_required(&self) -> bool {
        self.is_signature_required
    }

    /// Checks an operation's input: the JSON text of an object with all its members by name, including those that the
    /// request has in its path and query.
    ///
    /// # Errors
    /// [`Error::UnknownOperation`] when the model has no such operation.
    pub fn check(&self, operation: impl AsRef<str>, input: &[u8]) -> Result<Report, Error> {
        self.check_named(operation.as_ref(), Side::Input, input)
    }

    /// Returns whether [`Preflight::check`] would report no error. It stops at the first one.
    ///
    /// # Errors
    /// As [`Preflight::check`].
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight};
    /// let preflight = Preflight::new(Edition::E2026_11);
    /// assert_eq!(preflight.is_valid("GetCustomEndpoint", b"[]"), Ok(false));
    /// ```
    pub fn is_valid(&self, operation: impl AsRef<str>, input: &[u8]) -> Result<bool, Error> {
        self.is_valid_named(operation.as_ref(), input)
    }

    /// Checks an operation's output. Real outputs violate documented constraints, so everything but unreadable JSON is a
    /// warning.
    ///
    /// # Errors
    /// As [`Preflight::check`].
    pub fn check_output(&self, operation: impl AsRef<str>, output: &[u8]) -> Result<Report, Error> {
        self.check_named(operation.as_ref(), Side::Output, output)
    }

    /// Checks an operation's input, given as a value that serde can serialize.
    ///
    /// # Errors
    /// As [`Preflight::check`], and [`Error::Serialize`] if the value cannot be serialized as JSON.
    ///
    /// ```
    /// use mi_preflight::{Edition, Operation, Preflight};
    /// use std::collections::BTreeMap;
    /// let input = BTreeMap::from([("Name", "shelf")]);
    /// let report = Preflight::new(Edition::default()).check_serialize(Operation::CreateCredentialLocker, &input)?;
    /// assert!(report.is_valid());
    /// # Ok::<(), mi_preflight::Error>(())
    /// ```
    #[cfg(feature = "serialize")]
    pub fn check_serialize(
        &self,
        operation: impl AsRef<str>,
        input: &(impl serde::Serialize + ?Sized),
    ) -> Result<Report, Error> {
        self.check(operation, &to_json(input)?)
    }

    /// Returns the spans of values in an input that must not be shown: those of sensitive shapes, and those without a shape.
    /// The spans are in bytes, sorted by their ends.
    ///
    /// # Errors
    /// As [`Preflight::check`].
    pub fn sensitive_spans(
        &self,
        operation: impl AsRef<str>,
        input: &[u8],
    ) -> Result<Vec<core::ops::Range<usize>>, Error> {
        self.sensitive_spans_of(operation.as_ref(), Side::Input, input)
    }

    /// As [`Preflight::sensitive_spans`], for an operation's output.
    ///
    /// # Errors
    /// As [`Preflight::check`].
    pub fn sensitive_output_spans(
        &self,
        operation: impl AsRef<str>,
        output: &[u8],
    ) -> Result<Vec<core::ops::Range<usize>>, Error> {
        self.sensitive_spans_of(operation.as_ref(), Side::Output, output)
    }

    fn sensitive_spans_of(
        &self,
        operation: &str,
        side: Side,
        text: &[u8],
    ) -> Result<Vec<core::ops::Range<usize>>, Error> {
        let spans_in_edition = |preflight: &Preflight| -> Result<_, Error> {
            let model = preflight.tables();
            let operation = find_operation(&model, operation)?;
            let shape = if side == Side::Input { operation.input } else { operation.output };
            let context = preflight.validation_context(&model, shape, side, Mode::CollectAll, None);
            Ok(validate::sensitive_spans(context, text))
        };
        let of_editions = self.results_in_editions(&spans_in_edition)?;
        let mut spans: Vec<_> = of_editions.into_iter().flat_map(|(_, spans)| spans).collect();
        if self.older.is_some() {
            spans.sort_by_key(|span| (span.end, span.start));
            spans.dedup();
        }
        Ok(spans)
    }

    /// Checks the input or output of an operation, in every edition if any will do.
    fn check_named(&self, operation: &str, side: Side, text: &[u8]) -> Result<Report, Error> {
        self.check_in_editions(&|preflight| {
            let model = preflight.tables();
            let operation = find_operation(&model, operation)?;
            Ok(preflight.check_text(&model, operation, side, text))
        })
    }

    /// Whether an edition accepts an input. It stops at the first one that does.
    fn is_valid_named(&self, operation: &str, input: &[u8]) -> Result<bool, Error> {
        let model = self.tables();
        let verdict = find_operation(&model, operation).map(|operation| self.is_valid_text(&model, operation, input));
        match (&self.older, verdict) {
            (Some(older), Ok(false)) => Ok(older.is_valid_named(operation, input).unwrap_or_default()),
            (Some(older), Err(error)) => older.is_valid_named(operation, input).map_err(|_| error.into()),
            (_, verdict) => Ok(verdict?),
        }
    }

    pub(crate) fn operation(&self, name: &str) -> Result<&OperationShape, Error> {
        Ok(find_operation(&self.tables(), name)?)
    }

    /// Validates the text of a whole input or output, and runs all rules and checks.
    fn check_text(&self, model: &Model<'_>, operation: &OperationShape, side: Side, text: &[u8]) -> Report {
        let report = self.validate(model, operation, side, Mode::CollectAll, text);
        self.run_value_checks(model, operation, side, ValueSource::Text(text), report)
    }

    /// Whether the text of a whole input has no error.
    fn is_valid_text(&self, model: &Model<'_>, operation: &OperationShape, input: &[u8]) -> bool {
        let report = self.validate(model, operation, Side::Input, Mode::FailFast, input);
        report.is_valid() && self.value_checks_hold(model, operation, input)
    }

    /// Validates the text of a complete input or output, and runs the rules.
    fn validate(&self, model: &Model<'_>, operation: &OperationShape, side: Side, mode: Mode, text: &[u8]) -> Report {
        let shape = if side == Side::Input { operation.input } else { operation.output };
        let rules = self.active_rules(model, operation, side, mode);
        let validation_context = self.validation_context(model, shape, side, mode, rules.as_ref());
        rules::finish(validate::validate_text(validation_context, text), rules)
    }

    /// Returns the rules in force for an operation; `None` for a loaded model.
    pub(crate) fn active_rules<'a>(
        &'a self,
        model: &'a Model<'a>,
        operation: &OperationShape,
        side: Side,
        mode: Mode,
    ) -> Option<ActiveRules<'a>> {
        self.ruleset.as_ref().map(|ruleset| ActiveRules {
            ruleset,
            plan: ruleset.plan(model, operation, mode).filter(|_| side == Side::Input),
            operation: model.str(operation.name),
        })
    }

    pub(crate) fn validation_context<'a>(
        &self,
        model: &'a Model<'a>,
        shape: Option<ShapeId>,
        side: Side,
        mode: Mode,
        rules: Option<&'a ActiveRules<'a>>,
    ) -> ValidationContext<'a> {
        ValidationContext {
            model,
            shape,
            side,
            mode,
            limits: self.limits(),
            trie: rules.and_then(ActiveRules::trie),
            severities: rules.map(|rules| rules as _),
        }
    }

    /// Checks the input of a SendManagedThingCommand against a device: its endpoints, capabilities and actions must be among
    /// those that the device reports. For many commands to one device, use [`PreflightBuilder::device`].
    /// With a loaded model, or without the documented rules, only the constraints are checked.
    ///
    /// ```
    /// use mi_preflight::{Device, Edition, Preflight};
    /// let device = Device::parse(br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": []}]}"#)?;
    /// let input = br#"{"ManagedThingId": "abc", "Endpoints": [{"endpointId": "2", "capabilities": [
    ///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": [{"name": "On"}]}]}]}"#;
    /// let report = Preflight::new(Edition::default()).check_command(input, &device)?;
    /// assert_eq!(report.violations()[0].rule.id(), "command/unknown-endpoint");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownOperation`] if the loaded model is that of another service.
    pub fn check_command(&self, input: &[u8], device: &Device) -> Result<Report, Error> {
        self.clone().with_device(device).check("SendManagedThingCommand", input)
    }

    /// Checks a single capability report: its structure, and the documented rules about reports.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight};
    /// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": []},
    ///     {"id": "1", "deviceTypes": [], "capabilities": []}]}"#;
    /// let found = Preflight::new(Edition::default()).check_capability_report(report);
    /// assert_eq!(found.violations()[0].to_string(), "an endpoint before has this id");
    /// assert_eq!(found.violations()[0].path.to_string(), "/endpoints/1/id");
    /// ```
    pub fn check_capability_report(&self, report: &[u8]) -> Report {
        let result = self.check_in_editions(&|preflight| Ok(preflight.check_capability_report_in_edition(report)));
        result.unwrap_or_else(|never: core::convert::Infallible| match never {})
    }

    fn check_capability_report_in_edition(&self, report: &[u8]) -> Report {
        let model = self.tables();
        let shape = capability::report_shape(&model);
        let plan = shape.and_then(|shape| Some(self.ruleset.as_ref()?.plan_of_shape(shape)));
        let rules = self.ruleset.as_ref().map(|ruleset| ActiveRules { ruleset, plan: plan.as_ref(), operation: "" });
        let validation_context = self.validation_context(&model, shape, Side::Input, Mode::CollectAll, rules.as_ref());
        let result = rules::finish(validate::validate_text(validation_context, report), rules);
        #[cfg(feature = "documents")]
        if !result.has_fatal_violation() {
            return result.merge(self.check_standalone_report(report), Some(report), self.limits().max_violations());
        }
        result
    }
}

/// Writes a value as JSON.
#[cfg(feature = "serialize")]
fn to_json(value: &(impl serde::Serialize + ?Sized)) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(value).map_err(|error| Error::Serialize(error.to_string()))
}
