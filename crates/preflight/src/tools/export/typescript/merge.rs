//! Merging of several editions.

/// The distinct types of a value.
#[derive(Debug, Default)]
pub(super) struct Alternatives(pub(super) Vec<String>);

impl Alternatives {
    pub(super) fn add(&mut self, kind: String) {
        if !self.0.contains(&kind) {
            self.0.push(kind);
        }
    }

    /// Returns the types on one line. `unknown` includes all others.
    pub(super) fn inline(&self) -> String {
        if self.0.iter().any(|kind| kind == "unknown") { "unknown".to_owned() } else { self.0.join(" | ") }
    }
}

/// Returns names with the parts that have them: first in the order of the last part, then those of earlier parts only.
pub(super) fn in_order(parts: impl DoubleEndedIterator<Item = (usize, Vec<String>)>) -> Vec<(String, Vec<usize>)> {
    let mut all: Vec<(String, Vec<usize>)> = Vec::new();
    for (part, names) in parts.rev() {
        for name in names {
            match all.iter_mut().find(|(known, _)| *known == name) {
                Some((_, having)) => having.insert(0, part),
                None => all.push((name, vec![part])),
            }
        }
    }
    all
}
