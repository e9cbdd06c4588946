//! How answers are told: for people, for scripts, for code scanning, for a workflow's log.
//!
//! Only `text` shows lines of the source, and only through `excerpt`, which masks what must not be shown. Whatever
//! else comes from outside passes through [`mod@visible`] on its way to a terminal.

mod excerpt;
mod github;
mod json;
mod sarif;
mod text;
mod visible;

pub(crate) use github::Github;
pub(crate) use json::Json;
pub(crate) use sarif::Sarif;
pub(crate) use text::{Text, Told};
pub(crate) use visible::{visible, visible_line};

use clap::ValueEnum;
use mi_preflight::{Answer, Place, Violation, place};

use crate::check::Judge;
use crate::source::{Source, Unreadable};

/// A text that was read, and the answer to it.
pub(crate) struct Judged<'j> {
    pub(crate) source: &'j Source,
    pub(crate) text: &'j [u8],
    pub(crate) answer: &'j Answer,
    pub(crate) judge: &'j Judge,
}

impl Judged<'_> {
    /// The line and column of a violation in the text.
    pub(crate) fn place(&self, violation: &Violation) -> Option<Place> {
        self.answer.offset_of(violation).map(|offset| place(self.text, offset))
    }
}

/// The forms of what judges nothing: for people and for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// for people
    Text,
    /// for scripts
    Json,
}

/// One way of telling answers. What is returned goes to standard output.
pub(crate) trait Render {
    fn answer(&mut self, judged: &Judged<'_>) -> String;

    /// A source could not be read. Standard error says so as well.
    fn unreadable(&mut self, source: &Source, judge: &Judge, error: &Unreadable) -> String;

    /// What is told at the end.
    fn finish(&mut self) -> String {
        String::new()
    }
}
