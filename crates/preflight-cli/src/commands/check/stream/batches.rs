use std::io::{self, Read};

/// Bytes to read for a batch: large enough to make sending it cheap, small enough for the cache.
const READ_BYTES: usize = 256 << 10;

/// Whole lines of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    text: Vec<u8>,
    /// Whether a line that is too long follows the text.
    ends_in_skipped_line: bool,
    /// Size in the stream, with the skipped line.
    stream_bytes: u64,
}

impl Batch {
    pub(super) fn stream_bytes(&self) -> u64 {
        self.stream_bytes
    }

    pub(super) fn ends_in_skipped_line(&self) -> bool {
        self.ends_in_skipped_line
    }

    /// Returns the lines that are not blank, without their ends.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let lines = self.text.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        lines.filter(|line| !line.trim_ascii().is_empty())
    }
}

/// Cuts a stream into batches of whole lines.
pub(super) struct Batches<R> {
    input: R,
    max_line_bytes: usize,
    /// What was read beyond the last batch.
    remainder: Vec<u8>,
}

impl<R: Read> Batches<R> {
    pub(super) fn new(input: R, max_line_bytes: usize) -> Batches<R> {
        Batches { input, max_line_bytes, remainder: Vec::new() }
    }

    /// Returns the next batch, or `None` at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Batch>> {
        let mut text = std::mem::take(&mut self.remainder);
        let mut stream_bytes = 0;
        // After a skipped line, the remainder may have whole lines.
        let mut lines_end = end_of_lines(&text).unwrap_or(0);
        while lines_end == 0 {
            let start = text.len();
            text.resize(start + READ_BYTES, 0);
            let count = read_retrying(&mut self.input, &mut text[start..])?;
            text.truncate(start + count);
            stream_bytes += to_u64(count);
            if count == 0 {
                let is_end = text.is_empty();
                return Ok((!is_end).then_some(Batch { text, ends_in_skipped_line: false, stream_bytes }));
            }
            lines_end = end_of_lines(&text[start..]).map_or(0, |end| start + end);
            // One byte above the limit may be the carriage return of the line end.
            if text.len() - lines_end > self.max_line_bytes.saturating_add(1) {
                text.truncate(lines_end);
                stream_bytes += self.skip_line();
                return Ok(Some(Batch { text, ends_in_skipped_line: true, stream_bytes }));
            }
        }
        self.remainder = text.split_off(lines_end);
        Ok(Some(Batch { text, ends_in_skipped_line: false, stream_bytes }))
    }

    /// Reads to the end of the line without keeping it, and returns the number of bytes read.
    ///
    /// A read error ends the line; the next read reports the error again.
    fn skip_line(&mut self) -> u64 {
        let mut buffer = vec![0; READ_BYTES];
        let mut skipped_bytes = 0;
        while let Ok(count @ 1..) = read_retrying(&mut self.input, &mut buffer) {
            skipped_bytes += to_u64(count);
            if let Some(line_feed) = buffer[..count].iter().position(|&byte| byte == b'\n') {
                self.remainder = buffer[line_feed + 1..count].to_vec();
                break;
            }
        }
        skipped_bytes
    }
}

/// Returns the end of the last whole line, after its line feed.
fn end_of_lines(text: &[u8]) -> Option<usize> {
    text.iter().rposition(|&byte| byte == b'\n').map(|line_feed| line_feed + 1)
}

fn to_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Reads once, and again if the read was interrupted.
fn read_retrying(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
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

    /// Returns its text in small pieces.
    struct SlowReader<'t> {
        text: &'t [u8],
        piece_bytes: usize,
    }

    impl Read for SlowReader<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.piece_bytes.min(self.text.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.text[..count]);
            self.text = &self.text[count..];
            Ok(count)
        }
    }

    /// Returns the lines of a stream, `-` for one that is too long, and the size of the stream.
    fn read_lines(text: &str, piece_bytes: usize, max_line_bytes: usize) -> (Vec<String>, u64) {
        let mut batches = Batches::new(SlowReader { text: text.as_bytes(), piece_bytes }, max_line_bytes);
        let (mut lines, mut stream_bytes) = (Vec::new(), 0);
        while let Some(batch) = batches.next().unwrap() {
            // A line just above the limit may be in a batch; the checker reports it.
            let display = |line: &[u8]| {
                if line.len() > max_line_bytes { "-".into() } else { String::from_utf8_lossy(line).into() }
            };
            lines.extend(batch.lines().map(display));
            lines.extend(batch.ends_in_skipped_line().then(|| "-".to_owned()));
            stream_bytes += batch.stream_bytes();
        }
        (lines, stream_bytes)
    }

    #[test]
    fn lines_do_not_depend_on_the_size_of_reads() {
        let text = "a\r\n\n  \nbb\nccccc\nddddddddd\neeeee\r\nffffff\n\r\ng\nhhhhhhhhhhhhhhh\ni";
        let expected = ["a", "bb", "ccccc", "-", "eeeee", "-", "g", "-", "i"];
        for piece_bytes in 1..=text.len() {
            let (lines, stream_bytes) = read_lines(text, piece_bytes, 5);
            assert_eq!(lines, expected, "in pieces of {piece_bytes}");
            assert_eq!(stream_bytes, text.len() as u64, "in pieces of {piece_bytes}");
        }
    }

    #[test]
    fn ends_of_streams() {
        for (text, expected) in
            [("", vec![]), ("\n", vec![]), ("a", vec!["a"]), ("a\n", vec!["a"]), ("aaaaaaaaa", vec!["-"])]
        {
            assert_eq!(read_lines(text, 3, 5).0, expected, "{text:?}");
        }
    }
}
