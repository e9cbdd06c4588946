//! Destinations are Kinesis data streams: the guide says so, where the pattern would take any service's ARN.

use super::{Check, RuleContext, RuleReporter, Scope, reads};
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

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(arn) = context.one(Reads::ARN) else { return Ok(()) };
    let Some(text) = arn.text() else { return Ok(()) };
    // `arn:partition:service:region:account:resource`; what is no ARN is for the constraints.
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", _, service, _, _, resource] = parts[..] else { return Ok(()) };
    if service == "kinesis" && resource.starts_with("stream/") {
        return Ok(());
    }
    let say =
        &["a destination must be a Kinesis data stream", "name it as `arn:aws:kinesis:REGION:ACCOUNT:stream/NAME`"];
    reporter.report(Rule::DESTINATION_KINESIS, arn, say)
}
