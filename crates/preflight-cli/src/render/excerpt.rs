//! Excerpts: the source line around a place, clipped, redacted and escaped.

use core::ops::Range;

use crate::checked::VisibleSource;
use crate::escape::push_escaped;

/// Replaces a value that must not be shown, whatever its length.
const REDACTED: &str = "•••";

/// Replaces the rest of a line.
const ELLIPSIS: &str = "…";

/// Replaces a tab.
const TAB: &str = "    ";

/// Maximum number of columns of an excerpt.
const MAX_COLUMNS: usize = 100;

/// Number of columns before the place, if the line is too long on both sides of it.
const COLUMNS_BEFORE: usize = 40;

/// Part of a source line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The token at the place, in bytes of `text`.
    pub(super) highlight: Range<usize>,
}

/// A piece of an excerpt that is shown whole or not at all: a character or a redacted value.
struct Cell {
    text: String,
    /// Where in the source text the cell ends or, when reading backward, begins.
    boundary: usize,
}

/// Returns the excerpt of `text` around the byte at `offset`, limited to what may be shown.
///
/// `line` is the span of its line. The excerpt is found without reading the line, which may be as long as the text.
pub(super) fn excerpt(text: &[u8], offset: usize, line: &Range<usize>, visible: &VisibleSource) -> Excerpt {
    let offset = offset.clamp(line.start, line.end);
    let has_cr = line.end > offset && line.end < text.len() && text[line.end - 1] == b'\r';
    let span = line.start..if has_cr { line.end - 1 } else { line.end };
    let span =
        span.start.clamp(visible.span.start, visible.span.end)..span.end.clamp(visible.span.start, visible.span.end);
    let offset = offset.clamp(span.start, span.end);
    let line = LineView { text, redacted: &visible.redacted, span };
    let redaction = line.redaction_at(offset);
    let start = redaction.map_or(offset, |redacted| redacted.start.max(line.span.start));
    let token_end = redaction.map_or_else(|| end_of_token(text, offset), |redacted| redacted.end);

    let (cells_after, more_after) = line.cells_after(start);
    let (cells_before, more_before) = line.cells_before(start);
    let columns = |cells: &[Cell]| -> usize { cells.iter().map(|cell| cell.text.chars().count()).sum() };
    let columns_before = COLUMNS_BEFORE.max(MAX_COLUMNS.saturating_sub(columns(&cells_after)));
    let count_before = cells_that_fit(&cells_before, columns_before);
    let columns_after = MAX_COLUMNS - columns(&cells_before[..count_before]).min(MAX_COLUMNS);
    let count_after = cells_that_fit(&cells_after, columns_after).max(1).min(cells_after.len());

    let mut out = String::new();
    // The line may begin or end outside of what may be shown.
    let line_begins = line.span.start == 0 || text.get(line.span.start - 1) == Some(&b'\n');
    if more_before || count_before < cells_before.len() || !line_begins {
        out.push_str(ELLIPSIS);
    }
    out.extend(cells_before[..count_before].iter().rev().map(|cell| cell.text.as_str()));
    let highlight_start = out.len();
    let mut highlight_end = highlight_start;
    for cell in &cells_after[..count_after] {
        out.push_str(&cell.text);
        if cell.boundary <= token_end {
            highlight_end = out.len();
        }
    }
    let line_ends = matches!(text.get(line.span.end..), None | Some([] | [b'\n', ..] | [b'\r', b'\n', ..]));
    if more_after || count_after < cells_after.len() || !line_ends {
        out.push_str(ELLIPSIS);
    }
    Excerpt { text: out, highlight: highlight_start..highlight_end }
}

/// Returns how many of the cells fit into a number of columns.
fn cells_that_fit(cells: &[Cell], columns: usize) -> usize {
    let mut columns_left = columns;
    let fits = |cell: &&Cell| match columns_left.checked_sub(cell.text.chars().count()) {
        Some(rest) => {
            columns_left = rest;
            true
        }
        None => false,
    };
    cells.iter().take_while(fits).count()
}

/// Returns the end of the JSON token that begins at `offset`. The kind of token is known from its first byte.
fn end_of_token(text: &[u8], offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    let length = match rest.first() {
        Some(b'"') => {
            let mut is_escaped = false;
            let close = rest.iter().skip(1).position(|&byte| {
                let closes = byte == b'"' && !is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                closes || byte == b'\n'
            });
            close.map_or(rest.len(), |position| position + 2)
        }
        Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'-' => {
            let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
            rest.iter().position(|byte| !is_inside(byte)).unwrap_or(rest.len())
        }
        // A character has at most four bytes. The rest may be as long as the text, and is not to be read to its end.
        _ => {
            let first = &rest[..rest.len().min(4)];
            first.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()).map_or(1, char::len_utf8)
        }
    };
    offset + length
}

/// A line of a text, split into cells.
struct LineView<'t> {
    text: &'t [u8],
    redacted: &'t [Range<usize>],
    span: Range<usize>,
}

impl LineView<'_> {
    /// Returns the redacted span that contains the byte at `offset`.
    fn redaction_at(&self, offset: usize) -> Option<&Range<usize>> {
        let index = self.redacted.partition_point(|redacted| redacted.end <= offset);
        self.redacted.get(index).filter(|redacted| redacted.start <= offset)
    }

    /// Returns the cells from `start` on, at most as many as an excerpt has, and whether there are more.
    fn cells_after(&self, start: usize) -> (Vec<Cell>, bool) {
        let mut cells = Vec::new();
        let mut position = start;
        while position < self.span.end && cells.len() < MAX_COLUMNS {
            let cell = match self.redaction_at(position) {
                Some(redacted) => Cell { text: REDACTED.to_owned(), boundary: redacted.end },
                None => self.character_at(position),
            };
            position = cell.boundary;
            cells.push(cell);
        }
        (cells, position < self.span.end)
    }

    /// Returns the cells before `start`, the nearest first, and whether there are more.
    fn cells_before(&self, start: usize) -> (Vec<Cell>, bool) {
        let mut cells = Vec::new();
        let mut position = start;
        while position > self.span.start && cells.len() < MAX_COLUMNS {
            let cell = match self.redaction_at(position - 1) {
                Some(redacted) => Cell { text: REDACTED.to_owned(), boundary: redacted.start },
                None => {
                    // A character has at most four bytes. Invalid UTF-8 is shown byte by byte.
                    let first_byte = (1..=4)
                        .filter_map(|length| position.checked_sub(length))
                        .find(|&first| {
                            first >= self.span.start && core::str::from_utf8(&self.text[first..position]).is_ok()
                        })
                        .unwrap_or(position - 1);
                    Cell { boundary: first_byte, ..self.character_at(first_byte) }
                }
            };
            position = cell.boundary;
            cells.push(cell);
        }
        (cells, position > self.span.start)
    }

    /// Returns the character that begins at `position`.
    fn character_at(&self, position: usize) -> Cell {
        let rest = &self.text[position..self.span.end.min(position + 4)];
        match rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()) {
            Some('\t') => Cell { text: TAB.to_owned(), boundary: position + 1 },
            Some(c) => {
                let mut text = String::new();
                push_escaped(&mut text, c, &self.text[position + c.len_utf8()..]);
                Cell { text, boundary: position + c.len_utf8() }
            }
            None => Cell { text: format!("\\x{:02x}", self.text[position]), boundary: position + 1 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_of(text: &[u8], offset: usize) -> Range<usize> {
        let locations = crate::checked::Locations::new(text, core::iter::once(offset));
        locations.get(offset).unwrap().line.clone()
    }

    /// Returns the text and the highlighted token of an excerpt.
    fn render(text: &[u8], offset: usize, redacted: &[Range<usize>]) -> (String, String) {
        let visible = VisibleSource { span: 0..text.len(), redacted: redacted.to_vec() };
        let excerpt = excerpt(text, offset, &line_of(text, offset), &visible);
        let token = excerpt.text[excerpt.highlight.clone()].to_owned();
        (excerpt.text, token)
    }

    fn pair(text: &str, token: &str) -> (String, String) {
        (text.to_owned(), token.to_owned())
    }

    #[test]
    fn tokens_are_highlighted() {
        for (offset, token) in [(1, "\"a\\\"b\""), (7, ":"), (9, "-1.5e3"), (15, ","), (17, "🏠")] {
            let text = "{\"a\\\"b\": -1.5e3, 🏠}";
            assert_eq!(render(text.as_bytes(), offset, &[]), pair(text, token), "{offset}");
        }
    }

    #[test]
    fn one_line_of_many() {
        assert_eq!(render(b"{\n\t\"a\": 1\r\n}", 8, &[]), pair("    \"a\": 1", "1"));
        assert_eq!(render(b"{\n}", 1, &[]), pair("{", ""));
        assert_eq!(render(b"", 0, &[]), pair("", ""));
        assert_eq!(render(b"{\"a\":", 5, &[]), pair("{\"a\":", ""));
        assert_eq!(render(b"a", 99, &[]), pair("a", ""));
    }

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(render(b"\"\x1b[0m\"1\xff\xc3\xa9\xe2\x80\xae", 6, &[]), pair("\"\\u001b[0m\"1\\xffé\\u202e", "1"));
        assert_eq!(render(b"\xff\xfe1", 2, &[]), pair("\\xff\\xfe1", "1"));
    }

    #[test]
    fn long_lines_are_clipped_around_the_place() {
        let text = format!("{}\"x\"{}", "a".repeat(500), "b".repeat(500));
        let expected = format!("…{}\"x\"{}…", "a".repeat(40), "b".repeat(57));
        assert_eq!(render(text.as_bytes(), 500, &[]), pair(&expected, "\"x\""));
        let text = format!("{}\"x\"", "a".repeat(500));
        assert_eq!(render(text.as_bytes(), 500, &[]), pair(&format!("…{}\"x\"", "a".repeat(97)), "\"x\""));
        let text = format!("\"x\"{}", "é".repeat(500));
        assert_eq!(render(text.as_bytes(), 0, &[]), pair(&format!("\"x\"{}…", "é".repeat(97)), "\"x\""));
        // A token that is longer than the window is clipped.
        let text = format!("\"{}\"", "a".repeat(500));
        let window = format!("\"{}", "a".repeat(99));
        assert_eq!(render(text.as_bytes(), 0, &[]), pair(&format!("{window}…"), &window));
    }

    #[test]
    fn redacted_values_are_not_shown() {
        let secret: Vec<Range<usize>> = core::iter::once(6..14).collect();
        let text = b"{\"a\": \"secret\", \"b\": 1}";
        assert_eq!(render(text, 6, &secret), pair("{\"a\": •••, \"b\": 1}", "•••"));
        assert_eq!(render(text, 9, &secret), pair("{\"a\": •••, \"b\": 1}", "•••"));
        assert_eq!(render(text, 21, &secret), pair("{\"a\": •••, \"b\": 1}", "1"));
        assert_eq!(render(text, 1, &secret), pair("{\"a\": •••, \"b\": 1}", "\"a\""));
        // A value that spans several lines is redacted on each of them.
        let map: Vec<Range<usize>> = core::iter::once(6..28).collect();
        let text = b"{\"a\": {\n  \"k\": 1,\n  \"l\": 2\n}, \"b\": 1}";
        assert_eq!(render(text, 0, &map).0, "{\"a\": •••");
        assert_eq!(render(text, 10, &map), pair("•••", "•••"));
        assert_eq!(render(text, 36, &map).0, "•••, \"b\": 1}");
    }

    #[test]
    fn text_outside_of_the_visible_span_is_not_shown() {
        let text = br#"{"secret": 1, "input": {"a": 1}, "more": 2}"#;
        let excerpt = excerpt(text, 29, &(0..text.len()), &VisibleSource { span: 23..31, redacted: Vec::new() });
        assert_eq!(excerpt.text, "…{\"a\": 1}…");
    }
}
