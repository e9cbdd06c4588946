//! Values that no shape describes: documents, unknown members, values of a wrong type. Their text must be JSON and
//! their keys must not repeat; nothing else is asked of them.

use super::{Flow, Node, Stop, Validator};
use crate::text::json::{Found, StringSpan};

/// An object or array that is open.
#[derive(Clone, Copy)]
pub(crate) enum Level {
    Object {
        /// Where its keys begin in the list of keys.
        first_key: usize,
        /// The key whose value is being read.
        key: StringSpan,
    },
    Array {
        /// The item that is being read.
        index: usize,
    },
}

impl Validator<'_, '_> {
    /// Reads one value, whatever it is. Where it cannot be read on, the report names the whole value.
    pub(super) fn free(&mut self, node: &Node<'_>) -> Flow {
        match self.free_levels(node) {
            Err(Stop::Fault(fault)) => {
                self.findings.fault(fault, node, &self.reader, &self.context.limits);
                Err(Stop::Unreadable)
            }
            result => result,
        }
    }

    /// Levels are on the heap, so that nesting costs no stack.
    fn free_levels(&mut self, node: &Node<'_>) -> Flow {
        let mut levels: Vec<Level> = Vec::new();
        loop {
            // One value, of which an object or array is only opened.
            match self.reader.found()? {
                Found::String => {
                    let span = self.reader.string()?;
                    if span.has_lone_surrogate() {
                        self.surrogate(&span, &Node::Inside { parent: node, levels: &levels })?;
                    }
                }
                Found::Number => {
                    self.reader.number()?;
                }
                Found::Boolean => self.reader.boolean()?,
                Found::Null => self.reader.null()?,
                Found::Object => {
                    self.enter()?;
                    if self.reader.take(b'}') {
                        self.leave();
                    } else {
                        let first_key = self.keys.len();
                        let key = self.free_key(&levels, node)?;
                        levels.push(Level::Object { first_key, key });
                        continue;
                    }
                }
                Found::Array => {
                    self.enter()?;
                    if self.reader.take(b']') {
                        self.leave();
                    } else {
                        levels.push(Level::Array { index: 0 });
                        continue;
                    }
                }
            }
            // Then on to the next value, closing what ends before it.
            loop {
                match levels.pop() {
                    None => return Ok(()),
                    Some(Level::Object { first_key, .. }) => {
                        if self.reader.another(b'}')? {
                            let key = self.free_key(&levels, node)?;
                            levels.push(Level::Object { first_key, key });
                            break;
                        }
                        for (_, key) in self.repeated_keys(first_key) {
                            let parent = Node::Inside { parent: node, levels: &levels };
                            self.duplicate(&Node::Key { parent: &parent, key }, key.quote())?;
                        }
                    }
                    Some(Level::Array { index }) => {
                        if self.reader.another(b']')? {
                            levels.push(Level::Array { index: index + 1 });
                            break;
                        }
                    }
                }
                self.leave();
            }
        }
    }

    fn free_key(&mut self, levels: &[Level], node: &Node<'_>) -> Result<StringSpan, Stop> {
        self.entry_at = self.reader.at;
        let key = self.reader.key()?;
        self.surrogate(&key, &Node::Inside { parent: node, levels })?;
        self.keys.push(key);
        Ok(key)
    }
}
