//! JSON strings: finding their end and decoding their escapes.

use std::borrow::Cow;

use super::Fault;
use super::plain_run;

/// The span of a string's contents, without its quotes. It is small enough to be passed in registers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StringSpan {
    // INVARIANT: `Limits` admits no text of 4 GiB or more.
    start: u32,
    end: u32,
    kind: StringKind,
}

/// The contents of a string. Later kinds include the earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum StringKind {
    /// ASCII without escapes.
    Plain,
    /// UTF-8 without escapes.
    Unescaped,
    /// With escapes.
    Escaped,
    /// With an escape that is half of a surrogate pair.
    LoneSurrogate,
}

impl StringSpan {
    /// Creates the span of a string of plain bytes from `start` to before `end`.
    pub(crate) fn plain(start: usize, end: usize) -> StringSpan {
        StringSpan { start: start as u32, end: end as u32, kind: StringKind::Plain }
    }

    /// Returns the offset of the contents.
    pub(crate) fn start(&self) -> usize {
        self.start as usize
    }

    /// Returns the offset of the opening quote.
    pub(crate) fn quote(&self) -> usize {
        self.start() - 1
    }

    pub(crate) fn is_escaped(&self) -> bool {
        self.kind >= StringKind::Escaped
    }

    pub(crate) fn has_lone_surrogate(&self) -> bool {
        self.kind == StringKind::LoneSurrogate
    }

    /// Returns the offset of the closing quote.
    pub(crate) fn end(&self) -> usize {
        self.end as usize
    }

    pub(crate) fn raw<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// As [`StringSpan::decode`], but returns bytes.
    pub(crate) fn decode_bytes<'t>(&self, text: &'t [u8]) -> Cow<'t, [u8]> {
        if !self.is_escaped() {
            return Cow::Borrowed(self.raw(text));
        }
        Cow::Owned(self.decode(text).into_owned().into_bytes())
    }

    /// Decodes the string. Half of a surrogate pair becomes U+FFFD.
    pub(crate) fn decode<'t>(&self, text: &'t [u8]) -> Cow<'t, str> {
        let raw = self.raw(text);
        if !self.is_escaped() {
            return Cow::Borrowed(text_of(raw));
        }
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(escape) = rest.iter().position(|&byte| byte == b'\\') {
            out.push_str(text_of(&rest[..escape]));
            // INVARIANT: the scan has already validated every escape of the span.
            let Ok((c, length)) = unescape(rest, escape) else { break };
            out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
            rest = &rest[escape + length..];
        }
        out.push_str(text_of(rest));
        Cow::Owned(out)
    }
}

/// Returns the text of bytes from a string that is already read.
pub(crate) fn text_of(bytes: &[u8]) -> &str {
    // INVARIANT: the reader has validated the bytes as UTF-8, so the default is never used.
    core::str::from_utf8(bytes).unwrap_or_default()
}

/// Whether two short texts are equal. Two overlapping words cover most names, which is faster than a call of `memcmp`.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    match a.len() {
        length if length != b.len() => false,
        8..=16 => a.first_chunk::<8>() == b.first_chunk::<8>() && a.last_chunk::<8>() == b.last_chunk::<8>(),
        4..8 => a.first_chunk::<4>() == b.first_chunk::<4>() && a.last_chunk::<4>() == b.last_chunk::<4>(),
        2..4 => a.first_chunk::<2>() == b.first_chunk::<2>() && a.last() == b.last(),
        _ => a == b,
    }
}

/// Reads the string whose contents begin at `start`, after the opening quote.
#[inline]
#[cfg_attr(panic = "immediate-abort", optimize(speed))]
pub(crate) fn scan(text: &[u8], start: usize) -> Result<StringSpan, (Fault, usize)> {
    let end = start + plain_run(text.get(start..).unwrap_or_default());
    if text.get(end) == Some(&b'"') {
        return Ok(StringSpan::plain(start, end));
    }
    scan_rest(text, start, end)
}

/// Continues [`scan`] at `at`. All bytes before it are plain.
#[cold]
#[inline(never)]
fn scan_rest(text: &[u8], start: usize, mut at: usize) -> Result<StringSpan, (Fault, usize)> {
    let mut kind = StringKind::Unescaped;
    loop {
        at += plain_run(&text[at..]);
        match text.get(at) {
            Some(b'"') => {
                return Ok(StringSpan { start: start as u32, end: at as u32, kind });
            }
            Some(b'\\') => {
                let (c, length) = unescape(text, at)?;
                kind = kind.max(if c.is_some() { StringKind::Escaped } else { StringKind::LoneSurrogate });
                at += length;
            }
            Some(0x80..) => {
                let length = text[at..].iter().take_while(|&&byte| byte >= 0x80).count();
                if let Err(error) = core::str::from_utf8(&text[at..at + length]) {
                    return Err((Fault::Utf8, at + error.valid_up_to()));
                }
                at += length;
            }
            // A control character, or the end of the text.
            _ => return Err((Fault::Syntax, at)),
        }
    }
}

/// Decodes the escape at `at`. Returns its character, or `None` for half of a surrogate pair, and its length in bytes.
fn unescape(text: &[u8], at: usize) -> Result<(Option<char>, usize), (Fault, usize)> {
    let simple = |c| Ok((Some(c), 2));
    match text.get(at + 1) {
        Some(b'"') => simple('"'),
        Some(b'\\') => simple('\\'),
        Some(b'/') => simple('/'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'n') => simple('\n'),
        Some(b'r') => simple('\r'),
        Some(b't') => simple('\t'),
        Some(b'u') => {
            let unit = code_unit(text, at + 2).ok_or((Fault::Syntax, at))?;
            if let Some(c) = char::from_u32(unit) {
                return Ok((Some(c), 6));
            }
            if unit < 0xDC00 && text.get(at + 6) == Some(&b'\\') && text.get(at + 7) == Some(&b'u') {
                let low = code_unit(text, at + 8).ok_or((Fault::Syntax, at + 6))?;
                if (0xDC00..0xE000).contains(&low) {
                    let c = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                    return Ok((char::from_u32(c), 12));
                }
            }
            Ok((None, 6))
        }
        Some(0x80..) => Err((Fault::unexpected(text, at + 1), at + 1)),
        _ => Err((Fault::Syntax, at)),
    }
}

fn code_unit(text: &[u8], at: usize) -> Option<u32> {
    let digits = text.get(at..at + 4)?;
    digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)?))
}
