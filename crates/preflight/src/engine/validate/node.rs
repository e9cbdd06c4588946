//! Places in the input, linked from child to parent.

use crate::engine::report::{Path, Token};
use crate::engine::validate::FieldLocation;
use crate::smithy::{Kind, Member, Model, ShapeId};
use crate::text::json::StringSpan;
use crate::text::json::validate::Level;
use crate::text::suggest;

/// A place in the input, as a linked list on the stack. The path is built only on demand.
#[derive(Clone, Copy)]
pub(crate) enum Node<'n> {
    Root,
    /// A field that is validated alone, somewhere in an input.
    Below(&'n FieldLocation<'n>),
    Member {
        parent: &'n Node<'n>,
        member: &'n Member,
    },
    /// A member that the structure or union does not define.
    Unknown {
        parent: &'n Node<'n>,
        name: &'n str,
        /// The defined members, for a guess at the intended one.
        members: &'n [Member],
    },
    Index {
        parent: &'n Node<'n>,
        index: usize,
    },
    Key {
        parent: &'n Node<'n>,
        key: StringSpan,
    },
    /// An entry of a map that is bound to the query or to headers.
    #[cfg(feature = "smithy")]
    BoundKey {
        parent: &'n Node<'n>,
        key: &'n str,
    },
    /// Inside a sensitive value, where keys are data too: the path stops at the parent.
    Redacted {
        parent: &'n Node<'n>,
        entry: Option<usize>,
    },
    /// Inside a value without a shape.
    Inside {
        parent: &'n Node<'n>,
        levels: &'n [Level],
    },
}

/// The cut of a path at a sensitive value.
pub(crate) struct Redaction {
    /// The position of the entry, if the path stops at a map.
    pub(crate) entry: Option<usize>,
}

impl Node<'_> {
    /// Returns the path, and the redaction if the path is cut at a sensitive value.
    pub(crate) fn resolve(&self, model: &Model<'_>, text: &[u8]) -> (Path, Option<Redaction>) {
        let mut tokens = Vec::new();
        let mut redacted = None;
        let mut node = self;
        loop {
            node = match node {
                Node::Root => break,
                Node::Below(location) => {
                    if location.is_cut_at_map {
                        tokens.clear();
                        redacted = Some(Redaction { entry: Some(0) });
                    }
                    tokens.extend(location.path.iter().rev().cloned());
                    break;
                }
                Node::Member { parent, member } => {
                    tokens.push(Token::member(model.str(member.name)));
                    parent
                }
                Node::Unknown { parent, name, members } => {
                    // A misspelt name may mean a member with sensitive keys.
                    if !tokens.is_empty() && may_mean_sensitive(name, members, model) {
                        tokens.clear();
                        redacted = Some(Redaction { entry: None });
                    }
                    tokens.push(Token::member(name));
                    parent
                }
                Node::Index { parent, index } => {
                    tokens.push(Token::Index(*index));
                    parent
                }
                Node::Key { parent, key } => {
                    tokens.push(Token::key(&key.decode(text)));
                    parent
                }
                #[cfg(feature = "smithy")]
                Node::BoundKey { parent, key } => {
                    tokens.push(Token::key(key));
                    parent
                }
                Node::Inside { parent, levels } => {
                    tokens.extend(levels.iter().rev().map(|level| match level {
                        Level::Object { key, .. } => Token::key(&key.decode(text)),
                        Level::Array { index } => Token::Index(*index),
                    }));
                    parent
                }
                Node::Redacted { parent, entry } => {
                    tokens.clear();
                    redacted = Some(Redaction { entry: *entry });
                    parent
                }
            };
        }
        tokens.reverse();
        (Path::new(tokens), redacted)
    }
}

/// Whether the member that a misspelt name probably means contains a sensitive value.
fn may_mean_sensitive(name: &str, members: &[Member], model: &Model<'_>) -> bool {
    let Some(suggestion) = suggest::name(name, members.iter().map(|member| model.str(member.name))) else {
        return false;
    };
    members.iter().any(|member| model.str(member.name) == suggestion && has_sensitive(model, member.shape, 16))
}

/// Whether a shape is sensitive, or refers to a sensitive shape at most `steps` references away.
fn has_sensitive(model: &Model<'_>, id: ShapeId, steps: usize) -> bool {
    let shape = model.shape(id);
    if shape.sensitive || steps == 0 {
        return shape.sensitive;
    }
    match &shape.kind {
        Kind::List { member, .. } => has_sensitive(model, *member, steps - 1),
        Kind::Map { key, value, .. } => [key, value].into_iter().any(|id| has_sensitive(model, *id, steps - 1)),
        _ => model.members_of(Some(id)).iter().any(|member| has_sensitive(model, member.shape, steps - 1)),
    }
}
