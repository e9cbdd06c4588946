//! Destinations: an ARN must be that of a Kinesis data stream.
//!
//! The guide documents it. The pattern allows an ARN of any service.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum Reads {
        ARN = "DeliveryDestinationArn",
    }
}

/// `"DeliveryDestinationArn": "arn:aws:kinesis:us-east-1:123456789012:stream/events"`
pub(super) const KINESIS: Check = Check {
    rules: &[Rule::DESTINATION_KINESIS],
    at: Scope::Operations(&["CreateDestination", "UpdateDestination"]),
    reads: Reads::PATHS,
    judge,
};

const OTHER_SERVICE: RuleMessage = rule_message!(
    Rule::DESTINATION_KINESIS,
    "a destination must be a Kinesis data stream",
    "name it as `arn:aws:kinesis:REGION:ACCOUNT:stream/NAME`",
);

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(arn) = context.value(Reads::ARN) else { return Ok(()) };
    let Some(text) = arn.text() else { return Ok(()) };
    // `arn:partition:service:region:account:resource`; the constraints report any other text.
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", _, service, _, _, resource] = parts[..] else { return Ok(()) };
    if service == "kinesis" && resource.starts_with("stream/") {
        return Ok(());
    }
    reporter.report(&OTHER_SERVICE, arn)
}
