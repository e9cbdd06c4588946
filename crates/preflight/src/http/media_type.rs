//! `content-type` and `accept`.

use super::{Detail, Path, Request, Rule, bind, violation};
use crate::model::{Binding, Kind, Model, OperationShape, ShapeId};
use crate::report::Violation;

const JSON: &str = "application/json";

pub(super) fn check(
    model: &Model<'_>,
    operation: &OperationShape,
    request: &Request<'_>,
    refusals: &mut Vec<Violation>,
) {
    if let Some(answer) = media_type(model, operation.output) {
        let mut accept = request.header("accept").peekable();
        if accept.peek().is_some() && !accept.any(|header| accepts(header, answer)) {
            let detail = Detail::MediaType { expected: answer.to_owned() };
            refusals.push(violation(Rule::HttpAccept, Path::default(), detail));
        }
    }
    if request.body().is_empty() {
        return;
    }
    let mut found = request.header("content-type");
    // Two content types are as good as none that is known.
    let found = found.next().map(|first| if found.next().is_none() { first } else { "" });
    let has_body = bind::has_body(model, operation);
    let expected = media_type(model, operation.input);
    let fits = match (has_body, expected, found) {
        (false, _, found) => found.is_none(),
        (true, None, _) => true,
        (true, Some(expected), Some(found)) => essence(found).eq_ignore_ascii_case(expected),
        (true, Some(_), None) => false,
    };
    if !fits {
        let expected = if has_body { expected.unwrap_or_default() } else { "" };
        let detail = Detail::MediaType { expected: expected.to_owned() };
        refusals.push(violation(Rule::HttpContentType, Path::default(), detail));
    }
}

/// The media type that a structure travels as; `None` when any will do.
fn media_type<'m>(model: &Model<'m>, structure: Option<ShapeId>) -> Option<&'m str> {
    let payload = model.members_of(structure).iter().find(|member| member.binding == Binding::Payload);
    let Some(payload) = payload else { return Some(JSON) };
    let shape = model.shape(payload.shape);
    match shape.kind {
        _ if !shape.media_type.is_empty() => Some(model.str(shape.media_type)),
        Kind::Blob { .. } => None,
        Kind::String { .. } => Some("text/plain"),
        _ => Some(JSON),
    }
}

/// A media type without its parameters.
fn essence(header: &str) -> &str {
    header.split(';').next().unwrap_or_default().trim()
}

/// Whether an `accept` header takes this media type: a range with a weight of zero does not.
fn accepts(header: &str, answer: &str) -> bool {
    let ranges = || header.split(',').map(str::trim).filter(|range| !range.is_empty());
    if ranges().next().is_none() {
        return true;
    }
    // The most specific range that fits decides (RFC 9110, section 12.5.1).
    let specificity = |range: &str| {
        let range = essence(range);
        if range.eq_ignore_ascii_case(answer) {
            return Some(2);
        }
        let group = answer.split('/').next().unwrap_or_default();
        match range.split_once('/') {
            Some((kind, "*")) if kind.eq_ignore_ascii_case(group) => Some(1),
            Some(("*", "*")) => Some(0),
            None if range == "*" => Some(0),
            _ => None,
        }
    };
    let fitting = ranges().filter_map(|range| Some((specificity(range)?, !is_refused(range))));
    fitting.max().is_some_and(|(_, accepted)| accepted)
}

/// Whether a range has the weight zero.
fn is_refused(range: &str) -> bool {
    let weight = range
        .split(';')
        .skip(1)
        .find_map(|parameter| parameter.trim().to_ascii_lowercase().strip_prefix("q=").map(str::to_owned));
    weight.is_some_and(|weight| is_zero(weight.trim()))
}

/// Whether a weight is written with zeros alone: reading it as an `f64` would bring tables of ten kilobytes with it.
fn is_zero(weight: &str) -> bool {
    let digits = weight.strip_prefix(['+', '-']).unwrap_or(weight);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    digits.contains('0') && whole.bytes().chain(fraction.bytes()).all(|digit| digit == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_of_zero_refuses_however_it_is_written() {
        for weight in ["0", "0.", "0.0", "0.000", "00", ".0", "-0", "+0.0"] {
            assert!(is_refused(&format!("application/json;q={weight}")), "{weight}");
        }
        for weight in ["", ".", "-", "1", "0.001", "1.0", "0.0.0", "zero"] {
            assert!(!is_refused(&format!("application/json; q={weight}")), "{weight}");
        }
    }
}
