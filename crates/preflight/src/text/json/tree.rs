//! A tree of a JSON text with the position of every value, for errors with places.
//!
//! Every text that the reader accepts has a tree with the reader's values: half of a surrogate pair is U+FFFD. Objects
//! keep repeated keys. Open objects and arrays are on the heap, so that nesting costs no stack.

#[cfg(any(feature = "policy", feature = "documents"))]
use core::cmp::Ordering;
use std::rc::Rc;

#[cfg(any(feature = "policy", feature = "documents"))]
use serde_json::{Map, Number, Value};

use super::{Fault, JsonType, MistakeKind, Reader, StringSpan, keys, string::text_of};
use crate::text::path::{Path, Token};

/// The maximum number of recoverable mistakes that are collected. No report shows more.
const MAX_MISTAKES: usize = 1000;

/// One value of a text.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) position: Position,
    pub(crate) content: Content,
}

/// The content of a value.
#[derive(Debug)]
pub(crate) enum Content {
    Null,
    Boolean(
        #[cfg_attr(
            not(any(feature = "policy", feature = "documents")),
            expect(dead_code, reason = "no setting is a boolean")
        )]
        bool,
    ),
    /// The JSON text of the number.
    Number(String),
    String(String),
    List(Vec<Node>),
    Object(Vec<Entry>),
}

/// An entry of an object. Mistakes in the key have the key's position.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_position: Position,
    pub(crate) value: Node,
}

/// The position of a value: its path, which shares the container's path, and its offset.
#[derive(Clone, Debug)]
pub(crate) struct Position {
    step: Option<Rc<Step>>,
    pub(crate) offset: usize,
}

#[derive(Debug)]
struct Step {
    parent: Option<Rc<Step>>,
    token: Token,
}

/// A recoverable mistake in a text.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub(crate) position: Position,
    pub(crate) kind: MistakeKind,
}

/// The fault of a text without a tree. The position has the path of the value that was being read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) position: Position,
    pub(crate) fault: Fault,
}

impl Position {
    pub(crate) fn root(offset: usize) -> Position {
        Position { step: None, offset }
    }

    /// Returns the position of a part of the value at this position.
    pub(crate) fn part(&self, token: Token, offset: usize) -> Position {
        Position { step: Some(Rc::new(Step { parent: self.step.clone(), token })), offset }
    }

    /// Returns the position of an entry of the object at this position.
    pub(crate) fn key(&self, key: &str, offset: usize) -> Position {
        self.part(Token::key(key), offset)
    }

    /// Returns the same path with another offset.
    pub(crate) fn at(&self, offset: usize) -> Position {
        Position { step: self.step.clone(), offset }
    }

    pub(crate) fn path(&self) -> Path {
        let mut tokens = Vec::new();
        let mut step = self.step.as_deref();
        while let Some(Step { parent, token }) = step {
            tokens.push(token.clone());
            step = parent.as_deref();
        }
        tokens.reverse();
        Path::new(tokens)
    }
}

impl Node {
    /// Returns the name of the value's type for messages.
    #[cfg(feature = "policy-settings")]
    pub(crate) fn type_name(&self) -> &'static str {
        match self.content {
            Content::Null => "null",
            Content::Boolean(_) => "a boolean",
            Content::Number(_) => "a number",
            Content::String(_) => "a string",
            Content::List(_) => "a list",
            Content::Object(_) => "an object",
        }
    }

    /// Converts to a value without positions. The last value of a repeated key wins.
    #[cfg(any(feature = "policy", feature = "documents"))]
    pub(crate) fn to_value(&self) -> Value {
        match &self.content {
            Content::Null => Value::Null,
            Content::Boolean(value) => Value::Bool(*value),
            Content::Number(text) => Value::Number(number(text)),
            Content::String(value) => Value::String(value.clone()),
            Content::List(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Content::Object(entries) => {
                let pairs = entries.iter().map(|entry| (entry.key.clone(), entry.value.to_value()));
                Value::Object(pairs.collect::<Map<String, Value>>())
            }
        }
    }

    /// Returns the item or entry that a token of a JSON Pointer selects.
    #[cfg(feature = "policy-checks")]
    pub(crate) fn child(&self, token: &str) -> Option<&Node> {
        match &self.content {
            Content::List(items) => items.get(token.parse::<usize>().ok()?),
            Content::Object(entries) => entries.iter().find(|entry| entry.key == token).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// Returns the value at a JSON Pointer, or its nearest existing ancestor.
    #[cfg(feature = "policy-checks")]
    pub(crate) fn at_pointer(&self, pointer: &str) -> &Node {
        let mut node = self;
        for token in crate::text::path::tokens(pointer) {
            match node.child(&token) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }
}

/// Parses a JSON number: integers of 64 bits and decimals that a double stands for exactly, all others as the next double
/// on their side of the nearest one. So `0.30000000000000000001` is more than 0.3. Values beyond the range of doubles
/// are clamped, because no bound is greater.
#[cfg(any(feature = "policy", feature = "documents"))]
pub(crate) fn number(text: &str) -> Number {
    if let Ok(number) = text.parse::<i64>() {
        return number.into();
    }
    if let Ok(number) = text.parse::<u64>() {
        return number.into();
    }
    // INVARIANT: every JSON number has a nearest double, and a clamped double is finite.
    let nearest = text.parse::<f64>().unwrap_or_default().clamp(f64::MIN, f64::MAX);
    // A double stands for the shortest decimal that is read as it. No other decimal of 15 digits is.
    let double = match text.len() {
        0..=15 if !text.contains(['e', 'E']) => nearest,
        _ => match super::number::compare(text.as_bytes(), nearest.to_string().as_bytes()) {
            Ordering::Less => nearest.next_down(),
            Ordering::Equal => nearest,
            Ordering::Greater => nearest.next_up(),
        },
    };
    Number::from_f64(double.clamp(f64::MIN, f64::MAX)).unwrap_or_else(|| 0.into())
}

/// Reads a text as a value without positions, or returns `None` if it is not JSON.
#[cfg(any(feature = "policy", feature = "documents"))]
pub(crate) fn read_value(text: &[u8]) -> Option<Value> {
    read(text, usize::MAX).ok().map(|(node, _)| node.to_value())
}

/// Reads a text as a tree of at most `max_depth` levels, with the mistakes in it.
pub(crate) fn read(text: &[u8], max_depth: usize) -> Result<(Node, Vec<Mistake>), Unreadable> {
    let mut builder = Builder {
        reader: Reader::new(text),
        max_depth,
        open: Vec::new(),
        current: Position::root(0),
        mistakes: Vec::new(),
    };
    match builder.whole() {
        Ok(node) => Ok((node, builder.mistakes)),
        Err(fault) => Err(Unreadable { position: builder.current.at(builder.reader.at), fault }),
    }
}

/// An object or array that is open.
enum Open {
    Object { position: Position, entries: Vec<Entry>, keys: Vec<StringSpan>, key: String, key_position: Position },
    Array { position: Position, items: Vec<Node> },
}

struct Builder<'t> {
    reader: Reader<'t>,
    max_depth: usize,
    open: Vec<Open>,
    /// The value that is being read.
    current: Position,
    mistakes: Vec<Mistake>,
}

impl Builder<'_> {
    fn whole(&mut self) -> Result<Node, Fault> {
        loop {
            let position = self.next_position();
            self.current = position.clone();
            // Read one scalar, or open one object or array.
            let content = match self.reader.peek_type()? {
                JsonType::Null => {
                    self.reader.null()?;
                    Content::Null
                }
                JsonType::Boolean => {
                    let is_true = self.reader.text.get(self.reader.at) == Some(&b't');
                    self.reader.boolean()?;
                    Content::Boolean(is_true)
                }
                JsonType::Number => Content::Number(text_of(self.reader.number()?.text).to_owned()),
                JsonType::String => {
                    let span = self.reader.string()?;
                    self.check_surrogates(&span, &position, MistakeKind::LoneSurrogate);
                    Content::String(span.decode(self.reader.text).into_owned())
                }
                JsonType::Object => {
                    if self.enter(b'}')? {
                        let keys = Vec::new();
                        self.open_object(position, Vec::new(), keys)?;
                        continue;
                    }
                    Content::Object(Vec::new())
                }
                JsonType::Array => {
                    if self.enter(b']')? {
                        self.open.push(Open::Array { position, items: Vec::new() });
                        continue;
                    }
                    Content::List(Vec::new())
                }
            };
            if let Some(root) = self.close(Node { position, content })? {
                return Ok(root);
            }
        }
    }

    /// Adds a value to its container, and closes every container that ends after it. Returns the root if it is
    /// complete.
    fn close(&mut self, mut node: Node) -> Result<Option<Node>, Fault> {
        loop {
            match self.open.pop() {
                None => {
                    self.current = node.position.clone();
                    self.reader.end()?;
                    return Ok(Some(node));
                }
                Some(Open::Object { position, mut entries, keys, key, key_position }) => {
                    self.current = key_position.clone();
                    entries.push(Entry { key, key_position, value: node });
                    if self.read_separator(b'}')? {
                        self.open_object(position, entries, keys)?;
                        return Ok(None);
                    }
                    for index in keys::repeated_keys(self.reader.text, &keys) {
                        if let Some(entry) = entries.get(index) {
                            self.add_mistake(&entry.key_position, MistakeKind::RepeatedKey);
                        }
                    }
                    node = Node { position, content: Content::Object(entries) };
                }
                Some(Open::Array { position, mut items }) => {
                    self.current = node.position.clone();
                    items.push(node);
                    if self.read_separator(b']')? {
                        self.open.push(Open::Array { position, items });
                        return Ok(None);
                    }
                    node = Node { position, content: Content::List(items) };
                }
            }
        }
    }

    /// Reads the next key of an object and leaves the object open for its value.
    fn open_object(&mut self, position: Position, entries: Vec<Entry>, mut keys: Vec<StringSpan>) -> Result<(), Fault> {
        self.current = position.clone();
        let offset = self.next_offset();
        let span = self.reader.key()?;
        let key = span.decode(self.reader.text).into_owned();
        let key_position = position.key(&key, offset);
        self.check_surrogates(&span, &key_position, MistakeKind::LoneSurrogateInKey);
        keys.push(span);
        self.open.push(Open::Object { position, entries, keys, key, key_position });
        Ok(())
    }

    /// Returns the position of the next value.
    fn next_position(&mut self) -> Position {
        let offset = self.next_offset();
        match self.open.last() {
            None => Position::root(offset),
            Some(Open::Object { key_position, .. }) => key_position.at(offset),
            Some(Open::Array { position, items }) => position.part(Token::Index(items.len()), offset),
        }
    }

    // The reader's methods are inlined for hot loops. These wrappers keep one copy of each.

    #[inline(never)]
    fn next_offset(&mut self) -> usize {
        self.reader.peek();
        self.reader.at
    }

    /// Reads the opening bracket of an object or array. Returns whether it has any content.
    #[inline(never)]
    fn enter(&mut self, close: u8) -> Result<bool, Fault> {
        if self.open.len() >= self.max_depth {
            return Err(Fault::Depth);
        }
        self.reader.at += 1;
        Ok(!self.reader.take(close))
    }

    #[inline(never)]
    fn read_separator(&mut self, close: u8) -> Result<bool, Fault> {
        self.reader.read_separator(close)
    }

    fn check_surrogates(&mut self, span: &StringSpan, position: &Position, kind: MistakeKind) {
        if span.has_lone_surrogate() {
            self.add_mistake(position, kind);
        }
    }

    fn add_mistake(&mut self, position: &Position, kind: MistakeKind) {
        if self.mistakes.len() < MAX_MISTAKES {
            self.mistakes.push(Mistake { position: position.clone(), kind });
        }
    }
}

#[cfg(all(test, any(feature = "policy", feature = "documents")))]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn accepts_the_same_texts_as_the_reader() {
        for (text, value) in [
            ("{}", json!({})),
            (" [1, -2, 1.5, 1e2, true, false, null] ", json!([1, -2, 1.5, 100.0, true, false, null])),
            ("18446744073709551615", json!(u64::MAX)),
            ("-9223372036854775808", json!(i64::MIN)),
            ("1e999", json!(f64::MAX)),
            ("-1e999", json!(f64::MIN)),
            (r#"{"a": 1, "\u0061": 2}"#, json!({"a": 2})),
            (r#""\ud800""#, json!("\u{fffd}")),
            (r#""\ud83d\ude00\n""#, json!("😀\n")),
            (
                r#" {"a": [1, {"b": []}, [[{}]]], "c": {"d": "e"}} "#,
                json!({"a": [1, {"b": []}, [[{}]]], "c": {"d": "e"}}),
            ),
        ] {
            assert_eq!(read_value(text.as_bytes()), Some(value), "{text}");
        }
        for text in ["", "{", "[1,]", "{} {}", "nul"] {
            assert_eq!(read_value(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn values_have_their_positions() {
        let text = br#"{"a": [0, {"b": 1, "\u0062": "\ud800"}]}"#;
        let (root, mistakes) = read(text, 3).unwrap();
        let Content::Object(entries) = &root.content else { panic!("an object") };
        assert_eq!((entries[0].key_position.offset, entries[0].value.position.offset), (1, 6));
        let rows: Vec<_> = mistakes.iter().map(|mistake| (mistake.position.path().to_string(), mistake.kind)).collect();
        assert_eq!(
            rows,
            [("/a/1/b".to_owned(), MistakeKind::LoneSurrogate), ("/a/1/b".to_owned(), MistakeKind::RepeatedKey)]
        );
    }

    #[test]
    fn unreadable_text_reports_its_position() {
        for (text, max_depth, path, offset, fault) in [
            (r#"{"a": [1, x]}"#, 8, "/a/1", 10, Fault::Syntax),
            (r#"{"a": 1,}"#, 8, "/a", 8, Fault::Syntax),
            ("[[[]]]", 2, "/0/0", 2, Fault::Depth),
            ("{} x", 8, "", 3, Fault::Syntax),
        ] {
            let unreadable = read(text.as_bytes(), max_depth).unwrap_err();
            assert_eq!(unreadable.position.path().to_string(), path, "{text}");
            assert_eq!((unreadable.position.offset, unreadable.fault), (offset, fault), "{text}");
        }
    }
}
