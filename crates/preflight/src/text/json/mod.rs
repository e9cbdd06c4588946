//! The reader of JSON text: bytes go by once, nothing is built.
//!
//! What JSON is stands here; what a value must be stands in `constraint`, and `walk` brings the two together. The
//! reader accepts exactly RFC 8259, and tells apart text that is no JSON, bytes that are no UTF-8, and nesting that
//! is too deep.

pub(crate) mod keys;
pub(crate) mod number;
pub(crate) mod parts;
pub(crate) mod string;
#[cfg(any(feature = "policy-settings", feature = "documents"))]
pub(crate) mod tree;

mod plain_run;
mod reader;

pub(crate) use plain_run::plain_run;
pub(crate) use reader::{Found, Reader};
pub(crate) use string::StringSpan;

/// Why the text cannot be read on; where is where the reader stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Syntax,
    Utf8,
    Depth,
}

impl Fault {
    /// A byte that JSON has no place for: bytes that are not even UTF-8 are named as such.
    #[cold]
    pub(crate) fn unexpected(text: &[u8], at: usize) -> Fault {
        let rest = text.get(at..).unwrap_or_default();
        let head = &rest[..rest.len().min(4)];
        match core::str::from_utf8(head) {
            Err(error) if error.valid_up_to() == 0 && (error.error_len().is_some() || rest.len() < 4) => Fault::Utf8,
            _ => Fault::Syntax,
        }
    }
}
