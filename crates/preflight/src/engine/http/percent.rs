//! Strict percent-decoding: malformed escapes are refused, unnecessary ones are accepted.

use std::borrow::Cow;

/// Decodes `text`. Returns `None` if an escape is malformed or the bytes are not UTF-8.
///
/// In a query, `+` is a space; in a path it is itself.
#[inline(never)]
pub(super) fn decode(text: &str, plus_is_space: bool) -> Option<Cow<'_, str>> {
    let is_encoded = text.contains('%') || plus_is_space && text.contains('+');
    if !is_encoded {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                (high << 4 | low) as u8
            }
            b'+' if plus_is_space => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}
