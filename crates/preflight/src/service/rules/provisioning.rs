//! CreateProvisioningProfile: the CA certificate belongs to just-in-time registration.
//!
//! The two types of provisioning are documented, the use of the certificate with each is a reading of ours.

use super::{Begins, Case, Check, Verdicts};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

/// `{"ProvisioningType": "JITR", "CaCertificate": "-----BEGIN CERTIFICATE-----…"}`
pub(super) const CERTIFICATE: Check = Check {
    rules: &[Rule::PROFILE_JITR_CERTIFICATE, Rule::PROFILE_FLEET_CERTIFICATE],
    at: Begins::Operations(&["CreateProvisioningProfile"]),
    reads: &["ProvisioningType", "CaCertificate"],
    judge,
};

fn judge(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    match (case.text(0).as_deref(), case.one(1)) {
        (Some("JITR"), None) => {
            let say =
                &["nothing says which devices may register themselves", "add `CaCertificate`, the CA of the devices"];
            verdicts.missing(Rule::PROFILE_JITR_CERTIFICATE, None, "CaCertificate", say)
        }
        (Some("FLEET_PROVISIONING"), Some(certificate)) => {
            let say = &["fleet provisioning uses no CA certificate", "leave it out, or use the type `JITR`"];
            verdicts.broken(Rule::PROFILE_FLEET_CERTIFICATE, certificate, say)
        }
        _ => Ok(()),
    }
}
