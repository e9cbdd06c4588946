//! Numbers of one to ten bytes, as generated tables hold them.

/// Reads a number: seven bits a byte, the lowest first; the highest bit says that there is more. Missing bytes are 0.
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
