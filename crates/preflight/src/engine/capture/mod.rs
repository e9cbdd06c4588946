//! What rules read: which members of an operation's input are kept while the bytes go by, and what was kept.
//!
//! A rule declares the members it reads as paths (`endpoints[].id`). [`Watches`] turns the paths of all rules of one
//! operation into a trie over the model's shapes; the walk carries a node of it, and where there is none it costs one
//! comparison. [`Kept`] is one flat list of places in the text: nothing is copied, nothing is decoded until a rule asks.

mod kept;
mod path;
mod signs;
mod watches;

pub(crate) use kept::{Entry, Fact, Kept, Seat};
pub(crate) use path::{Only, ReadPath, Step, parts};
#[cfg(test)]
pub(crate) use signs::may_be_secret;
pub(crate) use watches::{WatchId, Watches};
