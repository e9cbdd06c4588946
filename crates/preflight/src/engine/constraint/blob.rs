//! Blobs: base64 with padding, as RFC 4648 defines it.

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
