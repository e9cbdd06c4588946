//! Variable-length numbers of one to ten bytes, as in the generated tables.

/// Reads a number: seven bits per byte, lowest bits first. The high bit marks a continuation. Missing bytes are 0.
#[inline(never)]
pub(super) fn read(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let Some((&byte, rest)) = bytes.split_first() else { return number };
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        shift += 7;
        if byte < 0x80 {
            return number;
        }
    }
}
