//! `model`: the model of an edition, in formats that other tools read.

use clap::{Args, ValueEnum};
use mi_preflight::{Edition, export};

use crate::arguments::edition_parser;
use crate::exit::{CliError, ExitStatus};
use crate::stdout::print;

/// Print the model of an edition in the format of another tool
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Edition to print
    #[arg(long, value_parser = edition_parser(), default_value = Edition::default().name())]
    edition: Edition,
    /// Output format
    #[arg(long)]
    format: ModelFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ModelFormat {
    /// Smithy 2.0 JSON AST
    Smithy,
    /// JSON Schema 2020-12
    #[value(name = "jsonschema")]
    JsonSchema,
    /// OpenAPI 3.1
    #[value(name = "openapi")]
    OpenApi,
    /// TypeScript module of types
    #[value(name = "typescript")]
    TypeScript,
}

pub(crate) fn run(options: &Options) -> Result<ExitStatus, CliError> {
    let model = options.edition.model();
    let json = |value: serde_json::Value| format!("{value:#}\n");
    let text = match options.format {
        ModelFormat::Smithy => json(export::smithy(&model)),
        ModelFormat::JsonSchema => json(export::json_schema(&model)),
        ModelFormat::OpenApi => json(export::openapi(&model)),
        ModelFormat::TypeScript => export::typescript(&model),
    };
    print(&text)?;
    Ok(ExitStatus::Success)
}
