//! The subcommands. Each module has the options of its command and a `run` function.
//!
//! Commands do not use each other: what they share is in the modules outside of this folder.

pub(crate) mod capability_report;
pub(crate) mod check;
pub(crate) mod classify;
pub(crate) mod completions;
pub(crate) mod device_command;
pub(crate) mod diff;
pub(crate) mod document;
pub(crate) mod event;
pub(crate) mod explain;
pub(crate) mod man;
pub(crate) mod model;
pub(crate) mod policy;
pub(crate) mod rollout;
pub(crate) mod rules;
