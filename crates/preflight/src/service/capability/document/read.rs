//! A document's text as a tree, read by the rules that hold for every text.

use serde_json::{Map, Number, Value};

use crate::engine::limits::Limits;
use crate::engine::report::{Detail, Path, Report, Token, Violation};
use crate::engine::rule::Rule;
use crate::service::capability::document_text::DEEPEST;
use crate::text::json::{Fault, Found, Reader, StringSpan, keys};

/// An object or array that is open.
enum Open {
    Object {
        members: Map<String, Value>,
        /// The key whose value is being read.
        key: StringSpan,
        /// Where its keys begin in the list of keys.
        first_key: usize,
    },
    Array(Vec<Value>),
}

struct Reading<'t> {
    reader: Reader<'t>,
    open: Vec<Open>,
    keys: Vec<StringSpan>,
    found: Vec<Violation>,
    deepest: usize,
}

/// Reads a text, and what is wrong with it although it can be read.
///
/// # Errors
/// The report of a text that cannot be read.
pub(super) fn read(text: &[u8], limits: &Limits) -> Result<(Value, Vec<Violation>), Report> {
    let unreadable = |rule, detail, offset| {
        let violation =
            Violation { offset: Some(offset), ..Violation::of(rule, Rule::severity(rule), Path::default(), detail) };
        Report::of(vec![violation])
    };
    if text.len() > limits.max_size() {
        return Err(unreadable(Rule::JSON_SIZE, Detail::Limit { limit: limits.max_size() }, 0));
    }
    // A deeper tree is not built, whatever the limits say: later steps go down it on the stack.
    let deepest = limits.max_depth().min(DEEPEST);
    let mut reading =
        Reading { reader: Reader::new(text), open: Vec::new(), keys: Vec::new(), found: Vec::new(), deepest };
    match reading.whole() {
        Ok(value) => Ok((value, reading.found)),
        Err(fault) => {
            let (rule, detail) = match fault {
                Fault::Syntax => (Rule::JSON_SYNTAX, Detail::Nothing),
                Fault::Utf8 => (Rule::JSON_UTF8, Detail::Nothing),
                Fault::Depth => (Rule::JSON_DEPTH, Detail::Limit { limit: deepest }),
            };
            Err(unreadable(rule, detail, reading.reader.at))
        }
    }
}

impl Reading<'_> {
    fn whole(&mut self) -> Result<Value, Fault> {
        loop {
            let mut value = match self.reader.found()? {
                Found::String => {
                    let span = self.reader.string()?;
                    self.surrogate(&span);
                    Value::String(span.decode(self.reader.text).into_owned())
                }
                Found::Number => {
                    let literal = self.reader.number()?.text;
                    Value::Number(number(literal))
                }
                Found::Boolean => {
                    let is_true = self.reader.peek() == Some(b't');
                    self.reader.boolean()?;
                    Value::Bool(is_true)
                }
                Found::Null => {
                    self.reader.null()?;
                    Value::Null
                }
                Found::Object => {
                    self.enter()?;
                    if !self.reader.take(b'}') {
                        let first_key = self.keys.len();
                        let key = self.next_key()?;
                        self.open.push(Open::Object { members: Map::new(), key, first_key });
                        continue;
                    }
                    Value::Object(Map::new())
                }
                Found::Array => {
                    self.enter()?;
                    if !self.reader.take(b']') {
                        self.open.push(Open::Array(Vec::new()));
                        continue;
                    }
                    Value::Array(Vec::new())
                }
            };
            // Then on to the next value, closing what ends before it.
            loop {
                match self.open.pop() {
                    None => {
                        self.reader.end()?;
                        return Ok(value);
                    }
                    Some(Open::Object { mut members, key, first_key }) => {
                        members.insert(key.decode(self.reader.text).into_owned(), value);
                        if self.reader.another(b'}')? {
                            let key = self.next_key()?;
                            self.open.push(Open::Object { members, key, first_key });
                            break;
                        }
                        self.repeated(first_key);
                        value = Value::Object(members);
                    }
                    Some(Open::Array(mut items)) => {
                        items.push(value);
                        if self.reader.another(b']')? {
                            self.open.push(Open::Array(items));
                            break;
                        }
                        value = Value::Array(items);
                    }
                }
            }
        }
    }

    fn enter(&mut self) -> Result<(), Fault> {
        if self.open.len() >= self.deepest {
            return Err(Fault::Depth);
        }
        self.reader.at += 1;
        Ok(())
    }

    fn next_key(&mut self) -> Result<StringSpan, Fault> {
        let key = self.reader.key()?;
        self.surrogate(&key);
        self.keys.push(key);
        Ok(key)
    }

    fn surrogate(&mut self, span: &StringSpan) {
        if span.has_lone_surrogate() {
            self.find(Rule::JSON_SURROGATE, None, span.quote());
        }
    }

    /// Names the keys of the object that was closed that repeat an earlier one.
    fn repeated(&mut self, first_key: usize) {
        let closed: Vec<StringSpan> = self.keys.drain(first_key..).collect();
        let repeats = keys::repeated(self.reader.text, &closed);
        for key in repeats.into_iter().filter_map(|index| closed.get(index)) {
            let name = Token::key(&key.decode(self.reader.text));
            self.find(Rule::JSON_DUPLICATE_KEY, Some(name), key.quote());
        }
    }

    fn find(&mut self, rule: Rule, last: Option<Token>, offset: usize) {
        // No report keeps so many.
        if self.found.len() >= 1000 {
            return;
        }
        let tokens = self.open.iter().map(|open| match open {
            Open::Object { key, .. } => Token::key(&key.decode(self.reader.text)),
            Open::Array(items) => Token::Index(items.len()),
        });
        let path = Path::new(tokens.chain(last).collect());
        let violation = Violation::of(rule, rule.severity(), path, Detail::Nothing);
        self.found.push(Violation { offset: Some(offset), ..violation });
    }
}

/// A number literal as a number of the tree. One that is beyond every double becomes the greatest of them: it is
/// compared with bounds, and no bound is greater.
fn number(literal: &[u8]) -> Number {
    let beyond = if literal.first() == Some(&b'-') { f64::MIN } else { f64::MAX };
    let exact = serde_json::from_slice::<Number>(literal).ok();
    exact.or_else(|| Number::from_f64(beyond)).unwrap_or_else(|| Number::from(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &[u8]) -> Vec<(String, String)> {
        let found = match read(text, &Limits::default()) {
            Ok((_, found)) => found,
            Err(report) => report.violations,
        };
        found.into_iter().map(|found| (found.rule.id().to_owned(), found.path.to_string())).collect()
    }

    #[test]
    fn a_text_is_the_tree_that_serde_would_read() {
        let text = br#" {"a": [1, -2.5e3, true, null, "\u00e9\n"], "b": {}, "c": [], "d": {"e": [[{}]]}} "#;
        let (value, found) = read(text, &Limits::default()).unwrap();
        assert_eq!(value, serde_json::from_slice::<Value>(text).unwrap());
        assert!(found.is_empty());
        assert!(read(b"1e400", &Limits::default()).unwrap().0.is_number());
    }

    #[test]
    fn faults_are_those_of_every_text() {
        let one = |rule: &str, path: &str| vec![(rule.to_owned(), path.to_owned())];
        assert_eq!(rules(br#"{"a": [0, {"b": 1, "c": 2, "\u0062": 3}]}"#), one("json-duplicate-key", "/a/1/b"));
        assert_eq!(rules(br#"{"a": [0, "\ud800"]}"#), one("json-surrogate", "/a/1"));
        assert_eq!(rules(br#"{"a": 1,}"#), one("json-syntax", ""));
        assert_eq!(rules(b"\"\xff\""), one("json-utf8", ""));
        assert_eq!(rules("[".repeat(200_000).as_bytes()), one("json-depth", ""));
        assert_eq!(rules(format!("{}{}", "[".repeat(128), "]".repeat(128)).as_bytes()), []);
    }
}
