//! Finds the values at paths in a text. It reads the text again, so it runs only on demand.

use crate::engine::report::{Path, Token};
use crate::text::json::parts::{self, Part};
use crate::text::stable_sort;

/// Returns the offsets of the values at `paths`, or of their nearest existing ancestors.
///
/// Each container is split once, however many paths lead into it: the work is not the number of paths times the text.
pub(crate) fn offsets_of(text: &[u8], paths: &[&Path]) -> Vec<usize> {
    Finder::new(text).offsets(paths)
}

/// Returns the text of the value at `path`, or of its nearest existing ancestor.
#[cfg(feature = "documents")]
pub(crate) fn value_at<'t>(text: &'t [u8], path: &[Token]) -> &'t [u8] {
    Finder::new(text).value_at(path)
}

/// Finds values by their paths. It keeps the values on the path of the last one, so paths should come sorted.
struct Finder<'t, 'p> {
    text: &'t [u8],
    last_path: &'p [Token],
    /// The root, and the values on the last path as far as they exist.
    values: Vec<Value<'t>>,
}

/// A value, and its members, sorted by key, or its items, if they were needed.
struct Value<'t> {
    text: &'t [u8],
    members: Option<Vec<Part<'t>>>,
    items: Option<Vec<Part<'t>>>,
}

impl<'t> Value<'t> {
    fn new(text: &'t [u8]) -> Value<'t> {
        Value { text, members: None, items: None }
    }

    /// Returns the child that `token` leads to. Of members with the same key it is the last.
    fn child(&mut self, token: &Token) -> Option<&'t [u8]> {
        let part = match token {
            Token::Index(index) => self.items.get_or_insert_with(|| parts::items(self.text)).get(*index),
            Token::AnyIndex => None,
            Token::Member(name) | Token::Key(name) => {
                let members = self.members.get_or_insert_with(|| {
                    let mut members = parts::members(self.text);
                    stable_sort::sort(&mut members, &|a, b| a.key.cmp(&b.key));
                    members
                });
                let end = members.partition_point(|member| *member.key <= **name);
                members[..end].last().filter(|member| *member.key == **name)
            }
        };
        part.map(|part| part.value)
    }
}

impl<'t, 'p> Finder<'t, 'p> {
    fn new(text: &'t [u8]) -> Finder<'t, 'p> {
        Finder { text, last_path: &[], values: vec![Value::new(text)] }
    }

    fn offsets(&mut self, paths: &[&'p Path]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..paths.len()).collect();
        stable_sort::sort(&mut order, &|&a, &b| paths[a].cmp(paths[b]));
        let mut offsets = vec![0; paths.len()];
        for index in order {
            let value = self.value_at(paths[index].tokens());
            offsets[index] = parts::offset_in(self.text, value.trim_ascii_start());
        }
        offsets
    }

    fn value_at(&mut self, path: &'p [Token]) -> &'t [u8] {
        let same = path.iter().zip(self.last_path).take_while(|(token, last)| token.cmp(last).is_eq()).count();
        self.values.truncate(same + 1);
        self.last_path = path;
        // The last path may have ended early: from there on its values are looked up again.
        for token in &path[self.values.len() - 1..] {
            let Some(child) = self.values.last_mut().and_then(|value| value.child(token)) else { break };
            self.values.push(Value::new(child));
        }
        self.values.last().map_or(self.text, |value| value.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Token {
        Token::Key(name.to_owned())
    }

    #[test]
    fn finds_a_path_or_its_nearest_existing_ancestor() {
        let text = br#"{"a": [{"x": {}}, [1, {"y": [ ]}], {"b c": 7}], "z": 0, "z": 1}"#;
        let paths = [
            vec![],
            vec![key("z")],
            vec![key("a"), Token::Index(2), key("b c")],
            vec![key("a"), Token::Index(2), key("none"), key("b c")],
            vec![key("a"), Token::Index(2)],
            vec![Token::Member("a".to_owned()), Token::Index(9)],
            vec![key("a")],
            vec![key("a"), Token::Index(1), Token::Index(1), key("y")],
        ]
        .map(Path::new);
        let offsets = offsets_of(text, &paths.each_ref()[..]);
        let starts: Vec<&str> = offsets.iter().map(|&at| core::str::from_utf8(&text[at..at + 2]).unwrap()).collect();
        assert_eq!(starts, ["{\"", "1}", "7}", "{\"", "{\"", "[{", "[{", "[ "]);
        assert_eq!(offsets[3], offsets[4]);
        for (path, offset) in paths.iter().zip(offsets) {
            assert_eq!(parts::offset_in(text, value_at(text, path.tokens())), offset, "{path}");
        }
    }

    #[test]
    fn splits_each_container_once() {
        let text = format!("[{}[]]", r#"{"a": 1, "b": [2]},"#.repeat(500));
        let of_item = |index| ["b", "a"].map(|name| Path::new(vec![Token::Index(index), key(name)]));
        let paths: Vec<Path> = (0..500).rev().flat_map(of_item).collect();
        let mut finder = Finder::new(text.as_bytes());
        let offsets = finder.offsets(&paths.iter().collect::<Vec<_>>());
        // The root was split, and was not dropped for the last path.
        assert!(finder.values[0].items.is_some() && finder.values.len() == 3);
        assert!(offsets.iter().zip(&paths).all(|(&offset, path)| match path.tokens() {
            [_, name] if *name == key("a") => text.as_bytes()[offset] == b'1',
            _ => text.as_bytes()[offset] == b'[',
        }));
    }
}
