//! The command line: its subcommands, and which function runs each.

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::arguments::ColorWhen;
use crate::commands::{
    capability_report, check, classify, completions, device_command, diff, document, event, explain, man, model,
    policy, rollout, rules,
};
use crate::escape::escape_line;
use crate::exit::{CliError, ExitStatus};
use crate::stdout::Stdout;

/// Check requests to AWS IoT managed integrations before they are sent
///
/// Exit codes: 0 everything is valid, 1 something is invalid, 2 something could not be checked.
#[derive(Debug, Parser)]
#[command(name = "mi-preflight", version, max_term_width = 120)]
struct Cli {
    #[command(subcommand)]
    command: Commands,
}

#[derive(Debug, Subcommand)]
enum Commands {
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

/// Parses the arguments and runs the subcommand.
pub(crate) fn run() -> Result<ExitStatus, CliError> {
    match Cli::try_parse() {
        Ok(cli) => cli.run(),
        // Help and the version are output like any other.
        Err(error) if !error.use_stderr() => {
            Stdout::new(ColorWhen::Auto).write(&error.render().ansi().to_string())?;
            Ok(ExitStatus::Success)
        }
        Err(mut error) => {
            escape_context(&mut error);
            // Nothing can be reported if standard error itself is closed.
            let _ = error.print();
            Ok(ExitStatus::Error)
        }
    }
}

/// Escapes the arguments that an error repeats. Tips, which repeat them among styled words, are left out.
fn escape_context(error: &mut clap::Error) {
    let context: Vec<(ContextKind, ContextValue)> =
        error.context().map(|(kind, value)| (kind, value.clone())).collect();
    let mut is_changed = false;
    for (kind, value) in &context {
        let escaped = match value {
            ContextValue::String(text) => ContextValue::String(escape_line(text)),
            ContextValue::Strings(texts) => ContextValue::Strings(texts.iter().map(|text| escape_line(text)).collect()),
            _ => continue,
        };
        is_changed |= escaped != *value;
        error.insert(*kind, escaped);
    }
    if is_changed {
        error.insert(ContextKind::Suggested, ContextValue::None);
    }
}

impl Cli {
    /// Runs the subcommand.
    fn run(&self) -> Result<ExitStatus, CliError> {
        match &self.command {
            Commands::Check(options) => check::run(options),
            Commands::Explain(options) => explain::run(options),
            Commands::Classify(options) => classify::run(options),
            Commands::Rules(options) => rules::run(options),
            Commands::Model(options) => model::run(options),
            Commands::Diff(options) => diff::run(options),
            Commands::Rollout(options) => rollout::run(options),
            Commands::Document(options) => document::run(options),
            Commands::CapabilityReport(options) => capability_report::run(options),
            Commands::DeviceCommand(options) => device_command::run(options),
            Commands::Event(options) => event::run(options),
            Commands::Policy(options) => policy::run(options),
            Commands::Completions(options) => completions::run(options, Cli::command()),
            Commands::Man(options) => man::run(options, Cli::command()),
        }
    }
}
