use std::path::Path;

use mi_preflight::LoadedModel;

use crate::exit::CliError;
use crate::json_fault::describe_encoding;
use crate::source::Source;
use crate::stderr::print_note;

/// Larger files are refused: no model of a service comes near this size.
const MAX_MODEL_BYTES: usize = 256 << 20;

/// Maximum number of unsupported traits that the note names.
const MAX_NAMED_TRAITS: usize = 3;

/// Loads a Smithy JSON AST. Traits that are not checked are listed in a note.
pub(crate) fn load_model(path: &Path) -> Result<LoadedModel, CliError> {
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
    note_unsupported(&model);
    Ok(model)
}

fn note_unsupported(model: &LoadedModel) {
    let unsupported = model.unsupported();
    if unsupported.is_empty() {
        return;
    }
    let named: Vec<String> = unsupported
        .iter()
        .take(MAX_NAMED_TRAITS)
        .map(|statement| format!("`{}` of `{}`", statement.what, statement.at))
        .collect();
    let more = match unsupported.len().saturating_sub(MAX_NAMED_TRAITS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let count = match unsupported.len() {
        1 => "1 statement of the model is".to_owned(),
        count => format!("{count} statements of the model are"),
    };
    print_note(&format!("{count} not checked: {}{more}", named.join(", ")));
}
