//! The JSON reader. It reads every byte once and builds no values.
//!
//! It accepts exactly RFC 8259, and distinguishes text that is not JSON, bytes that are not UTF-8, and nesting that is
//! too deep. `tree` builds values with positions, and `parts` finds members and items in text that is already
//! validated.

pub(crate) mod keys;
pub(crate) mod number;
pub(crate) mod parts;
pub(crate) mod string;
#[cfg(any(feature = "policy-settings", feature = "documents"))]
pub(crate) mod tree;

mod plain_run;
mod reader;

pub(crate) use plain_run::plain_run;
pub(crate) use reader::{JsonType, Reader};
pub(crate) use string::StringSpan;

/// The reason why the text cannot be read. The reader's position is the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Syntax,
    Utf8,
    Depth,
}

impl Fault {
    /// Returns the fault of an unexpected byte: `Utf8` if it is not valid UTF-8, `Syntax` otherwise.
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
