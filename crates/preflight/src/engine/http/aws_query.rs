//! Requests of awsQuery and ec2Query. Their forms are not read: only the operation is found.

use super::{BoundRequest, Detail, HttpContext, Path, Request, Rule, query, sigv4, violation};
use crate::engine::report::Violation;
use crate::engine::validate::Body;
use crate::smithy::Model;

/// The parameter that names the operation.
const ACTION: &str = "Action";

/// Finds the operation of a request. Nothing else is judged, and the request is never refused for its form.
///
/// # Errors
/// Returns a violation that says so if the request names no known operation. It is a warning.
pub(super) fn bind<'m, 'r>(
    model: &Model<'m>,
    request: &Request<'r>,
    context: &HttpContext<'_>,
) -> Result<BoundRequest<'m, 'r>, Box<Violation>> {
    let note = violation(Rule::NOT_JUDGED, Path::default(), Detail::NOT_JUDGED_BODY);
    let query_entries = query::entries(request.target().1, request.query(), &mut Vec::new());
    let form = core::str::from_utf8(request.body()).unwrap_or_default();
    let form_entries = query::entries(form.trim(), &[], &mut Vec::new());
    let action = query_entries.iter().chain(&form_entries).find(|entry| entry.name == ACTION);
    let Some(operation) = action.and_then(|action| model.operation(action.value.as_deref()?)) else {
        return Err(Box::new(note));
    };
    let mut refusals = vec![note];
    sigv4::check(request, &query_entries, context.is_signature_required, &mut refusals);
    let (bound_members, notes) = (Vec::new(), Vec::new());
    Ok(BoundRequest { operation, bound_members, body: Body::Unjudged, is_complete: false, refusals, notes })
}
