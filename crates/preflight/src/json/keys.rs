//! Keys of one object that say the same.

use std::borrow::Cow;

use super::StringSpan;
use super::string::same;

/// Up to so many keys are compared pair by pair, without memory.
const PAIRWISE: usize = 16;

/// Calls `found` with the index of every key that repeats an earlier one, in the order of the text.
///
/// There is no hash and so no seed: n log n whatever the keys are.
pub(crate) fn repeated<E>(
    text: &[u8],
    keys: &[StringSpan],
    mut found: impl FnMut(usize) -> Result<(), E>,
) -> Result<(), E> {
    if keys.len() <= PAIRWISE && keys.iter().all(|key| !key.is_escaped()) {
        for (index, key) in keys.iter().enumerate().skip(1) {
            let raw = key.raw(text);
            if keys[..index].iter().any(|earlier| same(earlier.raw(text), raw)) {
                found(index)?;
            }
        }
        return Ok(());
    }
    let said = |key: &StringSpan| {
        if key.is_escaped() { Cow::Owned(key.decode(text).into_owned().into_bytes()) } else { Cow::Borrowed(key.raw(text)) }
    };
    let decoded: Vec<Cow<'_, [u8]>> = keys.iter().map(said).collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| decoded[a].cmp(&decoded[b]).then(a.cmp(&b)));
    let repeats = order.windows(2).filter(|pair| decoded[pair[0]] == decoded[pair[1]]);
    let mut repeats: Vec<usize> = repeats.map(|pair| pair[1]).collect();
    repeats.sort_unstable();
    repeats.into_iter().try_for_each(found)
}
