use std::cell::Cell;
use std::io::{self, IsTerminal as _};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::source::Source;

/// The progress of a stream, shown on standard error.
pub(super) struct Progress {
    bar: ProgressBar,
    lines: Cell<u64>,
}

impl Progress {
    /// Shows a bar if the size of the sources is known, otherwise a spinner.
    ///
    /// Shows nothing if standard error is not a terminal, or if the answers themselves go to the terminal.
    pub(super) fn new(sources: &[Source]) -> Progress {
        let is_visible = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let target = if is_visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let total_bytes: Option<u64> = sources.iter().map(Source::size).sum();
        let template = match total_bytes {
            Some(_) => "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {msg} {eta}",
            None => "{spinner} {bytes} {bytes_per_sec} {msg}",
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(total_bytes, target).with_style(style);
        Progress { bar, lines: Cell::new(0) }
    }

    pub(super) fn add(&self, lines: u64, bytes: u64) {
        if self.bar.is_hidden() {
            return;
        }
        let lines = self.lines.get() + lines;
        self.lines.set(lines);
        let milliseconds = self.bar.elapsed().as_millis().max(1);
        let lines_per_second = u128::from(lines) * 1000 / milliseconds;
        let lines_per_second = HumanCount(u64::try_from(lines_per_second).unwrap_or(u64::MAX));
        self.bar.set_message(format!("{} lines {lines_per_second} lines/s", HumanCount(lines)));
        self.bar.inc(bytes);
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
