use core::fmt;

use super::device::identity;
use crate::engine::report::json::{Object, strings};

/// One difference between two capability reports of a device. `Display` writes one line without a line break.
///
/// Names are those of the reports. `capability` is the whole id, in the version of the later report, or of the earlier
/// one if the capability was removed. `from` is the value in the earlier report, `to` the value in the later one.
///
/// ```
/// use mi_preflight::{CapabilityReportChange, Device, diff_capability_reports};
/// let before = Device::parse(br#"{"version": "1.0.0", "endpoints": [{"id": "1"}]}"#).unwrap();
/// let after = Device::parse(br#"{"version": "1.0.0", "endpoints": []}"#).unwrap();
/// let changes = diff_capability_reports(&before, &after);
/// assert_eq!(changes, [CapabilityReportChange::EndpointRemoved { endpoint: "1".to_owned() }]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are named as the paragraph above says")]
pub enum CapabilityReportChange {
    /// The version of the report's format changed.
    ReportVersionChanged { from: String, to: String },
    /// The node that the report describes changed; `None` if a report names none.
    NodeIdChanged { from: Option<String>, to: Option<String> },
    /// An endpoint with these capabilities was added.
    EndpointAdded { endpoint: String, capabilities: Vec<String> },
    /// An endpoint was removed.
    EndpointRemoved { endpoint: String },
    /// The endpoint has a new device type.
    DeviceTypeAdded { endpoint: String, device_type: String },
    /// The endpoint lost a device type.
    DeviceTypeRemoved { endpoint: String, device_type: String },
    /// The endpoint has a new capability.
    CapabilityAdded { endpoint: String, capability: String },
    /// The endpoint lost a capability.
    CapabilityRemoved { endpoint: String, capability: String },
    /// The capability has another schema version; `from` is the earlier id.
    CapabilityVersionChanged { endpoint: String, capability: String, from: String },
    /// The capability's name changed.
    NameChanged { endpoint: String, capability: String, from: String, to: String },
    /// The revision of the cluster changed; reports call it `version`.
    RevisionChanged { endpoint: String, capability: String, from: String, to: String },
    /// A property was added.
    PropertyAdded { endpoint: String, capability: String, property: String },
    /// A property was removed.
    PropertyRemoved { endpoint: String, capability: String, property: String },
    /// An action was added.
    ActionAdded { endpoint: String, capability: String, action: String },
    /// An action was removed.
    ActionRemoved { endpoint: String, capability: String, action: String },
    /// An event was added.
    EventAdded { endpoint: String, capability: String, event: String },
    /// An event was removed.
    EventRemoved { endpoint: String, capability: String, event: String },
}

/// The sort key of a change: its place in the report, then its kind and name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SortKey<'c> {
    /// Numeric ids come first, in numeric order.
    endpoint: Option<(bool, u64, &'c str)>,
    capability: Option<&'c str>,
    kind: u8,
    name: &'c str,
}

/// The fields of a change that JSON and the sort key use.
#[derive(Default)]
struct ChangeFields<'c> {
    endpoint: Option<&'c str>,
    capability: Option<&'c str>,
    /// The JSON key of the named item, and its name.
    named: Option<(&'static str, &'c str)>,
    from: Option<&'c str>,
    to: Option<&'c str>,
}

impl CapabilityReportChange {
    /// The kind of change, as the JSON output names it.
    pub fn kind(&self) -> &'static str {
        self.kind_and_order().0
    }

    fn kind_and_order(&self) -> (&'static str, u8) {
        match self {
            CapabilityReportChange::ReportVersionChanged { .. } => ("report-version-changed", 0),
            CapabilityReportChange::NodeIdChanged { .. } => ("node-id-changed", 1),
            CapabilityReportChange::EndpointAdded { .. } => ("endpoint-added", 2),
            CapabilityReportChange::EndpointRemoved { .. } => ("endpoint-removed", 3),
            CapabilityReportChange::DeviceTypeAdded { .. } => ("device-type-added", 4),
            CapabilityReportChange::DeviceTypeRemoved { .. } => ("device-type-removed", 5),
            CapabilityReportChange::CapabilityAdded { .. } => ("capability-added", 6),
            CapabilityReportChange::CapabilityRemoved { .. } => ("capability-removed", 7),
            CapabilityReportChange::CapabilityVersionChanged { .. } => ("capability-version-changed", 8),
            CapabilityReportChange::NameChanged { .. } => ("name-changed", 9),
            CapabilityReportChange::RevisionChanged { .. } => ("revision-changed", 10),
            CapabilityReportChange::PropertyAdded { .. } => ("property-added", 11),
            CapabilityReportChange::PropertyRemoved { .. } => ("property-removed", 12),
            CapabilityReportChange::ActionAdded { .. } => ("action-added", 13),
            CapabilityReportChange::ActionRemoved { .. } => ("action-removed", 14),
            CapabilityReportChange::EventAdded { .. } => ("event-added", 15),
            CapabilityReportChange::EventRemoved { .. } => ("event-removed", 16),
        }
    }

    /// Returns whether a command that fitted the earlier report may not fit the later one, because an endpoint, a
    /// capability in that version, an action or a property was removed.
    ///
    /// No other change is breaking: a command names no event, name, revision or device type.
    pub fn is_breaking(&self) -> bool {
        match self {
            CapabilityReportChange::EndpointRemoved { .. }
            | CapabilityReportChange::CapabilityRemoved { .. }
            | CapabilityReportChange::PropertyRemoved { .. }
            | CapabilityReportChange::ActionRemoved { .. } => true,
            // An id without a version accepts commands for any version.
            CapabilityReportChange::CapabilityVersionChanged { capability, .. } => capability != identity(capability),
            _ => false,
        }
    }

    /// The change as JSON, the same on every surface: `change`, `breaking`, what changed, `from` and `to`, and
    /// `message`, the change in one line.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        let fields = self.fields();
        let mut object = Object::begin(out);
        object.string("change", self.kind());
        object.raw("breaking", self.is_breaking());
        let members = [("endpoint", fields.endpoint), ("capability", fields.capability)];
        let ends = [("from", fields.from), ("to", fields.to)];
        let named = fields.named.map(|(word, name)| (word, Some(name)));
        for (key, value) in members.into_iter().chain(named).chain(ends) {
            if let Some(value) = value {
                object.string(key, value);
            }
        }
        if let CapabilityReportChange::EndpointAdded { capabilities, .. } = self {
            strings(object.key("capabilities"), capabilities);
        }
        object.string("message", &self.to_string());
        object.end();
    }

    pub(super) fn sort_key(&self) -> SortKey<'_> {
        let fields = self.fields();
        let number = |id: &str| id.parse::<u64>().map_or((true, 0), |number| (false, number));
        let endpoint = fields.endpoint.map(|id| {
            let (is_text, number) = number(id);
            (is_text, number, id)
        });
        let name = fields.named.map(|(_, name)| name).unwrap_or_default();
        SortKey { endpoint, capability: fields.capability, kind: self.kind_and_order().1, name }
    }

    fn fields(&self) -> ChangeFields<'_> {
        let of = |endpoint, capability, word, name| ChangeFields {
            endpoint: Some(endpoint),
            capability: Some(capability),
            named: Some((word, name)),
            ..ChangeFields::default()
        };
        match self {
            CapabilityReportChange::ReportVersionChanged { from, to } => {
                ChangeFields { from: Some(from), to: Some(to), ..ChangeFields::default() }
            }
            CapabilityReportChange::NodeIdChanged { from, to } => {
                ChangeFields { from: from.as_deref(), to: to.as_deref(), ..ChangeFields::default() }
            }
            CapabilityReportChange::EndpointAdded { endpoint, .. }
            | CapabilityReportChange::EndpointRemoved { endpoint } => {
                ChangeFields { endpoint: Some(endpoint), ..ChangeFields::default() }
            }
            CapabilityReportChange::DeviceTypeAdded { endpoint, device_type }
            | CapabilityReportChange::DeviceTypeRemoved { endpoint, device_type } => ChangeFields {
                endpoint: Some(endpoint),
                named: Some(("deviceType", device_type)),
                ..ChangeFields::default()
            },
            CapabilityReportChange::CapabilityAdded { endpoint, capability }
            | CapabilityReportChange::CapabilityRemoved { endpoint, capability } => {
                ChangeFields { endpoint: Some(endpoint), capability: Some(capability), ..ChangeFields::default() }
            }
            CapabilityReportChange::CapabilityVersionChanged { endpoint, capability, from } => ChangeFields {
                endpoint: Some(endpoint),
                capability: Some(capability),
                from: Some(from),
                to: Some(capability),
                ..ChangeFields::default()
            },
            CapabilityReportChange::NameChanged { endpoint, capability, from, to }
            | CapabilityReportChange::RevisionChanged { endpoint, capability, from, to } => ChangeFields {
                endpoint: Some(endpoint),
                capability: Some(capability),
                from: Some(from),
                to: Some(to),
                ..ChangeFields::default()
            },
            CapabilityReportChange::PropertyAdded { endpoint, capability, property }
            | CapabilityReportChange::PropertyRemoved { endpoint, capability, property } => {
                of(endpoint, capability, "property", property)
            }
            CapabilityReportChange::ActionAdded { endpoint, capability, action }
            | CapabilityReportChange::ActionRemoved { endpoint, capability, action } => {
                of(endpoint, capability, "action", action)
            }
            CapabilityReportChange::EventAdded { endpoint, capability, event }
            | CapabilityReportChange::EventRemoved { endpoint, capability, event } => {
                of(endpoint, capability, "event", event)
            }
        }
    }
}

/// The changes as a JSON array, the same text on every surface.
///
/// ```
/// use mi_preflight::{Device, diff_capability_reports, capability_report_changes_to_json};
/// let device = Device::parse(br#"{"version": "1.0.0", "endpoints": []}"#)?;
/// assert_eq!(capability_report_changes_to_json(&diff_capability_reports(&device, &device)), "[]");
/// # Ok::<(), mi_preflight::DeviceError>(())
/// ```
pub fn capability_report_changes_to_json(changes: &[CapabilityReportChange]) -> String {
    let mut out = String::from("[");
    for (index, change) in changes.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        change.write_json(&mut out);
    }
    out.push(']');
    out
}

impl fmt::Display for CapabilityReportChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CapabilityReportChange::ReportVersionChanged { from, to } => {
                write!(f, "report version: {} -> {}", Quoted::of(from), Quoted::of(to))
            }
            CapabilityReportChange::NodeIdChanged { from, to } => {
                write!(f, "node: {} -> {}", Quoted(from.as_deref()), Quoted(to.as_deref()))
            }
            CapabilityReportChange::EndpointAdded { endpoint, capabilities } => {
                write!(f, "endpoint `{endpoint}` added")?;
                for (index, capability) in capabilities.iter().enumerate() {
                    write!(f, "{}`{capability}`", if index == 0 { ", with " } else { ", " })?;
                }
                Ok(())
            }
            CapabilityReportChange::EndpointRemoved { endpoint } => write!(f, "endpoint `{endpoint}` removed"),
            CapabilityReportChange::DeviceTypeAdded { endpoint, device_type } => {
                write!(f, "endpoint `{endpoint}` device type `{device_type}` added")
            }
            CapabilityReportChange::DeviceTypeRemoved { endpoint, device_type } => {
                write!(f, "endpoint `{endpoint}` device type `{device_type}` removed")
            }
            CapabilityReportChange::CapabilityAdded { endpoint, capability } => {
                write!(f, "endpoint `{endpoint}` capability `{capability}` added")
            }
            CapabilityReportChange::CapabilityRemoved { endpoint, capability } => {
                write!(f, "endpoint `{endpoint}` capability `{capability}` removed")
            }
            CapabilityReportChange::CapabilityVersionChanged { endpoint, capability, from } => {
                write!(f, "endpoint `{endpoint}` capability `{from}` is now `{capability}`")
            }
            CapabilityReportChange::NameChanged { endpoint, capability, from, to } => {
                let (from, to) = (Quoted::of(from), Quoted::of(to));
                write!(f, "endpoint `{endpoint}` capability `{capability}` name: {from} -> {to}")
            }
            CapabilityReportChange::RevisionChanged { endpoint, capability, from, to } => {
                let (from, to) = (Quoted::of(from), Quoted::of(to));
                write!(f, "endpoint `{endpoint}` capability `{capability}` revision: {from} -> {to}")
            }
            CapabilityReportChange::PropertyAdded { endpoint, capability, property } => {
                write!(f, "endpoint `{endpoint}` capability `{capability}` property `{property}` added")
            }
            CapabilityReportChange::PropertyRemoved { endpoint, capability, property } => {
                write!(f, "endpoint `{endpoint}` capability `{capability}` property `{property}` removed")
            }
            CapabilityReportChange::ActionAdded { endpoint, capability, action } => {
                write!(f, "endpoint `{endpoint}` capability `{capability}` action `{action}` added")
            }
            CapabilityReportChange::ActionRemoved { endpoint, capability, action } => {
                write!(f, "endpoint `{endpoint}` capability `{capability}` action `{action}` removed")
            }
            CapabilityReportChange::EventAdded { endpoint, capability, event } => {
                write!(f, "endpoint `{endpoint}` capability `{capability}` event `{event}` added")
            }
            CapabilityReportChange::EventRemoved { endpoint, capability, event } => {
                write!(f, "endpoint `{endpoint}` capability `{capability}` event `{event}` removed")
            }
        }
    }
}

/// Displays a text in backticks, or `none`.
struct Quoted<'a>(Option<&'a str>);

impl<'a> Quoted<'a> {
    fn of(text: &'a str) -> Quoted<'a> {
        Quoted(Some(text).filter(|text| !text.is_empty()))
    }
}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(text) => write!(f, "`{text}`"),
            None => f.write_str("none"),
        }
    }
}
