//! What is judged on a tree of the input, because it is written as JSON Schema or follows references: a policy's limits
//! and checks, and what must fit capability documents. No tree is built unless something asks for one of this operation,
//! and none before the text was found to be readable.

#[cfg(feature = "documents")]
mod documents;
#[cfg(any(feature = "policy", feature = "documents"))]
mod join;
#[cfg(any(feature = "policy", feature = "documents"))]
mod judge;

use crate::engine::validate::Bound;

/// What a tree is made of.
#[derive(Clone, Copy)]
#[cfg_attr(not(any(feature = "policy", feature = "documents")), expect(dead_code, reason = "no tree is ever made"))]
pub(crate) enum ValueSource<'t> {
    /// The text of a whole input or output.
    Text(&'t [u8]),
    /// What a request was bound to, and its body: empty where it has none.
    Bound(&'t [Bound<'t>], &'t [u8]),
}

#[cfg(not(any(feature = "policy", feature = "documents")))]
mod none {
    use super::ValueSource;
    use crate::engine::report::Report;
    use crate::engine::validate::Side;
    use crate::preflight::Preflight;
    use crate::smithy::{Model, OperationShape};

    /// A build without policies and documents has nothing to judge on a tree.
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
