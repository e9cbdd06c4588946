//! The command line: its subcommands, and which function runs each.

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::commands::{
    capability_report, check, classify, completions, device_command, diff, document, event, explain, man, model,
    policy, rollout, rules,
};
use crate::exit::{CliError, ExitStatus};

/// Check requests to AWS IoT managed integrations before they are sent
///
/// Exit codes: 0 everything is valid, 1 something is invalid, 2 something could not be checked.
#[derive(Debug, Parser)]
#[command(name = "mi-preflight", version, max_term_width = 120)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Options),
    Explain(explain::Options),
    Classify(classify::Options),
    Rules(rules::Options),
    Model(model::Options),
    Diff(diff::Options),
    Rollout(rollout::Options),
    Document(document::Options),
    #[command(alias = "report")]
    CapabilityReport(capability_report::Options),
    #[command(name = "command")]
    DeviceCommand(device_command::Options),
    Event(event::Options),
    Policy(policy::Options),
    Completions(completions::Options),
    #[command(hide = true)]
    Man(man::Options),
}

impl Cli {
    /// Runs the subcommand.
    pub(crate) fn run(&self) -> Result<ExitStatus, CliError> {
        match &self.command {
            Command::Check(options) => check::run(options),
            Command::Explain(options) => explain::run(options),
            Command::Classify(options) => classify::run(options),
            Command::Rules(options) => rules::run(options),
            Command::Model(options) => model::run(options),
            Command::Diff(options) => diff::run(options),
            Command::Rollout(options) => rollout::run(options),
            Command::Document(options) => document::run(options),
            Command::CapabilityReport(options) => capability_report::run(options),
            Command::DeviceCommand(options) => device_command::run(options),
            Command::Event(options) => event::run(options),
            Command::Policy(options) => policy::run(options),
            Command::Completions(options) => completions::run(options, Cli::command()),
            Command::Man(options) => man::run(options, Cli::command()),
        }
    }
}
