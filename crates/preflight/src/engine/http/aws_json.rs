//! Binds requests of awsJson: the operation is in a header, and the body is the whole input.

use super::{BoundRequest, Detail, HttpContext, Path, Request, Rule, add_body_size, query, sigv4, unjudged, violation};
use crate::engine::report::Violation;
use crate::engine::validate::Body;
use crate::smithy::{Binding, Model, OperationShape, Protocol};
use crate::text::suggest;

const METHOD: &str = "POST";
const PATH: &str = "/";
const TARGET: &str = "x-amz-target";

const NO_TARGET: Detail =
    Detail::Message { reason: "", message: "no operation is named: the header `x-amz-target` is missing" };
const UNKNOWN_TARGET: Detail = Detail::Message { reason: "", message: "no operation has this `x-amz-target`" };

/// Binds a request to the operation of its target.
///
/// # Errors
/// Returns the violation if the request reaches no operation.
pub(super) fn bind<'m, 'r>(
    model: &Model<'m>,
    request: &Request<'r>,
    context: &HttpContext<'_>,
) -> Result<BoundRequest<'m, 'r>, Box<Violation>> {
    let operation = operation(model, request)?;
    let (mut refusals, mut notes) = (Vec::new(), Vec::new());
    let members = model.members_of(operation.input);
    let is_event_stream = members.iter().any(|member| member.binding == Binding::EventStream);
    if !request.body().is_empty() && !is_event_stream && !has_media_type(request, media_type(model.protocol)) {
        let detail = Detail::MediaType { reason: "media-type", expected: media_type(model.protocol).to_owned() };
        refusals.push(violation(Rule::HTTP_CONTENT_TYPE, Path::default(), detail));
    }
    add_body_size(request, context, &mut refusals);
    let query_entries = query::entries(request.target().1, request.query(), &mut refusals);
    let is_complete = refusals.is_empty();
    sigv4::check(request, &query_entries, context.is_signature_required, &mut refusals);
    let body = match unjudged::body(model, operation, request, true) {
        Some(note) => {
            notes.push(note);
            Body::Unjudged
        }
        None if request.body().is_empty() => Body::Absent,
        None => Body::AllButLabels(request.body()),
    };
    Ok(BoundRequest { operation, bound_members: Vec::new(), body, is_complete, refusals, notes })
}

/// Returns the operation that the header `X-Amz-Target` names, as `Service.Operation`.
fn operation<'m>(model: &Model<'m>, request: &Request<'_>) -> Result<&'m OperationShape, Box<Violation>> {
    let (path, _) = request.target();
    if !matches!(path, PATH | "") {
        let violation = violation(Rule::HTTP_ROUTE, Path::default(), Detail::Nothing);
        return Err(Box::new(Violation { suggestion: Some(PATH.to_owned()), ..violation }));
    }
    if request.method() != METHOD {
        let detail = Detail::Method { allowed: vec![METHOD.to_owned()] };
        return Err(Box::new(violation(Rule::HTTP_METHOD, Path::default(), detail)));
    }
    let targets = request.header(TARGET);
    let Some(target) = targets.first().map(|target| target.trim()) else {
        return Err(Box::new(violation(Rule::HTTP_ROUTE, Path::default(), NO_TARGET)));
    };
    let (service, name) = target.rsplit_once('.').unwrap_or(("", target));
    // A model without a service shape leaves the first part open.
    let is_of_service = model.service.is_empty() || service == model.str(model.service);
    let is_single = targets.iter().all(|other| other.trim() == target);
    match model.operation(name).filter(|_| is_of_service && is_single) {
        Some(operation) => Ok(operation),
        None => {
            let names = model.operations.iter().map(|operation| model.str(operation.name));
            let suggestion = model.operation(name).map(|operation| model.str(operation.name));
            let suggestion = suggestion.or_else(|| suggest::name(name, names));
            let service = if model.service.is_empty() { service } else { model.str(model.service) };
            let suggestion = suggestion.map(|name| format!("{service}.{name}"));
            let violation = violation(Rule::HTTP_ROUTE, Path::default(), UNKNOWN_TARGET);
            Err(Box::new(Violation { suggestion, ..violation }))
        }
    }
}

fn media_type(protocol: Protocol) -> &'static str {
    if protocol == Protocol::AwsJson1_0 { "application/x-amz-json-1.0" } else { "application/x-amz-json-1.1" }
}

fn has_media_type(request: &Request<'_>, expected: &str) -> bool {
    match request.header("content-type")[..] {
        [value] => super::media_type::essence(value).eq_ignore_ascii_case(expected),
        _ => false,
    }
}
