use core::marker::PhantomData;

#[cfg(feature = "serialize")]
use super::Error;
use super::Preflight;
use super::field::{Field, FieldError};
use crate::engine::report::Report;
use crate::engine::validate::Side;
use crate::service::UnknownOperationError;
use crate::service::op::TypedOperation;
use crate::smithy::OperationShape;

/// The checks of one operation: those of [`Preflight`], without the error for an unknown operation.
///
/// ```
/// use mi_preflight::{Edition, OperationPreflight, Preflight, op};
///
/// struct Lockers {
///     preflight: OperationPreflight<op::CreateCredentialLocker>,
/// }
///
/// let lockers = Lockers { preflight: Preflight::new(Edition::default()).for_operation()? };
/// let report = lockers.preflight.check(br#"{"Name": ""}"#);
/// assert_eq!(report.violations()[0].path.to_string(), "/Name");
/// # Ok::<(), mi_preflight::UnknownOperationError>(())
/// ```
#[derive(Clone, Debug)]
pub struct OperationPreflight<O> {
    preflight: Preflight,
    /// The operation's index in the model of `preflight`; `None` if there is a model for each edition.
    index: Option<usize>,
    operation: PhantomData<O>,
}

impl Preflight {
    /// Returns the checks of one operation.
    ///
    /// # Errors
    /// Returns an [`UnknownOperationError`] if the model does not have the operation: it is one of another edition, or
    /// the model was loaded at run time.
    ///
    /// ```
    /// use mi_preflight::{Edition, Preflight, op};
    ///
    /// let error = Preflight::new(Edition::E2025_05_22).for_operation::<op::TagResource>().unwrap_err();
    /// assert_eq!(error.edition, Some(Edition::E2026_11));
    /// ```
    pub fn for_operation<O: TypedOperation>(&self) -> Result<OperationPreflight<O>, UnknownOperationError> {
        let name = O::OPERATION.name();
        let index = self.results_in_editions(&|preflight| preflight.operation_index(name))?;
        let index = index.first().map(|(_, index)| *index).filter(|_| self.older.is_none());
        Ok(OperationPreflight { preflight: self.clone(), index, operation: PhantomData })
    }

    fn operation_index(&self, name: &str) -> Result<usize, UnknownOperationError> {
        let model = self.tables();
        let index = model.operations.iter().position(|operation| model.str(operation.name) == name);
        index.ok_or_else(|| UnknownOperationError::new(&model, name))
    }
}

impl<O: TypedOperation> OperationPreflight<O> {
    /// The operation in the model, if there is one model.
    fn row(&self) -> Option<&OperationShape> {
        // INVARIANT: the model of a `Preflight` does not change, so it has the operation at this index.
        self.index.map(|index| &self.preflight.tables().operations[index])
    }

    fn check_side(&self, side: Side, text: &[u8]) -> Report {
        match self.row() {
            Some(row) => self.preflight.check_text(&self.preflight.tables(), row, side, text),
            // INVARIANT: an edition has the operation, so this does not fail.
            None => self.preflight.check_named(O::OPERATION.name(), side, text).unwrap_or_default(),
        }
    }

    /// Returns the settings that the checks use, for checks of other operations.
    pub fn preflight(&self) -> &Preflight {
        &self.preflight
    }

    /// Checks the operation's input, as [`Preflight::check`] does.
    pub fn check(&self, input: &[u8]) -> Report {
        self.check_side(Side::Input, input)
    }

    /// Whether [`OperationPreflight::check`] would find no error. It stops at the first one.
    pub fn is_valid(&self, input: &[u8]) -> bool {
        match self.row() {
            Some(row) => self.preflight.is_valid_text(&self.preflight.tables(), row, input),
            None => self.preflight.is_valid_named(O::OPERATION.name(), input).unwrap_or_default(),
        }
    }

    /// Checks the operation's output, as [`Preflight::check_output`] does.
    pub fn check_output(&self, output: &[u8]) -> Report {
        self.check_side(Side::Output, output)
    }

    /// Checks the operation's input, given as anything that serde can write.
    ///
    /// # Errors
    /// Returns [`Error::Serialize`] if the value cannot be written as JSON.
    #[cfg(feature = "serialize")]
    pub fn check_serialize(&self, input: &(impl serde::Serialize + ?Sized)) -> Result<Report, Error> {
        Ok(self.check(&super::to_json(input)?))
    }

    /// Describes one field of the operation's input, as [`Preflight::field`] does.
    ///
    /// # Errors
    /// Returns [`FieldError::Path`] if the input has no such field.
    pub fn field(&self, path: &str) -> Result<Field, FieldError> {
        self.preflight.field(O::OPERATION, path)
    }

    /// Checks one field of the operation's input, as [`Preflight::check_field`] does.
    ///
    /// # Errors
    /// Returns [`FieldError::Path`] if the input has no such field.
    pub fn check_field(&self, path: &str, value: Option<&[u8]>) -> Result<Report, FieldError> {
        self.preflight.check_field(O::OPERATION, path, value)
    }
}
