//! Errors and notes on standard error.

use std::io::Write as _;

use annotate_snippets::{Group, Level, Renderer};

use crate::escape::{escape_line, escape_lines};

/// Prints an error.
pub(crate) fn print_error(message: &str) {
    print(Group::with_title(Level::ERROR.primary_title(escape_line(message))));
}

/// Prints an error of several lines. Line feeds of names must be escaped already.
pub(crate) fn print_error_lines(message: &str) {
    print(Group::with_title(Level::ERROR.primary_title(escape_lines(message))));
}

/// Prints an error and a hint how to fix it.
pub(crate) fn print_error_with_help(message: &str, help: &str) {
    let title = Level::ERROR.primary_title(escape_line(message));
    print(Group::with_title(title).element(Level::HELP.message(escape_line(help))));
}

/// Prints a note.
pub(crate) fn print_note(message: &str) {
    print(Group::with_title(Level::NOTE.primary_title(escape_line(message))));
}

/// Prints a note of several lines. Line feeds of names must be escaped already.
pub(crate) fn print_note_lines(message: &str) {
    print(Group::with_title(Level::NOTE.primary_title(escape_lines(message))));
}

fn print(group: Group<'_>) {
    // Nothing can be reported if standard error itself is closed.
    let _ = writeln!(anstream::stderr(), "{}", Renderer::styled().render(&[group]));
}
