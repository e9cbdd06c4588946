//! SendManagedThingCommand: the parameters of built-in actions, and the endpoints, capabilities and actions of a device.
//!
//! The guide documents the forms of ReadState and UpdateState. It has the sender choose endpoint, capability and action
//! from the device's capability report.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::capture::CapturedValue;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::service::capability::{BUILT_IN_ACTIONS, ReportedCapability, ReportedEndpoint};
use crate::text::json::parts;
use crate::text::suggest;

reads! {
    enum BuiltInReads {
        NAME = "Endpoints[].capabilities[].actions[].name",
        PARAMETERS = "Endpoints[].capabilities[].actions[].parameters",
    }
}

/// `{"name": "ReadState", "parameters": {"propertiesToRead": ["*"]}}`
pub(super) const BUILT_IN: Check = Check {
    rules: &[Rule::COMMAND_BUILT_IN_PARAMETERS],
    at: Scope::Operations(&["SendManagedThingCommand"]),
    reads: BuiltInReads::PATHS,
    judge: built_in,
};

const READ_STATE_HELP: &str = "write `{\"propertiesToRead\": [\"*\"]}`, or the names of properties in place of `*`";

const READ_STATE: RuleMessage = rule_message!(
    Rule::COMMAND_BUILT_IN_PARAMETERS,
    "read-state",
    "ReadState takes `propertiesToRead` and nothing else",
    READ_STATE_HELP,
);

const READ_STATE_NAMES: RuleMessage = rule_message!(
    Rule::COMMAND_BUILT_IN_PARAMETERS,
    "names",
    "`propertiesToRead` must be a list of names, or of `*` alone",
    READ_STATE_HELP,
);

const READ_STATE_STAR: RuleMessage = rule_message!(
    Rule::COMMAND_BUILT_IN_PARAMETERS,
    "star",
    "`*` reads everything, so it stands alone",
    READ_STATE_HELP,
);

const UPDATE_STATE: RuleMessage = rule_message!(
    Rule::COMMAND_BUILT_IN_PARAMETERS,
    "update-state",
    "UpdateState takes properties with their new values",
    "write an object such as `{\"OnTime\": 5}`",
);

fn built_in(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for name in context.values(BuiltInReads::NAME) {
        let Some(action) = name.parent() else { continue };
        let Some(text) = name.text() else { continue };
        let problem_of = match &*text {
            "ReadState" => read_state,
            "UpdateState" => update_state,
            _ => continue,
        };
        let parameters = context.member_of(action, BuiltInReads::PARAMETERS);
        let Some(message) = problem_of(parameters.map(CapturedValue::raw).unwrap_or(b"{}")) else { continue };
        match parameters {
            Some(parameters) => reporter.report(message, parameters)?,
            None => reporter.report_missing(message, Some(action), "parameters")?,
        }
    }
    Ok(())
}

fn read_state(parameters: &[u8]) -> Option<&'static RuleMessage> {
    let members = parts::members(parameters);
    let [member] = &members[..] else { return Some(&READ_STATE) };
    if member.key != "propertiesToRead" {
        return Some(&READ_STATE);
    }
    let items = parts::items(member.value);
    let names: Vec<_> = items.iter().filter_map(|item| parts::string(item.value)).collect();
    if names.is_empty() || names.len() < items.len() {
        return Some(&READ_STATE_NAMES);
    }
    (names.len() > 1 && names.iter().any(|name| name == "*")).then_some(&READ_STATE_STAR)
}

fn update_state(parameters: &[u8]) -> Option<&'static RuleMessage> {
    let changes_something = parameters.starts_with(b"{") && !parts::members(parameters).is_empty();
    (!changes_something).then_some(&UPDATE_STATE)
}

reads! {
    enum ReportReads {
        ENDPOINT_ID = "Endpoints[].endpointId",
        CAPABILITY_ID = "Endpoints[].capabilities[].id",
        ACTION_NAME = "Endpoints[].capabilities[].actions[].name",
    }
}

/// With the device's report: `{"endpointId": "1", "capabilities": [{"id": "matter.OnOff@1.4", "actions": [{"name": "On"}]}]}`
pub(super) const AGAINST_REPORT: Check = Check {
    rules: &[Rule::COMMAND_UNKNOWN_ENDPOINT, Rule::COMMAND_UNKNOWN_CAPABILITY, Rule::COMMAND_UNKNOWN_ACTION],
    at: Scope::Operations(&["SendManagedThingCommand"]),
    reads: ReportReads::PATHS,
    judge: against_report,
};

const UNKNOWN_ENDPOINT: RuleMessage = rule_message!(
    Rule::COMMAND_UNKNOWN_ENDPOINT,
    "the device reports no endpoint of this id",
    "use the id of an endpoint in its report",
);

const UNKNOWN_CAPABILITY: RuleMessage = rule_message!(
    Rule::COMMAND_UNKNOWN_CAPABILITY,
    "the endpoint reports no capability of this id",
    "use the id of a capability in its report",
);

const UNKNOWN_ACTION: RuleMessage = rule_message!(
    Rule::COMMAND_UNKNOWN_ACTION,
    "report",
    "the capability reports no action of this name",
    "use an action in its report, or ReadState or UpdateState",
);

/// Maximum number of names that are looked for in a report to be suggested. Each is compared with all of the report's,
/// and few reports of violations show more.
const MAX_SUGGESTIONS: usize = 100;

fn against_report(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(device) = context.device() else { return Ok(()) };
    let mut suggestions = 0;
    // The device's endpoints and capabilities, by the positions of those in the input.
    let mut endpoints: ByOwner<&ReportedEndpoint> = ByOwner(Vec::new());
    for id in context.values(ReportReads::ENDPOINT_ID) {
        let Some(text) = id.text() else { continue };
        let reported = device.endpoint(&text);
        endpoints.add(id, reported);
        if reported.is_none() {
            let suggestion = has_room(&mut suggestions).then(|| suggest::name(&text, device.endpoint_ids())).flatten();
            reporter.report_with_suggestion(&UNKNOWN_ENDPOINT, id, suggestion)?;
        }
    }
    let mut capabilities: ByOwner<&ReportedCapability> = ByOwner(Vec::new());
    for id in context.values(ReportReads::CAPABILITY_ID) {
        // An unknown endpoint was reported above.
        let Some(endpoint) = endpoints.of_container(id) else { continue };
        let Some(text) = id.text() else { continue };
        let reported = endpoint.capability(&text);
        capabilities.add(id, reported);
        if reported.is_none() {
            let ids = || endpoint.capabilities.iter().map(|capability| capability.id.as_str());
            // Another version of the same capability is the best suggestion, whatever its spelling.
            let other_version = endpoint.same_identity(&text).map(|capability| capability.id.as_str());
            let suggestion =
                other_version.or_else(|| has_room(&mut suggestions).then(|| suggest::name(&text, ids())).flatten());
            reporter.report_with_suggestion(&UNKNOWN_CAPABILITY, id, suggestion)?;
        }
    }
    for name in context.values(ReportReads::ACTION_NAME) {
        let Some(capability) = capabilities.of_container(name) else { continue };
        let Some(text) = name.text() else { continue };
        if BUILT_IN_ACTIONS.contains(&&*text) || capability.actions.iter().any(|action| *action == text) {
            continue;
        }
        let known = || capability.actions.iter().map(String::as_str).chain(BUILT_IN_ACTIONS);
        let suggestion = has_room(&mut suggestions).then(|| suggest::name(&text, known())).flatten();
        reporter.report_with_suggestion(&UNKNOWN_ACTION, name, suggestion)?;
    }
    Ok(())
}

/// Counts a suggestion. Returns whether it is one of those that are looked for.
fn has_room(suggestions: &mut usize) -> bool {
    *suggestions += 1;
    *suggestions <= MAX_SUGGESTIONS
}

/// Values by the positions of the owners of members. Members are added in the order of the text, so owners are sorted.
struct ByOwner<T>(Vec<(Option<u32>, Option<T>)>);

impl<T: Copy> ByOwner<T> {
    fn add(&mut self, member: CapturedValue<'_>, value: Option<T>) {
        self.0.push((member.parent().map(CapturedValue::order), value));
    }

    /// Returns the value for the container of a member's owner: for the endpoint of a capability's id, or the capability
    /// of an action's name. The last one counts if an owner repeats a member.
    fn of_container(&self, member: CapturedValue<'_>) -> Option<T> {
        let container = member.parent()?.parent()?.parent().map(CapturedValue::order);
        let end = self.0.partition_point(|(owner, _)| *owner <= container);
        self.0[..end].last().filter(|(owner, _)| *owner == container)?.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_read_state_with_names_or_a_star_alone() {
        for text in [r#"{"propertiesToRead": ["*"]}"#, r#"{"propertiesToRead":["OnOff","OnTime"]}"#] {
            assert_eq!(read_state(text.as_bytes()), None, "{text}");
        }
        for text in [
            "{}",
            "null",
            "[]",
            r#"{"propertiesToRead": []}"#,
            r#"{"propertiesToRead": "*"}"#,
            r#"{"propertiesToRead": [1]}"#,
            r#"{"propertiesToRead": ["*", "OnOff"]}"#,
            r#"{"propertiesToRead": ["*"], "more": 1}"#,
            r#"{"properties": ["*"]}"#,
        ] {
            assert!(read_state(text.as_bytes()).is_some(), "{text}");
        }
    }

    #[test]
    fn accepts_update_state_with_properties_alone() {
        assert_eq!(update_state(br#"{"OnTime": 5}"#), None);
        for text in ["{}", "[1]", "null", "5"] {
            assert!(update_state(text.as_bytes()).is_some(), "{text}");
        }
    }
}
