//! The text of a policy as a tree whose every part knows where it stands: what is wrong is told with its place.
//!
//! JSON and TOML become the same tree, so nothing further on knows which of them was written.

use std::rc::Rc;

use serde_json::{Map, Number, Value};

use super::error::{ProblemKind, Problems};
use crate::json::{Fault, Found, Reader};
use crate::report::{Path, Token};

/// How deep a policy may nest; reading it costs stack.
pub(super) const DEEPEST: usize = 128;

/// One value of a policy.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) spot: Spot,
    pub(super) content: Content,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Content {
    Null,
    Boolean(bool),
    Number(Number),
    String(String),
    List(Vec<Node>),
    Object(Vec<Entry>),
}

/// An entry of an object. A problem with its key stands at the key.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_spot: Spot,
    pub(super) value: Node,
}

/// Where something stands: its path, shared with what it is in, and its first byte.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    step: Option<Rc<Step>>,
    pub(super) offset: usize,
}

#[derive(Debug)]
struct Step {
    parent: Option<Rc<Step>>,
    token: Token,
}

impl Spot {
    pub(super) fn root(offset: usize) -> Spot {
        Spot { step: None, offset }
    }

    /// The place of a part of what stands here.
    pub(super) fn part(&self, token: Token, offset: usize) -> Spot {
        Spot { step: Some(Rc::new(Step { parent: self.step.clone(), token })), offset }
    }

    pub(super) fn key(&self, key: &str, offset: usize) -> Spot {
        self.part(Token::key(key), offset)
    }

    /// The same part, at another byte of the text.
    pub(super) fn at(&self, offset: usize) -> Spot {
        Spot { step: self.step.clone(), offset }
    }

    pub(super) fn path(&self) -> Path {
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
    /// What a person calls such a value.
    pub(super) fn found(&self) -> &'static str {
        match self.content {
            Content::Null => "null",
            Content::Boolean(_) => "a boolean",
            Content::Number(_) => "a number",
            Content::String(_) => "a string",
            Content::List(_) => "a list",
            Content::Object(_) => "an object",
        }
    }

    /// The same value for who does not ask where it stands. Whole numbers of 64 bits stay exact; others are doubles.
    pub(super) fn to_value(&self) -> Value {
        match &self.content {
            Content::Null => Value::Null,
            Content::Boolean(value) => Value::Bool(*value),
            Content::Number(value) => Value::Number(value.clone()),
            Content::String(value) => Value::String(value.clone()),
            Content::List(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Content::Object(entries) => {
                let pairs = entries.iter().map(|entry| (entry.key.clone(), entry.value.to_value()));
                Value::Object(pairs.collect::<Map<String, Value>>())
            }
        }
    }

    /// The item or entry that a token of a JSON Pointer names.
    #[cfg(feature = "policy-checks")]
    pub(super) fn child(&self, token: &str) -> Option<&Node> {
        match &self.content {
            Content::List(items) => items.get(token.parse::<usize>().ok()?),
            Content::Object(entries) => entries.iter().find(|entry| entry.key == token).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The part that a JSON Pointer leads to, or the last one on the way there.
    #[cfg(feature = "policy-checks")]
    pub(super) fn part(&self, pointer: &str) -> &Node {
        let mut node = self;
        for token in tokens(pointer) {
            match node.child(&token) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }
}

/// The tokens of a JSON Pointer (RFC 6901), unescaped; the text before the first slash is no token.
pub(super) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// Reads JSON; what is wrong with the text as JSON is the only thing that is said about it then.
pub(super) fn read_json<'t>(text: &'t [u8], problems: &mut Problems<'t>) -> Option<Node> {
    let mut reading = JsonReading { reader: Reader::new(text), problems };
    reading.reader.peek();
    let root = Spot::root(reading.reader.at);
    let node = reading.value(root.clone(), 0).ok()?;
    if let Err(fault) = reading.reader.end() {
        reading.fault(&root, fault);
        return None;
    }
    Some(node)
}

struct JsonReading<'r, 't> {
    reader: Reader<'t>,
    problems: &'r mut Problems<'t>,
}

/// Reading cannot go on; why is among the problems.
struct Unreadable;

impl JsonReading<'_, '_> {
    fn value(&mut self, spot: Spot, depth: usize) -> Result<Node, Unreadable> {
        let found = self.reader.found();
        let found = self.or_fault(&spot, found)?;
        if depth > DEEPEST {
            self.problems.add(&spot, ProblemKind::TooDeep { limit: DEEPEST });
            return Err(Unreadable);
        }
        let content = match found {
            Found::Null => {
                let read = self.reader.null();
                self.or_fault(&spot, read)?;
                Content::Null
            }
            Found::Boolean => {
                let is_true = self.reader.peek() == Some(b't');
                let read = self.reader.boolean();
                self.or_fault(&spot, read)?;
                Content::Boolean(is_true)
            }
            Found::Number => {
                let read = self.reader.number();
                let number = self.or_fault(&spot, read)?;
                match serde_json::from_slice(number.text) {
                    Ok(number) => Content::Number(number),
                    Err(_) => {
                        self.problems.add(&spot, ProblemKind::NumberTooLarge);
                        return Err(Unreadable);
                    }
                }
            }
            Found::String => Content::String(self.string(&spot)?),
            Found::Array => Content::List(self.list(&spot, depth)?),
            Found::Object => Content::Object(self.object(&spot, depth)?),
        };
        Ok(Node { spot, content })
    }

    fn list(&mut self, spot: &Spot, depth: usize) -> Result<Vec<Node>, Unreadable> {
        let mut items = Vec::new();
        self.reader.at += 1;
        let mut more = !self.reader.take(b']');
        while more {
            self.reader.peek();
            let item = spot.part(Token::Index(items.len()), self.reader.at);
            items.push(self.value(item.clone(), depth + 1)?);
            let another = self.reader.another(b']');
            more = self.or_fault(&item, another)?;
        }
        Ok(items)
    }

    fn object(&mut self, spot: &Spot, depth: usize) -> Result<Vec<Entry>, Unreadable> {
        let mut entries: Vec<Entry> = Vec::new();
        self.reader.at += 1;
        let mut more = !self.reader.take(b'}');
        while more {
            self.reader.peek();
            let key_at = self.reader.at;
            let read = self.reader.key();
            let span = self.or_fault(spot, read)?;
            let key = span.decode(self.reader.text).into_owned();
            let key_spot = spot.key(&key, key_at);
            self.reader.peek();
            let value = self.value(key_spot.at(self.reader.at), depth + 1)?;
            let another = self.reader.another(b'}');
            more = self.or_fault(&key_spot, another)?;
            if span.has_lone_surrogate() {
                self.problems.add(&key_spot, ProblemKind::HalfSurrogate);
            }
            entries.push(Entry { key, key_spot, value });
        }
        self.repeated(&entries);
        Ok(entries)
    }

    /// A key that stands there twice would be read one way here and another way elsewhere.
    fn repeated(&mut self, entries: &[Entry]) {
        let mut keys: Vec<&Entry> = entries.iter().collect();
        keys.sort_by(|a, b| a.key.cmp(&b.key));
        for pair in keys.windows(2) {
            if let [first, second] = pair
                && first.key == second.key
            {
                self.problems.add(&second.key_spot, ProblemKind::RepeatedKey);
            }
        }
    }

    fn string(&mut self, spot: &Spot) -> Result<String, Unreadable> {
        let read = self.reader.string();
        let span = self.or_fault(spot, read)?;
        if span.has_lone_surrogate() {
            self.problems.add(spot, ProblemKind::HalfSurrogate);
        }
        Ok(span.decode(self.reader.text).into_owned())
    }

    fn or_fault<T>(&mut self, spot: &Spot, read: Result<T, Fault>) -> Result<T, Unreadable> {
        read.map_err(|fault| {
            self.fault(spot, fault);
            Unreadable
        })
    }

    /// The path is that of what was being read, the line and column are where it cannot be read on.
    fn fault(&mut self, spot: &Spot, fault: Fault) {
        let kind = match fault {
            Fault::Utf8 => ProblemKind::NoUtf8,
            Fault::Syntax | Fault::Depth => ProblemKind::NoJson,
        };
        self.problems.add(&spot.at(self.reader.at), kind);
    }
}

/// An object of which keys are known. What has no such key, or misses one that it must have, is told at once.
pub(super) struct Table<'n> {
    pub(super) node: &'n Node,
    entries: &'n [Entry],
}

/// The keys that an object may have and those that it must have.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

impl<'n> Table<'n> {
    pub(super) fn read(node: &'n Node, keys: Keys, problems: &mut Problems<'_>) -> Option<Table<'n>> {
        let entries = entries(node, problems)?;
        let known = || keys.required.iter().chain(keys.optional).copied();
        for entry in entries {
            if !known().any(|key| key == entry.key) {
                let suggestion = crate::nearest::name(&entry.key, known()).map(str::to_owned);
                problems.add(&entry.key_spot, ProblemKind::UnknownKey { key: entry.key.clone(), suggestion });
            }
        }
        let table = Table { node, entries };
        for key in keys.required {
            if table.get(key).is_none() {
                problems.add(&node.spot, ProblemKind::MissingKey { key });
            }
        }
        Some(table)
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The text of a key, which must not be blank.
    pub(super) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<&'n str> {
        text(self.get(key)?, problems)
    }
}

/// The entries of what must be an object.
pub(super) fn entries<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n [Entry]> {
    match &node.content {
        Content::Object(entries) => Some(entries),
        _ => problems.wrong_type(node, "an object"),
    }
}

/// The items of what must be a list.
pub(super) fn items<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n [Node]> {
    match &node.content {
        Content::List(items) => Some(items),
        _ => problems.wrong_type(node, "a list"),
    }
}

/// What must be a string with something in it.
pub(super) fn text<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n str> {
    match &node.content {
        Content::String(text) if text.trim().is_empty() => {
            problems.add(&node.spot, ProblemKind::Blank);
            None
        }
        Content::String(text) => Some(text),
        _ => problems.wrong_type(node, "a string"),
    }
}

/// What must be `true` or `false`.
pub(super) fn boolean(node: &Node, problems: &mut Problems<'_>) -> Option<bool> {
    match node.content {
        Content::Boolean(value) => Some(value),
        _ => problems.wrong_type(node, "a boolean"),
    }
}

/// What must be a number.
pub(super) fn number<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n Number> {
    match &node.content {
        Content::Number(value) => Some(value),
        _ => problems.wrong_type(node, "a number"),
    }
}

/// What must be a whole number that is not negative.
pub(super) fn count(node: &Node, problems: &mut Problems<'_>) -> Option<u64> {
    match &node.content {
        Content::Number(value) if value.as_u64().is_some() => value.as_u64(),
        _ => problems.wrong_type(node, "a whole number that is not negative"),
    }
}
