//! Lists the commands that a device accepts, and builds commands as inputs of SendManagedThingCommand.
//!
//! ```
//! use mi_preflight::command::{Argument, AvailableCommands};
//! use mi_preflight::{Device, Edition, Preflight};
//!
//! let device = Device::parse(br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
//!     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "properties": ["OnTime"], "actions": ["On"], "events": []}
//! ]}]}"#)?;
//! let offers = AvailableCommands::new(&device);
//! let names: Vec<String> = offers.list()[0].capabilities[0].actions.iter().map(|action| action.name.clone()).collect();
//! assert_eq!(names, ["On", "ReadState", "UpdateState"]);
//!
//! let command = offers.build("1", "On/Off", "UpdateState", &[Argument::parse("OnTime=5")])?;
//! let preflight = Preflight::builder().device(device.clone()).build()?;
//! assert!(command.check(&preflight, None)?.is_valid());
//! assert!(command.input(Some("1234")).contains(r#""OnTime": 5"#));
//!
//! let error = offers.build("1", "matter.OnOff", "on", &[]).unwrap_err();
//! assert_eq!(error.to_string(), "capability `matter.OnOff@1.4` reports no action `on`; did you mean `On`?");
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! The device's report lists the actions of a capability. The capability's document, if available, declares the
//! parameters of an action, but not which of them are optional.

mod build;
mod built;
mod error;
mod json;
mod offer;
#[cfg(not(feature = "documents"))]
mod undeclared;

pub use build::Argument;
pub use built::Command;
pub use error::BuildError;
pub use json::available_commands_to_json;
pub use offer::{AvailableAction, AvailableCapability, AvailableCommands, AvailableEndpoint, Parameter, ParameterKind};

#[cfg(feature = "documents")]
use super::document::{Declared, ValueDescription};
#[cfg(not(feature = "documents"))]
use undeclared::{Declared, ValueDescription};
