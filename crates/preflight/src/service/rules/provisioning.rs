//! CreateProvisioningProfile: just-in-time registration needs a CA certificate, and fleet provisioning does not use one.
//!
//! The reference documents the two types. The use of the certificate with each is our reading of it.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum Reads {
        TYPE = "ProvisioningType",
        CERTIFICATE = "CaCertificate",
    }
}

/// `{"ProvisioningType": "JITR", "CaCertificate": "-----BEGIN CERTIFICATE-----…"}`
pub(super) const CERTIFICATE: Check = Check {
    rules: &[Rule::PROFILE_JITR_CERTIFICATE, Rule::PROFILE_FLEET_CERTIFICATE],
    at: Scope::Operations(&["CreateProvisioningProfile"]),
    reads: Reads::PATHS,
    judge,
};

const CERTIFICATE_MISSING: RuleMessage = rule_message!(
    Rule::PROFILE_JITR_CERTIFICATE,
    "nothing says which devices may register themselves",
    "add `CaCertificate`, the CA of the devices",
);

const CERTIFICATE_UNUSED: RuleMessage = rule_message!(
    Rule::PROFILE_FLEET_CERTIFICATE,
    "fleet provisioning uses no CA certificate",
    "leave it out, or use the type `JITR`",
);

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match (context.text(Reads::TYPE).as_deref(), context.value(Reads::CERTIFICATE)) {
        (Some("JITR"), None) => reporter.report_missing(&CERTIFICATE_MISSING, None, "CaCertificate"),
        (Some("FLEET_PROVISIONING"), Some(certificate)) => reporter.report(&CERTIFICATE_UNUSED, certificate),
        _ => Ok(()),
    }
}
