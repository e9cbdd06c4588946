//! Binds the method, URI, headers and body of a request to an operation and its input.
//!
//! Path, query and headers are bound first. Validation checks the bound values with the same constraints as the body,
//! and checks `required` once, for all locations together. A request that cannot be bound completely is not validated.
//!
//! Only models that are loaded at run time bind headers and maps, compress bodies, require literals in the query, or have
//! another protocol than restJson1. The code for these is behind the feature `smithy`.

#[cfg(feature = "smithy")]
mod aws_json;
#[cfg(feature = "smithy")]
mod aws_query;
mod bind;
#[cfg(feature = "smithy")]
mod header_list;
mod media_type;
mod percent;
mod query;
#[cfg(feature = "smithy")]
mod query_fit;
mod request;
pub(crate) mod route;
mod sigv4;
#[cfg(feature = "smithy")]
mod unjudged;

pub use request::{Request, RequestReport};

use crate::engine::limits::Limits;
use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::Rule;
use crate::engine::validate::{Body, BoundMember};
#[cfg(feature = "smithy")]
use crate::smithy::Protocol;
use crate::smithy::{Model, OperationShape};
use route::RouteEntry;

/// The settings of binding that the model does not state.
pub(crate) struct HttpContext<'a> {
    pub(crate) limits: Limits,
    /// Whether the request must be signed.
    pub(crate) is_signature_required: bool,
    /// The query parameters that every operation accepts.
    pub(crate) common_parameters: &'a [&'a str],
}

/// A request with the values that could be bound to its operation.
pub(crate) struct BoundRequest<'m, 'r> {
    pub(crate) operation: &'m OperationShape,
    pub(crate) bound_members: Vec<BoundMember<'r>>,
    pub(crate) body: Body<'r>,
    /// Whether everything was bound; if not, the input must not be validated.
    pub(crate) is_complete: bool,
    /// The violations that refuse the request before its input is read.
    pub(crate) refusals: Vec<Violation>,
    /// The violations to report only if the input can be validated.
    pub(crate) notes: Vec<Violation>,
}

/// Binds a request to the operation of its route.
///
/// # Errors
/// Returns the violation if no operation has the request's path and method. It is no error if the form of the request
/// is not supported.
pub(crate) fn bind<'m, 'r>(
    model: &Model<'m>,
    entries: &[RouteEntry<'m>],
    request: &Request<'r>,
    context: &HttpContext<'_>,
) -> Result<BoundRequest<'m, 'r>, Box<Violation>> {
    #[cfg(feature = "smithy")]
    match model.protocol {
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => return aws_json::bind(model, request, context),
        Protocol::Query => return aws_query::bind(model, request, context),
        Protocol::RestJson | Protocol::RestXml => {}
    }
    let (path, uri_query) = request.target();
    let mut bindings = Bindings::default();
    let query_entries = query::entries(uri_query, request.query(), &mut bindings.refusals);
    let route =
        route::find(model, entries, request, path, &query_entries).map_err(|miss| Box::new(miss.violation()))?;
    let RouteEntry { operation, is_custom, .. } = route.entry;
    media_type::check(model, &route, request, &mut bindings.refusals);
    add_body_size(request, context, &mut bindings.refusals);
    bind::labels(model, operation, &route.labels, &mut bindings);
    bind::query(model, &route, &query_entries, context, &mut bindings);
    #[cfg(feature = "smithy")]
    if !is_custom {
        bind::headers(model, operation, request, &mut bindings);
    }
    let is_complete = bindings.refusals.is_empty();
    sigv4::check(request, &query_entries, context.is_signature_required, &mut bindings.refusals);
    if !is_custom {
        sigv4::check_common(model, operation, &query_entries, &mut bindings.notes);
    }
    let body = bind::body(model, &route, request);
    #[cfg(feature = "smithy")]
    let body = match unjudged::body(model, operation, request, !matches!(body, Body::Absent)) {
        Some(note) => {
            bindings.notes.push(note);
            Body::Unjudged
        }
        None => body,
    };
    let Bindings { bound_members, refusals, notes } = bindings;
    Ok(BoundRequest { operation, bound_members, body, is_complete, refusals, notes })
}

/// Refuses a body that is larger than the limit.
fn add_body_size(request: &Request<'_>, context: &HttpContext<'_>, refusals: &mut Vec<Violation>) {
    let limit = context.limits.max_size();
    if request.body().len() > limit {
        refusals.push(violation(Rule::JSON_SIZE, Path::default(), Detail::Limit { limit }));
    }
}

/// The values bound from the parts of a request other than its body.
#[derive(Default)]
struct Bindings<'r> {
    bound_members: Vec<BoundMember<'r>>,
    /// The violations that refuse the request.
    refusals: Vec<Violation>,
    /// The violations to report only if the input can be validated.
    notes: Vec<Violation>,
}

#[cold]
#[inline(never)]
fn violation(rule: Rule, path: Path, detail: Detail) -> Violation {
    Violation::new(rule, rule.severity(), path, detail)
}

#[cold]
#[inline(never)]
fn member_path(name: &str) -> Path {
    Path::new(vec![Token::Member(name.to_owned())])
}
