//! Devices and what they can do: capability reports, and what commands may ask of the devices that sent them.

mod device;

pub use device::{Device, DeviceError};
pub(crate) use device::{ReportedCapability, ReportedEndpoint};

use crate::model::{Model, ShapeId};

/// The shape of a capability report, as CreateManagedThing takes one.
pub(crate) fn report_shape(model: &Model<'_>) -> Option<ShapeId> {
    let input = model.operation("CreateManagedThing")?.input;
    let members = model.members_of(input).iter();
    members.filter(|member| model.str(member.name) == "CapabilityReport").map(|member| member.shape).next()
}
