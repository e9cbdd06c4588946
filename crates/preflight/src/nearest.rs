//! The name that was probably meant.

/// Longer names get no suggestion: comparing them would cost more than it helps.
const LONGEST: usize = 64;

/// The candidate nearest to `name`, if one is near: case aside, at most a third of the characters differ.
pub(crate) fn name<'c>(name: &str, mut candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    find(name, &mut candidates)
}

/// Many ask, each with an iterator of its own: what is done with it is compiled once.
#[cold]
#[inline(never)]
fn find<'c>(name: &str, candidates: &mut dyn Iterator<Item = &'c str>) -> Option<&'c str> {
    let length = name.chars().take(LONGEST + 1).count();
    if length == 0 || length > LONGEST {
        return None;
    }
    // Names of models are ASCII, so that the table of Unicode's lower case would be carried for nothing.
    let lower = name.to_ascii_lowercase();
    let mut nearest: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = strsim::osa_distance(&lower, &candidate.to_ascii_lowercase());
        let is_near = distance <= candidate.len().max(length) / 3;
        if is_near && nearest.is_none_or(|nearest| (distance, candidate) < nearest) {
            nearest = Some((distance, candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate)
}
