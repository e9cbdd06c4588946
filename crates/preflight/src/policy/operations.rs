//! Operation selectors of a policy: an operation name, or a glob such as `Create*`.

use super::document;
use super::error::{ProblemKind, Problems};
use crate::service::{Edition, Operation};
use crate::text::json::tree::{Content, Node};
use crate::text::suggest;

/// An operation name or a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selector<'n> {
    /// The selector as written in the policy.
    pub(super) text: &'n str,
    /// The matching operations of the current edition; empty if only another edition has them.
    pub(super) operations: Vec<&'static str>,
}

impl<'n> Selector<'n> {
    /// Parses a name or glob.
    ///
    /// A selector that matches no operation of any edition is an error. A selector that matches only operations of
    /// another edition is valid, so that one policy works with every edition.
    pub(super) fn read(text: &'n str, edition: Edition) -> Result<Selector<'n>, ProblemKind> {
        if !names().any(|name| matches_glob(text, name)) {
            return Err(if is_glob(text) {
                ProblemKind::UnmatchedGlob(text.to_owned())
            } else {
                let suggestion = suggest::name(text, names()).map(str::to_owned);
                ProblemKind::UnknownOperation { name: text.to_owned(), suggestion }
            });
        }
        let model = edition.tables();
        let mut operations = Vec::new();
        for row in model.operations {
            let name = model.str(row.name);
            if matches_glob(text, name) {
                operations.push(name);
            }
        }
        Ok(Selector { text, operations })
    }

    /// Returns whether this is a glob, which is less specific than a name.
    pub(super) fn is_glob(&self) -> bool {
        is_glob(self.text)
    }
}

/// Reads a list of names and globs, which must not be empty.
pub(super) fn read<'n>(node: &'n Node, edition: Edition, problems: &mut Problems<'_>) -> Vec<Selector<'n>> {
    let items = document::items(node, problems).unwrap_or_default();
    if items.is_empty() && matches!(node.content, Content::List(_)) {
        problems.add(&node.position, ProblemKind::Empty);
    }
    let mut selectors = Vec::new();
    for item in items {
        if problems.is_full() {
            break;
        }
        let Some(text) = document::text(item, problems) else { continue };
        match Selector::read(text, edition) {
            Ok(selector) => selectors.push(selector),
            Err(kind) => problems.add(&item.position, kind),
        }
    }
    selectors
}

/// Returns whether any edition has an operation with this name.
#[cfg(feature = "policy")]
pub(super) fn exists(name: &str) -> bool {
    names().any(|known| known == name)
}

/// Returns the operation names of all editions.
fn names() -> impl Iterator<Item = &'static str> {
    Operation::ALL.iter().map(|operation| operation.name())
}

fn is_glob(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'*')
}

/// Returns whether a glob matches a name: `*` matches zero or more characters, every other character itself.
fn matches_glob(glob: &str, name: &str) -> bool {
    let (glob, name) = (glob.as_bytes(), name.as_bytes());
    let (mut in_glob, mut in_name) = (0, 0);
    // The glob index after the last `*`, and the name index where its match ends.
    let mut last_star: Option<(usize, usize)> = None;
    while in_name < name.len() {
        if glob.get(in_glob) == Some(&b'*') {
            in_glob += 1;
            last_star = Some((in_glob, in_name));
        } else if glob.get(in_glob) == name.get(in_name) {
            in_glob += 1;
            in_name += 1;
        } else if let Some((after_star, matched_to)) = last_star {
            // Extend the last `*` by one character: backtracking to an earlier `*` cannot help.
            (in_glob, in_name) = (after_star, matched_to + 1);
            last_star = Some((after_star, matched_to + 1));
        } else {
            return false;
        }
    }
    glob.iter().skip(in_glob).all(|&byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_names() {
        for (glob, name, expected) in [
            ("Create*", "CreateManagedThing", true),
            ("Create*", "UpdateManagedThing", false),
            ("*Thing", "CreateManagedThing", true),
            ("*Thing", "ListManagedThings", false),
            ("*Managed*s", "ListManagedThings", true),
            ("*", "GetCustomEndpoint", true),
            ("**", "GetCustomEndpoint", true),
            ("GetCustomEndpoint*", "GetCustomEndpoint", true),
            ("Get*Get", "Get", false),
            ("*a*a", "a", false),
            ("getcustomendpoint", "GetCustomEndpoint", false),
        ] {
            assert_eq!(matches_glob(glob, name), expected, "{glob} {name}");
        }
    }

    #[test]
    fn accepts_operations_of_another_edition() {
        let selector = Selector::read("ListManagedThingAccountAssociations", Edition::E2025_05_22);
        assert_eq!(selector.map(|selector| selector.operations), Ok(Vec::new()));
        let unknown = Selector::read("CreateManagedThings", Edition::E2026_11);
        let suggestion = Some("CreateManagedThing".to_owned());
        assert_eq!(unknown, Err(ProblemKind::UnknownOperation { name: "CreateManagedThings".to_owned(), suggestion }));
        assert_eq!(Selector::read("Make*", Edition::E2026_11), Err(ProblemKind::UnmatchedGlob("Make*".to_owned())));
    }
}
