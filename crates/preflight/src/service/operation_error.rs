use super::Edition;
use crate::smithy::{Dialect, Model, OperationShape};
use crate::text::suggest::{self, did_you_mean};

/// The model has no operation of this name.
///
/// ```
/// use mi_preflight::{Edition, Preflight};
/// let error = Preflight::new(Edition::default()).check("CreateManagedThin", b"{}").unwrap_err();
/// assert_eq!(error.to_string(), "there is no operation `CreateManagedThin`; did you mean `CreateManagedThing`?");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no operation `{name}`{}", hint(*.edition, .suggestion.as_deref()))]
#[non_exhaustive]
pub struct UnknownOperationError {
    /// The name that was asked for.
    pub name: String,
    /// Another edition that has the operation.
    pub edition: Option<Edition>,
    /// The name that was probably meant, if one is close enough.
    pub suggestion: Option<String>,
}

impl UnknownOperationError {
    pub(crate) fn new(model: &Model<'_>, name: &str) -> UnknownOperationError {
        let names = model.operations.iter().map(|operation| model.str(operation.name));
        let is_built_in = model.dialect == Dialect::ManagedIntegrations;
        let has_it = |edition: &Edition| is_built_in && edition.tables().operation(name).is_some();
        UnknownOperationError {
            name: name.to_owned(),
            edition: Edition::ALL.into_iter().find(has_it),
            suggestion: suggest::name(name, names).map(str::to_owned),
        }
    }
}

/// Returns the operation with this name.
pub(crate) fn find_operation<'a>(model: &Model<'a>, name: &str) -> Result<&'a OperationShape, UnknownOperationError> {
    model.operation(name).ok_or_else(|| UnknownOperationError::new(model, name))
}

fn hint(edition: Option<Edition>, suggestion: Option<&str>) -> String {
    match edition {
        Some(edition) => format!(" in this edition; edition {edition} has it"),
        None => did_you_mean(suggestion),
    }
}
