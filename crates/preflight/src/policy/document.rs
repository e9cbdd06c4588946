//! The text of a policy as a tree whose every part knows where it stands: what is wrong is told with its place.
//!
//! JSON and TOML become the same tree, so nothing further on knows which of them was written.

use std::rc::Rc;

#[cfg(feature = "policy")]
use serde_json::{Map, Value};

use super::error::{ProblemKind, Problems};
use crate::engine::report::{Path, Token};
use crate::text::json::string::text_of;
use crate::text::json::{Fault, Found, Reader, StringSpan, keys};

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
    Boolean(#[cfg_attr(not(feature = "policy"), expect(dead_code, reason = "no setting is a boolean"))] bool),
    /// As JSON writes it.
    Number(String),
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
    #[cfg(feature = "policy")]
    pub(super) fn to_value(&self) -> Value {
        match &self.content {
            Content::Null => Value::Null,
            Content::Boolean(value) => Value::Bool(*value),
            Content::Number(text) => Value::Number(crate::text::json::value::number(text)),
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
#[cfg(feature = "policy")]
pub(super) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(crate::engine::report::unescaped)
}

/// Reads JSON; what is wrong with the text as JSON is the only thing that is said about it then.
pub(super) fn read_json<'t>(text: &'t [u8], problems: &mut Problems<'t>) -> Option<Node> {
    let mut reading = JsonReading { reader: Reader::new(text), here: Spot::root(0), problems };
    let root = Spot::root(reading.next());
    let read = reading.value(&root, 0).and_then(|content| {
        reading.here = root.clone();
        reading.reader.end()?;
        Ok(content)
    });
    let kind = match read {
        Ok(content) => return Some(Node { spot: root, content }),
        Err(Stop::Fault(Fault::Utf8)) => ProblemKind::NoUtf8,
        Err(Stop::Fault(Fault::Syntax | Fault::Depth)) => ProblemKind::NoJson,
        Err(Stop::TooDeep) => ProblemKind::TooDeep { limit: DEEPEST },
        Err(Stop::NumberTooLarge) => ProblemKind::NumberTooLarge,
    };
    // The path is that of what was being read, the line and column are where it cannot be read on.
    let spot = reading.here.at(reading.reader.at);
    reading.problems.add(&spot, kind);
    None
}

struct JsonReading<'r, 't> {
    reader: Reader<'t>,
    /// What is being read.
    here: Spot,
    problems: &'r mut Problems<'t>,
}

/// Why reading cannot go on.
enum Stop {
    Fault(Fault),
    TooDeep,
    NumberTooLarge,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

impl JsonReading<'_, '_> {
    fn value(&mut self, spot: &Spot, depth: usize) -> Result<Content, Stop> {
        self.here = spot.clone();
        let found = self.reader.found()?;
        if depth > DEEPEST {
            return Err(Stop::TooDeep);
        }
        Ok(match found {
            Found::Null => {
                self.reader.null()?;
                Content::Null
            }
            Found::Boolean => {
                let is_true = self.reader.text.get(self.reader.at) == Some(&b't');
                self.reader.boolean()?;
                Content::Boolean(is_true)
            }
            Found::Number => {
                let number = self.reader.number()?;
                if number.overflows(64) {
                    self.reader.at = spot.offset;
                    return Err(Stop::NumberTooLarge);
                }
                Content::Number(text_of(number.text).to_owned())
            }
            Found::String => {
                let span = self.reader.string()?;
                Content::String(self.decode(&span, spot))
            }
            Found::Array => Content::List(self.list(spot, depth)?),
            Found::Object => Content::Object(self.object(spot, depth)?),
        })
    }

    fn list(&mut self, list: &Spot, depth: usize) -> Result<Vec<Node>, Stop> {
        let mut items = Vec::new();
        let mut more = self.begin(b']');
        while more {
            let spot = list.part(Token::Index(items.len()), self.next());
            let content = self.value(&spot, depth + 1)?;
            more = self.another(&spot, b']')?;
            items.push(Node { spot, content });
        }
        Ok(items)
    }

    fn object(&mut self, object: &Spot, depth: usize) -> Result<Vec<Entry>, Stop> {
        let (mut entries, mut spans) = (Vec::new(), Vec::new());
        let mut more = self.begin(b'}');
        while more {
            self.here = object.clone();
            let key_at = self.next();
            let span = self.reader.key()?;
            let key_spot = object.key(&span.decode(self.reader.text), key_at);
            let key = self.decode(&span, &key_spot);
            let spot = key_spot.at(self.next());
            let content = self.value(&spot, depth + 1)?;
            more = self.another(&key_spot, b'}')?;
            entries.push(Entry { key, key_spot, value: Node { spot, content } });
            spans.push(span);
        }
        // A key that stands there twice would be read one way here and another way elsewhere.
        for index in keys::repeated_keys(self.reader.text, &spans) {
            if let Some(entry) = entries.get(index) {
                self.problems.add(&entry.key_spot, ProblemKind::RepeatedKey);
            }
        }
        Ok(entries)
    }

    // The reader's own methods are made for a hot loop, each use a copy of the code. Here one copy of each is enough.

    /// Reads the bracket that begins an object or list, and says whether anything is in it.
    #[inline(never)]
    fn begin(&mut self, close: u8) -> bool {
        self.reader.at += 1;
        !self.reader.take(close)
    }

    /// Where the next value or key begins.
    #[inline(never)]
    fn next(&mut self) -> usize {
        self.reader.peek();
        self.reader.at
    }

    /// Whether another part follows the one at `spot`.
    #[inline(never)]
    fn another(&mut self, spot: &Spot, close: u8) -> Result<bool, Stop> {
        self.here = spot.clone();
        Ok(self.reader.another(close)?)
    }

    /// What a string says; a policy's strings are text.
    fn decode(&mut self, span: &StringSpan, spot: &Spot) -> String {
        if span.has_lone_surrogate() {
            self.problems.add(spot, ProblemKind::HalfSurrogate);
        }
        span.decode(self.reader.text).into_owned()
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
            if problems.is_full() {
                break;
            }
            if !known().any(|key| key == entry.key) {
                let suggestion = crate::text::suggest::name(&entry.key, known()).map(str::to_owned);
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
#[cfg(feature = "policy")]
pub(super) fn boolean(node: &Node, problems: &mut Problems<'_>) -> Option<bool> {
    match node.content {
        Content::Boolean(value) => Some(value),
        _ => problems.wrong_type(node, "a boolean"),
    }
}

/// The text of what must be a number.
#[cfg(feature = "policy")]
pub(super) fn number<'n>(node: &'n Node, problems: &mut Problems<'_>) -> Option<&'n str> {
    match &node.content {
        Content::Number(value) => Some(value),
        _ => problems.wrong_type(node, "a number"),
    }
}

/// What must be a whole number that is not negative.
pub(super) fn count(node: &Node, problems: &mut Problems<'_>) -> Option<u64> {
    let count = match &node.content {
        Content::Number(text) => text.parse().ok(),
        _ => None,
    };
    count.or_else(|| problems.wrong_type(node, "a whole number that is not negative"))
}
