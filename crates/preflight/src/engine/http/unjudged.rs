//! Bodies that are not read: streams of events, compressed bodies, and XML.

use super::{Detail, Path, Request, Rule, member_path, violation};
use crate::engine::report::Violation;
use crate::smithy::{Binding, Kind, Model, OperationShape};

/// Returns the violation that says why the body is not judged, or `None` if it is judged. `has_body` is whether the
/// operation reads it.
pub(super) fn body(
    model: &Model<'_>,
    operation: &OperationShape,
    request: &Request<'_>,
    has_body: bool,
) -> Option<Violation> {
    if request.body().is_empty() || !has_body {
        return None;
    }
    let members = model.members_of(operation.input);
    let payload = members.iter().find(|member| matches!(member.binding, Binding::Payload | Binding::EventStream));
    let path = payload.map_or_else(Path::default, |member| member_path(model.str(member.name)));
    let is_raw =
        payload.is_some_and(|member| matches!(model.shape(member.shape).kind, Kind::Blob { .. } | Kind::String { .. }));
    let detail = if payload.is_some_and(|member| member.binding == Binding::EventStream) {
        Detail::NOT_JUDGED_EVENT_STREAM
    } else if operation.has_request_compression && is_encoded(request) || !model.protocol.has_json() && !is_raw {
        Detail::NOT_JUDGED_BODY
    } else {
        return None;
    };
    Some(violation(Rule::NOT_JUDGED, path, detail))
}

/// Whether the body has a content coding, such as gzip.
fn is_encoded(request: &Request<'_>) -> bool {
    let headers = request.header("content-encoding");
    let mut codings = headers.iter().flat_map(|header| header.split(',')).map(str::trim);
    codings.any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))
}
