//! Keys of one object that say the same.

use std::borrow::Cow;

use super::StringSpan;
use super::string::same;

/// Up to so many keys are compared with each other, without memory.
const FEW: usize = 64;

/// Calls `found` with the index of every key that repeats an earlier one, in the order of the text.
///
/// There is no hash that could be attacked: keys that look alike are compared, and where there are many keys they are
/// sorted, n log n whatever they are.
pub(crate) fn repeated<E>(
    text: &[u8],
    keys: &[StringSpan],
    mut found: impl FnMut(usize) -> Result<(), E>,
) -> Result<(), E> {
    if keys.len() <= FEW && keys.iter().all(|key| !key.is_escaped()) {
        let mut looks = Looks::default();
        for (index, key) in keys.iter().enumerate() {
            let raw = key.raw(text);
            if looks.seen_before(raw) && keys[..index].iter().any(|earlier| same(earlier.raw(text), raw)) {
                found(index)?;
            }
        }
        return Ok(());
    }
    let said = |key: &StringSpan| {
        if key.is_escaped() {
            Cow::Owned(key.decode(text).into_owned().into_bytes())
        } else {
            Cow::Borrowed(key.raw(text))
        }
    };
    let decoded: Vec<Cow<'_, [u8]>> = keys.iter().map(said).collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| decoded[a].cmp(&decoded[b]).then(a.cmp(&b)));
    let repeats = order.windows(2).filter(|pair| decoded[pair[0]] == decoded[pair[1]]);
    let mut repeats: Vec<usize> = repeats.map(|pair| pair[1]).collect();
    repeats.sort_unstable();
    repeats.into_iter().try_for_each(found)
}

/// What keys look like at a glance: length, first, middle and last byte. Most keys of an object look different, and
/// those need no comparison.
#[derive(Default)]
struct Looks {
    bits: [u64; 4],
}

impl Looks {
    #[inline]
    fn seen_before(&mut self, key: &[u8]) -> bool {
        let byte = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or(0));
        let look = key.len() * 31 + byte(key.first()) * 7 + byte(key.get(key.len() / 2)) * 3 + byte(key.last());
        let (word, bit) = (look / 64 % 4, 1 << (look % 64));
        let seen = self.bits[word] & bit != 0;
        self.bits[word] |= bit;
        seen
    }
}
