//! Text and what is read from it: JSON, times, near names, searching and sorting without the standard library's weight.
//!
//! The lowest layer. It knows nothing of Smithy, of the service or of rules.

pub(crate) mod byte_search;
pub(crate) mod decimal;
pub(crate) mod json;
pub(crate) mod path;
pub(crate) mod stable_sort;
pub(crate) mod suggest;
pub(crate) mod time;
