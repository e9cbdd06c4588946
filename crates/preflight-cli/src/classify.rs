//! `classify`: what the error in a service's answer is.

use std::io::{self, Write as _};

use clap::Args;
use mi_preflight::Edition;

use crate::edition;
use crate::exit::{Failure, Verdict};
use crate::render::{ListFormat, visible};

/// say what an answer's error is: documented or not, whose fault, retry or not
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// the operation that was called
    operation: String,
    /// the answer's HTTP status
    #[arg(value_parser = status)]
    status: u16,
    /// the error's type, as the header x-amzn-errortype or the body's __type has it
    #[arg(value_name = "TYPE")]
    error_type: String,
    /// the edition that documents the errors
    #[arg(long, value_parser = edition::parser(), default_value = Edition::default().name())]
    edition: Edition,
    /// how to answer
    #[arg(long, default_value = "text")]
    format: ListFormat,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let model = options.edition.model();
    let found = mi_preflight::classify(&model, &options.operation, options.status, &options.error_type)
        .map_err(Failure::refused)?;
    let text = match options.format {
        ListFormat::Text => visible(&found.to_string()).into_owned(),
        ListFormat::Json => found.to_json(),
    };
    writeln!(io::stdout(), "{text}")?;
    Ok(Verdict::Valid)
}

fn status(text: &str) -> Result<u16, String> {
    let status = text.parse().ok().filter(|status| (100..600).contains(status));
    status.ok_or_else(|| "a status is a number from 100 to 599".to_owned())
}
