//! The words of the command line: scripts rely on them.

use clap::{Parser, Subcommand};

use crate::{
    check, classify, command, completions, diff, document, event, explain, manual, model, policy, report, rollout,
    rules,
};

/// judges requests to AWS IoT managed integrations before they are sent
///
/// exit codes: 0 all valid, 1 something invalid, 2 could not judge
#[derive(Debug, Parser)]
#[command(name = "mi-preflight", version, max_term_width = 120)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// judge requests
    Check(check::Options),
    /// say what a name means: its constraints, what it is for, how to fix what it complains about
    Explain(explain::Options),
    /// say what an answer's error is: documented or not, whose fault, retry or not
    Classify(classify::Options),
    /// list every rule
    Rules(rules::Options),
    /// print an edition's model in the form of another tool
    Model(model::Options),
    /// say what changed between two editions, or what changes for given requests
    Diff(diff::Options),
    /// say when an OTA rollout would notify how many devices
    Rollout(rollout::Options),
    /// judge capability and definition documents
    Document(document::Options),
    /// judge and compare capability reports of devices
    Report(report::Options),
    #[command(name = "command")]
    AvailableCommands(command::Options),
    /// judge what devices tell by themselves
    Event(event::Options),
    /// look after policies: files that lay severities, tighter limits and checks of your own over the service's rules
    Policy(policy::Options),
    /// print a completion script for a shell
    Completions(completions::Options),
    /// print the manual page
    #[command(hide = true)]
    Man(manual::Options),
}
