use super::free::Level;
use crate::json::StringSpan;
use crate::report::{Path, Token};

/// A place in the input, as a list on the stack: nothing is built until somebody asks for the path.
#[derive(Clone, Copy)]
pub(crate) enum Node<'n> {
    Root,
    Member {
        parent: &'n Node<'n>,
        name: &'n str,
    },
    Index {
        parent: &'n Node<'n>,
        index: usize,
    },
    Key {
        parent: &'n Node<'n>,
        key: StringSpan,
    },
    /// Inside something sensitive, where keys are data too: the path stops at the parent.
    Sealed {
        parent: &'n Node<'n>,
        entry: Option<usize>,
    },
    /// Inside a value that no shape describes.
    Inside {
        parent: &'n Node<'n>,
        levels: &'n [Level],
    },
}

impl Node<'_> {
    /// The path, and the position of the entry where the path stops at a sensitive map.
    pub(crate) fn resolve(&self, text: &[u8]) -> (Path, Option<usize>) {
        let mut tokens = Vec::new();
        let mut sealed = None;
        let mut node = self;
        loop {
            node = match node {
                Node::Root => break,
                Node::Member { parent, name } => {
                    tokens.push(Token::Member((*name).to_owned()));
                    parent
                }
                Node::Index { parent, index } => {
                    tokens.push(Token::Index(*index));
                    parent
                }
                Node::Key { parent, key } => {
                    tokens.push(Token::Key(key.decode(text).into_owned()));
                    parent
                }
                Node::Inside { parent, levels } => {
                    tokens.extend(levels.iter().rev().map(|level| match level {
                        Level::Object { key, .. } => Token::Key(key.decode(text).into_owned()),
                        Level::Array { index } => Token::Index(*index),
                    }));
                    parent
                }
                Node::Sealed { parent, entry } => {
                    tokens.clear();
                    sealed = *entry;
                    parent
                }
            };
        }
        tokens.reverse();
        (Path::new(tokens), sealed)
    }
}
