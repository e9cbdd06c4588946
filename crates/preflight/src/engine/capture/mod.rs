//! Captures: the values that rules read, recorded while the text is validated.
//!
//! A rule declares the members that it reads as paths (`endpoints[].id`). [`CaptureTrie`] merges the paths of all rules
//! of an operation into a trie over the model's shapes. The validator carries a node of the trie, so that a place which
//! no rule reads costs one comparison. [`Captures`] is a flat list of places in the text: nothing is copied, and nothing
//! is decoded until a rule asks for it.

mod captures;
mod path;
mod trie;

pub(crate) use captures::{CaptureCursor, CapturedEntry, CapturedValue, Captures};
pub(crate) use path::{CaptureFilter, CapturePath, Step, parts};
pub(crate) use trie::{CaptureId, CaptureTrie};
