use std::io::{self, Read};

/// How much is read before a batch is dealt: enough to make the dealing cheap, little enough to stay in a cache.
const BATCH: usize = 256 << 10;

/// Whole lines of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    text: Vec<u8>,
    /// Behind these lines stood one that was too long to be held.
    skipped: bool,
    /// Bytes of the stream that it stands for, skipped ones included.
    bytes: u64,
}

impl Batch {
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn ends_in_skipped_line(&self) -> bool {
        self.skipped
    }

    /// The lines without their ends; blank ones are left out.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let lines = self.text.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        lines.filter(|line| !line.trim_ascii().is_empty())
    }
}

/// A stream, cut into batches of whole lines.
pub(super) struct Batches<R> {
    input: R,
    max_line: usize,
    /// The beginning of a line whose end was not read yet.
    begun: Vec<u8>,
}

impl<R: Read> Batches<R> {
    pub(super) fn new(input: R, max_line: usize) -> Batches<R> {
        Batches { input, max_line, begun: Vec::new() }
    }

    /// The next batch; none at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Batch>> {
        let mut text = std::mem::take(&mut self.begun);
        let mut bytes = 0;
        // Behind a line that was skipped, whole lines may be left from the last reading.
        let mut whole = end_of_lines(&text).unwrap_or(0);
        while whole == 0 {
            let start = text.len();
            text.resize(start + BATCH, 0);
            let count = read_some(&mut self.input, &mut text[start..])?;
            text.truncate(start + count);
            bytes += size(count);
            if count == 0 {
                return Ok((!text.is_empty()).then_some(Batch { text, skipped: false, bytes }));
            }
            whole = end_of_lines(&text[start..]).map_or(0, |end| start + end);
            // One byte more than the limit may be the carriage return of the line's end.
            if text.len() - whole > self.max_line.saturating_add(1) {
                text.truncate(whole);
                bytes += self.skip_line();
                return Ok(Some(Batch { text, skipped: true, bytes }));
            }
        }
        self.begun = text.split_off(whole);
        Ok(Some(Batch { text, skipped: false, bytes }))
    }

    /// Reads up to the end of the line without holding it, and says how much that was. An input that fails ends the
    /// line: it fails again when it is read on.
    fn skip_line(&mut self) -> u64 {
        let mut chunk = vec![0; BATCH];
        let mut bytes = 0;
        while let Ok(count @ 1..) = read_some(&mut self.input, &mut chunk) {
            bytes += size(count);
            if let Some(feed) = chunk[..count].iter().position(|&byte| byte == b'\n') {
                self.begun = chunk[feed + 1..count].to_vec();
                break;
            }
        }
        bytes
    }
}

/// Where the last whole line ends, its line feed included.
fn end_of_lines(text: &[u8]) -> Option<usize> {
    text.iter().rposition(|&byte| byte == b'\n').map(|feed| feed + 1)
}

fn size(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn read_some(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives out its text in small pieces.
    struct Drops<'t>(&'t [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    /// The lines of a stream, `-` for one that was too long, and the bytes that were counted.
    fn lines(text: &str, piece: usize, max_line: usize) -> (Vec<String>, u64) {
        let mut batches = Batches::new(Drops(text.as_bytes(), piece), max_line);
        let (mut found, mut bytes) = (Vec::new(), 0);
        while let Some(batch) = batches.next().unwrap() {
            // A line at the limit may come whole with its end; that it is too long is seen when it is judged.
            let shown =
                |line: &[u8]| if line.len() > max_line { "-".into() } else { String::from_utf8_lossy(line).into() };
            found.extend(batch.lines().map(shown));
            found.extend(batch.ends_in_skipped_line().then(|| "-".to_owned()));
            bytes += batch.bytes();
        }
        (found, bytes)
    }

    #[test]
    fn the_same_lines_however_the_stream_arrives() {
        let text = "a\r\n\n  \nbb\nccccc\nddddddddd\neeeee\r\nffffff\n\r\ng\nhhhhhhhhhhhhhhh\ni";
        let expected = ["a", "bb", "ccccc", "-", "eeeee", "-", "g", "-", "i"];
        for piece in 1..=text.len() {
            let (found, bytes) = lines(text, piece, 5);
            assert_eq!(found, expected, "in pieces of {piece}");
            assert_eq!(bytes, text.len() as u64, "in pieces of {piece}");
        }
    }

    #[test]
    fn ends() {
        for (text, expected) in
            [("", vec![]), ("\n", vec![]), ("a", vec!["a"]), ("a\n", vec!["a"]), ("aaaaaaaaa", vec!["-"])]
        {
            assert_eq!(lines(text, 3, 5).0, expected, "{text:?}");
        }
    }
}
