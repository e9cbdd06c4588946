//! What several editions have, as one.

/// Types that a value may have, each of them once.
#[derive(Debug, Default)]
pub(super) struct Alternatives(pub(super) Vec<String>);

impl Alternatives {
    pub(super) fn add(&mut self, kind: String) {
        if !self.0.contains(&kind) {
            self.0.push(kind);
        }
    }

    /// The types on one line. `unknown` takes all others in.
    pub(super) fn inline(&self) -> String {
        if self.0.iter().any(|kind| kind == "unknown") { "unknown".to_owned() } else { self.0.join(" | ") }
    }
}

/// Names in the order of the last part, then those that only earlier ones have; with the parts that have them.
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
