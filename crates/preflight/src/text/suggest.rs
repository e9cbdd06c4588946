//! Suggestions for misspelt names.

/// The maximum length of a name that gets a suggestion: comparisons of longer ones are too expensive.
const MAX_LENGTH: usize = 64;

/// The minimum length of a name that is completed: shorter ones begin too many candidates.
const MIN_BEGINNING: usize = 4;

/// Returns the candidate most similar to `name`, ignoring case, if at most a third of the characters differ, or if it
/// begins with `name`.
pub(crate) fn name<'c>(name: &str, mut candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    nearest(name, &mut || candidates.next())
}

/// As [`name`], compiled once for all iterators. It takes a closure, because the vtable of an iterator would bring all
/// iterator methods into a small binary.
#[inline(never)]
fn nearest<'c>(name: &str, candidates: &mut dyn FnMut() -> Option<&'c str>) -> Option<&'c str> {
    let length = name.chars().take(MAX_LENGTH + 1).count();
    if length == 0 || length > MAX_LENGTH {
        return None;
    }
    // Names of models are ASCII, so Unicode's lower-case table is not needed.
    let lower = name.to_ascii_lowercase();
    let mut nearest: Option<(usize, &str)> = None;
    while let Some(candidate) = candidates() {
        let lower_candidate = candidate.to_ascii_lowercase();
        let distance = strsim::osa_distance(&lower, &lower_candidate);
        let is_near = distance <= candidate.len().max(length) / 3
            || length >= MIN_BEGINNING && lower_candidate.starts_with(&lower);
        if is_near && nearest.is_none_or(|nearest| (distance, candidate) < nearest) {
            nearest = Some((distance, candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate)
}

/// Returns the addition to a message for a suggestion, or nothing.
pub(crate) fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
