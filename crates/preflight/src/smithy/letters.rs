//! Unicode's letters and numbers, for patterns with `\p{L}` and `\p{N}`.

use std::sync::OnceLock;

use super::generated::byte_classes::LETTERS_AND_NUMBERS;
use super::varint;

/// Whether a non-ASCII character is in `\p{L}\p{N}`.
pub(crate) fn is_letter_or_number(c: char) -> bool {
    let ranges = ranges();
    let after = ranges.partition_point(|&(first, _)| first <= c as u32);
    after > 0 && c as u32 <= ranges[after - 1].1
}

/// Returns the non-ASCII letters and numbers, as inclusive ranges.
fn ranges() -> &'static [(u32, u32)] {
    static RANGES: OnceLock<Vec<(u32, u32)>> = OnceLock::new();
    RANGES.get_or_init(|| {
        let mut bytes = LETTERS_AND_NUMBERS;
        let mut ranges = Vec::new();
        let mut last = 0;
        while !bytes.is_empty() {
            let first = last + varint::read(&mut bytes) as u32;
            last = first + varint::read(&mut bytes) as u32;
            ranges.push((first, last));
        }
        ranges
    })
}
