//! CreateNotificationConfiguration: the destination exists.
//!
//! It is judged only if the run has requests that create destinations.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::text::suggest;

reads! {
    enum Reads {
        DESTINATION_NAME = "DestinationName",
    }
}

/// `{"EventType": "DEVICE_STATE", "DestinationName": "events"}`, where a CreateDestination has `"Name": "events"`.
pub(super) const DESTINATION: Check = Check {
    rules: &[Rule::NOTIFICATION_DESTINATION],
    at: Scope::Operations(&["CreateNotificationConfiguration"]),
    reads: Reads::PATHS,
    judge,
};

const UNKNOWN_DESTINATION: RuleMessage = rule_message!(
    Rule::NOTIFICATION_DESTINATION,
    "no request of this run creates a destination of this name",
    "use the `Name` of a destination that exists",
);

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let known = context.ruleset.destinations();
    let Some(name) = context.value(Reads::DESTINATION_NAME) else { return Ok(()) };
    let Some(text) = name.text() else { return Ok(()) };
    if known.is_empty() || known.iter().any(|destination| *destination == text) {
        return Ok(());
    }
    let suggestion = suggest::name(&text, known.iter().map(String::as_str));
    reporter.report_with_suggestion(&UNKNOWN_DESTINATION, name, suggestion)
}
