//! Standard output, with or without colors.

use std::io::{self, Write as _};

use anstream::AutoStream;

use crate::arguments::ColorWhen;

/// Locked standard output that strips colors where they are not wanted.
pub(crate) struct Stdout {
    stream: AutoStream<io::StdoutLock<'static>>,
}

impl Stdout {
    pub(crate) fn new(color: ColorWhen) -> Stdout {
        let stdout = io::stdout().lock();
        let choice = match anstream::ColorChoice::from(color) {
            anstream::ColorChoice::Auto => AutoStream::choice(&stdout),
            choice => choice,
        };
        Stdout { stream: AutoStream::new(stdout, choice) }
    }

    /// Writes and flushes, so that the output appears before anything that follows on standard error.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())?;
        self.stream.flush()
    }
}
