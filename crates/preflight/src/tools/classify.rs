//! An error that came back: is it documented, whose fault is it, and is it worth sending the request again?

use core::fmt;

use crate::engine::report::json::Object;
use crate::service::COMMON_ERRORS;
use crate::service::{UnknownOperationError, find_operation};
use crate::smithy::{Model, OperationShape};
use crate::text::byte_search::behind_last;

/// What an answer's error is.
///
/// ```
/// use mi_preflight::{Documented, Edition, Fault, Reason, classify};
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
    /// The error's name, without a namespace in front and without what follows a colon; empty when there was none.
    pub error: String,
    /// The status that came with it.
    pub status: u16,
    /// Where the error is documented.
    pub documented: Documented,
    /// The status that is documented for the error; `None` for an error that nobody documents.
    pub expected_status: Option<u16>,
    /// Whether the status is a documented one; `None` when none is documented. Throttling has two: 429 with the
    /// service's own error, 400 with the error common to all services.
    pub status_agrees: Option<bool>,
    /// Whose fault it is.
    pub fault: Fault,
    /// Why sending the same request again does or does not help.
    pub reason: Reason,
}

/// Where an error is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Documented {
    /// Among the operation's own errors.
    Operation,
    /// Among the errors that any operation may answer with.
    Common,
    /// Nowhere.
    Undocumented,
}

/// Whose fault an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The caller's: the request has to change.
    Client,
    /// The service's.
    Server,
    /// The status is neither the one nor the other.
    Unknown,
}

/// Why sending the same request again does or does not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Requests come too fast: again, after a pause that grows.
    Throttled,
    /// The service failed: again, after a pause that grows.
    ServiceFailed,
    /// The request did not arrive whole, or its answer did not: again, with the same client token.
    Interrupted,
    /// The request was understood and refused: the same one will be refused again.
    Refused,
    /// The status is no error's.
    NoError,
}

/// Says what an answer's error is. `error_type` is taken as it arrives in the header `x-amzn-errortype` or in the
/// body's `__type` or `code`.
///
/// # Errors
/// [`UnknownOperationError`] when the model has no such operation.
pub fn classify(
    model: &Model<'_>,
    operation: impl AsRef<str>,
    status: u16,
    error_type: &str,
) -> Result<Classification, UnknownOperationError> {
    let name = operation.as_ref();
    let operation = find_operation(model, name)?;
    let error = error_name(error_type);
    let own = status_of(model, operation, error);
    let common = common_status(error);
    let documented = match (own, common) {
        (Some(_), _) => Documented::Operation,
        (None, Some(_)) => Documented::Common,
        (None, None) => Documented::Undocumented,
    };
    // An error of another operation is not documented here, but its status is known all the same.
    let elsewhere = || model.operations.iter().find_map(|other| status_of(model, other, error));
    let expected_status = own.or(common).or_else(elsewhere);
    let agrees = |expected| status == expected || common == Some(status);
    let telling = expected_status.unwrap_or(status);
    Ok(Classification {
        operation: model.str(operation.name).to_owned(),
        error: error.to_owned(),
        status,
        documented,
        expected_status,
        status_agrees: expected_status.map(agrees),
        fault: Fault::of(telling),
        reason: Reason::of(error, telling),
    })
}

/// The error's name out of `namespace#Name:http://where.from/`.
fn error_name(error_type: &str) -> &str {
    // The colon comes first: what follows it may have a `#` of its own.
    let name = error_type.split(':').next().unwrap_or_default();
    behind_last(name, b'#').trim()
}

fn status_of(model: &Model<'_>, operation: &OperationShape, error: &str) -> Option<u16> {
    let mut errors = model.errors(operation).iter();
    errors.find(|&&id| model.shape_name(id) == error).map(|&id| model.shape(id).error_status)
}

/// The status of an error that any operation may answer with.
pub(crate) fn common_status(error: &str) -> Option<u16> {
    COMMON_ERRORS.iter().find(|(name, _)| *name == error).map(|(_, status)| *status)
}

/// The errors that any operation may answer with.
#[cfg(feature = "explain")]
pub(crate) fn common_names() -> impl Iterator<Item = &'static str> {
    COMMON_ERRORS.iter().map(|(name, _)| *name)
}

/// Why a repeated request helps or does not, for an error of the model or a common one.
#[cfg(feature = "explain")]
pub(crate) fn reason(error: &str, status: u16) -> Reason {
    Reason::of(error, status)
}

impl Classification {
    /// Whether it is worth sending the same request again.
    pub fn is_retryable(&self) -> bool {
        self.reason.is_retryable()
    }

    /// What the error means; `None` for an error without words.
    #[cfg(feature = "explain")]
    pub fn means(&self) -> Option<&'static str> {
        crate::tools::words::error(&self.error).map(|words| words.means)
    }

    /// What to do about it; `None` for an error without words.
    #[cfg(feature = "explain")]
    pub fn fix(&self) -> Option<&'static str> {
        crate::tools::words::error(&self.error).map(|words| words.fix)
    }

    /// The classification as JSON, the same text on every surface.
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
    /// The name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Documented::Operation => "operation",
            Documented::Common => "common",
            Documented::Undocumented => "undocumented",
        }
    }
}

impl Fault {
    /// The name in answers.
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
    /// The name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Throttled => "throttled",
            Reason::ServiceFailed => "service-failed",
            Reason::Interrupted => "interrupted",
            Reason::Refused => "refused",
            Reason::NoError => "no-error",
        }
    }

    /// Whether it is worth sending the same request again.
    pub fn is_retryable(self) -> bool {
        match self {
            Reason::Throttled | Reason::ServiceFailed | Reason::Interrupted => true,
            Reason::Refused | Reason::NoError => false,
        }
    }

    /// What an error's name and status say; that a repeated request helps is no part of the reference.
    fn of(error: &str, status: u16) -> Reason {
        match status {
            _ if matches!(error, "RequestAbortedException" | "RequestTimeoutException") => Reason::Interrupted,
            _ if error.starts_with("Throttl") || error.starts_with("TooManyRequests") => Reason::Throttled,
            429 => Reason::Throttled,
            408 => Reason::Interrupted,
            400..=499 => Reason::Refused,
            500..=599 => Reason::ServiceFailed,
            _ => Reason::NoError,
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
            Reason::NoError => "the status is no error's",
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

    fn found(status: u16, error_type: &str) -> Classification {
        classify(&Edition::E2026_11.model(), "SendManagedThingCommand", status, error_type).unwrap()
    }

    #[test]
    fn types_are_read_as_they_arrive() {
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
    fn facts() {
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
            (302, "", D::Undocumented, None, F::Unknown, R::NoError),
        ] {
            let found = found(status, error);
            let facts = (found.documented, found.status_agrees, found.fault, found.reason);
            assert_eq!(facts, (documented, agrees, fault, reason), "{status} {error}");
        }
    }

    #[test]
    fn an_unknown_operation_is_no_classification() {
        let found = classify(&Edition::default().model(), "GetManagedThin", 400, "X");
        let suggestion = Some("GetManagedThing".to_owned());
        assert_eq!(found, Err(UnknownOperationError { name: "GetManagedThin".to_owned(), edition: None, suggestion }));
    }

    #[test]
    fn told_as_json() {
        let json = found(400, "TeapotException").to_json();
        let expected = concat!(
            r#"{"operation":"SendManagedThingCommand","error":"TeapotException","status":400,"#,
            r#""documented":"undocumented","fault":"client","retryable":false,"reason":"refused"}"#
        );
        assert_eq!(json, expected);
    }

    #[cfg(feature = "explain")]
    #[test]
    fn words_and_facts_agree_on_retries() {
        for edition in Edition::ALL {
            let model = edition.model();
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
