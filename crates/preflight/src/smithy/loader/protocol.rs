//! The protocol of a service, by the traits of its shape.

use super::ast::Traits;
use crate::smithy::Protocol;

/// The known protocols, the preferred ones first.
const PROTOCOLS: &[(&str, Protocol)] = &[
    ("aws.protocols#restJson1", Protocol::RestJson),
    ("aws.protocols#awsJson1_1", Protocol::AwsJson1_1),
    ("aws.protocols#awsJson1_0", Protocol::AwsJson1_0),
    ("aws.protocols#restXml", Protocol::RestXml),
    ("aws.protocols#awsQuery", Protocol::Query),
    ("aws.protocols#ec2Query", Protocol::Query),
];

/// Returns the protocol that requests are judged by. A service that states none is read like restJson1.
pub(super) fn of_service(traits: &Traits) -> Protocol {
    let known = PROTOCOLS.iter().find(|(id, _)| traits.contains_key(*id));
    known.map_or(Protocol::RestJson, |(_, protocol)| *protocol)
}

/// Whether a trait names a protocol that is known.
pub(super) fn is_protocol(id: &str) -> bool {
    PROTOCOLS.iter().any(|(known, _)| *known == id)
}
