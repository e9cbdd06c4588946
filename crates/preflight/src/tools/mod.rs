//! What is asked about the model and its rules, and not about a request: words, differences, exports, errors.

pub(crate) mod classify;
pub(crate) mod diff;
#[cfg(feature = "explain")]
pub(crate) mod explain;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "explain")]
pub(crate) mod words;
