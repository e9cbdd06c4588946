//! The table that makes the search for the end of a string and most patterns one loop.

use crate::text::json::plain_run;

/// One row per byte; bit `n` says that the byte belongs to character class `n`.
///
/// The bits of `"`, `\` and control bytes are clear in every class, so that the reader's search for the end of a
/// string and the pattern are one loop. Non-ASCII bytes are clear too: they take the slow path.
pub(crate) type ByteClasses = [u64; 256];

/// The bit of bytes that may stand in a JSON string as they are.
pub(crate) const PLAIN: u64 = 1 << 63;

/// The classes of every byte.
#[inline]
pub(crate) fn byte_classes() -> &'static ByteClasses {
    &super::generated::byte_classes::BYTE_CLASSES
}

/// How many bytes at the beginning of `bytes` have one of the bits of `mask`.
///
/// Four look-ups and one branch at a time: measured against one, eight and word-wise searches on real requests, this
/// was the fastest. Which of the four ends the run is as good as random, so no branch depends on it.
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
        let count = four([a, b, c, d], mask);
        if count < 4 {
            return length + count;
        }
        let count = four([e, f, g, h], mask);
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

/// How many of four bytes at their beginning have a bit of `mask`.
#[inline(always)]
fn four([a, b, c, d]: [u8; 4], mask: u64) -> usize {
    let table = byte_classes();
    let one = table[a as usize] & mask;
    let two = one & table[b as usize];
    let three = two & table[c as usize];
    if three & table[d as usize] != 0 {
        return 4;
    }
    usize::from(one != 0) + usize::from(two != 0) + usize::from(three != 0)
}
