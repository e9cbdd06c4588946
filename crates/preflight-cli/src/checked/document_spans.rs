//! The values in a file that are not part of a capability or definition document, so that they may be confidential.

use core::ops::Range;

/// Keys of documents, besides the keywords of JSON Schema.
const DOCUMENT_KEYS: &[&str] = &[
    "name",
    "version",
    "extrinsicId",
    "extrinsicVersion",
    "extrinsicProperties",
    "extrinsicIdMap",
    "actions",
    "events",
];

/// Keywords of JSON Schema that a definition may have.
const SCHEMA_KEYWORDS: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "else",
    "enum",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
];

/// Keys of which a document has at least one, and an input of an operation none.
const TELLING_KEYS: &[&str] = &[
    "$id",
    "$ref",
    "$defs",
    "extrinsicId",
    "extrinsicVersion",
    "extrinsicProperties",
    "properties",
    "actions",
    "events",
    "type",
    "enum",
    "const",
    "allOf",
    "anyOf",
    "oneOf",
];

/// Keys of the service's answers, and of the items in one, whose values are public.
const ANSWER_KEYS: &[&str] =
    &["SchemaId", "CapabilityId", "Type", "Description", "Namespace", "SemanticVersion", "Visibility", "Format"];

/// What an object is, which decides the keys that it may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Document,
    /// An answer of the service, or an item of a list in one.
    Answer,
}

/// Returns the spans of values that are not part of a document. Returns `None` if the text holds no document at all.
///
/// `fault` is where the text stops being JSON. What follows is not part of a document, except for one bracket or
/// separator, which is the mistake itself.
pub(super) fn foreign_spans(text: &[u8], fault: Option<usize>) -> Option<Vec<Range<usize>>> {
    let fault = fault.map_or(text.len(), |offset| offset.min(text.len()));
    let shows_fault = text.get(fault).is_some_and(|byte| b"{}[]:,".contains(byte));
    let end = fault + usize::from(shows_fault);
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace()).filter(|&start| text[start] == b'{')?;

    let mut keys = Vec::new();
    Scanner { text: &text[..end], position: start }.members(|scanner, key| {
        keys.push(key.to_vec());
        scanner.value();
    });
    let has = |name: &str| keys.iter().any(|key| key == name.as_bytes());
    let is_answer = !has("$id") && (has("Items") || has("Schema"));
    if !is_answer && !TELLING_KEYS.iter().any(|name| has(name)) {
        return None;
    }
    let level = if is_answer { Level::Answer } else { Level::Document };
    let mut spans = Vec::new();
    let mut scanner = Scanner { text: &text[..end], position: start };
    scanner.object(level, &mut spans);
    spans.extend((scanner.position < text.len()).then_some(scanner.position..text.len()));
    Some(spans)
}

/// Reads the part of a text that is JSON. Stops at anything else.
struct Scanner<'t> {
    text: &'t [u8],
    position: usize,
}

impl<'t> Scanner<'t> {
    fn peek(&mut self) -> Option<u8> {
        while self.text.get(self.position).is_some_and(u8::is_ascii_whitespace) {
            self.position += 1;
        }
        self.text.get(self.position).copied()
    }

    /// Reads the object at the position, and adds the values of keys that it should not have.
    fn object(&mut self, level: Level, spans: &mut Vec<Range<usize>>) {
        self.members(|scanner, key| {
            let is = |names: &[&str]| names.iter().any(|name| name.as_bytes() == key);
            let next = scanner.peek();
            let start = scanner.position;
            match (level, next) {
                (Level::Answer, Some(b'{')) if key == b"Schema" => scanner.object(Level::Document, spans),
                (Level::Answer, Some(b'[')) if key == b"Items" => scanner.items(spans),
                (Level::Answer, _) if is(ANSWER_KEYS) => scanner.value(),
                (Level::Document, _) if is(DOCUMENT_KEYS) || is(SCHEMA_KEYWORDS) => scanner.value(),
                _ => {
                    scanner.value();
                    spans.push(start..scanner.position);
                }
            }
        });
    }

    /// Reads the list of an answer.
    fn items(&mut self, spans: &mut Vec<Range<usize>>) {
        self.position += 1;
        loop {
            match self.peek() {
                Some(b'{') => self.object(Level::Answer, spans),
                Some(b',') => self.position += 1,
                Some(b']') => {
                    self.position += 1;
                    return;
                }
                None => return,
                Some(_) => {
                    let start = self.position;
                    self.value();
                    spans.push(start..self.position);
                }
            }
        }
    }

    /// Reads the object at the position. `read_value` gets each key as it is written, and must read its value.
    fn members(&mut self, mut read_value: impl FnMut(&mut Scanner<'t>, &'t [u8])) {
        self.position += 1;
        loop {
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(b'"') => {
                    let start = self.position;
                    self.string();
                    let key = &self.text[start..self.position];
                    let key = key.strip_prefix(b"\"").and_then(|key| key.strip_suffix(b"\"")).unwrap_or(key);
                    if self.peek() == Some(b':') {
                        self.position += 1;
                    }
                    read_value(self, key);
                }
                Some(b'}') => {
                    self.position += 1;
                    return;
                }
                _ => return,
            }
        }
    }

    fn string(&mut self) {
        let mut is_escaped = false;
        self.position += 1;
        while let Some(byte) = self.text.get(self.position) {
            self.position += 1;
            match byte {
                b'"' if !is_escaped => return,
                _ => is_escaped = *byte == b'\\' && !is_escaped,
            }
        }
    }

    /// Reads the value at the position.
    fn value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.position += 1;
                    continue;
                }
                b'}' | b']' | b',' if depth == 0 => return,
                b'}' | b']' => {
                    depth -= 1;
                    self.position += 1;
                }
                b',' | b':' => {
                    self.position += 1;
                    continue;
                }
                _ => {
                    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"{}[]:,\"".contains(byte);
                    let length = self.text[self.position..].iter().position(is_end);
                    self.position = length.map_or(self.text.len(), |length| self.position + length);
                }
            }
            if depth == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text with every foreign value replaced by `•`.
    fn mask(text: &str, fault: Option<usize>) -> Option<String> {
        let spans = foreign_spans(text.as_bytes(), fault)?;
        let mut out = String::new();
        let mut position = 0;
        for span in spans {
            out.push_str(&text[position..span.start]);
            out.push('•');
            position = span.end;
        }
        Some(out + &text[position..])
    }

    #[test]
    fn documents_are_shown() {
        for text in [
            r#"{"$id": "a", "name": "b", "properties": {"Owner": {"value": 1}}, "type": ["x", 1e5, true]}"#,
            r#" {"Items": [{"CapabilityId": "a", "Schema": {"extrinsicId": {"a": "]"}}}, {"Type": "b"}]}"#,
            r#"{"SchemaId": "a", "Schema": {"properties": {}}}"#,
        ] {
            assert_eq!(mask(text, None).as_deref(), Some(text));
        }
    }

    #[test]
    fn other_values_are_not() {
        for (text, expected) in [
            (r#"{"$id": 1, "Owner": "s", "name": 2}"#, r#"{"$id": 1, "Owner": •, "name": 2}"#),
            (r#"{"a": {"\"": [1]}, "type": 2} "#, r#"{"a": •, "type": 2}•"#),
            (
                r#"{"Items": [{"Owner": "s"}, "s"], "NextToken": "t"}"#,
                r#"{"Items": [{"Owner": •}, •], "NextToken": •}"#,
            ),
            (r#"{"Schema": {"Owner": 1}, "$ref": 1}"#, r#"{"Schema": {"Owner": •}, "$ref": •}"#),
            (r#"{"Schema": "s"}"#, r#"{"Schema": •}"#),
        ] {
            assert_eq!(mask(text, None).as_deref(), Some(expected));
        }
        for text in ["", "[]", "secret", r#"{"Owner": "s"}"#, r#"{"name": "s", "Role": 1}"#, "{"] {
            assert_eq!(mask(text, None), None, "{text}");
        }
    }

    #[test]
    fn what_follows_a_fault_is_not_shown() {
        let text = r#"{"$id": 1, "name": 2,}, "Owner": "s""#;
        assert_eq!(mask(text, Some(21)).as_deref(), Some(r#"{"$id": 1, "name": 2,}•"#));
        let text = r#"{"$id": 1, secret"#;
        assert_eq!(mask(text, Some(11)).as_deref(), Some(r#"{"$id": 1, •"#));
        let text = r#"{"$id": 1, "name": secret, "Owner": 1}"#;
        assert_eq!(mask(text, Some(19)).as_deref(), Some(r#"{"$id": 1, "name": •"#));
    }
}
