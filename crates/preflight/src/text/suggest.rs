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
    // Names of models are ASCII, so that the table of Unicode's lower case would be carried for nothing.
    let lower = name.to_ascii_lowercase();
    let mut nearest: Option<(usize, &str)> = None;
    while let Some(candidate) = candidates() {
        let distance = strsim::osa_distance(&lower, &candidate.to_ascii_lowercase());
        let is_near = distance <= candidate.len().max(length) / 3;
        if is_near && nearest.is_none_or(|nearest| (distance, candidate) < nearest) {
            nearest = Some((distance, candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate)
}

/// What a message adds where another name was probably meant.
pub(crate) fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
