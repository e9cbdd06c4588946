//! The search for the first byte of a JSON string that is not plain.

/// Whether a byte is ASCII that a JSON string contains without an escape.
#[inline(always)]
fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..0x80) && byte != b'"' && byte != b'\\'
}

/// Returns the number of leading plain bytes: ASCII, no control byte, no `"`, no `\`.
///
/// It reads words of eight bytes. The lowest mark in the last word is the end of the run.
#[inline(never)]
#[cfg_attr(panic = "immediate-abort", optimize(speed))]
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES << 7;
    let mut length = 0;
    for word in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*word);
        let quote = word ^ (ONES * b'"' as u64);
        let backslash = word ^ (ONES * b'\\' as u64);
        // A byte below 0x20, zero after the xor, or beyond ASCII borrows into or has its highest bit. It borrows from
        // later bytes only, so the first mark is always correct.
        let marks =
            (word.wrapping_sub(ONES * 0x20) | quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES) | word) & HIGH;
        if marks != 0 {
            return length + marks.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    while bytes.get(length).is_some_and(|&byte| is_plain(byte)) {
        length += 1;
    }
    length
}
