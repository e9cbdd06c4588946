//! The HTTP response of a service to a refused request.

use super::json::Object;
use super::{Report, Violation};
use crate::engine::rule::{EngineRule, Family, Rule, Severity};
use crate::smithy::Dialect;

/// The response that a service would give to a refused request.
///
/// ```
/// use mi_preflight::{Edition, Preflight, Request};
/// let report = Preflight::new(Edition::default()).check_request(&Request::new("GET", "/unknown"));
/// let response = report.response().unwrap();
/// assert_eq!((response.status, response.error_type), (404, "UnknownOperationException"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The value of the header `x-amzn-errortype`.
    pub error_type: &'static str,
    /// The error message.
    pub message: String,
    /// The path and message of every invalid field, for a `ValidationException`.
    pub fields: Vec<(String, String)>,
    dialect: Dialect,
}

/// The kinds of refusal, in the order in which a service checks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Refusal {
    Route,
    Method,
    Accept,
    ContentType,
    Size,
    Signature,
    Serialization,
    Validation,
}

impl Refusal {
    /// Returns the kind of refusal that a violation of the rule causes.
    pub(super) fn of(rule: Rule) -> Refusal {
        match rule.engine_rule() {
            Some(EngineRule::HttpRoute) => Refusal::Route,
            Some(EngineRule::HttpMethod) => Refusal::Method,
            Some(EngineRule::HttpAccept) => Refusal::Accept,
            Some(EngineRule::HttpContentType) => Refusal::ContentType,
            Some(EngineRule::JsonSize) => Refusal::Size,
            Some(EngineRule::Type | EngineRule::HttpLabel | EngineRule::HttpQuery) => Refusal::Serialization,
            _ => match rule.family() {
                Family::Json => Refusal::Serialization,
                Family::Sigv4 => Refusal::Signature,
                _ => Refusal::Validation,
            },
        }
    }

    /// Returns the HTTP status and the error type of the response.
    fn status_and_type(self) -> (u16, &'static str) {
        match self {
            Refusal::Route => (404, "UnknownOperationException"),
            Refusal::Method => (405, "MethodNotAllowedException"),
            Refusal::Accept => (406, "NotAcceptableException"),
            Refusal::ContentType => (415, "UnsupportedMediaTypeException"),
            Refusal::Size => (413, "RequestEntityTooLargeException"),
            Refusal::Signature => (403, "IncompleteSignature"),
            Refusal::Serialization => (400, "SerializationException"),
            Refusal::Validation => (400, "ValidationException"),
        }
    }
}

impl Response {
    /// Returns the response to a request with this report, or `None` if the report has no error.
    pub(crate) fn to(report: &Report, dialect: Dialect) -> Option<Response> {
        let errors = || report.violations().iter().filter(|violation| violation.severity == Severity::Error);
        let refusal = report.refusal?;
        let (status, error_type) = refusal.status_and_type();
        let violations: Vec<&Violation> = errors().filter(|violation| Refusal::of(violation.rule) == refusal).collect();
        let messages: Vec<String> = violations.iter().map(|violation| violation.message()).collect();
        if messages.is_empty() {
            // The decisive errors are beyond the report's cap.
            let message = "the request has errors beyond the violations that are told".to_owned();
            return Some(Response { status, error_type, message, fields: Vec::new(), dialect });
        }
        let joined = messages.join("; ");
        if refusal != Refusal::Validation {
            return Some(Response { status, error_type, message: joined, fields: Vec::new(), dialect });
        }
        let plural = if messages.len() == 1 { "" } else { "s" };
        let message = format!("{} validation error{plural} detected. {joined}", messages.len());
        let paths = violations.iter().map(|violation| violation.standard_path().to_string());
        Some(Response { status, error_type, message, fields: paths.zip(messages).collect(), dialect })
    }

    /// Returns the body as JSON text.
    ///
    /// The key of the message is `Message` for AWS IoT managed integrations and `message` for any other Smithy service.
    pub fn body(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        let key = if self.dialect == Dialect::Smithy { "message" } else { "Message" };
        object.string(key, &self.message);
        if !self.fields.is_empty() {
            let list = object.key("fieldList");
            list.push('[');
            for (index, (path, message)) in self.fields.iter().enumerate() {
                if index > 0 {
                    list.push(',');
                }
                let mut field = Object::begin(list);
                field.string("path", path);
                field.string("message", message);
                field.end();
            }
            list.push(']');
        }
        object.end();
        out
    }
}
