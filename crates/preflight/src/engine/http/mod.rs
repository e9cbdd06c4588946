//! Binds the method, URI, headers and body of a request to an operation and its input.
//!
//! Path, query and headers are bound first. Validation checks the bound values with the same constraints as the body,
//! and checks `required` once, for all locations together. A request that cannot be bound completely is not validated.

mod bind;
mod media_type;
mod percent;
mod query;
mod request;
pub(crate) mod route;
mod sigv4;

pub use request::{Request, RequestReport};

use crate::engine::limits::Limits;
use crate::engine::report::{Detail, Path, Token, Violation};
use crate::engine::rule::Rule;
use crate::engine::validate::{Body, BoundMember};
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
/// Returns the violation if no operation has the request's path and method.
pub(crate) fn bind<'m, 'r>(
    model: &Model<'m>,
    entries: &[RouteEntry<'m>],
    request: &Request<'r>,
    context: &HttpContext<'_>,
) -> Result<BoundRequest<'m, 'r>, Box<Violation>> {
    let (path, uri_query) = request.target();
    let route = route::find(entries, request.method(), path).map_err(|miss| Box::new(miss.violation()))?;
    let RouteEntry { operation, is_custom, .. } = route.entry;
    let mut bindings = Bindings::default();
    media_type::check(model, &route, request, &mut bindings.refusals);
    let limit = context.limits.max_size();
    if request.body().len() > limit {
        bindings.refusals.push(violation(Rule::JSON_SIZE, Path::default(), Detail::Limit { limit }));
    }
    bind::labels(model, operation, &route.labels, &mut bindings);
    let query_entries = query::entries(uri_query, request.query(), &mut bindings.refusals);
    bind::query(model, &route, &query_entries, context, &mut bindings);
    if !is_custom {
        bind::headers(model, operation, request, &mut bindings);
    }
    let is_complete = bindings.refusals.is_empty();
    sigv4::check(request, &query_entries, context.is_signature_required, &mut bindings.refusals);
    if !is_custom {
        sigv4::check_common(model, operation, &query_entries, &mut bindings.notes);
    }
    let body = bind::body(model, &route, request);
    let Bindings { bound_members, refusals, notes } = bindings;
    Ok(BoundRequest { operation, bound_members, body, is_complete, refusals, notes })
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
