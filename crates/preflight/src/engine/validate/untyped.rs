//! Values without a shape: documents, unknown members and values of a wrong type. Their text must be JSON and their
//! keys must not repeat.

use super::{Flow, Node, Stop, Validator};
use crate::text::json::{JsonType, StringSpan};

/// An object or array that is being read.
#[derive(Clone, Copy)]
pub(crate) enum Level {
    Object {
        /// The index of the object's first key in the list of keys.
        first_key: usize,
        /// The key whose value is being read.
        key: StringSpan,
    },
    Array {
        /// The index of the item that is being read.
        index: usize,
    },
}

impl Validator<'_, '_> {
    /// Reads one value of any type. A syntax error in it is reported at the path of the whole value.
    pub(super) fn untyped(&mut self, node: &Node<'_>) -> Flow {
        match self.untyped_levels(node) {
            Err(Stop::Fault(fault)) => {
                self.findings.fault(fault, node, &self.reader, &self.context.limits);
                Err(Stop::Unreadable)
            }
            result => result,
        }
    }

    /// Reads the value in a loop. The levels are on the heap, so that nesting costs no stack.
    fn untyped_levels(&mut self, node: &Node<'_>) -> Flow {
        let mut levels: Vec<Level> = Vec::new();
        loop {
            // Read one scalar, or open one object or array.
            match self.reader.peek_type()? {
                JsonType::String => {
                    let span = self.reader.string()?;
                    if span.has_lone_surrogate() {
                        self.check_surrogate(&span, &Node::Inside { parent: node, levels: &levels })?;
                    }
                }
                JsonType::Number => {
                    self.reader.number()?;
                }
                JsonType::Boolean => self.reader.boolean()?,
                JsonType::Null => self.reader.null()?,
                JsonType::Object => {
                    self.enter()?;
                    if self.reader.take(b'}') {
                        self.leave();
                    } else {
                        let first_key = self.keys.len();
                        let key = self.untyped_key(&levels, node)?;
                        levels.push(Level::Object { first_key, key });
                        continue;
                    }
                }
                JsonType::Array => {
                    self.enter()?;
                    if self.reader.take(b']') {
                        self.leave();
                    } else {
                        levels.push(Level::Array { index: 0 });
                        continue;
                    }
                }
            }
            // Go on to the next value and close the levels that end before it.
            loop {
                match levels.pop() {
                    None => return Ok(()),
                    Some(Level::Object { first_key, .. }) => {
                        if self.reader.read_separator(b'}')? {
                            let key = self.untyped_key(&levels, node)?;
                            levels.push(Level::Object { first_key, key });
                            break;
                        }
                        for (_, key) in self.repeated_keys(first_key) {
                            let parent = Node::Inside { parent: node, levels: &levels };
                            self.duplicate(&Node::Key { parent: &parent, key }, key.quote())?;
                        }
                    }
                    Some(Level::Array { index }) => {
                        if self.reader.read_separator(b']')? {
                            levels.push(Level::Array { index: index + 1 });
                            break;
                        }
                    }
                }
                self.leave();
            }
        }
    }

    fn untyped_key(&mut self, levels: &[Level], node: &Node<'_>) -> Result<StringSpan, Stop> {
        self.entry_start = self.reader.at;
        let key = self.reader.key()?;
        self.check_surrogate(&key, &Node::Inside { parent: node, levels })?;
        self.keys.push(key);
        Ok(key)
    }
}
