//! Checks on a value tree: a policy's limits and checks, and capability documents.
//!
//! They need a tree because they evaluate JSON Schema or follow references. A tree is built only if the operation has
//! such checks, and only after the text has been found readable.

#[cfg(feature = "documents")]
mod documents;
#[cfg(any(feature = "policy", feature = "documents"))]
mod join;
#[cfg(any(feature = "policy", feature = "documents"))]
mod judge;

use crate::engine::validate::BoundMember;

/// The source of a value tree.
#[derive(Clone, Copy)]
#[cfg_attr(not(any(feature = "policy", feature = "documents")), expect(dead_code, reason = "no tree is ever made"))]
pub(crate) enum ValueSource<'t> {
    /// The text of a whole input or output.
    Text(&'t [u8]),
    /// The bound values of a request, and its body, which may be empty.
    Request(&'t [BoundMember<'t>], &'t [u8]),
}

#[cfg(not(any(feature = "policy", feature = "documents")))]
mod none {
    use super::ValueSource;
    use crate::engine::report::Report;
    use crate::engine::validate::Side;
    use crate::preflight::Preflight;
    use crate::smithy::{Model, OperationShape};

    /// A build without policies and documents has no value checks.
    #[expect(clippy::unused_self, reason = "the shape of the other build's methods")]
    impl Preflight {
        pub(crate) fn run_value_checks(
            &self,
            _: &Model<'_>,
            _: &OperationShape,
            _: Side,
            _: ValueSource<'_>,
            report: Report,
        ) -> Report {
            report
        }

        pub(crate) fn value_checks_hold(&self, _: &Model<'_>, _: &OperationShape, _: &[u8]) -> bool {
            true
        }
    }
}
