#[cfg(any(feature = "record", feature = "documents"))]
use std::collections::BTreeMap;

/// A line and column in a text.
///
/// ```
/// use mi_preflight::Place;
/// assert_eq!(mi_preflight::place(b"{}", 1), Place { line: 1, column: 2 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1. Lines end with a line feed.
    pub line: usize,
    /// The column, from 1, in characters; each byte that is not UTF-8 counts as one.
    pub column: usize,
}

/// Returns the line and column of a byte of `text`. It counts from the beginning of the text.
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

/// Returns the lines and columns of several bytes of `text`, in one pass.
#[cfg(any(feature = "record", feature = "documents"))]
pub(crate) fn places(text: &[u8], offsets: impl Iterator<Item = usize>) -> BTreeMap<usize, Place> {
    let mut places: BTreeMap<usize, Place> = offsets.map(|offset| (offset, Place { line: 1, column: 1 })).collect();
    let mut previous = (0, Place { line: 1, column: 1 });
    for (&offset, entry) in &mut places {
        let between = text.get(previous.0..offset.min(text.len())).unwrap_or_default();
        let relative = place(between, between.len());
        let column = if relative.line == 1 { previous.1.column + relative.column - 1 } else { relative.column };
        *entry = Place { line: previous.1.line + relative.line - 1, column };
        previous = (offset, *entry);
    }
    places
}
