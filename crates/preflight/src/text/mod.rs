//! Text utilities: JSON, times, suggestions, and searching and sorting with a smaller binary than the standard
//! library's.
//!
//! This is the lowest layer. It knows nothing about Smithy, the service or rules.

pub(crate) mod byte_search;
pub(crate) mod decimal;
pub(crate) mod json;
pub(crate) mod path;
#[cfg(any(feature = "smithy", feature = "documents", feature = "policy-checks"))]
pub(crate) mod regex;
pub(crate) mod stable_sort;
pub(crate) mod suggest;
pub(crate) mod time;
