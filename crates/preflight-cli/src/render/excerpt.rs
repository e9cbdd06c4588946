//! The source line around a place: clipped, masked, and without a character that a terminal would obey.

use core::ops::Range;

use super::visible;

/// What stands for a value that must not be shown, whatever its length.
const MASK: &str = "•••";
/// What stands for the rest of a line.
const CLIP: &str = "…";
/// How many columns of a line are shown.
const WIDTH: usize = 100;
/// How many of them stand before the place, where there is more on both sides.
const BEFORE: usize = 40;
/// How many columns a tab takes.
const TAB: &str = "    ";

/// What is shown of a line, and which part of it is meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// In bytes of `text`.
    pub(super) meant: Range<usize>,
}

/// A piece of the line as it is shown, and where in the text it ends or, looking back, begins.
struct Cell {
    shown: String,
    reaches: usize,
}

/// The line of `text` with the byte at `offset`. Only what stands within `shown` appears; of it, nothing that stands
/// within `masked`, which is sorted.
pub(super) fn excerpt(text: &[u8], offset: usize, shown: &Range<usize>, masked: &[Range<usize>]) -> Excerpt {
    let offset = offset.clamp(shown.start, shown.end);
    let line = line(text, offset, shown);
    let view = View { text, masked, line };
    let start = view.mask_at(offset).map_or(offset, |mask| mask.start.max(view.line.start));
    let meant_end = view.mask_at(offset).map_or_else(|| end_of_token(text, offset), |mask| mask.end);

    let (forward, more_after) = view.forward(start);
    let (backward, more_before) = view.backward(start);
    let columns = |cells: &[Cell]| -> usize { cells.iter().map(|cell| cell.shown.chars().count()).sum() };
    let before = BEFORE.max(WIDTH.saturating_sub(columns(&forward)));
    let kept_before = fitting(&backward, before);
    let after = WIDTH - columns(&backward[..kept_before]).min(WIDTH);
    let kept_after = fitting(&forward, after).max(1).min(forward.len());

    let mut out = String::new();
    // Outside of what may be shown there is more of the line, too.
    let line_begins = view.line.start == 0 || text.get(view.line.start - 1) == Some(&b'\n');
    if more_before || kept_before < backward.len() || !line_begins {
        out.push_str(CLIP);
    }
    out.extend(backward[..kept_before].iter().rev().map(|cell| cell.shown.as_str()));
    let from = out.len();
    let mut to = from;
    for cell in &forward[..kept_after] {
        out.push_str(&cell.shown);
        if cell.reaches <= meant_end {
            to = out.len();
        }
    }
    let line_ends = matches!(text.get(view.line.end..), None | Some([] | [b'\n', ..] | [b'\r', b'\n', ..]));
    if more_after || kept_after < forward.len() || !line_ends {
        out.push_str(CLIP);
    }
    // A place behind the last character is shown behind it.
    Excerpt { text: out, meant: from..to.max(from) }
}

/// How many of the cells fit into so many columns.
fn fitting(cells: &[Cell], columns: usize) -> usize {
    let mut left = columns;
    let fits = |cell: &&Cell| match left.checked_sub(cell.shown.chars().count()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    cells.iter().take_while(fits).count()
}

/// The line that `offset` is on, without its end, as far as it may be shown.
fn line(text: &[u8], offset: usize, shown: &Range<usize>) -> Range<usize> {
    let start = text[shown.start..offset]
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(shown.start, |at| shown.start + at + 1);
    let end = text[offset..shown.end].iter().position(|&byte| byte == b'\n').map_or(shown.end, |at| offset + at);
    let is_cr = end > start.max(offset) && text.get(end) == Some(&b'\n') && text[end - 1] == b'\r';
    start..if is_cr { end - 1 } else { end }
}

/// Where the JSON token that begins at `offset` ends, by a look at its first byte.
fn end_of_token(text: &[u8], offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    let length = match rest.first() {
        Some(b'"') => {
            let mut escaped = false;
            let close = rest.iter().skip(1).position(|&byte| {
                let closes = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                closes || byte == b'\n'
            });
            close.map_or(rest.len(), |at| at + 2)
        }
        Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'-' => {
            let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
            rest.iter().position(|byte| !inside(byte)).unwrap_or(rest.len())
        }
        _ => rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()).map_or(1, char::len_utf8),
    };
    offset + length
}

/// A line that is looked at from a place in it.
struct View<'t> {
    text: &'t [u8],
    masked: &'t [Range<usize>],
    line: Range<usize>,
}

impl View<'_> {
    /// The masked span that the byte at `offset` is in.
    fn mask_at(&self, offset: usize) -> Option<&Range<usize>> {
        let index = self.masked.partition_point(|mask| mask.end <= offset);
        self.masked.get(index).filter(|mask| mask.start <= offset)
    }

    /// The cells from `start` on, no more than are shown, and whether there are more.
    fn forward(&self, start: usize) -> (Vec<Cell>, bool) {
        let mut cells = Vec::new();
        let mut at = start;
        while at < self.line.end && cells.len() < WIDTH {
            let cell = match self.mask_at(at) {
                Some(mask) => Cell { shown: MASK.to_owned(), reaches: mask.end },
                None => self.character(at),
            };
            at = cell.reaches;
            cells.push(cell);
        }
        (cells, at < self.line.end)
    }

    /// The cells before `start`, the nearest first.
    fn backward(&self, start: usize) -> (Vec<Cell>, bool) {
        let mut cells = Vec::new();
        let mut at = start;
        while at > self.line.start && cells.len() < WIDTH {
            let cell = match self.mask_at(at - 1) {
                Some(mask) => Cell { shown: MASK.to_owned(), reaches: mask.start },
                None => {
                    // A character is at most four bytes long; what is none is shown byte by byte.
                    let first = (1..=4)
                        .filter_map(|length| at.checked_sub(length))
                        .find(|&first| first >= self.line.start && core::str::from_utf8(&self.text[first..at]).is_ok());
                    let first = first.unwrap_or(at - 1);
                    Cell { reaches: first, ..self.character(first) }
                }
            };
            at = cell.reaches;
            cells.push(cell);
        }
        (cells, at > self.line.start)
    }

    /// The character that begins at `at`.
    fn character(&self, at: usize) -> Cell {
        let rest = &self.text[at..self.line.end.min(at + 4)];
        match rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()) {
            Some('\t') => Cell { shown: TAB.to_owned(), reaches: at + 1 },
            Some(c) => {
                let mut shown = String::new();
                visible::push(&mut shown, c);
                Cell { shown, reaches: at + c.len_utf8() }
            }
            None => Cell { shown: format!("\\x{:02x}", self.text[at]), reaches: at + 1 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &[u8], offset: usize, masked: &[Range<usize>]) -> (String, String) {
        let found = excerpt(text, offset, &(0..text.len()), masked);
        let meant = found.text[found.meant.clone()].to_owned();
        (found.text, meant)
    }

    fn pair(text: &str, meant: &str) -> (String, String) {
        (text.to_owned(), meant.to_owned())
    }

    #[test]
    fn a_token_is_meant() {
        for (offset, meant) in [(1, "\"a\\\"b\""), (7, ":"), (9, "-1.5e3"), (15, ","), (17, "🏠")] {
            let text = "{\"a\\\"b\": -1.5e3, 🏠}";
            assert_eq!(shown(text.as_bytes(), offset, &[]), pair(text, meant), "{offset}");
        }
    }

    #[test]
    fn one_line_of_many() {
        assert_eq!(shown(b"{\n\t\"a\": 1\r\n}", 8, &[]), pair("    \"a\": 1", "1"));
        assert_eq!(shown(b"{\n}", 1, &[]), pair("{", ""));
        assert_eq!(shown(b"", 0, &[]), pair("", ""));
        assert_eq!(shown(b"{\"a\":", 5, &[]), pair("{\"a\":", ""));
        assert_eq!(shown(b"a", 99, &[]), pair("a", ""));
    }

    #[test]
    fn characters_that_are_not_seen() {
        assert_eq!(shown(b"\"\x1b[0m\"1\xff\xc3\xa9\xe2\x80\xae", 6, &[]), pair("\"\\u001b[0m\"1\\xffé\\u202e", "1"));
        assert_eq!(shown(b"\xff\xfe1", 2, &[]), pair("\\xff\\xfe1", "1"));
    }

    #[test]
    fn long_lines_are_clipped_around_the_place() {
        let text = format!("{}\"x\"{}", "a".repeat(500), "b".repeat(500));
        let expected = format!("…{}\"x\"{}…", "a".repeat(40), "b".repeat(57));
        assert_eq!(shown(text.as_bytes(), 500, &[]), pair(&expected, "\"x\""));
        let text = format!("{}\"x\"", "a".repeat(500));
        assert_eq!(shown(text.as_bytes(), 500, &[]), pair(&format!("…{}\"x\"", "a".repeat(97)), "\"x\""));
        let text = format!("\"x\"{}", "é".repeat(500));
        assert_eq!(shown(text.as_bytes(), 0, &[]), pair(&format!("\"x\"{}…", "é".repeat(97)), "\"x\""));
        // A token that is longer than the window is shown as far as it goes.
        let text = format!("\"{}\"", "a".repeat(500));
        let window = format!("\"{}", "a".repeat(99));
        assert_eq!(shown(text.as_bytes(), 0, &[]), pair(&format!("{window}…"), &window));
    }

    #[test]
    fn masks() {
        let secret: Vec<Range<usize>> = core::iter::once(6..14).collect();
        let text = b"{\"a\": \"secret\", \"b\": 1}";
        assert_eq!(shown(text, 6, &secret), pair("{\"a\": •••, \"b\": 1}", "•••"));
        assert_eq!(shown(text, 9, &secret), pair("{\"a\": •••, \"b\": 1}", "•••"));
        assert_eq!(shown(text, 21, &secret), pair("{\"a\": •••, \"b\": 1}", "1"));
        assert_eq!(shown(text, 1, &secret), pair("{\"a\": •••, \"b\": 1}", "\"a\""));
        // A value over several lines is masked on each of them.
        let map: Vec<Range<usize>> = core::iter::once(6..28).collect();
        let text = b"{\"a\": {\n  \"k\": 1,\n  \"l\": 2\n}, \"b\": 1}";
        assert_eq!(shown(text, 0, &map).0, "{\"a\": •••");
        assert_eq!(shown(text, 10, &map), pair("•••", "•••"));
        assert_eq!(shown(text, 36, &map).0, "•••, \"b\": 1}");
    }

    #[test]
    fn only_what_may_be_shown() {
        let text = br#"{"secret": 1, "input": {"a": 1}, "more": 2}"#;
        let found = excerpt(text, 29, &(23..31), &[]);
        assert_eq!(found.text, "…{\"a\": 1}…");
    }
}
