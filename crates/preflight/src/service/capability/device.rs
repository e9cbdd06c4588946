use std::borrow::Cow;

use crate::engine::limits::Limits;
use crate::engine::validate::json_violations;
use crate::text::json::parts::{items, member, string};

/// A device as its capability report describes it. Commands are checked against it.
///
/// ```
/// use mi_preflight::Device;
/// let device = Device::parse(br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": []}]}"#)?;
/// assert_eq!(device.endpoint_ids().collect::<Vec<_>>(), ["1"]);
/// # Ok::<(), mi_preflight::DeviceError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The version of the report's format.
    pub(crate) version: String,
    /// The node that the report describes, if it names one.
    pub(crate) node_id: Option<String>,
    pub(crate) endpoints: Vec<ReportedEndpoint>,
}

/// An endpoint of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReportedEndpoint {
    pub(crate) id: String,
    pub(crate) device_types: Vec<String>,
    pub(crate) capabilities: Vec<ReportedCapability>,
}

/// A capability of an endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReportedCapability {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) properties: Vec<String>,
    pub(crate) actions: Vec<String>,
    pub(crate) events: Vec<String>,
}

/// The text contains no capability report.
///
/// ```
/// use mi_preflight::{Device, DeviceError};
/// assert_eq!(Device::parse(b"{}"), Err(DeviceError::NoReport));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    /// The text is not valid JSON, nests too deeply or repeats a key.
    #[error("the capability report cannot be read: {0}")]
    Unreadable(String),
    /// The text is JSON but not a capability report.
    #[error(
        "this is not a capability report: it has no `endpoints`, neither by itself nor under `CapabilityReport` or `Capabilities`"
    )]
    NoReport,
}

impl Device {
    /// Reads a capability report. The text is the report itself, an answer of GetManagedThingCapabilities, or the input
    /// of CreateManagedThing or UpdateManagedThing. In the latter two the report is the value of `CapabilityReport`, or
    /// a string in the deprecated `Capabilities`.
    ///
    /// Only the parts that commands are compared with are read.
    /// [`crate::Preflight::check_capability_report`] checks whether the report is valid.
    ///
    /// # Errors
    /// Fails when the text is not JSON or contains no report.
    pub fn parse(text: &[u8]) -> Result<Device, DeviceError> {
        check_readable(text)?;
        let report = find_report(text).ok_or(DeviceError::NoReport)?;
        // A report inside a string was not checked together with the text around it.
        check_readable(&report)?;
        let endpoints = member(&report, "endpoints").map(|part| items(part.value)).unwrap_or_default();
        Ok(Device {
            version: string_member(&report, "version"),
            node_id: member(&report, "nodeId").and_then(|part| string(part.value).map(Cow::into_owned)),
            endpoints: endpoints.iter().map(|endpoint| parse_endpoint(endpoint.value)).collect(),
        })
    }

    /// The version of the report's format, such as `1.0.0`; empty if the report has none.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The node that the report describes, if it names one.
    pub fn node_id(&self) -> Option<&str> {
        self.node_id.as_deref()
    }

    /// The ids of the device's endpoints, in the report's order.
    pub fn endpoint_ids(&self) -> impl Iterator<Item = &str> {
        self.endpoints.iter().map(|endpoint| endpoint.id.as_str())
    }

    pub(crate) fn endpoint(&self, id: &str) -> Option<&ReportedEndpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.id == id)
    }
}

/// Returns an error unless the text is valid JSON in which no key repeats.
fn check_readable(text: &[u8]) -> Result<(), DeviceError> {
    let violations = json_violations(text, &Limits::default());
    let violation = violations.first();
    violation.map_or(Ok(()), |violation| Err(DeviceError::Unreadable(violation.message())))
}

/// Finds the report in a text; it may be inside a string.
fn find_report(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if member(text, "endpoints").is_some() {
        return Some(Cow::Borrowed(text));
    }
    if let Some(report) = member(text, "CapabilityReport").filter(|report| member(report.value, "endpoints").is_some())
    {
        return Some(Cow::Borrowed(report.value));
    }
    let embedded = string(member(text, "Capabilities")?.value)?.into_owned().into_bytes();
    member(&embedded, "endpoints").is_some().then_some(Cow::Owned(embedded))
}

fn parse_endpoint(text: &[u8]) -> ReportedEndpoint {
    let capabilities = member(text, "capabilities").map(|part| items(part.value)).unwrap_or_default();
    ReportedEndpoint {
        id: string_member(text, "id"),
        device_types: strings_member(text, "deviceTypes"),
        capabilities: capabilities.iter().map(|capability| parse_capability(capability.value)).collect(),
    }
}

fn parse_capability(text: &[u8]) -> ReportedCapability {
    ReportedCapability {
        id: string_member(text, "id"),
        name: string_member(text, "name"),
        version: string_member(text, "version"),
        properties: strings_member(text, "properties"),
        actions: strings_member(text, "actions"),
        events: strings_member(text, "events"),
    }
}

#[inline(never)]
fn string_member(object: &[u8], name: &str) -> String {
    member(object, name).and_then(|part| string(part.value).map(Cow::into_owned)).unwrap_or_default()
}

/// The strings in an array member.
fn strings_member(object: &[u8], name: &str) -> Vec<String> {
    let items = member(object, name).map(|list| items(list.value)).unwrap_or_default();
    items.iter().filter_map(|item| string(item.value).map(Cow::into_owned)).collect()
}

impl ReportedEndpoint {
    /// Returns the capability that an id refers to: the one with that id or, if the id has no version or `$latest`, the
    /// one with the same identity.
    pub(crate) fn capability(&self, id: &str) -> Option<&ReportedCapability> {
        let exact = self.capabilities.iter().find(|capability| capability.id == id);
        exact.or_else(|| match id.split_once('@') {
            None | Some((_, "$latest")) => self.same_identity(id),
            Some(_) => self.capabilities.iter().find(|capability| capability.id == identity(id)),
        })
    }

    /// Returns the capability with the same identity, in any version.
    pub(crate) fn same_identity(&self, id: &str) -> Option<&ReportedCapability> {
        self.capabilities.iter().find(|capability| capability.identity() == identity(id))
    }
}

impl ReportedCapability {
    pub(crate) fn identity(&self) -> &str {
        identity(&self.id)
    }
}

/// Returns an id without its version.
pub(crate) fn identity(id: &str) -> &str {
    id.split('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{"version": "1.0.0", "endpoints": [{"id": "1", "capabilities": [
        {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": ["On"], "properties": ["OnOff"], "events": []}]}]}"#;

    #[test]
    fn finds_the_report_at_every_supported_place() {
        let device = Device::parse(REPORT.as_bytes()).unwrap();
        assert_eq!(device.endpoints[0].capabilities[0].actions, ["On"]);
        let nested = format!(r#"{{"ManagedThingId": "1", "CapabilityReport": {REPORT}}}"#);
        assert_eq!(Device::parse(nested.as_bytes()), Ok(device.clone()));
        let text = format!(r#"{{"Capabilities": "{}"}}"#, REPORT.replace('\n', " ").replace('"', "\\\""));
        assert_eq!(Device::parse(text.as_bytes()), Ok(device));
    }

    #[test]
    fn rejects_a_text_without_a_report() {
        for text in ["[]", "{}", r#"{"CapabilityReport": {}}"#, r#"{"Capabilities": "light"}"#, "1"] {
            assert_eq!(Device::parse(text.as_bytes()), Err(DeviceError::NoReport), "{text}");
        }
        for text in ["{", r#"{"Capabilities": "{\"endpoints\": [}"}"#] {
            assert!(matches!(Device::parse(text.as_bytes()), Err(DeviceError::Unreadable(_))), "{text}");
        }
    }

    #[test]
    fn resolves_ids_without_a_version() {
        let device = Device::parse(REPORT.as_bytes()).unwrap();
        let endpoint = device.endpoint("1").unwrap();
        for id in ["matter.OnOff@1.4", "matter.OnOff", "matter.OnOff@$latest"] {
            assert!(endpoint.capability(id).is_some(), "{id}");
        }
        for id in ["matter.OnOff@1.3", "matter.Level", "OnOff"] {
            assert!(endpoint.capability(id).is_none(), "{id}");
        }
    }
}
