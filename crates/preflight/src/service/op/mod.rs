//! A type for every operation of the service, for callers that name the operation as a type parameter.

mod generated;

pub use generated::*;

use core::fmt::Debug;

use crate::service::Operation;

/// An operation as a type. The types are in [`op`](crate::op).
///
/// ```
/// use mi_preflight::op::{self, TypedOperation};
/// use mi_preflight::{Edition, Preflight, Report};
///
/// fn check<O: TypedOperation>(input: &[u8]) -> Result<Report, mi_preflight::Error> {
///     Preflight::new(Edition::default()).check(O::OPERATION, input)
/// }
/// assert!(check::<op::GetCustomEndpoint>(b"{}")?.is_valid());
/// # Ok::<(), mi_preflight::Error>(())
/// ```
pub trait TypedOperation: Sealed + Copy + Debug {
    /// The operation.
    const OPERATION: Operation;
}

/// Restricts [`TypedOperation`] to the operations of the service.
#[doc(hidden)]
pub trait Sealed {}
