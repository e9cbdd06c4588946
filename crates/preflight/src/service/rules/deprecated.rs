//! Members that the model marks as deprecated.

use super::{Begins, Case, Check, Verdicts};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

/// `AccountAssociationId` in place of `ConnectorAssociationId`.
pub(super) const MEMBERS: Check = Check {
    rules: &[Rule::DEPRECATED_MEMBER],
    at: Begins::Members(|_, member| !member.deprecated.is_empty()),
    reads: &[""],
    judge,
};

/// What came in place of a member, where the model's changes show it.
const REPLACEMENTS: [(&str, &str); 4] = [
    ("Capabilities", "CapabilityReport"),
    ("ConnectorAssociationId", "AccountAssociationId"),
    ("ConnectorAssociationIdentifier", "AccountAssociationId"),
    ("ConnectorPolicyIdFilter", "ConnectorDestinationIdFilter"),
];

fn judge(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    for member in case.each(0) {
        let name = case.plan.watches.name(&case.plan.model, member.watch());
        let replacement = REPLACEMENTS.iter().find(|(found, _)| *found == name).map(|(_, replacement)| *replacement);
        let help = if replacement.is_some() { "use what came in its place" } else { "leave it out" };
        let say = &["this member is deprecated since 25 June 2025", help];
        verdicts.meaning(Rule::DEPRECATED_MEMBER, member, say, replacement)?;
    }
    Ok(())
}
