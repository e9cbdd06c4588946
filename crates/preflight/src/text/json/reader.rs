//! The JSON reader: a text and a position.

use super::Fault;
use super::number::{self, Number};
use super::string::{self, StringSpan};

/// A position in a text. Every method either reads the named element or returns a fault.
///
/// Hot loops work on a copy, whose position lives in a register. The methods that they use pass no reference to it,
/// which would force the position into memory.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'t> {
    pub(crate) text: &'t [u8],
    pub(crate) at: usize,
}

/// The type of a JSON value, by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonType {
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Reader<'t> {
        Reader { text, at: 0 }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Skips white space and returns the next byte without reading it.
    #[inline(always)]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        match self.byte() {
            Some(byte) if byte > b' ' => return Some(byte),
            // A single space, as most writers put after a colon or comma.
            Some(b' ') if self.text.get(self.at + 1).is_some_and(|&byte| byte > b' ') => self.at += 1,
            _ => self.at = past_white_space(self.text, self.at),
        }
        self.byte()
    }

    /// Skips white space and reads the next byte if it is `wanted`. Returns whether it was.
    #[inline]
    pub(crate) fn take(&mut self, wanted: u8) -> bool {
        let is_next = self.peek() == Some(wanted);
        self.at += usize::from(is_next);
        is_next
    }

    #[inline]
    pub(crate) fn expect(&mut self, wanted: u8) -> Result<(), Fault> {
        if self.take(wanted) { Ok(()) } else { Err(self.unexpected()) }
    }

    #[inline(always)]
    pub(crate) fn unexpected(&self) -> Fault {
        Fault::unexpected(self.text, self.at)
    }

    /// Returns the type of the next value without reading it.
    #[inline]
    pub(crate) fn peek_type(&mut self) -> Result<JsonType, Fault> {
        match self.peek() {
            Some(b'"') => Ok(JsonType::String),
            Some(b'{') => Ok(JsonType::Object),
            Some(b'[') => Ok(JsonType::Array),
            Some(b'-' | b'0'..=b'9') => Ok(JsonType::Number),
            Some(b't' | b'f') => Ok(JsonType::Boolean),
            Some(b'n') => Ok(JsonType::Null),
            _ => Err(self.unexpected()),
        }
    }

    pub(crate) fn literal(&mut self, word: &'static [u8]) -> Result<(), Fault> {
        for &wanted in word {
            if self.byte() != Some(wanted) {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(())
    }

    pub(crate) fn boolean(&mut self) -> Result<(), Fault> {
        let word: &[u8] = if self.byte() == Some(b't') { b"true" } else { b"false" };
        self.literal(word)
    }

    pub(crate) fn null(&mut self) -> Result<(), Fault> {
        self.literal(b"null")
    }

    #[inline]
    pub(crate) fn number(&mut self) -> Result<Number<'t>, Fault> {
        let rest = &self.text[self.at..];
        match number::lex(rest) {
            Ok(number) => {
                self.at += number.text.len();
                Ok(number)
            }
            Err(offset) => {
                self.at += offset;
                Err(Fault::Syntax)
            }
        }
    }

    /// Reads a string that begins with its opening quote.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<StringSpan, Fault> {
        match string::scan(self.text, self.at + 1) {
            Ok(span) => {
                self.at = span.end() + 1;
                Ok(span)
            }
            Err((fault, at)) => {
                self.at = at;
                Err(fault)
            }
        }
    }

    /// Reads a key of an object and its colon.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<StringSpan, Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected());
        }
        let span = self.string()?;
        self.expect(b':')?;
        Ok(span)
    }

    /// Reads the separator after an entry. Returns whether another entry follows; `close` ends the container.
    #[inline(always)]
    pub(crate) fn read_separator(&mut self, close: u8) -> Result<bool, Fault> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                // A trailing comma is not allowed.
                if self.peek() == Some(close) { Err(self.unexpected()) } else { Ok(true) }
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Checks that only white space is left.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected()),
        }
    }
}

#[inline(never)]
#[cfg_attr(panic = "immediate-abort", optimize(speed))]
fn past_white_space(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}
