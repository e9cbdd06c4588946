//! The differences between two capability reports of a device: what a firmware update added, removed or renamed.
//!
//! Endpoints and capabilities are compared by id, lists of names as sets. If an id is listed twice, the first entry
//! counts, as it does for commands. The contents of an added endpoint or capability are not listed one by one.

use std::collections::BTreeSet;

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
    for endpoint in firsts(&before.endpoints, endpoint_id) {
        match after.endpoint(&endpoint.id) {
            Some(next) => endpoints(endpoint, next, &mut changes),
            None => changes.push(CapabilityReportChange::EndpointRemoved { endpoint: endpoint.id.clone() }),
        }
    }
    for endpoint in firsts(&after.endpoints, endpoint_id) {
        if before.endpoint(&endpoint.id).is_none() {
            let capabilities = endpoint.capabilities.iter().map(|capability| capability.id.clone()).collect();
            changes.push(CapabilityReportChange::EndpointAdded { endpoint: endpoint.id.clone(), capabilities });
        }
    }
    changes.sort_by(|a, b| a.place().cmp(&b.place()));
    changes
}

fn endpoint_id(endpoint: &ReportedEndpoint) -> &str {
    &endpoint.id
}

fn capability_id(capability: &ReportedCapability) -> &str {
    &capability.id
}

/// Removes entries whose id occurred before.
fn firsts<T>(all: &[T], id: fn(&T) -> &str) -> Vec<&T> {
    let mut seen = BTreeSet::new();
    all.iter().filter(|one| seen.insert(id(one))).collect()
}

fn endpoints(before: &ReportedEndpoint, after: &ReportedEndpoint, changes: &mut Vec<CapabilityReportChange>) {
    let endpoint = || before.id.clone();
    let (added, removed) = apart(&before.device_types, &after.device_types);
    changes
        .extend(added.map(|device_type| CapabilityReportChange::DeviceTypeAdded { endpoint: endpoint(), device_type }));
    changes.extend(
        removed.map(|device_type| CapabilityReportChange::DeviceTypeRemoved { endpoint: endpoint(), device_type }),
    );

    let mut new = firsts(&after.capabilities, capability_id);
    let mut old = Vec::new();
    for capability in firsts(&before.capabilities, capability_id) {
        match new.iter().position(|next| next.id == capability.id) {
            Some(index) => capabilities(&before.id, capability, new.swap_remove(index), changes),
            None => old.push(capability),
        }
    }
    for capability in old {
        // A removed and an added version of the same capability are one change of version.
        match new.iter().position(|next| next.identity() == capability.identity()) {
            Some(index) => capabilities(&before.id, capability, new.remove(index), changes),
            None => {
                let capability = capability.id.clone();
                changes.push(CapabilityReportChange::CapabilityRemoved { endpoint: endpoint(), capability });
            }
        }
    }
    changes.extend(new.into_iter().map(|capability| {
        let capability = capability.id.clone();
        CapabilityReportChange::CapabilityAdded { endpoint: endpoint(), capability }
    }));
}

fn capabilities(
    endpoint: &str,
    before: &ReportedCapability,
    after: &ReportedCapability,
    changes: &mut Vec<CapabilityReportChange>,
) {
    // Changes are listed under the capability's later id.
    let names = || (endpoint.to_owned(), after.id.clone());
    if before.id != after.id {
        let (endpoint, capability) = names();
        changes.push(CapabilityReportChange::CapabilityVersionChanged {
            endpoint,
            capability,
            from: before.id.clone(),
        });
    }
    if before.name != after.name {
        let (endpoint, capability) = names();
        let (from, to) = (before.name.clone(), after.name.clone());
        changes.push(CapabilityReportChange::NameChanged { endpoint, capability, from, to });
    }
    if before.version != after.version {
        let (endpoint, capability) = names();
        let (from, to) = (before.version.clone(), after.version.clone());
        changes.push(CapabilityReportChange::RevisionChanged { endpoint, capability, from, to });
    }
    let (added, removed) = apart(&before.properties, &after.properties);
    changes.extend(added.map(|property| {
        let (endpoint, capability) = names();
        CapabilityReportChange::PropertyAdded { endpoint, capability, property }
    }));
    changes.extend(removed.map(|property| {
        let (endpoint, capability) = names();
        CapabilityReportChange::PropertyRemoved { endpoint, capability, property }
    }));
    let (added, removed) = apart(&before.actions, &after.actions);
    changes.extend(added.map(|action| {
        let (endpoint, capability) = names();
        CapabilityReportChange::ActionAdded { endpoint, capability, action }
    }));
    changes.extend(removed.map(|action| {
        let (endpoint, capability) = names();
        CapabilityReportChange::ActionRemoved { endpoint, capability, action }
    }));
    let (added, removed) = apart(&before.events, &after.events);
    changes.extend(added.map(|event| {
        let (endpoint, capability) = names();
        CapabilityReportChange::EventAdded { endpoint, capability, event }
    }));
    changes.extend(removed.map(|event| {
        let (endpoint, capability) = names();
        CapabilityReportChange::EventRemoved { endpoint, capability, event }
    }));
}

/// Returns the names that only the second list has, and those that only the first one has.
fn apart(before: &[String], after: &[String]) -> (impl Iterator<Item = String>, impl Iterator<Item = String>) {
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) = (before.iter().collect(), after.iter().collect());
    let only = |these: &BTreeSet<&String>, others: &BTreeSet<&String>| -> Vec<String> {
        these.difference(others).map(|name| (*name).clone()).collect()
    };
    (only(&new, &old).into_iter(), only(&old, &new).into_iter())
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
        let told =
            |change: &CapabilityReportChange| format!("{}{change}", if change.is_breaking() { "! " } else { "" });
        diff(before, after).iter().map(told).collect()
    }

    const OLD: &str =
        r#""name": "On/Off", "version": "6", "properties": ["A", "B", "B"], "actions": ["On"], "events": ["X"]"#;
    const NEW: &str =
        r#""name": "Switch", "version": "7", "properties": ["B", "C"], "actions": ["Off"], "events": ["Y"]"#;

    #[test]
    fn a_report_does_not_differ_from_itself() {
        let device = device(&endpoint("1", r#""Light""#, &capability("matter.OnOff@1.4", OLD)));
        assert_eq!(diff(&device, &device), []);
    }

    #[test]
    fn every_kind_of_change() {
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
    fn versions_of_one_capability_side_by_side() {
        let one = |ids: &[&str]| {
            let all: Vec<String> = ids.iter().map(|id| capability(id, OLD)).collect();
            device(&endpoint("1", "", &all.join(",")))
        };
        assert_eq!(
            lines(&one(&["a.B@1.0"]), &one(&["a.B@1.1", "a.B@1.0"])),
            ["endpoint `1` capability `a.B@1.1` added"]
        );
        assert_eq!(
            lines(&one(&["a.B@1.0", "a.B@1.1"]), &one(&["a.B@1.1"])),
            ["! endpoint `1` capability `a.B@1.0` removed"]
        );
        // An id without a version accepts commands for any version.
        assert_eq!(lines(&one(&["a.B@1.0"]), &one(&["a.B"])), ["endpoint `1` capability `a.B@1.0` is now `a.B`"]);
        assert_eq!(lines(&one(&["a.B"]), &one(&["a.B@1.0"])), ["! endpoint `1` capability `a.B` is now `a.B@1.0`"]);
    }

    #[test]
    fn told_as_json() {
        let before = device(&endpoint("1", "", &capability("a.B@1.0", OLD)));
        let changes = diff(&before, &device(&endpoint("1", "", &capability("a.B@1.1", OLD))));
        let expected = concat!(
            r#"[{"change":"capability-version-changed","breaking":true,"endpoint":"1","capability":"a.B@1.1","#,
            r#""from":"a.B@1.0","to":"a.B@1.1","message":"endpoint `1` capability `a.B@1.0` is now `a.B@1.1`"}]"#
        );
        assert_eq!(crate::capability_report_changes_to_json(&changes), expected);
    }
}
