#[cfg(feature = "smithy")]
use std::sync::Arc;

use crate::limits::Limits;
#[cfg(feature = "smithy")]
use crate::model::LoadedModel;
use crate::model::{Dialect, Edition, Model, OperationShape, ShapeId};
use crate::nearest;
#[cfg(feature = "policy")]
use crate::policy::Policy;
use crate::report::Report;
use crate::walk::{self, Door, Job, Side};

/// Says whether a service would take a request: the one entrance of this crate.
///
/// It is cheap to make and to clone, and may be shared between threads.
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
    limits: Limits,
    signed: bool,
    #[cfg(feature = "policy")]
    policy: Option<Policy>,
}

#[derive(Clone, Debug)]
enum Source {
    Edition(Edition),
    #[cfg(feature = "smithy")]
    Loaded(Arc<LoadedModel>),
}

/// Why a request could not be judged at all. A request that was judged and found wanting is a [`Report`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The model has no such operation.
    #[error("there is no operation `{name}`{}", hint(*.edition, .suggestion.as_deref()))]
    UnknownOperation {
        /// The name that was asked for.
        name: String,
        /// Another edition that has it.
        edition: Option<Edition>,
        /// The name that was probably meant.
        suggestion: Option<String>,
    },
    /// A value could not be written as JSON.
    #[error("the value cannot be written as JSON: {0}")]
    Serialize(String),
}

fn hint(edition: Option<Edition>, suggestion: Option<&str>) -> String {
    match (edition, suggestion) {
        (Some(edition), _) => format!(" in this edition; edition {edition} has it"),
        (None, Some(name)) => format!("; did you mean `{name}`?"),
        (None, None) => String::new(),
    }
}

impl Error {
    pub(crate) fn unknown_operation(model: &Model<'_>, name: &str) -> Error {
        let names = model.operations.iter().map(|operation| model.str(operation.name));
        let is_built_in = model.dialect == Dialect::ManagedIntegrations;
        let has_it = |edition: &Edition| is_built_in && edition.model().operation(name).is_some();
        Error::UnknownOperation {
            name: name.to_owned(),
            edition: Edition::ALL.into_iter().find(has_it),
            suggestion: nearest::name(name, names).map(str::to_owned),
        }
    }
}

impl Preflight {
    /// Judges by a built-in edition.
    pub fn new(edition: Edition) -> Preflight {
        Preflight::of(Source::Edition(edition))
    }

    /// Judges by a model loaded at run time.
    #[cfg(feature = "smithy")]
    pub fn with_model(model: Arc<LoadedModel>) -> Preflight {
        Preflight::of(Source::Loaded(model))
    }

    fn of(source: Source) -> Preflight {
        Preflight {
            source,
            limits: Limits::default(),
            signed: false,
            #[cfg(feature = "policy")]
            policy: None,
        }
    }

    /// Sets the limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Preflight {
        Preflight { limits, ..self }
    }

    /// Whether requests must carry a signature; only its form is ever judged.
    #[must_use]
    pub fn with_signature_required(self, signed: bool) -> Preflight {
        Preflight { signed, ..self }
    }

    /// Lays a policy over the service's rules.
    ///
    /// ```
    /// use mi_preflight::policy::{Format, Policy};
    /// use mi_preflight::{Edition, Operation, Preflight};
    ///
    /// let text = br#"{"limits": {"CreateManagedThing": {"/Tags": {"maxEntries": 10}}}}"#;
    /// let policy = Policy::parse(text, Format::Json, Edition::default())?;
    /// let preflight = Preflight::new(Edition::default()).with_policy(policy);
    /// # Ok::<(), mi_preflight::PolicyError>(())
    /// ```
    #[cfg(feature = "policy")]
    #[must_use]
    pub fn with_policy(self, policy: Policy) -> Preflight {
        Preflight { policy: Some(policy), ..self }
    }

    /// The model that requests are judged by.
    pub fn model(&self) -> Model<'_> {
        match &self.source {
            Source::Edition(edition) => edition.model(),
            #[cfg(feature = "smithy")]
            Source::Loaded(model) => model.model(),
        }
    }

    /// The limits in force: a policy's too, where they are tighter.
    pub fn limits(&self) -> Limits {
        #[cfg(feature = "policy")]
        if let Some(policy) = &self.policy {
            return policy.limits(self.limits);
        }
        self.limits
    }

    pub(crate) fn is_signature_required(&self) -> bool {
        self.signed
    }

    /// Judges an operation's input, given as the JSON text of an object with all its members: those of the path and
    /// query too, under their member names.
    ///
    /// # Errors
    /// [`Error::UnknownOperation`] when the model has no such operation.
    pub fn check(&self, operation: impl AsRef<str>, input: &[u8]) -> Result<Report, Error> {
        let name = operation.as_ref();
        let operation = self.operation(name)?;
        let report = walk::whole(self.job(&self.model(), operation.input, Side::Input, Door::Explain), input);
        #[cfg(feature = "policy")]
        let report = match &self.policy {
            Some(policy) => policy.judge_text(name, input, report, self.limits().max_violations()),
            None => report,
        };
        Ok(report)
    }

    /// Whether [`Preflight::check`] would find no error: the same walk, which stops at the first one.
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
        let name = operation.as_ref();
        let operation = self.operation(name)?;
        let valid = walk::whole(self.job(&self.model(), operation.input, Side::Input, Door::Verdict), input).is_valid();
        #[cfg(feature = "policy")]
        let valid = valid && self.policy.as_ref().is_none_or(|policy| policy.holds_text(name, input));
        Ok(valid)
    }

    /// Judges an operation's output. Real answers break printed constraints, so everything but unreadable JSON is a
    /// warning.
    ///
    /// # Errors
    /// As [`Preflight::check`].
    pub fn check_output(&self, operation: impl AsRef<str>, output: &[u8]) -> Result<Report, Error> {
        let operation = self.operation(operation.as_ref())?;
        Ok(walk::whole(self.job(&self.model(), operation.output, Side::Output, Door::Explain), output))
    }

    /// Judges an operation's input, given as anything that serde can write.
    ///
    /// # Errors
    /// As [`Preflight::check`], and [`Error::Serialize`] when the value cannot be written as JSON.
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
        let text = serde_json::to_vec(input).map_err(|error| Error::Serialize(error.to_string()))?;
        self.check(operation, &text)
    }

    /// Where, in the text of an input, values stand that must not be shown to anybody: those of sensitive shapes and
    /// those about which the model says nothing. In bytes, in the order in which they end.
    ///
    /// # Errors
    /// As [`Preflight::check`].
    pub fn sensitive_spans(
        &self,
        operation: impl AsRef<str>,
        input: &[u8],
    ) -> Result<Vec<core::ops::Range<usize>>, Error> {
        let operation = self.operation(operation.as_ref())?;
        Ok(walk::sensitive_spans(self.job(&self.model(), operation.input, Side::Input, Door::Explain), input))
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
        let operation = self.operation(operation.as_ref())?;
        Ok(walk::sensitive_spans(self.job(&self.model(), operation.output, Side::Output, Door::Explain), output))
    }

    pub(crate) fn operation(&self, name: &str) -> Result<&OperationShape, Error> {
        let model = self.model();
        model.operation(name).ok_or_else(|| Error::unknown_operation(&model, name))
    }

    pub(crate) fn job<'a>(&self, model: &'a Model<'a>, shape: Option<ShapeId>, side: Side, door: Door) -> Job<'a> {
        Job { model, shape, side, door, limits: self.limits() }
    }
}
