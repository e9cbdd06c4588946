//! Checks the form of a Signature Version 4 in the `Authorization` header or the query. The signature is not verified.

use super::query::Entry;
use super::{Detail, Path, Request, Rule, violation};
use crate::engine::report::Violation;
use crate::smithy::{Model, OperationShape};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The reasons of the rules about a part of a signature.
const MISSING: &str = "missing";
const MALFORMED: &str = "malformed";

/// The parts of a signature from a header or the query.
#[derive(Default)]
struct Signature<'r> {
    algorithm: Option<&'r str>,
    credential: Option<&'r str>,
    signed_headers: Option<&'r str>,
    signature: Option<&'r str>,
    date: Option<&'r str>,
}

#[inline(never)]
pub(super) fn check(request: &Request<'_>, query: &[Entry<'_>], required: bool, violations: &mut Vec<Violation>) {
    let authorization = request.header("authorization");
    let authorization = authorization.into_iter().find(|header| header.trim_start().starts_with("AWS4-"));
    let date = request.header("x-amz-date").first().copied();
    let signature = match authorization {
        Some(header) => Signature { date, ..from_header(header) },
        None => from_query(query, date),
    };
    if required && signature.algorithm.is_none() {
        return refuse(violations, Rule::SIGV4_MISSING, "", "the request carries no signature");
    }
    // An `Authorization` header always has an algorithm.
    if signature.algorithm.is_some_and(|algorithm| algorithm != ALGORITHM) {
        refuse(violations, Rule::SIGV4_ALGORITHM, "", "the signing algorithm must be AWS4-HMAC-SHA256");
    }
    // A missing part is refused if the request must be signed, or if an `Authorization` header has the other parts: no
    // later step completes that header.
    let must_be_complete = required || authorization.is_some();
    let mut check_part = |rule, value: Option<&str>, holds: fn(&str) -> bool, missing, malformed| match value {
        Some(value) if !holds(value) => refuse(violations, rule, MALFORMED, malformed),
        None if must_be_complete => refuse(violations, rule, MISSING, missing),
        _ => {}
    };
    check_part(
        Rule::SIGV4_CREDENTIAL,
        signature.credential,
        is_credential,
        "the signature has no credential",
        "the credential must be access-key/YYYYMMDD/region/service/aws4_request",
    );
    check_part(
        Rule::SIGV4_SIGNED_HEADERS,
        signature.signed_headers,
        is_signed_headers,
        "the signature names no signed headers",
        "the signed headers must be lower-case names, separated by semicolons, with `host` among them",
    );
    check_part(
        Rule::SIGV4_SIGNATURE,
        signature.signature,
        |value| value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "the signature itself is missing",
        "the signature must be 64 hexadecimal digits",
    );
    match signature.date {
        Some(date) if !is_date(date) => {
            refuse(violations, Rule::SIGV4_DATE, MALFORMED, "the signing date must be YYYYMMDD'T'HHMMSS'Z'");
        }
        None if required && request.header("date").is_empty() => {
            refuse(violations, Rule::SIGV4_DATE, MISSING, "the request has no signing date");
        }
        _ => {}
    }
}

#[cold]
#[inline(never)]
fn refuse(violations: &mut Vec<Violation>, rule: Rule, reason: &'static str, message: &'static str) {
    violations.push(violation(rule, Path::default(), Detail::Message { reason, message }));
}

/// Checks the parameters `Action` and `Version`, which every operation accepts and which repeat what the path states.
pub(super) fn check_common(
    model: &Model<'_>,
    operation: &OperationShape,
    query: &[Entry<'_>],
    notes: &mut Vec<Violation>,
) {
    for entry in query {
        let Some(value) = entry.value.as_deref() else { continue };
        #[cfg(feature = "smithy")]
        if super::bind::has_parameter(model, operation, &entry.name) {
            continue;
        }
        let (rule, holds, message) = match &*entry.name {
            "Action" => (
                Rule::COMMON_ACTION,
                value == model.str(operation.name),
                "the `Action` parameter names another operation than the path",
            ),
            "Version" => (
                Rule::COMMON_VERSION,
                model.api_version.is_empty() || value == model.str(model.api_version),
                "the `Version` parameter is not the service's API version",
            ),
            _ => continue,
        };
        if !holds {
            refuse(notes, rule, "", message);
        }
    }
}

fn from_header(header: &str) -> Signature<'_> {
    let (algorithm, rest) = header.trim().split_once(char::is_whitespace).unwrap_or((header.trim(), ""));
    let part = |name: &str| {
        rest.split(',').find_map(|part| part.trim().strip_prefix(name).and_then(|part| part.strip_prefix('=')))
    };
    Signature {
        algorithm: Some(algorithm),
        credential: part("Credential"),
        signed_headers: part("SignedHeaders"),
        signature: part("Signature"),
        date: None,
    }
}

fn from_query<'e>(query: &'e [Entry<'_>], header_date: Option<&'e str>) -> Signature<'e> {
    let part = |name: &str| query.iter().find(|entry| entry.name == name).and_then(|entry| entry.value.as_deref());
    Signature {
        algorithm: part("X-Amz-Algorithm"),
        credential: part("X-Amz-Credential"),
        signed_headers: part("X-Amz-SignedHeaders"),
        signature: part("X-Amz-Signature"),
        date: part("X-Amz-Date").or(header_date),
    }
}

fn is_credential(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let [key, date, region, service, "aws4_request"] = parts.as_slice() else { return false };
    let is_name =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && date.len() == 8
        && is_digits(date)
        && is_name(region)
        && is_name(service)
}

fn is_signed_headers(text: &str) -> bool {
    let is_name = |name: &str| {
        let allowed =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.');
        !name.is_empty() && name.bytes().all(allowed)
    };
    text.split(';').all(is_name) && text.split(';').any(|name| name == "host")
}

fn is_date(text: &str) -> bool {
    let Some((date, time)) = text.strip_suffix('Z').and_then(|text| text.split_once('T')) else { return false };
    date.len() == 8 && time.len() == 6 && is_digits(date) && is_digits(time)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
