//! Operations that a policy names: one by its name, several by a glob such as `Create*`.

use super::document;
use super::error::{ProblemKind, Problems};
use crate::service::{Edition, Operation};
use crate::text::json::tree::{Content, Node};
use crate::text::suggest;

/// What names operations: a name or a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selector<'n> {
    /// As the policy has it.
    pub(super) text: &'n str,
    /// The operations it names in the edition at hand; none when only another edition has them.
    pub(super) operations: Vec<&'static str>,
}

impl<'n> Selector<'n> {
    /// Reads a name or glob. What no edition knows is a mistake; what only another edition knows is none, so that one
    /// policy serves every edition.
    pub(super) fn read(text: &'n str, edition: Edition) -> Result<Selector<'n>, ProblemKind> {
        if !names().any(|name| is_named(text, name)) {
            return Err(if is_glob(text) {
                ProblemKind::NoSuchOperations(text.to_owned())
            } else {
                let suggestion = suggest::name(text, names()).map(str::to_owned);
                ProblemKind::UnknownOperation { name: text.to_owned(), suggestion }
            });
        }
        let model = edition.model();
        let mut operations = Vec::new();
        for row in model.operations {
            let name = model.str(row.name);
            if is_named(text, name) {
                operations.push(name);
            }
        }
        Ok(Selector { text, operations })
    }

    /// A glob says less exactly what it means than a name.
    pub(super) fn is_glob(&self) -> bool {
        is_glob(self.text)
    }
}

/// The names and globs of a list, which must not be empty.
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

/// Whether an edition has an operation of this name.
#[cfg(feature = "policy")]
pub(super) fn is_there(name: &str) -> bool {
    names().any(|known| known == name)
}

/// The names of every edition's operations.
fn names() -> impl Iterator<Item = &'static str> {
    Operation::ALL.iter().map(|operation| operation.name())
}

fn is_glob(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'*')
}

/// Whether a name is as the glob has it: `*` stands for any characters, none included; all else for itself.
fn is_named(glob: &str, name: &str) -> bool {
    let (glob, name) = (glob.as_bytes(), name.as_bytes());
    let (mut in_glob, mut in_name) = (0, 0);
    // Behind the last `*`, and how much of the name was left when it had taken nothing more.
    let mut last: Option<(usize, usize)> = None;
    while in_name < name.len() {
        if glob.get(in_glob) == Some(&b'*') {
            in_glob += 1;
            last = Some((in_glob, in_name));
        } else if glob.get(in_glob) == name.get(in_name) {
            in_glob += 1;
            in_name += 1;
        } else if let Some((behind, taken)) = last {
            // The last `*` takes one character more: what an earlier one might take makes no difference.
            (in_glob, in_name) = (behind, taken + 1);
            last = Some((behind, taken + 1));
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
