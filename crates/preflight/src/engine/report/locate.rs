//! Finds the value at a path in a text. It reads the text again, so it runs only on demand.

use crate::engine::report::{Path, Token};
use crate::text::json::parts;

/// Returns the offset of the value at `path`, or of its nearest existing ancestor.
pub(crate) fn offset_of(text: &[u8], path: &Path) -> usize {
    parts::offset_in(text, value_at(text, path.tokens()).trim_ascii_start())
}

/// Returns the text of the value at `path`, or of its nearest existing ancestor.
pub(crate) fn value_at<'t>(text: &'t [u8], path: &[Token]) -> &'t [u8] {
    let mut value = text;
    for token in path {
        let child = match token {
            Token::Index(index) => parts::items(value).get(*index).map(|item| item.value),
            Token::AnyIndex => None,
            Token::Member(name) | Token::Key(name) => parts::member(value, name).map(|member| member.value),
        };
        match child {
            Some(child) => value = child,
            None => break,
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_path_or_its_nearest_existing_ancestor() {
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
