//! Runs the built command on files, as people and scripts do.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod color;
mod command;
mod commands;
mod documents;
mod event;
mod formats;
mod masking;
mod policy;
mod report;
mod rollout;
mod streams;
mod support;
mod verdicts;
