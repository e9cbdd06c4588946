//! Whether a text is JSON, and where not.
//!
//! [`validate`] reads a whole text. The engine uses its loop, [`ValueReader`], for values inside a text that have no
//! shape.

use core::ops::ControlFlow;

use super::{Fault, JsonType, MistakeKind, Reader, StringSpan, keys};

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

/// A recoverable mistake in a text.
pub(crate) struct Mistake<'l> {
    pub(crate) kind: MistakeKind,
    /// The objects and arrays around the string, the outermost first. A key is in its object only.
    pub(crate) levels: &'l [Level],
    /// The string or key that has the mistake.
    pub(crate) span: StringSpan,
}

/// Receives the mistakes of a text in the order in which they are found, and decides whether reading goes on.
pub(crate) type OnMistake<'f> = &'f mut dyn FnMut(&Mistake<'_>) -> ControlFlow<()>;

/// The reason why a value was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interruption {
    /// The text is malformed at the reader's position.
    Fault(Fault),
    /// The receiver of the mistakes stopped the reading.
    Stopped,
}

impl From<Fault> for Interruption {
    fn from(fault: Fault) -> Interruption {
        Interruption::Fault(fault)
    }
}

/// The reason why a text is not JSON, or is more than the limits allow.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Invalid {
    /// The text has more bytes than allowed. It was not read.
    Size,
    /// The text is malformed, or nests too deeply.
    Fault {
        fault: Fault,
        offset: usize,
        /// The member of the outermost object whose value has the fault.
        member: Option<StringSpan>,
    },
}

/// Checks that a text is one JSON value of at most `max_size` bytes and `max_depth` levels.
///
/// It takes linear time, except for repeated keys, which are sorted. The memory is that of the keys of open objects.
/// Mistakes do not make a text invalid.
pub(crate) fn validate(
    text: &[u8],
    max_size: usize,
    max_depth: usize,
    on_mistake: OnMistake<'_>,
) -> Result<(), Invalid> {
    if text.len() > max_size {
        return Err(Invalid::Size);
    }
    let (mut reader, mut keys) = (Reader::new(text), Vec::new());
    let mut values = ValueReader::new(&mut reader, &mut keys, 0, max_depth);
    let fault = match values.read(on_mistake) {
        Ok(()) => values.reader.end().err(),
        Err(Interruption::Fault(fault)) => Some(fault),
        Err(Interruption::Stopped) => None,
    };
    let Some(fault) = fault else { return Ok(()) };
    let member = match values.levels.first() {
        Some(Level::Object { key, .. }) => Some(*key),
        _ => None,
    };
    Err(Invalid::Fault { fault, offset: reader.at, member })
}

/// Reads values of any type without building them. Open objects and arrays are on the heap, so that nesting costs no
/// stack.
pub(crate) struct ValueReader<'r, 't> {
    reader: &'r mut Reader<'t>,
    /// The keys read so far of the open objects, the innermost last.
    keys: &'r mut Vec<StringSpan>,
    /// The number of objects and arrays around the value.
    depth: usize,
    max_depth: usize,
    levels: Vec<Level>,
    /// The offset of the last key that was begun; `None` if no key was.
    pub(crate) entry_start: Option<usize>,
}

impl<'r, 't> ValueReader<'r, 't> {
    pub(crate) fn new(
        reader: &'r mut Reader<'t>,
        keys: &'r mut Vec<StringSpan>,
        depth: usize,
        max_depth: usize,
    ) -> ValueReader<'r, 't> {
        ValueReader { reader, keys, depth, max_depth, levels: Vec::new(), entry_start: None }
    }

    /// Reads the next value.
    pub(crate) fn read(&mut self, on_mistake: OnMistake<'_>) -> Result<(), Interruption> {
        loop {
            // Read one scalar, or open one object or array.
            match self.reader.peek_type()? {
                JsonType::String => {
                    let span = self.reader.string()?;
                    self.check_surrogate(MistakeKind::LoneSurrogate, span, on_mistake)?;
                }
                JsonType::Number => {
                    self.reader.number()?;
                }
                JsonType::Boolean => self.reader.boolean()?,
                JsonType::Null => self.reader.null()?,
                JsonType::Object => {
                    self.enter()?;
                    if !self.reader.take(b'}') {
                        let first_key = self.keys.len();
                        let key = self.key(on_mistake)?;
                        self.levels.push(Level::Object { first_key, key });
                        continue;
                    }
                }
                JsonType::Array => {
                    self.enter()?;
                    if !self.reader.take(b']') {
                        self.levels.push(Level::Array { index: 0 });
                        continue;
                    }
                }
            }
            // Go on to the next value and close the levels that end before it.
            loop {
                match self.levels.pop() {
                    None => return Ok(()),
                    Some(Level::Object { first_key, .. }) => {
                        if self.reader.read_separator(b'}')? {
                            let key = self.key(on_mistake)?;
                            self.levels.push(Level::Object { first_key, key });
                            break;
                        }
                        self.check_repeated_keys(first_key, on_mistake)?;
                    }
                    Some(Level::Array { index }) => {
                        if self.reader.read_separator(b']')? {
                            self.levels.push(Level::Array { index: index + 1 });
                            break;
                        }
                    }
                }
            }
        }
    }

    /// Reads the opening bracket of an object or array.
    fn enter(&mut self) -> Result<(), Fault> {
        if self.depth + self.levels.len() >= self.max_depth {
            return Err(Fault::Depth);
        }
        self.reader.at += 1;
        Ok(())
    }

    fn key(&mut self, on_mistake: OnMistake<'_>) -> Result<StringSpan, Interruption> {
        self.entry_start = Some(self.reader.at);
        let key = self.reader.key()?;
        self.check_surrogate(MistakeKind::LoneSurrogateInKey, key, on_mistake)?;
        self.keys.push(key);
        Ok(key)
    }

    fn check_surrogate(
        &self,
        kind: MistakeKind,
        span: StringSpan,
        on_mistake: OnMistake<'_>,
    ) -> Result<(), Interruption> {
        if span.has_lone_surrogate() { self.add(kind, span, on_mistake) } else { Ok(()) }
    }

    /// Removes the keys of an object, and reports those that repeat an earlier one.
    fn check_repeated_keys(&mut self, first_key: usize, on_mistake: OnMistake<'_>) -> Result<(), Interruption> {
        let own_keys = &self.keys[first_key..];
        if own_keys.len() > 1 {
            for index in keys::repeated(self.reader.text, own_keys) {
                self.add(MistakeKind::RepeatedKey, own_keys[index], on_mistake)?;
            }
        }
        self.keys.truncate(first_key);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn add(&self, kind: MistakeKind, span: StringSpan, on_mistake: OnMistake<'_>) -> Result<(), Interruption> {
        match on_mistake(&Mistake { kind, levels: &self.levels, span }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Interruption::Stopped),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mistakes of a text, as kinds with offsets, and the fault with its offset and member.
    type Summary = (Vec<(MistakeKind, usize)>, Option<(Fault, usize, Option<String>)>);

    fn summary(text: &str, max_depth: usize) -> Summary {
        let mut mistakes = Vec::new();
        let result = validate(text.as_bytes(), 1000, max_depth, &mut |mistake| {
            mistakes.push((mistake.kind, mistake.span.quote()));
            ControlFlow::Continue(())
        });
        let fault = match result {
            Err(Invalid::Fault { fault, offset, member }) => {
                Some((fault, offset, member.map(|member| member.decode(text.as_bytes()).into_owned())))
            }
            _ => None,
        };
        (mistakes, fault)
    }

    #[test]
    fn accepts_json() {
        for text in
            ["1", " null ", r#""\ud83d\ude00""#, "[]", "{}", r#" {"a": [1, {"b": []}, [[{}]]], "c": {"d": "e"}} "#]
        {
            assert_eq!(summary(text, 8), (vec![], None), "{text}");
        }
    }

    #[test]
    fn reports_the_first_fault_and_its_member() {
        let member = |name: &str| Some(name.to_owned());
        for (text, fault, offset, member) in [
            ("", Fault::Syntax, 0, None),
            ("[1,]", Fault::Syntax, 3, None),
            ("{} {}", Fault::Syntax, 3, None),
            (r#"{"a": {"b": [1 2]}}"#, Fault::Syntax, 15, member("a")),
            (r#"{"a": 1 "b": 2}"#, Fault::Syntax, 8, None),
            (r#"{"a": 1, b: 2}"#, Fault::Syntax, 9, None),
            (r#"{"a": [], "b": [[[1]]]}"#, Fault::Depth, 17, member("b")),
            ("[[[[]]]]", Fault::Depth, 3, None),
        ] {
            assert_eq!(summary(text, 3), (vec![], Some((fault, offset, member))), "{text}");
        }
        let latin1 = validate(b"{\"a\": \"\xe9\"}", 1000, 8, &mut |_| ControlFlow::Continue(()));
        assert!(matches!(latin1, Err(Invalid::Fault { fault: Fault::Utf8, offset: 7, .. })));
    }

    #[test]
    fn reports_mistakes_with_their_places() {
        let text = r#"{"a": {"b": 1, "\u0062": "\ud800"}, "\udc00": 0, "a": 0}"#;
        let mistakes = [
            (MistakeKind::LoneSurrogate, 25),
            (MistakeKind::RepeatedKey, 15),
            (MistakeKind::LoneSurrogateInKey, 36),
            (MistakeKind::RepeatedKey, 49),
        ];
        assert_eq!(summary(text, 2), (mistakes.to_vec(), None));
        let mut count = 0;
        let stopped = validate(text.as_bytes(), 1000, 2, &mut |_| {
            count += 1;
            ControlFlow::Break(())
        });
        assert_eq!((stopped.is_ok(), count), (true, 1));
    }

    #[test]
    fn reads_no_text_that_is_too_large() {
        assert!(matches!(validate(b"[[", 1, 8, &mut |_| ControlFlow::Continue(())), Err(Invalid::Size)));
    }
}
