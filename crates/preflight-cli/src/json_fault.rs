//! Why a text is not JSON: what was expected where reading stopped, and the cause, which is often invisible.

/// What the grammar of JSON allows at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Value,
    /// An item or `]`, after the bracket that opens an array.
    FirstItem,
    /// A key or `}`, after the brace that opens an object.
    FirstKey,
    Key,
    Colon,
    /// A comma or the closing bracket.
    Separator,
    End,
}

/// How a text begins that is in another encoding, or has a byte order mark.
pub(crate) fn describe_encoding(text: &[u8]) -> Option<&'static str> {
    match text {
        [0xef, 0xbb, 0xbf, ..] => Some("the text begins with a byte order mark: save it as UTF-8 without one"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => {
            Some("the text is encoded as UTF-16 or UTF-32: save it as UTF-8")
        }
        _ => None,
    }
}

/// Describes why a text is not JSON. Returns `None` if it is.
pub(crate) fn describe_text(text: &[u8]) -> Option<String> {
    let error = serde_json::from_slice::<serde::de::IgnoredAny>(text).err()?;
    if error.is_eof() {
        return Some(describe_fault(text, text.len()));
    }
    let line_start = text.split_inclusive(|&byte| byte == b'\n').take(error.line().saturating_sub(1)).map(<[u8]>::len);
    Some(describe_fault(text, line_start.sum::<usize>() + error.column().saturating_sub(1)))
}

/// Describes the fault at `offset` of a text. The text before it is the beginning of valid JSON.
///
/// The description shows nothing of the text except brackets and separators.
pub(crate) fn describe_fault(text: &[u8], offset: usize) -> String {
    if let Some(encoding) = describe_encoding(text) {
        return encoding.to_owned();
    }
    if text.trim_ascii().is_empty() {
        return "the text is empty: expected a JSON value".to_owned();
    }
    let mut offset = offset.min(text.len());
    let mut state = State::before(text, offset);
    // A sign without a number belongs to the text that was found instead of a value.
    if !state.is_in_string && text[..offset].ends_with(b"-") {
        offset -= 1;
        state = State::before(text, offset);
    }
    let rest = &text[offset..];
    if state.is_in_string {
        return match rest {
            [] => "the text ends too early, inside a string: add the closing `\"`".to_owned(),
            [b'\\', ..] => {
                "a backslash begins an escape such as `\\n` or `\\u00e9`: write `\\\\` for a backslash".to_owned()
            }
            [b'\n' | b'\r', ..] => "the string ends with its line: add the closing `\"`, or write `\\n`".to_owned(),
            [byte, ..] if *byte < 0x20 => "a string has a control character: write it as an escape".to_owned(),
            _ => "this is not UTF-8".to_owned(),
        };
    }
    if rest.trim_ascii().is_empty() {
        let closing = state.closing();
        return match closing.as_str() {
            "" => "the text ends too early".to_owned(),
            closing => format!("the text ends too early: `{closing}` is missing at the end"),
        };
    }
    let expected = state.expected_words();
    let found = describe_found(rest);
    match state.cause(text, offset, rest) {
        Some(cause) => format!("expected {expected}, found {found}: {cause}"),
        None => format!("expected {expected}, found {found}"),
    }
}

/// The state of the reader before a position.
struct State {
    /// The open brackets.
    open: Vec<u8>,
    expected: Expected,
    is_in_string: bool,
}

impl State {
    fn before(text: &[u8], offset: usize) -> State {
        let mut state = State { open: Vec::new(), expected: Expected::Value, is_in_string: false };
        let mut position = 0;
        while position < offset {
            match text[position] {
                b' ' | b'\t' | b'\r' | b'\n' => {}
                b'"' => {
                    let Some(length) = length_of_string(&text[position..offset]) else {
                        state.is_in_string = true;
                        return state;
                    };
                    position += length - 1;
                    state.expected = match state.expected {
                        Expected::Key | Expected::FirstKey => Expected::Colon,
                        _ => state.after_value(),
                    };
                }
                byte @ (b'{' | b'[') => {
                    state.open.push(byte);
                    state.expected = if byte == b'{' { Expected::FirstKey } else { Expected::FirstItem };
                }
                b'}' | b']' => {
                    state.open.pop();
                    state.expected = state.after_value();
                }
                b':' => state.expected = Expected::Value,
                b',' => {
                    state.expected = if state.open.last() == Some(&b'{') { Expected::Key } else { Expected::Value };
                }
                // A number or literal.
                _ => state.expected = state.after_value(),
            }
            position += 1;
        }
        state
    }

    fn after_value(&self) -> Expected {
        if self.open.is_empty() { Expected::End } else { Expected::Separator }
    }

    /// Returns the brackets that close what is open, at most a few.
    fn closing(&self) -> String {
        let close = |open: &u8| if *open == b'{' { '}' } else { ']' };
        self.open.iter().rev().take(8).map(close).collect()
    }

    fn expected_words(&self) -> &'static str {
        match (self.expected, self.open.last()) {
            (Expected::Value, _) => "a value",
            (Expected::FirstItem, _) => "a value or `]`",
            (Expected::FirstKey, _) => "a name in double quotes or `}`",
            (Expected::Key, _) => "a name in double quotes",
            (Expected::Colon, _) => "`:`",
            (Expected::Separator, Some(b'{')) => "`,` or `}`",
            (Expected::Separator, _) => "`,` or `]`",
            (Expected::End, _) => "the end of the text",
        }
    }

    /// Returns the likely cause of a fault and how to mend it.
    fn cause(&self, text: &[u8], offset: usize, rest: &[u8]) -> Option<&'static str> {
        let before = text[..offset].trim_ascii_end();
        let starts_with = |words: &[&str]| words.iter().any(|word| rest.starts_with(word.as_bytes()));
        let is_start = before.is_empty();
        let wants_value = matches!(self.expected, Expected::Value | Expected::FirstItem);
        Some(match rest[0] {
            b'}' | b']' if before.ends_with(b",") => "remove the trailing comma",
            b',' if before.ends_with(b",") => "remove one of the commas",
            b'/' if starts_with(&["//", "/*"]) => "JSON has no comments",
            b'\'' => "JSON has only double quotes",
            b'`' => "JSON has only double quotes",
            b'=' if self.expected == Expected::Colon => "JSON has a colon between name and value",
            _ if is_start && looks_like_yaml(text) => "this looks like YAML: convert it to JSON",
            b'#' => "JSON has no comments",
            b'<' if is_start => "this looks like XML or HTML",
            _ if wants_value && starts_with(&["NaN", "Infinity", "-Infinity", "nan", "inf", "-inf"]) => {
                "JSON has no such number; where the model allows it, it is a string such as \"NaN\""
            }
            _ if wants_value && starts_with(&["True", "False", "None", "TRUE", "FALSE", "NULL", "Null"]) => {
                "write `true`, `false` and `null` in lower case"
            }
            _ if wants_value && starts_with(&["undefined"]) => "JSON has only `null`",
            b'+' | b'.' | b'0'..=b'9' | b'-' if wants_value => {
                "a number begins with a digit or `-`, has no leading zero, and digits on both sides of its point"
            }
            b'0'..=b'9' | b'.' | b'x' | b'X' | b'_' if before.ends_with(b"0") && before.len() == offset => {
                "a number has no leading zero and no other base than ten"
            }
            b'"' | b'{' | b'[' if self.expected == Expected::Separator => "a comma is missing",
            _ if self.expected == Expected::End && text[before.len()..offset].contains(&b'\n') => {
                "if there is one record per line, use `--ndjson`"
            }
            byte if matches!(self.expected, Expected::Key | Expected::FirstKey) && is_word(byte) => {
                "put the name in double quotes"
            }
            byte if wants_value && is_word(byte) => "put a text in double quotes",
            _ => return None,
        })
    }
}

/// Returns the length of the JSON string at the beginning of a text, with its quotes.
fn length_of_string(text: &[u8]) -> Option<usize> {
    let mut is_escaped = false;
    let close = text.iter().skip(1).position(|&byte| {
        let closes = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        closes
    });
    close.map(|position| position + 2)
}

/// Describes what was found instead, without showing it.
fn describe_found(rest: &[u8]) -> String {
    match rest[0] {
        byte if b"{}[]:,'/#`=".contains(&byte) => format!("`{}`", char::from(byte)),
        b'"' => "a string".to_owned(),
        b'0'..=b'9' | b'-' | b'+' | b'.' => "a number".to_owned(),
        byte if is_word(byte) => "a word".to_owned(),
        0..=0x1f | 0x7f => "a control character".to_owned(),
        _ => "another character".to_owned(),
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$'
}

/// Returns whether the first line with content is a key, an item or a mark of YAML.
fn looks_like_yaml(text: &[u8]) -> bool {
    let lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let Some(line) = lines.into_iter().find(|line| !line.is_empty() && !line.starts_with(b"#")) else { return false };
    let key = line.iter().position(|&byte| byte == b':').map(|end| &line[..end]);
    let is_key = |key: &[u8]| key.first().is_some_and(|byte| is_word(*byte)) && !key.contains(&b'"');
    let is_pair = key.is_some_and(is_key) && !line.contains(&b'{');
    line.starts_with(b"---") || line.starts_with(b"%YAML") || line.starts_with(b"- ") || is_pair
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Describes the fault that the library finds.
    fn describe(text: &[u8]) -> String {
        let preflight = mi_preflight::Preflight::new(mi_preflight::Edition::default());
        let report = preflight.check("CreateManagedThing", text).unwrap();
        let violation = &report.violations()[0];
        assert!(["json-syntax", "json-utf8"].contains(&violation.rule.id()), "{text:?}: {violation}");
        describe_fault(text, violation.offset.unwrap())
    }

    #[test]
    fn causes_are_named() {
        for (text, expected) in [
            ("", "the text is empty"),
            (" \n", "the text is empty"),
            ("\u{feff}{}", "byte order mark"),
            ("{\"a\": 1,}", "expected a name in double quotes, found `}`: remove the trailing comma"),
            ("{\"a\": [1, ]}", "expected a value, found `]`: remove the trailing comma"),
            ("{\"a\": [1,,2]}", "remove one of the commas"),
            ("{\"a\": 1 // x\n}", "expected `,` or `}`, found `/`: JSON has no comments"),
            ("/* x */ {}", "JSON has no comments"),
            ("{# x\n}", "JSON has no comments"),
            ("{'a': 1}", "found `'`: JSON has only double quotes"),
            ("{\"a\": 'x'}", "JSON has only double quotes"),
            ("{\"a\": NaN}", "JSON has no such number"),
            ("{\"a\": -Infinity}", "JSON has no such number"),
            ("{\"a\": True}", "lower case"),
            ("{\"a\": None}", "lower case"),
            ("{\"a\": undefined}", "only `null`"),
            ("{\"a\": 1", "the text ends too early: `}` is missing"),
            ("{\"a\": [{", "the text ends too early: `}]}` is missing"),
            ("{\"a\": ", "the text ends too early"),
            ("{\"a\": \"x", "inside a string"),
            ("{\"a\": \"x\n\"}", "the string ends with its line"),
            ("{\"a\": \"\u{1}\"}", "control character"),
            ("{\"a\": \"\\x\"}", "escape"),
            ("{a: 1}", "put the name in double quotes"),
            ("{\"a\": x}", "put a text in double quotes"),
            ("{\"a\" 1}", "expected `:`, found a number"),
            ("{\"a\" = 1}", "JSON has a colon"),
            ("{\"a\": 1 \"b\": 2}", "a comma is missing"),
            ("{\"a\": [1}", "expected `,` or `]`, found `}`"),
            ("{\"a\": 01}", "leading zero"),
            ("{\"a\": +1}", "a number begins with a digit"),
            ("{\"a\": .5}", "a number begins with a digit"),
            ("{} {}", "expected the end of the text, found `{`"),
            ("{}\n{}", "--ndjson"),
            ("Name: x\nRole: HUB\n", "YAML"),
            ("---\nName: x", "YAML"),
            ("# c\n- a", "YAML"),
            ("<a/>", "XML"),
        ] {
            let actual = describe(text.as_bytes());
            assert!(actual.contains(expected), "{text:?}: {actual}");
        }
        let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(describe(&utf16).contains("UTF-16"));
        assert!(describe(&utf16[2..]).contains("UTF-16"));
    }

    #[test]
    fn nothing_of_the_text_is_shown() {
        let text = br#"{"secret": [1, "secret", {"secret": "secret"}], "b": null, "c": -1.5e3}"#;
        for at in 0..=text.len() {
            assert!(!describe_fault(&text[..at], at).contains("secret"));
            for byte in *b"\"'{}[]:,\\x1/#\xff\x00\n" {
                let mut changed = text.to_vec();
                changed.insert(at, byte);
                for offset in 0..=changed.len() {
                    assert!(!describe_fault(&changed, offset).contains("secret"));
                }
            }
        }
    }
}
