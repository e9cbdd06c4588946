//! Devices and what they can do: capability reports, capability documents, commands, and the checks between them.

pub mod command;
mod device;
mod diff;
#[cfg(feature = "documents")]
pub mod document;
pub(crate) mod document_text;
mod report_change;

pub use device::{Device, DeviceError};
pub(crate) use device::{ReportedCapability, ReportedEndpoint, identity};
pub use diff::diff;
pub(crate) use document_text::Problem;
pub use report_change::{CapabilityReportChange, capability_report_changes_to_json};

use crate::smithy::{Model, ShapeId};

/// The actions that every capability has without declaring or reporting them.
pub(crate) const BUILT_IN_ACTIONS: [&str; 2] = ["ReadState", "UpdateState"];

/// The shape of a capability report in the input of CreateManagedThing.
pub(crate) fn report_shape(model: &Model<'_>) -> Option<ShapeId> {
    let input = model.operation("CreateManagedThing")?.input;
    let members = model.members_of(input).iter();
    members.filter(|member| model.str(member.name) == "CapabilityReport").map(|member| member.shape).next()
}
