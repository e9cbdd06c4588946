//! An HTTP request and the report about it.

use crate::engine::report::json::{self, Object, PlaceLookup};
use crate::engine::report::{Report, Response};
use crate::smithy::Dialect;

/// A borrowed HTTP request.
///
/// ```
/// use mi_preflight::Request;
/// let request = Request::new("POST", "/managed-things?x=y")
///     .with_query("z=1")
///     .with_header("content-type", "application/json")
///     .with_body(b"{}");
/// assert_eq!(request.method(), "POST");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Request<'r> {
    method: &'r str,
    uri: &'r str,
    query: Vec<&'r str>,
    headers: Vec<(&'r str, &'r str)>,
    body: &'r [u8],
}

impl<'r> Request<'r> {
    /// Creates a request without headers and body. The URI is a path with or without a query, or an absolute URI.
    pub fn new(method: &'r str, uri: &'r str) -> Request<'r> {
        Request { method, uri, ..Request::default() }
    }

    /// Adds a query entry `name=value`, encoded as in a URI.
    #[must_use]
    pub fn with_query(mut self, entry: &'r str) -> Request<'r> {
        self.query.push(entry);
        self
    }

    /// Adds a header. Names are case-insensitive.
    #[must_use]
    pub fn with_header(mut self, name: &'r str, value: &'r str) -> Request<'r> {
        self.headers.push((name, value));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn with_body(self, body: &'r [u8]) -> Request<'r> {
        Request { body, ..self }
    }

    /// Returns the method.
    pub fn method(&self) -> &'r str {
        self.method
    }

    /// Returns the body.
    pub fn body(&self) -> &'r [u8] {
        self.body
    }

    pub(super) fn query(&self) -> &[&'r str] {
        &self.query
    }

    #[cfg(feature = "smithy")]
    pub(super) fn headers(&self) -> &[(&'r str, &'r str)] {
        &self.headers
    }

    /// Returns the values of a header, in order. It collects a list, so that the search is compiled once.
    #[inline(never)]
    pub(super) fn header(&self, name: &str) -> Vec<&'r str> {
        let mut values = Vec::new();
        for (header, value) in &self.headers {
            if header.eq_ignore_ascii_case(name) {
                values.push(*value);
            }
        }
        values
    }

    /// Returns the path and the query of the URI, without scheme, authority and fragment.
    pub(super) fn target(&self) -> (&'r str, &'r str) {
        let uri = self.uri.split('#').next().unwrap_or_default();
        let (before_query, query) = uri.split_once('?').unwrap_or((uri, ""));
        let path = match crate::text::byte_search::split_around(before_query, "://") {
            Some((scheme, rest)) if !scheme.contains('/') => rest.find('/').map_or("/", |slash| &rest[slash..]),
            _ => before_query,
        };
        (path, query)
    }
}

/// The result of a check of a request: its operation, the report, and the response that a service would give.
///
/// ```
/// use mi_preflight::{Edition, Preflight, Request};
/// let report = Preflight::new(Edition::default()).check_request(&Request::new("PATCH", "/managed-things/abc"));
/// assert_eq!((report.operation(), report.response().unwrap().status), (None, 405));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestReport {
    operation: Option<String>,
    report: Report,
    response: Option<Response>,
}

impl RequestReport {
    pub(crate) fn new(operation: Option<String>, report: Report, dialect: Dialect) -> RequestReport {
        let response = Response::to(&report, dialect);
        RequestReport { operation, report, response }
    }

    /// Returns the operation of the request, or `None` if no operation has its path and method.
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// Returns the report.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Returns the response that a service would give to a refused request, or `None` if the request is valid.
    pub fn response(&self) -> Option<&Response> {
        self.response.as_ref()
    }

    /// Returns the report as JSON, the same text on every surface.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        self.members(&mut object, None);
        object.end();
        out
    }

    pub(crate) fn members(&self, object: &mut Object<'_>, place_of: Option<PlaceLookup<'_>>) {
        match &self.operation {
            Some(operation) => object.string("operation", operation),
            None => object.raw("operation", "null"),
        }
        json::report_members(object, &self.report, place_of);
        if let Some(response) = &self.response {
            json::response(object.key("response"), response);
        }
    }
}
