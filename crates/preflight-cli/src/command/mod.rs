//! `command`: what may be sent to a device, and one of it built and judged.

mod text;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use mi_preflight::command::{Argument, AvailableCommands, offers_to_json};
use mi_preflight::{Answer, Device, Edition, Preflight, Profile, Severity};

use crate::check::{Color, profile};
use crate::exit::{self, Failure, Verdict};
use crate::render::{ListFormat, Render as _, Text, Told};
use crate::source::Source;
use crate::stdout::Stdout;
use crate::{documents, edition};

const EXAMPLES: &str = "\
examples:
  mi-preflight command --report report.json --schemas schemas
      list what may be sent to a device
  mi-preflight command --report report.json 1 matter.OnOff On
      print the command that switches endpoint 1 on
  mi-preflight command --report report.json --thing 1e84f6 1 On/Off UpdateState OnTime=5 > input.json
      print the whole input of SendManagedThingCommand
  mi-preflight command --report report.json 1 On/Off ReadState '*'
      read every property; names of properties read these alone";

/// list what may be sent to a device, or build one command and judge it
///
/// what an action takes is known from the documents in --schemas. a VALUE is JSON where its document asks for something
/// else than a string, and without a document where it can be read so; values of a string may go without quotes
///
/// exit codes: 0 listed, or the command is valid and was printed, 1 it is invalid, 2 it could not be built
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// the device's capability report; - is standard input
    #[arg(long, value_name = "FILE")]
    report: PathBuf,
    /// a folder of capability and definition documents, its `*.json` files
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    /// the edition of the service to judge by
    #[arg(long, value_parser = edition::parser(), default_value = Edition::default().name())]
    edition: Edition,
    /// how strictly documented rules are taken
    #[arg(long, default_value = "recommended", value_parser = profile())]
    profile: Profile,
    /// the managed thing that the command is for; without it, `ManagedThingId` is left out
    #[arg(long, value_name = "ID")]
    thing: Option<String>,
    /// a command with warnings is invalid, too
    #[arg(long)]
    deny_warnings: bool,
    /// when to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    color: Color,
    /// how to answer; a valid command is json in each
    #[arg(long, default_value = "text")]
    format: ListFormat,
    /// the id of an endpoint
    #[arg(requires = "capability")]
    endpoint: Option<String>,
    /// a capability of it: its id, with or without the version, or its name
    #[arg(requires = "action")]
    capability: Option<String>,
    /// an action that it reports, ReadState or UpdateState
    action: Option<String>,
    /// parameters of the action, or properties to change; for ReadState the names of properties, or * for all
    #[arg(value_name = "NAME=VALUE")]
    arguments: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let mut preflight = Preflight::new(options.edition).with_profile(options.profile);
    let device = Arc::new(read(&options.report, &preflight)?);
    preflight = preflight.with_device(device.clone());
    let folder = options.schemas.as_ref();
    let documents = folder.map(|folder| documents::load(folder, preflight.limits())).transpose()?.map(Arc::new);
    let mut offers = AvailableCommands::of(&device);
    if let Some(documents) = &documents {
        offers = offers.with_documents(documents);
        preflight = preflight.with_documents(documents.clone());
    }
    match (&options.endpoint, &options.capability, &options.action) {
        (Some(endpoint), Some(capability), Some(action)) => {
            build(options, &preflight, &offers, [endpoint, capability, action])
        }
        _ => list(options, &offers),
    }
}

fn read(path: &PathBuf, preflight: &Preflight) -> Result<Device, Failure> {
    let sources = Source::all(core::slice::from_ref(path));
    let source = sources.first().unwrap_or(&Source::Stdin);
    let text = source.read(preflight.limits().max_size()).map_err(Failure::refused)?;
    Device::parse(&text).map_err(|error| Failure::Refused(format!("`{}`: {error}", source.name())))
}

fn list(options: &Options, offers: &AvailableCommands<'_>) -> Result<Verdict, Failure> {
    let endpoints = offers.list();
    let told = match options.format {
        ListFormat::Json => offers_to_json(&endpoints) + "\n",
        ListFormat::Text => text::tree(&endpoints),
    };
    io::stdout().write_all(told.as_bytes())?;
    Ok(Verdict::Valid)
}

/// Builds a command, judges it, and prints it when it is valid, or else what is wrong with it.
fn build(
    options: &Options,
    preflight: &Preflight,
    offers: &AvailableCommands<'_>,
    [endpoint, capability, action]: [&String; 3],
) -> Result<Verdict, Failure> {
    let arguments: Vec<Argument<'_>> = options.arguments.iter().map(|text| Argument::parse(text)).collect();
    let command = offers.build(endpoint, capability, action, &arguments).map_err(Failure::refused)?;
    let answer = command.answer(preflight, options.thing.as_deref());
    let Some(report) = answer.report() else {
        return Err(Failure::Refused(answer.error().unwrap_or_default().to_owned()));
    };
    let is_denied = options.deny_warnings && report.worst() >= Some(Severity::Warning);
    if !report.is_valid() || is_denied {
        let told = match options.format {
            ListFormat::Json => answer.to_json() + "\n",
            ListFormat::Text => violations(&answer),
        };
        Stdout::new(options.color).write(&told).map_err(Failure::output(Verdict::Invalid))?;
        return Ok(Verdict::Invalid);
    }
    let input = command.input(options.thing.as_deref()) + "\n";
    io::stdout().write_all(input.as_bytes())?;
    for violation in report.violations() {
        exit::note(&format!("{}: {violation}", violation.rule_id()));
    }
    if options.thing.is_none() {
        exit::note("there is no `ManagedThingId` in it: `--thing ID` adds one");
    }
    Ok(Verdict::Valid)
}

/// What is wrong with a command. It is told by its paths: no line of it is shown.
fn violations(answer: &Answer) -> String {
    let mut told = Text::default();
    let Some(report) = answer.report() else { return String::new() };
    let subject = answer.operation().map(|operation| format!(": {operation}")).unwrap_or_default();
    let told_report = told.report(&Told {
        name: "the command",
        subject: &subject,
        text: b"",
        report,
        shown: None,
        masked: &[],
        offset_of: &|_| None,
    });
    told_report + &told.finish()
}
