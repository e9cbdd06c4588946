use crate::engine::report::json::{self, Object, PlaceOf};
use crate::engine::report::{Report, Response};
use crate::smithy::Dialect;

/// An HTTP request as it would travel, borrowed.
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
    /// A request without headers and body. The URI is a path with or without a query, or an absolute URI.
    pub fn new(method: &'r str, uri: &'r str) -> Request<'r> {
        Request { method, uri, ..Request::default() }
    }

    /// Adds a query entry, `name=value` as it is written in a URI.
    #[must_use]
    pub fn with_query(mut self, entry: &'r str) -> Request<'r> {
        self.query.push(entry);
        self
    }

    /// Adds a header. Names are compared without case.
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

    /// The method.
    pub fn method(&self) -> &'r str {
        self.method
    }

    /// The body.
    pub fn body(&self) -> &'r [u8] {
        self.body
    }

    pub(super) fn query(&self) -> &[&'r str] {
        &self.query
    }

    /// The values of a header, in their order. A list, so that the search is compiled once.
    #[inline(never)]
    pub(super) fn header(&self, name: &str) -> Vec<&'r str> {
        let mut values = Vec::new();
        for (found, value) in &self.headers {
            if found.eq_ignore_ascii_case(name) {
                values.push(*value);
            }
        }
        values
    }

    /// The path and the query of the URI; a scheme, an authority and a fragment are left aside.
    pub(super) fn target(&self) -> (&'r str, &'r str) {
        let uri = self.uri.split('#').next().unwrap_or_default();
        let (before_query, query) = uri.split_once('?').unwrap_or((uri, ""));
        let path = match crate::text::byte_search::around(before_query, "://") {
            Some((scheme, rest)) if !scheme.contains('/') => rest.find('/').map_or("/", |slash| &rest[slash..]),
            _ => before_query,
        };
        (path, query)
    }
}

/// What a check of a request found: the operation it leads to, the report, and the answer a service would give.
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

    /// The operation that the request leads to; `None` when its path or method leads to none.
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// Everything that was found.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The answer a service would give to a refused request; `None` when the request is valid.
    pub fn response(&self) -> Option<&Response> {
        self.response.as_ref()
    }

    /// The report as JSON, the same text on every surface.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        self.members(&mut object, None);
        object.end();
        out
    }

    pub(crate) fn members(&self, object: &mut Object<'_>, place_of: Option<PlaceOf<'_>>) {
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
