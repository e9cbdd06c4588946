//! Members that the model marks as deprecated.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum Reads {
        MEMBER = "",
    }
}

/// `AccountAssociationId` in place of `ConnectorAssociationId`.
pub(super) const MEMBERS: Check = Check {
    rules: &[Rule::DEPRECATED_MEMBER],
    at: Scope::Members(|_, member| !member.deprecated.is_empty()),
    reads: Reads::PATHS,
    judge,
};

/// The replacements of members that the changes of the model show.
const REPLACEMENTS: [(&str, &str); 4] = [
    ("Capabilities", "CapabilityReport"),
    ("ConnectorAssociationId", "AccountAssociationId"),
    ("ConnectorAssociationIdentifier", "AccountAssociationId"),
    ("ConnectorPolicyIdFilter", "ConnectorDestinationIdFilter"),
];

const REPLACED: RuleMessage = rule_message!(
    Rule::DEPRECATED_MEMBER,
    "replaced",
    "this member is deprecated since 25 June 2025",
    "use what came in its place",
);

const DROPPED: RuleMessage =
    rule_message!(Rule::DEPRECATED_MEMBER, "dropped", "this member is deprecated since 25 June 2025", "leave it out",);

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for member in context.values(Reads::MEMBER) {
        let name = context.plan.trie.name(&context.plan.model, member.capture_id());
        let replacement =
            REPLACEMENTS.iter().find(|(deprecated, _)| *deprecated == name).map(|(_, replacement)| *replacement);
        let message = if replacement.is_some() { &REPLACED } else { &DROPPED };
        reporter.report_with_suggestion(message, member, replacement)?;
    }
    Ok(())
}
