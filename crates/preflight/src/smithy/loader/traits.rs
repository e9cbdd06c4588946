//! The traits that the loader reads, the traits that do not affect validation, and a typed reader of the former.

use serde_json::Value;

use super::LoadError;
use super::ast::Traits;
use super::protocol::is_protocol;
use crate::smithy::{Decimal, Length, Range, TimestampFormat, Width};

/// Traits that the builder reads.
const READ: &[&str] = &[
    "deprecated",
    "enum",
    "enumValue",
    "error",
    "http",
    "httpError",
    "httpHeader",
    "httpLabel",
    "httpPayload",
    "httpPrefixHeaders",
    "httpQuery",
    "httpQueryParams",
    "httpResponseCode",
    "idempotencyToken",
    "idempotent",
    "internal",
    "jsonName",
    "length",
    "mediaType",
    "pattern",
    "range",
    "readonly",
    "requestCompression",
    "required",
    "sensitive",
    "sparse",
    "streaming",
    "timestampFormat",
    "uniqueItems",
];

/// Traits of Smithy's prelude that do not affect which requests are valid. What is in the events of a stream is named by the
/// stream alone.
const WITHOUT_EFFECT: &[&str] = &[
    "addedDefault",
    "auth",
    "authDefinition",
    "box",
    "clientOptional",
    "cors",
    "default",
    "documentation",
    "endpoint",
    "eventHeader",
    "eventPayload",
    "examples",
    "externalDocumentation",
    "hostLabel",
    "httpApiKeyAuth",
    "httpBasicAuth",
    "httpBearerAuth",
    "httpChecksumRequired",
    "httpDigestAuth",
    "idRef",
    "input",
    "mixin",
    "noReplace",
    "nestedProperties",
    "notProperty",
    "optionalAuth",
    "output",
    "paginated",
    "private",
    "property",
    "protocolDefinition",
    "recommended",
    "references",
    "requiresLength",
    "resourceIdentifier",
    "retryable",
    "since",
    "suppress",
    "tags",
    "title",
    "trait",
    "traitValidators",
    "unitType",
    "unstable",
    "xmlAttribute",
    "xmlFlattened",
    "xmlName",
    "xmlNamespace",
];

/// Prefixes of traits of other namespaces that do not affect which requests are valid: they are about clients, endpoints,
/// permissions, tests and the forms of errors and answers.
const OTHERS_WITHOUT_EFFECT: &[&str] = &[
    "aws.api#",
    "aws.auth#",
    "aws.cloudformation#",
    "aws.customizations#",
    "aws.endpoints#",
    "aws.iam#",
    "aws.protocols#awsQueryCompatible",
    "aws.protocols#awsQueryError",
    "aws.protocols#ec2QueryName",
    "aws.protocols#httpChecksum",
    "aws.tagging#",
    "smithy.openapi#",
    "smithy.rules#",
    "smithy.synthetic#",
    "smithy.test#",
    "smithy.waiters#",
];

/// Whether a trait may affect validation in a way that this crate does not support.
pub(super) fn is_unsupported(id: &str) -> bool {
    if let Some(name) = id.strip_prefix("smithy.api#") {
        return !READ.contains(&name) && !WITHOUT_EFFECT.contains(&name);
    }
    !is_protocol(id) && !OTHERS_WITHOUT_EFFECT.iter().any(|prefix| id.starts_with(prefix))
}

/// A typed reader of the traits of one shape or member, whose name is used in errors.
#[derive(Clone, Copy)]
pub(super) struct TraitReader<'a> {
    pub(super) at: &'a str,
    pub(super) traits: &'a Traits,
}

impl<'a> TraitReader<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        self.traits.get(&format!("smithy.api#{name}"))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn malformed(&self, name: &str) -> LoadError {
        LoadError::MalformedTrait { at: self.at.to_owned(), name: format!("smithy.api#{name}") }
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&'a str>, LoadError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => value.as_str().map(Some).ok_or_else(|| self.malformed(name)),
        }
    }

    pub(super) fn length(&self) -> Result<Option<Length>, LoadError> {
        let Some(value) = self.get("length") else { return Ok(None) };
        let bound = |name: &str| match value.get(name) {
            None => Ok::<_, LoadError>(None),
            // A bound beyond 32 bits is clamped: no text is that long. One beyond 64 bits was read as a double.
            Some(bound) => {
                let is_beyond = bound.is_f64() && bound.as_f64().is_some_and(|bound| bound >= u64::MAX as f64);
                let bound = bound.as_u64().or(is_beyond.then_some(u64::MAX)).ok_or_else(|| self.malformed("length"))?;
                Ok(Some(u32::try_from(bound).unwrap_or(u32::MAX)))
            }
        };
        Ok(Some(Length { min: bound("min")?, max: bound("max")? }))
    }

    /// Returns the range, and whether a bound is left out that numbers of this width may be beyond: one of more than 18
    /// digits. A bound beyond every number of the width is left out too, which changes nothing.
    pub(super) fn range(&self, width: Option<Width>) -> Result<Option<(Range, bool)>, LoadError> {
        let Some(value) = self.get("range") else { return Ok(None) };
        let mut is_incomplete = false;
        let mut bound = |name: &str| {
            let number = match value.get(name) {
                None => return Ok(None),
                Some(Value::Number(number)) => number,
                Some(_) => return Err(self.malformed("range")),
            };
            // A whole number with an exponent, such as `1e9`, is read as a double and is exact below 2^53.
            let text = match number.as_f64() {
                Some(double) if number.is_f64() && double.fract() == 0.0 && double.abs() < 9_007_199_254_740_992.0 => {
                    format!("{double:.0}")
                }
                _ => number.to_string(),
            };
            let bound = Decimal::parse(&text);
            if bound.is_none() {
                let is_fixed = width.is_some_and(|width| width != Width::Big);
                let is_beyond = number.as_f64().is_some_and(|number| match name {
                    "min" => number <= i64::MIN as f64,
                    _ => number >= i64::MAX as f64,
                });
                is_incomplete |= !(is_fixed && is_beyond);
            }
            Ok(bound)
        };
        let range = Range { min: bound("min")?, max: bound("max")? };
        Ok(Some((range, is_incomplete)))
    }

    pub(super) fn timestamp_format(&self) -> Result<Option<TimestampFormat>, LoadError> {
        Ok(match self.text("timestampFormat")? {
            None => None,
            Some("date-time") => Some(TimestampFormat::DateTime),
            Some("http-date") => Some(TimestampFormat::HttpDate),
            Some("epoch-seconds") => Some(TimestampFormat::EpochSeconds),
            Some(_) => return Err(self.malformed("timestampFormat")),
        })
    }

    /// Returns the `since` of the deprecation: empty if the model states none, `None` if there is no deprecation.
    pub(super) fn deprecated(&self) -> Option<&'a str> {
        let value = self.get("deprecated")?;
        Some(value.get("since").and_then(Value::as_str).unwrap_or("an unstated date"))
    }
}
