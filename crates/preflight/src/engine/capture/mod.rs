//! What rules read: which members of an operation's input are captures while the bytes go by, and what was captures.
//!
//! A rule declares the members it reads as paths (`endpoints[].id`). [`CaptureTrie`] turns the paths of all rules of one
//! operation into a trie over the model's shapes; the walk carries a node of it, and where there is none it costs one
//! comparison. [`Captures`] is one flat list of places in the text: nothing is copied, nothing is decoded until a rule asks.

mod captures;
mod path;
mod trie;

pub(crate) use captures::{CaptureCursor, CapturedEntry, CapturedValue, Captures};
pub(crate) use path::{CaptureFilter, CapturePath, Step, parts};
pub(crate) use trie::{CaptureId, CaptureTrie};
