//! The text of an input as a tree, for what is judged on one.
//!
//! Every text that the reader takes has a tree, and one that says what the reader says: half of a surrogate pair is
//! U+FFFD, and of a key that stands there twice the last one counts. Whole numbers of 64 bits are exact; all others
//! are the nearest double, and what is beyond every double is the greatest one.

use serde_json::{Map, Number, Value};

use super::{Fault, Found, Reader};

/// The tree of a text; nothing when it is no JSON. Nesting costs stack: the text must have been found to nest no
/// deeper than the limit.
pub(crate) fn read(text: &[u8]) -> Option<Value> {
    let mut reader = Reader::new(text);
    let value = value(&mut reader).ok()?;
    reader.end().ok()?;
    Some(value)
}

fn value(reader: &mut Reader<'_>) -> Result<Value, Fault> {
    Ok(match reader.found()? {
        Found::Null => {
            reader.null()?;
            Value::Null
        }
        Found::Boolean => {
            let is_true = reader.peek() == Some(b't');
            reader.boolean()?;
            Value::Bool(is_true)
        }
        Found::Number => {
            let text = reader.number()?.text;
            Value::Number(number(core::str::from_utf8(text).map_err(|_| Fault::Utf8)?))
        }
        Found::String => Value::String(reader.string()?.decode(reader.text).into_owned()),
        Found::Array => {
            let mut items = Vec::new();
            reader.at += 1;
            let mut more = !reader.take(b']');
            while more {
                items.push(value(reader)?);
                more = reader.another(b']')?;
            }
            Value::Array(items)
        }
        Found::Object => {
            let mut entries = Map::new();
            reader.at += 1;
            let mut more = !reader.take(b'}');
            while more {
                let key = reader.key()?.decode(reader.text).into_owned();
                entries.insert(key, value(reader)?);
                more = reader.another(b'}')?;
            }
            Value::Object(entries)
        }
    })
}

/// The number that a text of JSON stands for.
pub(crate) fn number(text: &str) -> Number {
    if let Ok(number) = text.parse::<i64>() {
        return number.into();
    }
    if let Ok(number) = text.parse::<u64>() {
        return number.into();
    }
    // INVARIANT: every JSON number has a double that is nearest to it, and a clamped one is finite.
    let double = text.parse::<f64>().unwrap_or_default().clamp(f64::MIN, f64::MAX);
    Number::from_f64(double).unwrap_or_else(|| 0.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn trees_say_what_the_reader_says() {
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
        ] {
            assert_eq!(read(text.as_bytes()), Some(value), "{text}");
        }
        for text in ["", "{", "[1,]", "{} {}", "nul"] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }
}
