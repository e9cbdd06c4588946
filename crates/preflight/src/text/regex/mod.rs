//! Patterns that are read at run time: those of loaded models, capability documents and policies.
//!
//! All are read alike (see [`syntax`]). Most run in linear time. Look-around and back references need backtracking, which
//! is limited: a pattern may give up on a text, and then nothing is known about the text.

#[cfg(feature = "smithy")]
mod engine;
#[cfg(feature = "export")]
mod portable;
#[cfg_attr(not(feature = "smithy"), expect(unreachable_pub, reason = "the tests use it"))]
pub mod syntax;

#[cfg(feature = "smithy")]
pub use engine::{Regex, RegexError};
