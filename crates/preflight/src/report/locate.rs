//! Where a path leads in a text: a second look, taken only when somebody asks.

use crate::json::{Fault, Found, Reader};
use crate::report::{Path, Token};

/// Where the value at `path` begins, or the nearest value around it that is there.
pub(crate) fn offset_of(text: &[u8], path: &Path) -> usize {
    let mut reader = Reader::new(text);
    let mut offset = start(&mut reader);
    for token in path.tokens() {
        match step(reader, token) {
            Ok(Some(inside)) => reader = inside,
            _ => break,
        }
        offset = start(&mut reader);
    }
    offset
}

fn start(reader: &mut Reader<'_>) -> usize {
    reader.peek();
    reader.at
}

/// The value at `token` of the value that comes next.
fn step<'t>(mut reader: Reader<'t>, token: &Token) -> Result<Option<Reader<'t>>, Fault> {
    match (token, reader.found()?) {
        (Token::Index(index), Found::Array) => {
            reader.at += 1;
            for _ in 0..*index {
                skip(&mut reader)?;
                if !reader.another(b']')? {
                    return Ok(None);
                }
            }
            Ok(Some(reader))
        }
        (Token::Member(name) | Token::Key(name), Found::Object) => {
            reader.at += 1;
            let mut found = None;
            if reader.take(b'}') {
                return Ok(None);
            }
            loop {
                if reader.key()?.decode(reader.text) == *name {
                    // The last of several is the one that is judged.
                    found = Some(reader);
                }
                skip(&mut reader)?;
                if !reader.another(b'}')? {
                    return Ok(found);
                }
            }
        }
        _ => Ok(None),
    }
}

/// Reads past one value.
fn skip(reader: &mut Reader<'_>) -> Result<(), Fault> {
    let mut open: Vec<u8> = Vec::new();
    loop {
        match reader.found()? {
            Found::String => {
                reader.string()?;
            }
            Found::Number => {
                reader.number()?;
            }
            Found::Boolean => reader.boolean()?,
            Found::Null => reader.null()?,
            Found::Object => {
                reader.at += 1;
                if !reader.take(b'}') {
                    reader.key()?;
                    open.push(b'}');
                    continue;
                }
            }
            Found::Array => {
                reader.at += 1;
                if !reader.take(b']') {
                    open.push(b']');
                    continue;
                }
            }
        }
        loop {
            let Some(&close) = open.last() else { return Ok(()) };
            if reader.another(close)? {
                if close == b'}' {
                    reader.key()?;
                }
                break;
            }
            open.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_or_what_is_around_it() {
        let text = br#"{"a": [{"x": {}}, [1, {"y": [ ]}], {"b c": 7}], "z": 1}"#;
        let at = |tokens: &[Token]| offset_of(text, &Path::new(tokens.to_vec()));
        let key = |name: &str| Token::Key(name.to_owned());
        assert_eq!(at(&[]), 0);
        assert_eq!(text[at(&[key("a"), Token::Index(2), key("b c")])], b'7');
        assert_eq!(text[at(&[key("z")])], b'1');
        assert_eq!(at(&[key("a"), Token::Index(2), key("none")]), at(&[key("a"), Token::Index(2)]));
        assert_eq!(at(&[key("a"), Token::Index(9)]), at(&[key("a")]));
    }
}
