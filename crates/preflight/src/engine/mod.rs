//! Judges a text by a Smithy model. It knows Smithy's traits and bindings, and nothing of any service.

pub(crate) mod capture;
pub(crate) mod constraint;
pub(crate) mod http;
pub(crate) mod limits;
pub(crate) mod report;
pub(crate) mod rule;
pub(crate) mod validate;
