#[cfg(feature = "record")]
use std::collections::BTreeMap;

/// A place in a text that a person can find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1. Lines end with a line feed.
    pub line: usize,
    /// The column, from 1, in characters; bytes that are no UTF-8 count one each.
    pub column: usize,
}

/// The place of a byte of `text`: a second look, taken only when somebody asks.
///
/// ```
/// let place = mi_preflight::place(b"{\n \"a\": 1}", 7);
/// assert_eq!((place.line, place.column), (2, 6));
/// ```
pub fn place(text: &[u8], offset: usize) -> Place {
    let before = &text[..offset.min(text.len())];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |feed| feed + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = before[line_start..]
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().count() + chunk.invalid().len())
        .sum::<usize>()
        + 1;
    Place { line, column }
}

/// The places of several bytes of `text`, found in one look.
#[cfg(feature = "record")]
pub(crate) fn places(text: &[u8], offsets: impl Iterator<Item = usize>) -> BTreeMap<usize, Place> {
    let mut places: BTreeMap<usize, Place> = offsets.map(|offset| (offset, Place { line: 1, column: 1 })).collect();
    let mut last = (0, Place { line: 1, column: 1 });
    for (&offset, found) in &mut places {
        let between = text.get(last.0..offset.min(text.len())).unwrap_or_default();
        let step = place(between, between.len());
        let column = if step.line == 1 { last.1.column + step.column - 1 } else { step.column };
        *found = Place { line: last.1.line + step.line - 1, column };
        last = (offset, *found);
    }
    places
}
