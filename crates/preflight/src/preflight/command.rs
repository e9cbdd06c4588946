#[cfg(feature = "record")]
use super::record::Answer;
use super::{Error, Preflight};
use crate::engine::report::Report;
use crate::service::capability::command::Command;

/// The operation that sends commands.
const OPERATION: &str = "SendManagedThingCommand";

impl Command {
    /// Judges the command as [`Preflight::check`] judges every input, with the device and documents that `preflight`
    /// knows. Without a `thing` it is judged as if there were one.
    ///
    /// # Errors
    /// [`Error::UnknownOperation`] when the model of `preflight` does not send commands.
    pub fn check(&self, preflight: &Preflight, thing: Option<&str>) -> Result<Report, Error> {
        preflight.check(OPERATION, self.judged(thing).as_bytes())
    }

    /// As [`Command::check`], as the answer to the input.
    #[cfg(feature = "record")]
    pub fn answer(&self, preflight: &Preflight, thing: Option<&str>) -> Answer {
        preflight.answer_text(OPERATION, self.judged(thing).as_bytes(), false)
    }
}
