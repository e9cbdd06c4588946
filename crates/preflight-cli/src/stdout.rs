//! Standard output, with colours or without.

use std::io::{self, Write as _};

use anstream::AutoStream;

use crate::check::Color;

/// Standard output, which takes colours or not.
pub(crate) struct Stdout {
    stream: AutoStream<io::StdoutLock<'static>>,
}

impl Stdout {
    pub(crate) fn new(color: Color) -> Stdout {
        let stdout = io::stdout().lock();
        let choice = match anstream::ColorChoice::from(color) {
            anstream::ColorChoice::Auto => AutoStream::choice(&stdout),
            choice => choice,
        };
        Stdout { stream: AutoStream::new(stdout, choice) }
    }

    /// Writes at once, before anything is said on standard error.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())?;
        self.stream.flush()
    }
}
