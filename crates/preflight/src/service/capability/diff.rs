//! The differences between two capability reports of a device: what a firmware update added, removed or renamed.
//!
//! Endpoints and capabilities are compared by id, lists of names as sets. If an id is listed twice, the first entry
//! counts, as it does for commands. The contents of an added endpoint or capability are not listed one by one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::device::{Device, ReportedCapability, ReportedEndpoint};
use super::report_change::CapabilityReportChange;

/// Lists everything that changed from one capability report to another: changes of the whole report first, then by
/// endpoint, capability, kind and name.
///
/// ```
/// use mi_preflight::{Device, diff_capability_reports};
///
/// let report = |actions: &str| {
///     let text = format!(r#"{{"version": "1.0.0", "endpoints": [{{"id": "1", "deviceTypes": [], "capabilities": [
///         {{"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "properties": [], "actions": {actions}, "events": []}}
///     ]}}]}}"#);
///     Device::parse(text.as_bytes())
/// };
/// let changes = diff_capability_reports(&report(r#"["On", "Off"]"#)?, &report(r#"["On", "Toggle"]"#)?);
/// let lines: Vec<String> = changes.iter().map(ToString::to_string).collect();
/// assert_eq!(lines, [
///     "endpoint `1` capability `matter.OnOff@1.4` action `Toggle` added",
///     "endpoint `1` capability `matter.OnOff@1.4` action `Off` removed",
/// ]);
/// assert!(changes[1].is_breaking());
/// # Ok::<(), mi_preflight::DeviceError>(())
/// ```
pub fn diff(before: &Device, after: &Device) -> Vec<CapabilityReportChange> {
    let mut changes = Vec::new();
    if before.version != after.version {
        let (from, to) = (before.version.clone(), after.version.clone());
        changes.push(CapabilityReportChange::ReportVersionChanged { from, to });
    }
    if before.node_id != after.node_id {
        let (from, to) = (before.node_id.clone(), after.node_id.clone());
        changes.push(CapabilityReportChange::NodeIdChanged { from, to });
    }
    let mut added = first_by_id(&after.endpoints, endpoint_id);
    for (id, endpoint) in first_by_id(&before.endpoints, endpoint_id) {
        match added.remove(id) {
            Some(next) => diff_endpoint(endpoint, next, &mut changes),
            None => changes.push(CapabilityReportChange::EndpointRemoved { endpoint: id.to_owned() }),
        }
    }
    changes.extend(added.into_values().map(|endpoint| {
        let capabilities = endpoint.capabilities.iter().map(|capability| capability.id.clone()).collect();
        CapabilityReportChange::EndpointAdded { endpoint: endpoint.id.clone(), capabilities }
    }));
    changes.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    changes
}

fn endpoint_id(endpoint: &ReportedEndpoint) -> &str {
    &endpoint.id
}

fn capability_id(capability: &ReportedCapability) -> &str {
    &capability.id
}

/// Returns the first entry of every id.
fn first_by_id<T>(entries: &[T], id: fn(&T) -> &str) -> BTreeMap<&str, &T> {
    // Of equal keys the last one stays in a map.
    entries.iter().rev().map(|entry| (id(entry), entry)).collect()
}

fn diff_endpoint(before: &ReportedEndpoint, after: &ReportedEndpoint, changes: &mut Vec<CapabilityReportChange>) {
    let endpoint = || before.id.clone();
    let (added, removed) = added_and_removed(&before.device_types, &after.device_types);
    changes
        .extend(added.map(|device_type| CapabilityReportChange::DeviceTypeAdded { endpoint: endpoint(), device_type }));
    changes.extend(
        removed.map(|device_type| CapabilityReportChange::DeviceTypeRemoved { endpoint: endpoint(), device_type }),
    );

    let mut added = first_by_id(&after.capabilities, capability_id);
    let mut removed = Vec::new();
    for (id, capability) in first_by_id(&before.capabilities, capability_id) {
        match added.remove(id) {
            Some(next) => diff_capability(&before.id, capability, next, changes),
            None => removed.push(capability),
        }
    }
    let mut versions: BTreeMap<&str, VecDeque<&ReportedCapability>> = BTreeMap::new();
    for capability in added.into_values() {
        versions.entry(capability.identity()).or_default().push_back(capability);
    }
    for capability in removed {
        // A removed and an added version of the same capability are one change of version.
        match versions.get_mut(capability.identity()).and_then(VecDeque::pop_front) {
            Some(next) => diff_capability(&before.id, capability, next, changes),
            None => {
                let capability = capability.id.clone();
                changes.push(CapabilityReportChange::CapabilityRemoved { endpoint: endpoint(), capability });
            }
        }
    }
    changes.extend(versions.into_values().flatten().map(|capability| {
        let capability = capability.id.clone();
        CapabilityReportChange::CapabilityAdded { endpoint: endpoint(), capability }
    }));
}

fn diff_capability(
    endpoint: &str,
    before: &ReportedCapability,
    after: &ReportedCapability,
    changes: &mut Vec<CapabilityReportChange>,
) {
    // Changes are listed under the capability's later id.
    let ids = || (endpoint.to_owned(), after.id.clone());
    if before.id != after.id {
        let (endpoint, capability) = ids();
        changes.push(CapabilityReportChange::CapabilityVersionChanged {
            endpoint,
            capability,
            from: before.id.clone(),
        });
    }
    if before.name != after.name {
        let (endpoint, capability) = ids();
        let (from, to) = (before.name.clone(), after.name.clone());
        changes.push(CapabilityReportChange::NameChanged { endpoint, capability, from, to });
    }
    if before.version != after.version {
        let (endpoint, capability) = ids();
        let (from, to) = (before.version.clone(), after.version.clone());
        changes.push(CapabilityReportChange::RevisionChanged { endpoint, capability, from, to });
    }
    let (added, removed) = added_and_removed(&before.properties, &after.properties);
    changes.extend(added.map(|property| {
        let (endpoint, capability) = ids();
        CapabilityReportChange::PropertyAdded { endpoint, capability, property }
    }));
    changes.extend(removed.map(|property| {
        let (endpoint, capability) = ids();
        CapabilityReportChange::PropertyRemoved { endpoint, capability, property }
    }));
    let (added, removed) = added_and_removed(&before.actions, &after.actions);
    changes.extend(added.map(|action| {
        let (endpoint, capability) = ids();
        CapabilityReportChange::ActionAdded { endpoint, capability, action }
    }));
    changes.extend(removed.map(|action| {
        let (endpoint, capability) = ids();
        CapabilityReportChange::ActionRemoved { endpoint, capability, action }
    }));
    let (added, removed) = added_and_removed(&before.events, &after.events);
    changes.extend(added.map(|event| {
        let (endpoint, capability) = ids();
        CapabilityReportChange::EventAdded { endpoint, capability, event }
    }));
    changes.extend(removed.map(|event| {
        let (endpoint, capability) = ids();
        CapabilityReportChange::EventRemoved { endpoint, capability, event }
    }));
}

/// Returns the names that only the second list has, and those that only the first one has.
fn added_and_removed(
    before: &[String],
    after: &[String],
) -> (impl Iterator<Item = String>, impl Iterator<Item = String>) {
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) = (before.iter().collect(), after.iter().collect());
    let difference = |left: &BTreeSet<&String>, right: &BTreeSet<&String>| -> Vec<String> {
        left.difference(right).map(|name| (*name).clone()).collect()
    };
    (difference(&new, &old).into_iter(), difference(&old, &new).into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(endpoints: &str) -> Device {
        Device::parse(format!(r#"{{"version": "1.0.0", "nodeId": "n", "endpoints": [{endpoints}]}}"#).as_bytes())
            .unwrap()
    }

    fn endpoint(id: &str, types: &str, capabilities: &str) -> String {
        format!(r#"{{"id": "{id}", "deviceTypes": [{types}], "capabilities": [{capabilities}]}}"#)
    }

    fn capability(id: &str, rest: &str) -> String {
        format!(r#"{{"id": "{id}", {rest}}}"#)
    }

    fn lines(before: &Device, after: &Device) -> Vec<String> {
        let line =
            |change: &CapabilityReportChange| format!("{}{change}", if change.is_breaking() { "! " } else { "" });
        diff(before, after).iter().map(line).collect()
    }

    const OLD: &str =
        r#""name": "On/Off", "version": "6", "properties": ["A", "B", "B"], "actions": ["On"], "events": ["X"]"#;
    const NEW: &str =
        r#""name": "Switch", "version": "7", "properties": ["B", "C"], "actions": ["Off"], "events": ["Y"]"#;

    #[test]
    fn reports_no_change_between_equal_reports() {
        let device = device(&endpoint("1", r#""Light""#, &capability("matter.OnOff@1.4", OLD)));
        assert_eq!(diff(&device, &device), []);
    }

    #[test]
    fn reports_every_kind_of_change() {
        let before = device(
            &[
                endpoint("10", "", &capability("a.Gone@1.0", OLD)),
                endpoint("2", r#""Light""#, &capability("matter.OnOff@1.4", OLD)),
                endpoint("3", "", ""),
            ]
            .join(","),
        );
        let mut after = device(
            &[
                endpoint("2", r#""Lamp""#, &capability("matter.OnOff@1.5", NEW)),
                endpoint("10", "", &capability("a.Come@1.0", OLD)),
                endpoint("4", "", &capability("a.Come@1.0", OLD)),
            ]
            .join(","),
        );
        after.version = "1.0.1".to_owned();
        after.node_id = None;
        assert_eq!(
            lines(&before, &after),
            [
                "report version: `1.0.0` -> `1.0.1`",
                "node: `n` -> none",
                "endpoint `2` device type `Lamp` added",
                "endpoint `2` device type `Light` removed",
                "! endpoint `2` capability `matter.OnOff@1.4` is now `matter.OnOff@1.5`",
                "endpoint `2` capability `matter.OnOff@1.5` name: `On/Off` -> `Switch`",
                "endpoint `2` capability `matter.OnOff@1.5` revision: `6` -> `7`",
                "endpoint `2` capability `matter.OnOff@1.5` property `C` added",
                "! endpoint `2` capability `matter.OnOff@1.5` property `A` removed",
                "endpoint `2` capability `matter.OnOff@1.5` action `Off` added",
                "! endpoint `2` capability `matter.OnOff@1.5` action `On` removed",
                "endpoint `2` capability `matter.OnOff@1.5` event `Y` added",
                "endpoint `2` capability `matter.OnOff@1.5` event `X` removed",
                "! endpoint `3` removed",
                "endpoint `4` added, with `a.Come@1.0`",
                "endpoint `10` capability `a.Come@1.0` added",
                "! endpoint `10` capability `a.Gone@1.0` removed",
            ]
        );
    }

    #[test]
    fn matches_versions_of_the_same_capability() {
        let device_with = |ids: &[&str]| {
            let capabilities: Vec<String> = ids.iter().map(|id| capability(id, OLD)).collect();
            device(&endpoint("1", "", &capabilities.join(",")))
        };
        assert_eq!(
            lines(&device_with(&["a.B@1.0"]), &device_with(&["a.B@1.1", "a.B@1.0"])),
            ["endpoint `1` capability `a.B@1.1` added"]
        );
        assert_eq!(
            lines(&device_with(&["a.B@1.0", "a.B@1.1"]), &device_with(&["a.B@1.1"])),
            ["! endpoint `1` capability `a.B@1.0` removed"]
        );
        // An id without a version accepts commands for any version.
        assert_eq!(
            lines(&device_with(&["a.B@1.0"]), &device_with(&["a.B"])),
            ["endpoint `1` capability `a.B@1.0` is now `a.B`"]
        );
        assert_eq!(
            lines(&device_with(&["a.B"]), &device_with(&["a.B@1.0"])),
            ["! endpoint `1` capability `a.B` is now `a.B@1.0`"]
        );
    }

    #[test]
    fn writes_changes_as_json() {
        let before = device(&endpoint("1", "", &capability("a.B@1.0", OLD)));
        let changes = diff(&before, &device(&endpoint("1", "", &capability("a.B@1.1", OLD))));
        let expected = concat!(
            r#"[{"change":"capability-version-changed","breaking":true,"endpoint":"1","capability":"a.B@1.1","#,
            r#""from":"a.B@1.0","to":"a.B@1.1","message":"endpoint `1` capability `a.B@1.0` is now `a.B@1.1`"}]"#
        );
        assert_eq!(crate::capability_report_changes_to_json(&changes), expected);
    }
}
