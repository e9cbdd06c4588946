use std::path::Path;

use mi_preflight::model::ServiceModel;
use mi_preflight::{Edition, LoadedModel};

use crate::arguments::{EditionOrFile, ModelArguments};
use crate::escape::escape_line;
use crate::exit::CliError;
use crate::json_fault::describe_encoding;
use crate::source::Source;
use crate::stderr::print_note_lines;

/// Larger files are refused: no model of a service comes near this size.
const MAX_MODEL_BYTES: usize = 256 << 20;

/// Maximum number of unsupported parts that the note names, unless all are asked for.
const MAX_NAMED_PARTS: usize = 3;

/// A built-in edition, or a model that was loaded.
#[derive(Debug)]
pub(crate) enum ChosenModel {
    Edition(Edition),
    Loaded { name: String, model: Box<LoadedModel> },
}

impl ChosenModel {
    /// Loads the model that options name. The documented edition is the default.
    pub(crate) fn from_arguments(arguments: &ModelArguments) -> Result<ChosenModel, CliError> {
        match &arguments.model {
            Some(path) => ChosenModel::load(path, arguments.verbose),
            None => Ok(ChosenModel::Edition(arguments.edition.unwrap_or_default())),
        }
    }

    /// Loads the model that an argument names.
    pub(crate) fn from_argument(argument: &EditionOrFile, verbose: bool) -> Result<ChosenModel, CliError> {
        match argument {
            EditionOrFile::Edition(edition) => Ok(ChosenModel::Edition(*edition)),
            EditionOrFile::File(path) => ChosenModel::load(path, verbose),
        }
    }

    fn load(path: &Path, verbose: bool) -> Result<ChosenModel, CliError> {
        let model = Box::new(load_model(path, verbose)?);
        Ok(ChosenModel::Loaded { name: Source::File(path.to_owned()).name(), model })
    }

    pub(crate) fn model(&self) -> ServiceModel<'_> {
        match self {
            ChosenModel::Edition(edition) => edition.model(),
            ChosenModel::Loaded { model, .. } => model.model(),
        }
    }

    /// Returns the name of the edition or of the file.
    pub(crate) fn name(&self) -> &str {
        match self {
            ChosenModel::Edition(edition) => edition.name(),
            ChosenModel::Loaded { name, .. } => name,
        }
    }
}

/// Loads a Smithy JSON AST. Parts that are not checked are listed in a note, all of them if `verbose` is set.
pub(crate) fn load_model(path: &Path, verbose: bool) -> Result<LoadedModel, CliError> {
    let source = Source::File(path.to_owned());
    let name = source.name();
    let text = source.read(MAX_MODEL_BYTES).map_err(CliError::command)?;
    if text.len() > MAX_MODEL_BYTES {
        return Err(CliError::Command(format!("`{name}` is too large for a model")));
    }
    if let Some(reason) = describe_encoding(&text) {
        return Err(CliError::in_file(&name, reason));
    }
    let model = LoadedModel::parse(&text).map_err(|error| CliError::in_file(&name, error))?;
    if model.model().operations().len() == 0 {
        return Err(CliError::Command(format!("`{name}` is not the model of a service: it has no operations")));
    }
    note_unsupported(&model, verbose);
    Ok(model)
}

fn note_unsupported(model: &LoadedModel, verbose: bool) {
    let unsupported = model.unsupported();
    if unsupported.is_empty() {
        return;
    }
    let named_count = if verbose { usize::MAX } else { MAX_NAMED_PARTS };
    let named: Vec<String> = unsupported
        .iter()
        .take(named_count)
        .map(|part| escape_line(&format!("{} of `{}`", quoted(&part.what), part.at)))
        .collect();
    let more = match unsupported.len().saturating_sub(named_count) {
        0 => String::new(),
        more => format!(" and {more} more; --verbose names them all"),
    };
    let count = match unsupported.len() {
        1 => "1 part of the model is".to_owned(),
        count => format!("{count} parts of the model are"),
    };
    let separator = if verbose { "\n" } else { ", " };
    let start = if verbose { "\n" } else { " " };
    print_note_lines(&format!("{count} not checked:{start}{}{more}", named.join(separator)));
}

/// Returns the id of a trait in backticks, and a description as it is.
fn quoted(what: &str) -> String {
    if what.contains([' ', '`']) { what.to_owned() } else { format!("`{what}`") }
}
