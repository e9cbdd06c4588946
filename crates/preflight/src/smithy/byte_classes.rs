//! The table of byte classes, which combines the search for the end of a string with most patterns in one loop.

use crate::text::json::plain_run;

/// One row per byte. Bit `n` is set if the byte belongs to character class `n`.
///
/// The bits of `"`, `\` and control bytes are clear in every class, so that the reader's search for the end of a
/// string and the pattern are one loop. Non-ASCII bytes are clear too: they take the slow path.
pub(crate) type ByteClasses = [u64; 256];

/// The bit of plain bytes: ASCII that a JSON string contains without an escape.
pub(crate) const PLAIN: u64 = 1 << 63;

/// Returns the classes of every byte.
#[inline]
pub(crate) fn byte_classes() -> &'static ByteClasses {
    &super::generated::byte_classes::BYTE_CLASSES
}

/// Returns the number of leading bytes that have one of the bits of `mask`.
///
/// It does four look-ups per branch, which was faster on real requests than one, eight, and word-wise searches. Which
/// of the four bytes ends the run is unpredictable, so no branch depends on it.
#[inline(always)]
pub(crate) fn run(bytes: &[u8], mask: u64) -> usize {
    if mask == PLAIN { plain_run(bytes) } else { run_class(bytes, mask) }
}

/// As [`run`], for a mask that is not [`PLAIN`].
#[inline(always)]
fn run_class(bytes: &[u8], mask: u64) -> usize {
    let table = byte_classes();
    let mut length = 0;
    for &[a, b, c, d, e, f, g, h] in bytes.as_chunks::<8>().0 {
        let count = run_of_four([a, b, c, d], mask);
        if count < 4 {
            return length + count;
        }
        let count = run_of_four([e, f, g, h], mask);
        if count < 4 {
            return length + 4 + count;
        }
        length += 8;
    }
    while bytes.get(length).is_some_and(|&byte| table[byte as usize] & mask != 0) {
        length += 1;
    }
    length
}

/// Returns the number of leading bytes, of four, that have a bit of `mask`.
#[inline(always)]
fn run_of_four([a, b, c, d]: [u8; 4], mask: u64) -> usize {
    let table = byte_classes();
    let first = table[a as usize] & mask;
    let second = first & table[b as usize];
    let third = second & table[c as usize];
    if third & table[d as usize] != 0 {
        return 4;
    }
    usize::from(first != 0) + usize::from(second != 0) + usize::from(third != 0)
}
