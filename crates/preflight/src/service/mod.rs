//! AWS IoT managed integrations: its editions, the catalogue of rules, and the checks of its documents that go beyond
//! the model.

pub mod barcode;
pub(crate) mod capability;
pub(crate) mod catalogue;
pub(crate) mod cron;
mod edition;
pub(crate) mod op;
mod operation_error;
pub(crate) mod routes;
#[rustfmt::skip]
pub(crate) mod generated;
pub(crate) mod profile;
#[cfg(feature = "rollout")]
pub mod rollout;
mod rule_message;
pub(crate) mod rules;
pub mod schema_version;

pub use edition::{Edition, UnknownEditionError};
pub use generated::operation::Operation;
pub(crate) use generated::{COMMON_ERRORS, COMMON_PARAMETERS};
pub use operation_error::UnknownOperationError;
pub(crate) use operation_error::find_operation;
