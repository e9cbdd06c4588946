//! Splits the values of headers that hold lists.

use std::borrow::Cow;

use crate::engine::validate::Location;
use crate::smithy::{Kind, Model, Shape, ShapeId, TimestampFormat};

/// The form of the items of a header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemForm {
    /// Texts, which may be quoted.
    Text,
    /// Dates with one comma in each, which may be quoted.
    HttpDate,
    /// Values that are never quoted.
    Plain,
}

impl ItemForm {
    /// Returns the form of the items of a shape.
    pub(super) fn of(model: &Model<'_>, item: ShapeId) -> ItemForm {
        let Shape { kind, media_type, .. } = model.shape(item);
        match kind {
            Kind::String { .. } if media_type.is_empty() => ItemForm::Text,
            Kind::Timestamp(format) if Location::Header.timestamp_format(*format) == TimestampFormat::HttpDate => {
                ItemForm::HttpDate
            }
            _ => ItemForm::Plain,
        }
    }
}

/// Adds the items of a header. Returns whether it is well formed; if not, the items before the mistake are added.
pub(super) fn add_items<'r>(header: &'r str, form: ItemForm, items: &mut Vec<Cow<'r, str>>) -> bool {
    let mut rest = header;
    loop {
        rest = rest.trim_start();
        let after = match rest.strip_prefix('"').filter(|_| form != ItemForm::Plain) {
            Some(quoted) => {
                let Some((item, after)) = unquote(quoted) else { return false };
                items.push(Cow::Owned(item));
                after.trim_start()
            }
            None => {
                let commas = rest.bytes().enumerate().filter(|(_, byte)| *byte == b',');
                let mut ends = commas.map(|(at, _)| at).skip(usize::from(form == ItemForm::HttpDate));
                let (item, after) = rest.split_at(ends.next().unwrap_or(rest.len()));
                items.push(Cow::Borrowed(item.trim_end()));
                after
            }
        };
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return after.is_empty(),
        }
    }
}

/// Reads a quoted item up to its closing quote. A backslash makes the next character stand for itself.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut item = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((item, &text[at + 1..])),
            '\\' => item.push(characters.next()?.1),
            character => item.push(character),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(header: &str, form: ItemForm) -> (Vec<String>, bool) {
        let mut items = Vec::new();
        let is_well_formed = add_items(header, form, &mut items);
        (items.into_iter().map(Cow::into_owned).collect(), is_well_formed)
    }

    #[test]
    fn splits_texts_outside_of_quotes() {
        for (header, expected) in [
            ("a, b ,c", &["a", "b", "c"][..]),
            (r#""a,b", c"#, &["a,b", "c"]),
            (r#""b,\"r\\", "" ,x"y"#, &[r#"b,"r\"#, "", r#"x"y"#]),
            ("a,,b", &["a", "", "b"]),
            (r#" "é" "#, &["é"]),
        ] {
            assert_eq!(items(header, ItemForm::Text), (expected.iter().map(|&item| item.to_owned()).collect(), true));
        }
        for header in [r#"a, "b"#, r#""b\"#, r#""a"b, c"#] {
            assert!(!items(header, ItemForm::Text).1, "{header}");
        }
    }

    #[test]
    fn keeps_the_comma_of_a_date() {
        let date = "Tue, 29 Apr 2014 18:30:38 GMT";
        for header in [format!("{date}, {date}"), format!("\"{date}\",{date}"), format!(" {date} ,\"{date}\" ")] {
            assert_eq!(items(&header, ItemForm::HttpDate), (vec![date.to_owned(); 2], true), "{header}");
        }
        assert_eq!(items(r#"1, "2""#, ItemForm::Plain).0, ["1", "\"2\""]);
    }
}
