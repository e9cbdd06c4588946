//! Runs the built binary on files, as users and scripts do.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod capability_report;
mod closed_output;
mod color;
mod completions;
mod device_command;
mod documents;
mod editions;
mod escaping;
mod event;
mod formats;
mod other_commands;
mod policy;
mod redaction;
mod rollout;
mod streams;
mod support;
mod verdicts;
