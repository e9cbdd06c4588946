//! Tools on the model and its rules, not on requests: explanations, differences, exports, error classification.

pub mod classify;
pub(crate) mod diff;
#[cfg(feature = "explain")]
pub mod explain;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "explain")]
pub(crate) mod words;
