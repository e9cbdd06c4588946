//! The name that was probably meant.

/// Longer names get no suggestion: comparing them would cost more than it helps.
const LONGEST: usize = 64;

/// The candidate nearest to `name`, if one is near: case aside, at most a third of the characters differ.
pub(crate) fn name<'c>(name: &str, mut candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    nearest(name, &mut || candidates.next())
}

/// As [`name`], in one piece of code whatever the candidates come from. A closure, for the table of methods of an iterator
/// would bring all that the library has for iterators into a small binary.
#[inline(never)]
fn nearest<'c>(name: &str, candidates: &mut dyn FnMut() -> Option<&'c str>) -> Option<&'c str> {
    let length = name.chars().take(LONGEST + 1).count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let lower = name.to_lowercase();
    core::iter::from_fn(candidates)
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(length) / 3)
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}
