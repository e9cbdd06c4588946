//! Checks the headers `content-type` and `accept`.

use super::route::Route;
use super::{Detail, Path, Request, Rule, bind, violation};
use crate::engine::report::Violation;
use crate::smithy::{Binding, Kind, Member, Model, ShapeId};

const JSON: &str = "application/json";

pub(super) fn check(model: &Model<'_>, route: &Route<'_, '_>, request: &Request<'_>, refusals: &mut Vec<Violation>) {
    if cfg!(feature = "smithy") && !model.protocol.has_json() {
        // Bodies are not read, and neither are their types.
        return;
    }
    if let Some(response_type) = media_type(model, route.entry.operation.output) {
        let accept = request.header("accept");
        if !accept.is_empty() && !accept.iter().any(|header| accepts(header, response_type)) {
            let detail = Detail::MediaType { reason: "", expected: response_type.to_owned() };
            refusals.push(violation(Rule::HTTP_ACCEPT, Path::default(), detail));
        }
    }
    if request.body().is_empty() {
        return;
    }
    let given = match request.header("content-type")[..] {
        [] => None,
        [value] => Some(value),
        // Several content types count as an unknown one.
        _ => Some(""),
    };
    let has_body = bind::has_body(model, route, request);
    let expected = if route.entry.is_custom { Some(JSON) } else { media_type(model, route.entry.operation.input) };
    let fits = match (has_body, expected, given) {
        (false, _, given) => given.is_none(),
        (true, None, _) => true,
        (true, Some(expected), Some(given)) => essence(given).eq_ignore_ascii_case(expected),
        (true, Some(_), None) => false,
    };
    if !fits {
        let (reason, expected) = if has_body { ("media-type", expected.unwrap_or_default()) } else { ("no-body", "") };
        let detail = Detail::MediaType { reason, expected: expected.to_owned() };
        refusals.push(violation(Rule::HTTP_CONTENT_TYPE, Path::default(), detail));
    }
}

/// Returns the media type of a structure's body, or `None` if any is allowed.
#[inline(never)]
fn media_type<'m>(model: &Model<'m>, structure: Option<ShapeId>) -> Option<&'m str> {
    let is_payload = |member: &&Member| member.binding != Binding::Body && member.binding.is_body();
    let Some(payload) = model.members_of(structure).iter().find(is_payload) else { return Some(JSON) };
    let shape = model.shape(payload.shape);
    match shape.kind {
        _ if !shape.media_type.is_empty() => Some(model.str(shape.media_type)),
        Kind::Blob { .. } => None,
        _ if payload.binding != Binding::Payload => None,
        Kind::String { .. } => Some("text/plain"),
        _ => Some(JSON),
    }
}

/// Returns a media type without its parameters.
pub(super) fn essence(header: &str) -> &str {
    header.split(';').next().unwrap_or_default().trim()
}

/// Whether an `accept` header accepts a media type. A range with a weight of zero excludes it.
fn accepts(header: &str, media_type: &str) -> bool {
    // The most specific matching range decides (RFC 9110, section 12.5.1).
    let specificity = |range: &str| {
        let range = essence(range);
        if range.eq_ignore_ascii_case(media_type) {
            return Some(2);
        }
        let top_level = media_type.split('/').next().unwrap_or_default();
        match range.split_once('/') {
            Some((kind, "*")) if kind.eq_ignore_ascii_case(top_level) => Some(1),
            Some(("*", "*")) => Some(0),
            None if range == "*" => Some(0),
            _ => None,
        }
    };
    let mut is_empty = true;
    let mut best = None;
    for range in header.split(',') {
        let range = range.trim();
        if range.is_empty() {
            continue;
        }
        is_empty = false;
        if let Some(specificity) = specificity(range) {
            best = best.max(Some((specificity, !is_refused(range))));
        }
    }
    is_empty || best.is_some_and(|(_, accepted)| accepted)
}

/// Whether a media range has the weight zero.
fn is_refused(range: &str) -> bool {
    for parameter in range.split(';').skip(1) {
        let (name, weight) = parameter.trim().split_once('=').unwrap_or_default();
        if name.eq_ignore_ascii_case("q") {
            return is_zero(weight.trim());
        }
    }
    false
}

/// Whether a decimal is zero, such as `0`, `0.` and `0.000`.
fn is_zero(decimal: &str) -> bool {
    let (mut zeros, mut points) = (0, 0);
    for byte in decimal.bytes() {
        match byte {
            b'0' => zeros += 1,
            b'.' => points += 1,
            _ => return false,
        }
    }
    zeros > 0 && points <= 1
}
