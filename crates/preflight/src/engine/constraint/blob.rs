//! Blobs: base64 with padding, as RFC 4648 defines it.

#[cfg(any(feature = "smithy", feature = "documents"))]
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns the decoded length in bytes, or `None` if the text is not base64.
pub(crate) fn decoded_length(text: &[u8]) -> Option<usize> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.iter().rev().take_while(|&&byte| byte == b'=').count();
    let digits = &text[..text.len() - padding];
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    if padding > 2 || !digits.iter().all(is_digit) {
        return None;
    }
    Some(text.len() / 4 * 3 - padding)
}

/// Appends the one text that stands for the same bytes. The bits of the last digit that padding makes meaningless are
/// zero in it.
#[cfg(any(feature = "smithy", feature = "documents"))]
pub(crate) fn write_canonical(text: &[u8], out: &mut Vec<u8>) {
    let padding = text.iter().rev().take_while(|&&byte| byte == b'=').count();
    let digits = &text[..text.len() - padding];
    out.extend_from_slice(digits);
    if let Some(last) = out.last_mut().filter(|_| padding > 0 && !digits.is_empty()) {
        let value = DIGITS.iter().position(|digit| digit == last).unwrap_or_default();
        *last = DIGITS[value >> (2 * padding).min(6) << (2 * padding).min(6)];
    }
}

/// Returns the decoded bytes, or `None` if the text is not base64.
#[cfg(feature = "smithy")]
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let length = decoded_length(text)?;
    let mut bytes = Vec::with_capacity(length + 2);
    for group in text.chunks_exact(4) {
        // The padding counts as zeros, which are cut off in the end.
        let digit = |byte: &u8| DIGITS.iter().position(|digit| digit == byte).unwrap_or_default();
        let bits = group.iter().fold(0, |bits, byte| bits << 6 | digit(byte));
        bytes.extend([(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]);
    }
    bytes.truncate(length);
    Some(bytes)
}
