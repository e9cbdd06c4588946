//! Validates a text against a Smithy model. The engine knows Smithy's traits and bindings, and nothing about any
//! service.

pub(crate) mod capture;
pub(crate) mod constraint;
pub(crate) mod http;
pub(crate) mod limits;
pub(crate) mod reason;
pub(crate) mod report;
pub(crate) mod rule;
pub(crate) mod validate;
