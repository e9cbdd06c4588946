//! CreateManagedThing: the part that a thing plays, and what Wi-Fi simple setup asks of it.
//!
//! The guide says that hubs are controllers, that a provisioner is one and a provisionee is not, and that both name
//! one credential locker.

use super::{Begins, Case, Check, Verdicts};
use crate::engine::capture::Fact;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

/// `{"Role": "CONTROLLER", "WiFiSimpleSetupConfiguration": {"EnableAsProvisioner": true}, "CredentialLockerId": "…"}`
pub(super) const ROLE: Check = Check {
    rules: &[Rule::THING_ROLE, Rule::THING_WIFI_SETUP_ROLE, Rule::THING_WIFI_SETUP_LOCKER],
    at: Begins::Operations(&["CreateManagedThing"]),
    reads: &[
        "Role",
        "AuthenticationMaterialType",
        "WiFiSimpleSetupConfiguration.EnableAsProvisioner",
        "WiFiSimpleSetupConfiguration.EnableAsProvisionee",
        "CredentialLockerId",
    ],
    judge,
};

const ROLE_OF_THING: usize = 0;
const MATERIAL_TYPE: usize = 1;
const PROVISIONER: usize = 2;
const PROVISIONEE: usize = 3;
const LOCKER: usize = 4;

fn judge(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    let is_on = |read| case.one(read).and_then(Fact::boolean) == Some(true);
    let (is_provisioner, is_provisionee) = (is_on(PROVISIONER), is_on(PROVISIONEE));
    if (is_provisioner || is_provisionee) && !case.has(LOCKER) {
        let say = &[
            "Wi-Fi simple setup hands credentials on through a locker",
            "add `CredentialLockerId`, the same for provisioner and provisionee",
        ];
        verdicts.missing(Rule::THING_WIFI_SETUP_LOCKER, None, "CredentialLockerId", say)?;
    }
    let Some(role) = case.one(ROLE_OF_THING) else { return Ok(()) };
    match role.text().as_deref() {
        Some("DEVICE") if is_provisioner => {
            let say = &["a provisioner is a CONTROLLER", "use the role `CONTROLLER`, or `EnableAsProvisionee`"];
            verdicts.broken(Rule::THING_WIFI_SETUP_ROLE, role, say)
        }
        Some("CONTROLLER") if is_provisionee => {
            let say = &["a provisionee is a DEVICE", "use the role `DEVICE`, or `EnableAsProvisioner`"];
            verdicts.broken(Rule::THING_WIFI_SETUP_ROLE, role, say)
        }
        Some("CONTROLLER")
            if case.is(MATERIAL_TYPE, "ZIGBEE_QR_BAR_CODE") || case.is(MATERIAL_TYPE, "ZWAVE_QR_BAR_CODE") =>
        {
            let say = &[
                "a controller is a hub, but this material is of a device that is paired through one",
                "use the role `DEVICE`, unless a hub really has such a code",
            ];
            verdicts.broken(Rule::THING_ROLE, role, say)
        }
        _ => Ok(()),
    }
}
