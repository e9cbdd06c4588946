//! Where the violations of a file are: their lines and columns, found in one pass over the text.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

use mi_preflight::Place;

/// The place of a byte, and the span of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    pub(crate) place: Place,
    /// The line without its line feed.
    pub(crate) line: Range<usize>,
}

/// The locations of several bytes of a text.
#[derive(Debug)]
pub(crate) struct Locations {
    by_offset: BTreeMap<usize, Location>,
    /// Number of bytes that were looked at.
    #[cfg(test)]
    work: usize,
}

impl Locations {
    /// Finds the locations of all offsets. The work is linear in the text, however many offsets there are.
    pub(crate) fn new(text: &[u8], offsets: impl Iterator<Item = usize>) -> Locations {
        let mut finder = Finder { text, work: 0 };
        let mut line = finder.line_from(0);
        let mut place = Place { line: 1, column: 1 };
        let mut position = 0;
        let mut by_offset = BTreeMap::new();
        for offset in offsets.collect::<BTreeSet<usize>>() {
            let end = offset.min(text.len());
            while end > line.end {
                position = line.end + 1;
                line = finder.line_from(position);
                place = Place { line: place.line + 1, column: 1 };
            }
            place.column += finder.characters(position..end);
            position = end;
            by_offset.insert(offset, Location { place, line: line.clone() });
        }
        Locations {
            by_offset,
            #[cfg(test)]
            work: finder.work,
        }
    }

    /// Returns the location of an offset that was asked for.
    pub(crate) fn get(&self, offset: usize) -> Option<&Location> {
        self.by_offset.get(&offset)
    }
}

/// Reads a text, and counts the bytes that it looks at.
struct Finder<'t> {
    text: &'t [u8],
    work: usize,
}

impl Finder<'_> {
    /// Returns the span of the line that begins at `start`.
    fn line_from(&mut self, start: usize) -> Range<usize> {
        let length = self.text[start..].iter().position(|&byte| byte == b'\n');
        let line = start..length.map_or(self.text.len(), |length| start + length);
        self.work += line.len() + 1;
        line
    }

    /// Returns the number of characters in a span. Each byte that is not UTF-8 counts as one.
    fn characters(&mut self, span: Range<usize>) -> usize {
        self.work += span.len();
        let chunks = self.text[span].utf8_chunks();
        chunks.map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use mi_preflight::place;

    use super::*;

    #[test]
    fn places_are_those_of_the_library() {
        let text = "{\n \"é\": 🏠,\r\n\n\"x\"}\n".as_bytes();
        let offsets = (0..=text.len()).filter(|&offset| text.get(offset).is_none_or(|byte| byte & 0xc0 != 0x80));
        let locations = Locations::new(text, offsets.clone());
        for offset in offsets {
            let location = locations.get(offset).unwrap();
            assert_eq!(location.place, place(text, offset), "{offset}");
            assert!((location.line.start..=location.line.end).contains(&offset), "{offset}");
        }
        let far = Locations::new(b"ab", [99].into_iter());
        assert_eq!(far.get(99), Some(&Location { place: Place { line: 1, column: 3 }, line: 0..2 }));
    }

    #[test]
    fn the_work_does_not_depend_on_the_number_of_offsets() {
        for text in [b"\"a\",".repeat(50_000), b"\"a\",\n".repeat(50_000)] {
            let work = |step: usize| Locations::new(&text, (0..text.len()).step_by(step)).work;
            assert!(work(4) <= 2 * text.len() + 1, "{}", work(4));
            assert!(work(4) <= 2 * work(text.len() - 1), "{} {}", work(4), work(text.len() - 1));
        }
    }
}
