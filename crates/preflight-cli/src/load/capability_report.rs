use mi_preflight::Device;

use crate::exit::CliError;
use crate::json_fault::describe_encoding;
use crate::source::Source;

/// Loads the capability report of a device.
pub(crate) fn load_capability_report(source: &Source, max_size: usize) -> Result<Device, CliError> {
    let text = source.read(max_size).map_err(CliError::command)?;
    if let Some(reason) = describe_encoding(&text) {
        return Err(CliError::in_file(&source.name(), reason));
    }
    Device::parse(&text).map_err(|error| CliError::in_file(&source.name(), error))
}
