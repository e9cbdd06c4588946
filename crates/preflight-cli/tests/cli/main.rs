//! Runs the built command on files, as people and scripts do.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod color;
mod commands;
mod documents;
mod formats;
mod masking;
mod policy;
mod rollout;
mod streams;
mod support;
mod verdicts;
