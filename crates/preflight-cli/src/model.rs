//! `model`: an edition in the forms in which other tools read it.

use std::io::{self, Write as _};

use clap::{Args, ValueEnum};
use mi_preflight::{Edition, export};

use crate::edition;
use crate::exit::{Failure, Verdict};

/// print an edition's model in the form of another tool
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// the edition to print
    #[arg(long, value_parser = edition::parser(), default_value = Edition::default().name())]
    edition: Edition,
    /// the form
    #[arg(long)]
    format: Form,
}

/// A form of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// a Smithy 2.0 JSON AST
    Smithy,
    /// JSON Schema 2020-12
    #[value(name = "jsonschema")]
    JsonSchema,
    /// OpenAPI 3.1
    #[value(name = "openapi")]
    OpenApi,
    /// a TypeScript module of types
    #[value(name = "typescript")]
    TypeScript,
}

pub(crate) fn run(options: &Options) -> Result<Verdict, Failure> {
    let model = options.edition.model();
    let json = |value: serde_json::Value| format!("{value:#}\n");
    let text = match options.format {
        Form::Smithy => json(export::smithy(&model)),
        Form::JsonSchema => json(export::json_schema(&model)),
        Form::OpenApi => json(export::openapi(&model)),
        Form::TypeScript => export::typescript(&model),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Verdict::Valid)
}
