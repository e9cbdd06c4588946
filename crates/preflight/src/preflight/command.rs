#[cfg(feature = "record")]
use super::record::Answer;
use super::{Error, Preflight};
use crate::engine::report::Report;
use crate::service::capability::command::Command;

/// The name of the operation that sends commands.
const OPERATION: &str = "SendManagedThingCommand";

impl Command {
    /// Validates the command like [`Preflight::check`], with the device and the documents of `preflight`.
    ///
    /// Without a `thing`, a placeholder is used.
    ///
    /// # Errors
    /// Returns [`Error::UnknownOperation`] if the model of `preflight` has no operation that sends commands.
    pub fn check(&self, preflight: &Preflight, thing: Option<&str>) -> Result<Report, Error> {
        preflight.check(OPERATION, self.judged(thing).as_bytes())
    }

    /// Validates the command like [`Command::check`], and returns an answer.
    #[cfg(feature = "record")]
    pub fn answer(&self, preflight: &Preflight, thing: Option<&str>) -> Answer {
        preflight.answer_text(OPERATION, self.judged(thing).as_bytes(), false)
    }
}
