//! Where a path leads in a text: a second look, taken only when somebody asks.

use crate::engine::report::{Path, Token};
use crate::text::json::parts;

/// Where the value at `path` begins, or the nearest value around it that is there.
pub(crate) fn offset_of(text: &[u8], path: &Path) -> usize {
    parts::offset_in(text, value_at(text, path.tokens()).trim_ascii_start())
}

/// The value at `path` as it is written, or the nearest value around it that is there.
pub(crate) fn value_at<'t>(text: &'t [u8], path: &[Token]) -> &'t [u8] {
    let mut value = text;
    for token in path {
        let inside = match token {
            Token::Index(index) => parts::items(value).get(*index).map(|item| item.value),
            Token::Every => None,
            Token::Member(name) | Token::Key(name) => parts::member(value, name).map(|member| member.value),
        };
        match inside {
            Some(inside) => value = inside,
            None => break,
        }
    }
    value
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
