//! Operations that a policy names: one by its name, several by a glob such as `Create*`.

use super::document::{self, Node};
use super::error::{ProblemKind, Problems};
use crate::model::Edition;
use crate::nearest;

/// What names operations: a name or a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selector {
    /// As the policy has it.
    pub(super) text: String,
    /// The operations it names in the edition at hand; none when only another edition has them.
    pub(super) operations: Vec<&'static str>,
}

impl Selector {
    /// Reads a name or glob. What no edition knows is a mistake; what only another edition knows is none, so that one
    /// policy serves every edition.
    pub(super) fn read(text: &str, edition: Edition) -> Result<Selector, ProblemKind> {
        let named = |edition: Edition| names(edition).filter(|name| is_named(text, name));
        if !Edition::ALL.into_iter().any(|edition| named(edition).next().is_some()) {
            return Err(if is_glob(text) {
                ProblemKind::NoSuchOperations(text.to_owned())
            } else {
                let all = Edition::ALL.into_iter().flat_map(names);
                let suggestion = nearest::name(text, all).map(str::to_owned);
                ProblemKind::UnknownOperation { name: text.to_owned(), suggestion }
            });
        }
        Ok(Selector { text: text.to_owned(), operations: named(edition).collect() })
    }

    /// A glob says less exactly what it means than a name.
    pub(super) fn is_glob(&self) -> bool {
        is_glob(&self.text)
    }
}

/// The names and globs of a list, which must not be empty.
pub(super) fn read(node: &Node, edition: Edition, problems: &mut Problems<'_>) -> Vec<Selector> {
    let items = document::items(node, problems).unwrap_or_default();
    if items.is_empty() && matches!(node.content, document::Content::List(_)) {
        problems.add(&node.spot, ProblemKind::Empty);
    }
    let mut selectors = Vec::new();
    for item in items {
        let Some(text) = document::text(item, problems) else { continue };
        match Selector::read(text, edition) {
            Ok(selector) => selectors.push(selector),
            Err(kind) => problems.add(&item.spot, kind),
        }
    }
    selectors
}

/// Whether an edition has an operation of this name.
pub(super) fn is_there(name: &str) -> bool {
    Edition::ALL.into_iter().any(|edition| edition.model().operation(name).is_some())
}

fn names(edition: Edition) -> impl Iterator<Item = &'static str> {
    let model = edition.model();
    model.operations.iter().map(move |operation| model.str(operation.name))
}

fn is_glob(text: &str) -> bool {
    text.contains('*')
}

/// Whether a name is as the glob has it: `*` stands for any characters, none included; all else for itself.
fn is_named(glob: &str, name: &str) -> bool {
    let Some((head, rest)) = glob.split_once('*') else { return glob == name };
    let Some(mut left) = name.strip_prefix(head) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return left.ends_with(part);
        }
        match left.find(part) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_stand_for_names() {
        for (glob, name, is) in [
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
            assert_eq!(is_named(glob, name), is, "{glob} {name}");
        }
    }

    #[test]
    fn what_another_edition_has_is_no_mistake() {
        let selector = Selector::read("ListManagedThingAccountAssociations", Edition::E2025_05_22);
        assert_eq!(selector.map(|selector| selector.operations), Ok(Vec::new()));
        let unknown = Selector::read("CreateManagedThings", Edition::E2026_11);
        let suggestion = Some("CreateManagedThing".to_owned());
        assert_eq!(unknown, Err(ProblemKind::UnknownOperation { name: "CreateManagedThings".to_owned(), suggestion }));
        assert_eq!(Selector::read("Make*", Edition::E2026_11), Err(ProblemKind::NoSuchOperations("Make*".to_owned())));
    }
}
