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
