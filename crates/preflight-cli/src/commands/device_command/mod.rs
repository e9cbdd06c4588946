//! `command`: the commands that can be sent to a device; builds and checks one.

mod command_list;

use std::path::PathBuf;

use clap::Args;
use mi_preflight::command::{Argument, AvailableCommands, available_commands_to_json};
use mi_preflight::{Answer, Edition, Limits, Preflight, Profile};

use crate::arguments::{ColorWhen, EditionChoice, TextOrJson, edition_choice_parser, profile_parser};
use crate::escape::escape_json;
use crate::exit::{CliError, ExitStatus};
use crate::load::{load_capability_report, load_documents};
use crate::preflight::PreflightSettings;
use crate::render::{RenderAnswers as _, ReportView, TextRenderer};
use crate::source::Source;
use crate::stderr::print_note;
use crate::stdout::{Stdout, print};

const EXAMPLES: &str = "\
Examples:
  mi-preflight command --capability-report report.json --schemas schemas
      List the commands that can be sent to a device
  mi-preflight command --capability-report report.json 1 matter.OnOff On
      Print the command that switches endpoint 1 on
  mi-preflight command --capability-report report.json --thing 1e84f6 1 On/Off UpdateState OnTime=5 > input.json
      Print the complete input of SendManagedThingCommand
  mi-preflight command --capability-report report.json 1 On/Off ReadState '*'
      Print the command that reads all properties, or with names instead of *, only these";

/// List the commands that can be sent to a device, or build and check one
///
/// The documents in --schemas define the parameters of actions. A VALUE is parsed as JSON, unless its document expects
/// a string. Without a document, it is parsed as JSON if possible, otherwise it is a string. Strings need no quotes.
///
/// Exit codes: 0 the commands were listed, or the command is valid and was printed, 1 the command is invalid, 2 the
/// command could not be built.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Capability report of the device; - reads standard input
    #[arg(long, alias = "report", value_name = "FILE")]
    capability_report: PathBuf,
    /// Folder of capability and definition documents; its `*.json` files are read
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    /// Edition of the service to check against
    #[arg(long, value_parser = edition_choice_parser(), default_value = Edition::default().name())]
    edition: EditionChoice,
    /// Strictness of documented rules
    #[arg(long, default_value = "recommended", value_parser = profile_parser())]
    profile: Profile,
    /// Managed thing to send the command to; without it, the input has no `ManagedThingId`
    #[arg(long, value_name = "ID")]
    thing: Option<String>,
    /// Treat a command with warnings as invalid
    #[arg(long)]
    deny_warnings: bool,
    /// When to use colors
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    color: ColorWhen,
    /// Output format; a valid command is always printed as json
    #[arg(long, default_value = "text")]
    format: TextOrJson,
    /// Id of an endpoint
    #[arg(requires = "capability")]
    endpoint: Option<String>,
    /// Capability of the endpoint: its id, with or without version, or its name
    #[arg(requires = "action")]
    capability: Option<String>,
    /// Action of the capability, or ReadState or UpdateState
    action: Option<String>,
    /// Parameters of the action; for UpdateState properties; for ReadState names of properties, or * for all
    #[arg(value_name = "NAME=VALUE")]
    arguments: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let limits = Limits::default();
    let report_source = Source::from_argument(&options.capability_report);
    let device = load_capability_report(&report_source, limits.max_size())?;
    let folder = options.schemas.as_deref();
    let documents = folder.map(|folder| load_documents(folder, limits)).transpose()?;
    let mut offers = AvailableCommands::new(&device);
    if let Some(documents) = &documents {
        offers = offers.with_documents(documents);
    }
    let (Some(endpoint), Some(capability), Some(action)) = (&options.endpoint, &options.capability, &options.action)
    else {
        return list_commands(options, &offers);
    };
    let settings = PreflightSettings {
        edition: options.edition,
        profile: Some(options.profile),
        documents: documents.clone(),
        capability_report: Some(device.clone()),
        ..PreflightSettings::default()
    };
    build_command(options, &settings.build()?, &offers, [endpoint, capability, action])
}

fn list_commands(options: &Options, offers: &AvailableCommands<'_>) -> Result<ExitStatus, CliError> {
    let endpoints = offers.list();
    let output = match options.format {
        TextOrJson::Json => escape_json(&available_commands_to_json(&endpoints)).into_owned() + "\n",
        TextOrJson::Text => command_list::render(&endpoints),
    };
    print(&output)?;
    Ok(ExitStatus::Success)
}

/// Builds and checks a command. Prints the command if it is valid, otherwise its violations.
fn build_command(
    options: &Options,
    preflight: &Preflight,
    offers: &AvailableCommands<'_>,
    [endpoint, capability, action]: [&String; 3],
) -> Result<ExitStatus, CliError> {
    let arguments: Vec<Argument<'_>> = options.arguments.iter().map(|text| Argument::parse(text)).collect();
    let command = offers.build(endpoint, capability, action, &arguments).map_err(CliError::command)?;
    let answer = command.answer(preflight, options.thing.as_deref());
    let Some(report) = answer.report() else {
        return Err(CliError::command(answer.error().unwrap_or_default()));
    };
    let status = ExitStatus::of_report(report, options.deny_warnings);
    if status != ExitStatus::Success {
        let output = match options.format {
            TextOrJson::Json => escape_json(&answer.to_json()).into_owned() + "\n",
            TextOrJson::Text => render_violations(&answer),
        };
        Stdout::new(options.color).write(&output)?;
        return Ok(status);
    }
    let input = escape_json(&command.input(options.thing.as_deref())).into_owned() + "\n";
    print(&input)?;
    for violation in report.violations() {
        print_note(&format!("{}: {violation}", violation.rule_id()));
    }
    if options.thing.is_none() {
        print_note("the input has no `ManagedThingId`: use `--thing ID` to add it");
    }
    Ok(status)
}

/// Renders the violations of a command by their paths, without source lines.
fn render_violations(answer: &Answer) -> String {
    let Some(report) = answer.report() else { return String::new() };
    let subject = answer.operation().map(|operation| format!(": {operation}")).unwrap_or_default();
    let mut renderer = TextRenderer::default();
    let rendered_report = renderer.render_report(&ReportView {
        name: "the command",
        subject: &subject,
        text: b"",
        report,
        visible_source: None,
        offset_of: &|_| None,
    });
    rendered_report + &renderer.render_end()
}
