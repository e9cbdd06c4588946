//! Classification of error responses: whether the error is documented, who caused it, and whether to retry.

use core::fmt;

use crate::engine::report::json::Object;
use crate::service::COMMON_ERRORS;
use crate::service::{UnknownOperationError, find_operation};
use crate::smithy::view::ServiceModel;
use crate::smithy::{Model, OperationShape};
use crate::text::byte_search::after_last;

/// The classification of an error response.
///
/// ```
/// use mi_preflight::classify::{Documented, Fault, Reason};
/// use mi_preflight::{Edition, classify};
///
/// let model = Edition::default().model();
/// let found = classify(&model, "CreateManagedThing", 409, "aws.iot#ConflictException:http://internal/")?;
/// assert_eq!(found.error, "ConflictException");
/// assert_eq!((found.documented, found.fault), (Documented::Operation, Fault::Client));
/// assert_eq!((found.is_retryable(), found.reason), (false, Reason::Refused));
/// # Ok::<(), mi_preflight::UnknownOperationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Classification {
    /// The operation that was called.
    pub operation: String,
    /// The error's name, without its namespace and without a suffix after a colon; empty if there was none.
    pub error: String,
    /// The HTTP status of the response.
    pub status: u16,
    /// Where the error is documented.
    pub documented: Documented,
    /// The documented status of the error; `None` if the error is not documented.
    pub expected_status: Option<u16>,
    /// Whether the status is documented for the error; `None` if the error is not documented.
    ///
    /// Throttling has two: 429 for the service's own error, and 400 for the error common to all services.
    pub status_agrees: Option<bool>,
    /// Who caused the error.
    pub fault: Fault,
    /// Why retrying the same request does or does not help.
    pub reason: Reason,
}

/// Where an error is documented.
///
/// ```
/// use mi_preflight::classify::Documented;
/// use mi_preflight::{Edition, classify};
/// let model = Edition::default().model();
/// let classification = classify(&model, "GetManagedThing", 418, "TeapotException").unwrap();
/// assert_eq!(classification.documented, Documented::Undocumented);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Documented {
    /// Among the operation's own errors.
    Operation,
    /// Among the errors common to all operations.
    Common,
    /// Not documented.
    Undocumented,
}

/// Who caused an error.
///
/// ```
/// use mi_preflight::classify::Fault;
/// use mi_preflight::{Edition, classify};
/// let model = Edition::default().model();
/// let classification = classify(&model, "GetManagedThing", 500, "InternalServerException").unwrap();
/// assert_eq!(classification.fault, Fault::Server);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The caller: the request has to change.
    Client,
    /// The service.
    Server,
    /// Unknown: the status is neither 4xx nor 5xx.
    Unknown,
}

/// Why retrying the same request does or does not help.
///
/// ```
/// use mi_preflight::classify::Reason;
/// use mi_preflight::{Edition, classify};
/// let model = Edition::default().model();
/// let classification = classify(&model, "GetManagedThing", 429, "ThrottlingException").unwrap();
/// assert_eq!(classification.reason, Reason::Throttled);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Requests are sent too fast: retry with increasing delays.
    Throttled,
    /// The service failed: retry with increasing delays.
    ServiceFailed,
    /// The request or its response was incomplete: retry with the same client token.
    Interrupted,
    /// The request was understood and rejected: a retry would be rejected again.
    Refused,
    /// The status is not an error status.
    NotAnError,
}

/// Classifies an error response.
///
/// `error_type` is the raw value of the header `x-amzn-errortype`, or of `__type` or `code` in the body.
///
/// ```
/// use mi_preflight::{Edition, classify};
/// let model = Edition::default().model();
/// let classification = classify(&model, "GetManagedThing", 404, "ResourceNotFoundException").unwrap();
/// assert!(!classification.is_retryable());
/// ```
///
/// # Errors
/// Returns an [`UnknownOperationError`] if the operation is unknown.
pub fn classify(
    model: &ServiceModel<'_>,
    operation: impl AsRef<str>,
    status: u16,
    error_type: &str,
) -> Result<Classification, UnknownOperationError> {
    let model = &model.tables();
    let name = operation.as_ref();
    let operation = find_operation(model, name)?;
    let error = error_name(error_type);
    let own = documented_status(model, operation, error);
    let common = common_status(error);
    let documented = match (own, common) {
        (Some(_), _) => Documented::Operation,
        (None, Some(_)) => Documented::Common,
        (None, None) => Documented::Undocumented,
    };
    // An error of another operation is not documented for this one, but its status is known.
    let of_any_operation = || model.operations.iter().find_map(|operation| documented_status(model, operation, error));
    let expected_status = own.or(common).or_else(of_any_operation);
    let agrees = |expected| status == expected || common == Some(status);
    let effective_status = expected_status.unwrap_or(status);
    Ok(Classification {
        operation: model.str(operation.name).to_owned(),
        error: error.to_owned(),
        status,
        documented,
        expected_status,
        status_agrees: expected_status.map(agrees),
        fault: Fault::of(effective_status),
        reason: Reason::of(error, effective_status),
    })
}

/// Returns the error's name in `namespace#Name:http://where.from/`.
fn error_name(error_type: &str) -> &str {
    // Split at the colon first, because the part after it may contain a `#`.
    let name = error_type.split(':').next().unwrap_or_default();
    after_last(name, b'#').trim()
}

fn documented_status(model: &Model<'_>, operation: &OperationShape, error: &str) -> Option<u16> {
    let mut errors = model.errors(operation).iter();
    errors.find(|&&id| model.shape_name(id) == error).map(|&id| model.shape(id).error_status)
}

/// Returns the status of an error that is common to all operations.
pub(crate) fn common_status(error: &str) -> Option<u16> {
    COMMON_ERRORS.iter().find(|(name, _)| *name == error).map(|(_, status)| *status)
}

/// Returns the names of the errors that are common to all operations.
#[cfg(feature = "explain")]
pub(crate) fn common_names() -> impl Iterator<Item = &'static str> {
    COMMON_ERRORS.iter().map(|(name, _)| *name)
}

/// Returns why retrying does or does not help, for an error of the model or a common one.
#[cfg(feature = "explain")]
pub(crate) fn reason(error: &str, status: u16) -> Reason {
    Reason::of(error, status)
}

impl Classification {
    /// Returns whether a retry of the same request may succeed.
    pub fn is_retryable(&self) -> bool {
        self.reason.is_retryable()
    }

    /// Returns what the error means, or `None` if it has no description.
    #[cfg(feature = "explain")]
    pub fn means(&self) -> Option<&'static str> {
        crate::tools::words::error(&self.error).map(|words| words.means)
    }

    /// Returns what to do about the error, or `None` if it has no description.
    #[cfg(feature = "explain")]
    pub fn fix(&self) -> Option<&'static str> {
        crate::tools::words::error(&self.error).map(|words| words.fix)
    }

    /// Returns the classification as JSON, the same text on every surface.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        object.string("operation", &self.operation);
        object.string("error", &self.error);
        object.raw("status", self.status);
        object.string("documented", self.documented.name());
        if let Some(status) = self.expected_status {
            object.raw("expectedStatus", status);
        }
        if let Some(agrees) = self.status_agrees {
            object.raw("statusAgrees", agrees);
        }
        object.string("fault", self.fault.name());
        object.raw("retryable", self.is_retryable());
        object.string("reason", self.reason.name());
        #[cfg(feature = "explain")]
        if let Some(words) = crate::tools::words::error(&self.error) {
            object.string("means", words.means);
            object.string("fix", words.fix);
        }
        object.end();
        out
    }
}

impl Documented {
    /// Returns the name in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Documented::Operation => "operation",
            Documented::Common => "common",
            Documented::Undocumented => "undocumented",
        }
    }
}

impl Fault {
    /// Returns the name in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Fault::Client => "client",
            Fault::Server => "server",
            Fault::Unknown => "unknown",
        }
    }

    pub(crate) fn of(status: u16) -> Fault {
        match status {
            400..=499 => Fault::Client,
            500..=599 => Fault::Server,
            _ => Fault::Unknown,
        }
    }
}

impl Reason {
    /// Returns the name in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Throttled => "throttled",
            Reason::ServiceFailed => "service-failed",
            Reason::Interrupted => "interrupted",
            Reason::Refused => "refused",
            Reason::NotAnError => "not-an-error",
        }
    }

    /// Returns whether a retry of the same request may succeed.
    pub fn is_retryable(self) -> bool {
        match self {
            Reason::Throttled | Reason::ServiceFailed | Reason::Interrupted => true,
            Reason::Refused | Reason::NotAnError => false,
        }
    }

    /// Derives the reason from an error's name and status. The API reference does not say which errors to retry.
    fn of(error: &str, status: u16) -> Reason {
        match status {
            _ if matches!(error, "RequestAbortedException" | "RequestTimeoutException") => Reason::Interrupted,
            _ if error.starts_with("Throttl") || error.starts_with("TooManyRequests") => Reason::Throttled,
            429 => Reason::Throttled,
            408 => Reason::Interrupted,
            400..=499 => Reason::Refused,
            500..=599 => Reason::ServiceFailed,
            _ => Reason::NotAnError,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Throttled => "send it again after a pause that grows",
            Reason::ServiceFailed => "the service failed, so send it again after a pause that grows",
            Reason::Interrupted => "the exchange was cut off, so send it again with the same client token",
            Reason::Refused => "the same request would be refused again",
            Reason::NotAnError => "the status is no error's",
        })
    }
}

impl fmt::Display for Classification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = if self.error.is_empty() { "an error without a type" } else { &self.error };
        write!(f, "{error}, {}: ", self.status)?;
        match self.documented {
            Documented::Operation => write!(f, "documented for {}", self.operation)?,
            Documented::Common => f.write_str("documented for every operation")?,
            Documented::Undocumented => write!(f, "not documented for {}", self.operation)?,
        }
        if let (Some(expected), Some(false)) = (self.expected_status, self.status_agrees) {
            write!(f, ", but with status {expected}")?;
        }
        match self.fault {
            Fault::Client => f.write_str("; the caller's fault")?,
            Fault::Server => f.write_str("; the service's fault")?,
            Fault::Unknown => f.write_str("; nobody's known fault")?,
        }
        let advice = if self.is_retryable() { "retry" } else { "do not retry" };
        write!(f, "; {advice}: {}", self.reason)?;
        #[cfg(feature = "explain")]
        if let Some(words) = crate::tools::words::error(&self.error) {
            write!(f, "\n{}\n{}", words.means, words.fix)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;

    fn classified(status: u16, error_type: &str) -> Classification {
        classify(&Edition::E2026_11.model(), "SendManagedThingCommand", status, error_type).unwrap()
    }

    #[test]
    fn parses_raw_error_types() {
        for (given, name) in [
            ("ConflictException", "ConflictException"),
            (" ConflictException ", "ConflictException"),
            ("ConflictException:http://internal.example/coral/#x", "ConflictException"),
            ("aws.example#ConflictException", "ConflictException"),
            ("aws.example#ConflictException:http://internal.example/coral/", "ConflictException"),
            ("", ""),
        ] {
            assert_eq!(error_name(given), name, "{given}");
        }
    }

    #[test]
    fn classifies_errors() {
        use {Documented as D, Fault as F, Reason as R};
        for (status, error, documented, agrees, fault, reason) in [
            (400, "ValidationException", D::Operation, Some(true), F::Client, R::Refused),
            (422, "ValidationException", D::Operation, Some(false), F::Client, R::Refused),
            (429, "ThrottlingException", D::Operation, Some(true), F::Client, R::Throttled),
            (400, "ThrottlingException", D::Operation, Some(true), F::Client, R::Throttled),
            (500, "InternalServerException", D::Operation, Some(true), F::Server, R::ServiceFailed),
            (500, "InternalFailure", D::Common, Some(true), F::Server, R::ServiceFailed),
            (408, "RequestTimeoutException", D::Common, Some(true), F::Client, R::Interrupted),
            (400, "RequestAbortedException", D::Common, Some(true), F::Client, R::Interrupted),
            (400, "RequestExpired", D::Common, Some(true), F::Client, R::Refused),
            (410, "LimitExceededException", D::Undocumented, Some(true), F::Client, R::Refused),
            (418, "TeapotException", D::Undocumented, None, F::Client, R::Refused),
            (400, "ThrottledException", D::Undocumented, None, F::Client, R::Throttled),
            (429, "", D::Undocumented, None, F::Client, R::Throttled),
            (502, "", D::Undocumented, None, F::Server, R::ServiceFailed),
            (302, "", D::Undocumented, None, F::Unknown, R::NotAnError),
        ] {
            let result = classified(status, error);
            let facts = (result.documented, result.status_agrees, result.fault, result.reason);
            assert_eq!(facts, (documented, agrees, fault, reason), "{status} {error}");
        }
    }

    #[test]
    fn rejects_an_unknown_operation() {
        let result = classify(&Edition::default().model(), "GetManagedThin", 400, "X");
        let suggestion = Some("GetManagedThing".to_owned());
        assert_eq!(result, Err(UnknownOperationError { name: "GetManagedThin".to_owned(), edition: None, suggestion }));
    }

    #[test]
    fn writes_json() {
        let json = classified(400, "TeapotException").to_json();
        let expected = concat!(
            r#"{"operation":"SendManagedThingCommand","error":"TeapotException","status":400,"#,
            r#""documented":"undocumented","fault":"client","retryable":false,"reason":"refused"}"#
        );
        assert_eq!(json, expected);
    }

    #[cfg(feature = "explain")]
    #[test]
    fn descriptions_and_classification_agree_on_retries() {
        for edition in Edition::ALL {
            let model = edition.tables();
            let reached = crate::smithy::shape_closure::ReachableShapes::of(&model);
            let own = reached.iter().map(|(name, id)| (name, model.shape(id).error_status));
            let own = own.filter(|(_, status)| *status != 0);
            let common = COMMON_ERRORS.iter().copied();
            for (name, status) in own.chain(common) {
                let words = crate::tools::words::error(name).unwrap_or_else(|| panic!("no words for {name}"));
                assert_eq!(reason(name, status).is_retryable(), words.retry, "{name}");
            }
        }
    }
}
