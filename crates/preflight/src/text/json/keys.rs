//! Repeated keys of an object.

use std::borrow::Cow;

use super::StringSpan;
use super::string::same;
use crate::text::stable_sort::repeats;

/// The maximum number of keys that are compared pairwise, without allocation.
const MAX_PAIRWISE: usize = 64;

/// Returns the index of every key that repeats an earlier one, in the order of the text.
///
/// It uses no hash table that crafted keys could slow down. Few keys are compared pairwise, and many are sorted, in
/// O(n log n) time.
pub(crate) fn repeated(text: &[u8], keys: &[StringSpan]) -> Vec<usize> {
    if keys.len() <= MAX_PAIRWISE && keys.iter().all(|key| !key.is_escaped()) {
        let mut filter = BloomFilter::default();
        let mut repeats = Vec::new();
        for (index, key) in keys.iter().enumerate() {
            let raw = key.raw(text);
            if filter.seen_before(raw) && keys[..index].iter().any(|earlier| same(earlier.raw(text), raw)) {
                repeats.push(index);
            }
        }
        return repeats;
    }
    repeated_keys(text, keys)
}

/// Returns the indices of keys that repeat an earlier one, for any number of keys, in O(n log n) time.
#[inline(never)]
pub(crate) fn repeated_keys(text: &[u8], keys: &[StringSpan]) -> Vec<usize> {
    let decoded: Vec<Cow<'_, [u8]>> = keys.iter().map(|key| key.decode_bytes(text)).collect();
    repeats(keys.len(), &|a, b| decoded[a].cmp(&decoded[b]))
}

fn u32_le(bytes: Option<&[u8; 4]>) -> Option<u64> {
    bytes.map(|bytes| u64::from(u32::from_le_bytes(*bytes)))
}

/// A small Bloom filter over the length, beginning and end of strings. Most strings of an object or list differ in
/// these and need no comparison.
#[derive(Default)]
pub(crate) struct BloomFilter {
    bits: [u64; 4],
}

impl BloomFilter {
    /// Adds a string. Returns whether an equal one may have been added before.
    #[inline]
    pub(crate) fn seen_before(&mut self, text: &[u8]) -> bool {
        // Overlapping words cover most names, as in `same`.
        let (head, tail) = match text.len() {
            8.. => (
                text.first_chunk().map(|head| u64::from_le_bytes(*head)),
                text.last_chunk().map(|tail| u64::from_le_bytes(*tail)),
            ),
            4..8 => (u32_le(text.first_chunk()), u32_le(text.last_chunk())),
            _ => (text.first().map(|byte| u64::from(*byte)), text.last().map(|byte| u64::from(*byte))),
        };
        let (head, tail) = (head.unwrap_or(0), tail.unwrap_or(0));
        // Multiplying by an odd number carries every bit into the upper ones (Knuth's multiplicative hash).
        let fingerprint =
            (head.rotate_left(29) ^ tail).wrapping_add(text.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
        let (word, bit) = ((fingerprint / 64) as usize, 1 << (fingerprint % 64));
        let seen = self.bits[word % 4] & bit != 0;
        self.bits[word % 4] |= bit;
        seen
    }
}
