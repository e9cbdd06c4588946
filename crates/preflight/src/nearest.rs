//! The name that was probably meant.

/// Longer names get no suggestion: comparing them would cost more than it helps.
const LONGEST: usize = 64;

/// The candidate nearest to `name`, if one is near: case aside, at most a third of the characters differ.
pub(crate) fn name<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let length = name.chars().take(LONGEST + 1).count();
    if length == 0 || length > LONGEST {
        return None;
    }
    // Names of models are ASCII, so that the table of Unicode's lower case would be carried for nothing.
    let lower = name.to_ascii_lowercase();
    candidates
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(length) / 3)
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}
