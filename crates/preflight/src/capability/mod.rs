//! What devices can do: the documents that declare it, and what must fit them.

#[cfg(feature = "documents")]
pub mod document;
