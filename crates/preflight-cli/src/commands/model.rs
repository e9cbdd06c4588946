//! `model`: the model of an edition or of a file, in formats that other tools read.

use clap::{Args, ValueEnum};
use mi_preflight::export::{self, OmittedOperation, RegexDialect};

use crate::arguments::ModelArguments;
use crate::exit::{CliError, ExitStatus};
use crate::load::ChosenModel;
use crate::stderr::print_note;
use crate::stdout::print;

/// Print a model in the format of another tool
#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(flatten)]
    model: ModelArguments,
    /// Output format
    #[arg(long)]
    format: ModelFormat,
    /// Form of the patterns in JSON Schema and OpenAPI [default: unicode]
    #[arg(long, value_name = "FORM")]
    regex: Option<RegexForm>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RegexForm {
    /// ECMA-262 with the flag u
    Unicode,
    /// For ECMA-262 and Python alike: classes of characters written out
    Portable,
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
    let has_regex = matches!(options.format, ModelFormat::JsonSchema | ModelFormat::OpenApi);
    if options.regex.is_some() && !has_regex {
        return Err(CliError::Command("--regex has an effect only with `jsonschema` and `openapi`".to_owned()));
    }
    let regex = match options.regex {
        Some(RegexForm::Portable) => RegexDialect::Portable,
        Some(RegexForm::Unicode) | None => RegexDialect::Unicode,
    };
    let chosen = ChosenModel::from_arguments(&options.model)?;
    let model = chosen.model();
    let json = |value: serde_json::Value| format!("{value:#}\n");
    let text = match options.format {
        ModelFormat::Smithy => json(export::smithy(&model)),
        ModelFormat::JsonSchema => json(export::json_schema_with(&model, regex)),
        ModelFormat::OpenApi => {
            note_omissions(&export::openapi_omissions(&model));
            json(export::openapi_with(&model, regex))
        }
        ModelFormat::TypeScript => export::typescript(&model),
    };
    print(&text)?;
    Ok(ExitStatus::Success)
}

/// Names the operations that OpenAPI cannot express.
fn note_omissions(omissions: &[OmittedOperation]) {
    let unbound = omissions.iter().filter(|omitted| omitted.same_place_as.is_none());
    let unbound: Vec<String> = unbound.map(|omitted| format!("`{}`", omitted.operation)).collect();
    if !unbound.is_empty() {
        print_note(&format!("OpenAPI leaves out what has no HTTP binding: {}", unbound.join(", ")));
    }
    let twice = omissions.iter().filter_map(|omitted| Some((&omitted.operation, omitted.same_place_as.as_ref()?)));
    let twice: Vec<String> = twice.map(|(operation, other)| format!("`{operation}` (as `{other}`)")).collect();
    if !twice.is_empty() {
        let reason = "what has the path and method of another operation";
        print_note(&format!("OpenAPI leaves out {reason}: {}", twice.join(", ")));
    }
}
