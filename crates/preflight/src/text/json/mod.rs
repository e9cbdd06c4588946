//! The JSON reader. It reads every byte once and builds no values.
//!
//! It accepts exactly RFC 8259, and distinguishes text that is not JSON, bytes that are not UTF-8, and nesting that is
//! too deep. `validate` says whether a whole text is JSON, `tree` builds values with positions, and `parts` finds
//! members and items in text that is already validated.

pub(crate) mod keys;
pub(crate) mod number;
pub(crate) mod parts;
pub(crate) mod string;
#[cfg(any(feature = "policy-settings", feature = "documents"))]
pub(crate) mod tree;
pub(crate) mod validate;

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

/// The kind of a recoverable mistake in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MistakeKind {
    /// The key repeats an earlier one of its object.
    RepeatedKey,
    /// The string has half of a surrogate pair.
    LoneSurrogate,
    /// The key has half of a surrogate pair.
    LoneSurrogateInKey,
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
