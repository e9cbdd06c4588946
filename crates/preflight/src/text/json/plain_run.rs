//! The search for the first byte of a JSON string that cannot be taken as it is.

/// Whether a byte may stand in a JSON string as it is, and is ASCII.
#[inline(always)]
fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..0x80) && byte != b'"' && byte != b'\\'
}

/// Returns how many bytes at the beginning of `bytes` are plain: ASCII, no control byte, no `"`, no `\`.
///
/// Reads a word of eight bytes at a time; the lowest mark in the last word says where the run ends.
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
        // A byte below 0x20, zero after the xor, or beyond ASCII borrows into or has its highest bit. What it borrows
        // from stands behind it, so the first mark is never a false alarm.
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
