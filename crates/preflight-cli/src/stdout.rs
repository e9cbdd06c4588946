//! Standard output, with or without colors. No other module writes to it.

use std::io::{self, Write as _};

use anstream::AutoStream;

use crate::arguments::ColorWhen;

/// Locked standard output.
///
/// A reader such as `head` may close its end of the pipe. This is not an error: what follows is discarded, so that a
/// command still does all of its work, and what it finds decides the exit code.
pub(crate) struct Stdout {
    stream: AutoStream<io::StdoutLock<'static>>,
    is_closed: bool,
}

impl Stdout {
    /// Returns standard output for text with colors, which are stripped where they are not wanted.
    pub(crate) fn new(color: ColorWhen) -> Stdout {
        let stdout = io::stdout().lock();
        let choice = match anstream::ColorChoice::from(color) {
            anstream::ColorChoice::Auto => AutoStream::choice(&stdout),
            choice => choice,
        };
        Stdout { stream: AutoStream::new(stdout, choice), is_closed: false }
    }

    /// Returns standard output for text without colors, which is written as it is.
    pub(crate) fn plain() -> Stdout {
        Stdout { stream: AutoStream::always_ansi(io::stdout().lock()), is_closed: false }
    }

    /// Writes and flushes, so that the output appears before anything that follows on standard error, and so that a
    /// full device is an error.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        match self.stream.write_all(text.as_bytes()).and_then(|()| self.stream.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            result => result,
        }
    }

    /// Returns whether the reader has closed its end.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }
}

/// Writes a text to standard output as it is.
pub(crate) fn print(text: &str) -> io::Result<()> {
    Stdout::plain().write(text)
}
