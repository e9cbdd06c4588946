//! `classify`: whether an error of the service is documented, whose fault it is, and whether to retry.

use clap::Args;
use mi_preflight::Edition;

use crate::arguments::{TextOrJson, edition_parser};
use crate::escape::{escape_json, escape_line, escape_lines};
use crate::exit::{CliError, ExitStatus};
use crate::stdout::print;

/// Classify an error of the service: documented or not, whose fault, retry or not
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Operation that was called
    operation: String,
    /// HTTP status of the response
    #[arg(value_parser = parse_status)]
    status: u16,
    /// Error type, from the header x-amzn-errortype or from __type in the body
    #[arg(value_name = "TYPE")]
    error_type: String,
    /// Edition of the service that documents the errors
    #[arg(long, value_parser = edition_parser(), default_value = Edition::default().name())]
    edition: Edition,
    /// Output format
    #[arg(long, default_value = "text")]
    format: TextOrJson,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let model = options.edition.model();
    let classification = mi_preflight::classify(&model, &options.operation, options.status, &options.error_type)
        .map_err(CliError::command)?;
    let text = match options.format {
        // Only types that are known have an explanation, in further lines.
        TextOrJson::Text if options.error_type.contains('\n') => escape_line(&classification.to_string()),
        TextOrJson::Text => escape_lines(&classification.to_string()),
        TextOrJson::Json => escape_json(&classification.to_json()).into_owned(),
    };
    print(&format!("{text}\n"))?;
    Ok(ExitStatus::Success)
}

fn parse_status(text: &str) -> Result<u16, String> {
    let status = text.parse().ok().filter(|status| (100..600).contains(status));
    status.ok_or_else(|| "expected a number from 100 to 599".to_owned())
}
