//! From a request's method, URI, headers and body to an operation and its joined input.
//!
//! Path, query and headers are bound first, into a few slots. Validation judges the slots with the same constraints as
//! the body and closes `required` once. A request that cannot be bound wholly is not validated.

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
use crate::engine::validate::{Body, Bound};
use crate::smithy::{Model, OperationShape};
use route::Row;

/// What binding asks of a request beyond its model.
pub(crate) struct HttpContext<'a> {
    pub(crate) limits: Limits,
    /// The request must carry a signature.
    pub(crate) is_signature_required: bool,
    /// Query parameters that every operation takes.
    pub(crate) common_parameters: &'a [&'a str],
}

/// A request, bound to an operation as far as it can be.
pub(crate) struct BoundRequest<'m, 'r> {
    pub(crate) operation: &'m OperationShape,
    pub(crate) slots: Vec<Bound<'r>>,
    pub(crate) body: Body<'r>,
    /// Whether everything was bound: if not, the input is not validated.
    pub(crate) is_complete: bool,
    /// Why the request is refused before its input is read.
    pub(crate) refusals: Vec<Violation>,
    /// What is worth saying about a request whose input can be validated.
    pub(crate) notes: Vec<Violation>,
}

/// Binds a request to the operation that it leads to.
///
/// # Errors
/// The violation of a request that leads to none.
pub(crate) fn bind<'m, 'r>(
    model: &Model<'m>,
    rows: &[Row<'m>],
    request: &Request<'r>,
    context: &HttpContext<'_>,
) -> Result<BoundRequest<'m, 'r>, Box<Violation>> {
    let (path, uri_query) = request.target();
    let found = route::find(rows, request.method(), path).map_err(|miss| Box::new(miss.violation()))?;
    let Row { operation, is_own, .. } = found.row;
    let mut binding = Binding::default();
    media_type::check(model, &found, request, &mut binding.refusals);
    let limit = context.limits.max_size();
    if request.body().len() > limit {
        binding.refusals.push(violation(Rule::JSON_SIZE, Path::default(), Detail::Limit { limit }));
    }
    bind::labels(model, operation, &found.labels, &mut binding);
    let query = query::entries(uri_query, request.query(), &mut binding.refusals);
    bind::query(model, &found, &query, context, &mut binding);
    if !is_own {
        bind::headers(model, operation, request, &mut binding);
    }
    let is_complete = binding.refusals.is_empty();
    sigv4::check(request, &query, context.is_signature_required, &mut binding.refusals);
    if !is_own {
        sigv4::check_common(model, operation, &query, &mut binding.notes);
    }
    let body = bind::body(model, &found, request);
    let Binding { slots, refusals, notes } = binding;
    Ok(BoundRequest { operation, slots, body, is_complete, refusals, notes })
}

/// What the parts of a request other than its body were bound to.
#[derive(Default)]
struct Binding<'r> {
    slots: Vec<Bound<'r>>,
    /// Why the request cannot be bound.
    refusals: Vec<Violation>,
    /// What is worth saying about a request that can.
    notes: Vec<Violation>,
}

#[cold]
#[inline(never)]
fn violation(rule: Rule, path: Path, detail: Detail) -> Violation {
    Violation::of(rule, rule.severity(), path, detail)
}

#[cold]
#[inline(never)]
fn member_path(name: &str) -> Path {
    Path::new(vec![Token::Member(name.to_owned())])
}
