use std::cell::Cell;
use std::io::{self, IsTerminal as _};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::source::Source;

/// How far a stream has come, told on standard error.
pub(super) struct Progress {
    bar: ProgressBar,
    lines: Cell<u64>,
}

impl Progress {
    /// A bar where the sources' size is known, else a spinner. Nothing where standard error is no terminal, nor where
    /// the answers go to the terminal themselves.
    pub(super) fn of(sources: &[Source]) -> Progress {
        let wanted = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let size: Option<u64> = sources.iter().map(Source::size).sum();
        let target = if wanted { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let template = match size {
            Some(_) => "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {msg} {eta}",
            None => "{spinner} {bytes} {bytes_per_sec} {msg}",
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(size, target).with_style(style);
        Progress { bar, lines: Cell::new(0) }
    }

    pub(super) fn add(&self, lines: u64, bytes: u64) {
        if self.bar.is_hidden() {
            return;
        }
        let lines = self.lines.get() + lines;
        self.lines.set(lines);
        let milliseconds = self.bar.elapsed().as_millis().max(1);
        let speed = u128::from(lines) * 1000 / milliseconds;
        let speed = HumanCount(u64::try_from(speed).unwrap_or(u64::MAX));
        self.bar.set_message(format!("{} lines {speed} lines/s", HumanCount(lines)));
        self.bar.inc(bytes);
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
