//! CreateManagedThing: the role of a thing, and what Wi-Fi simple setup requires of it.
//!
//! The guide documents that hubs and provisioners are controllers, that provisionees are devices, and that provisioner
//! and provisionee name the same credential locker.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::capture::CapturedValue;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum Reads {
        ROLE = "Role",
        MATERIAL_TYPE = "AuthenticationMaterialType",
        PROVISIONER = "WiFiSimpleSetupConfiguration.EnableAsProvisioner",
        PROVISIONEE = "WiFiSimpleSetupConfiguration.EnableAsProvisionee",
        LOCKER = "CredentialLockerId",
    }
}

/// `{"Role": "CONTROLLER", "WiFiSimpleSetupConfiguration": {"EnableAsProvisioner": true}, "CredentialLockerId": "…"}`
pub(super) const ROLE: Check = Check {
    rules: &[Rule::THING_ROLE, Rule::THING_WIFI_SETUP_ROLE, Rule::THING_WIFI_SETUP_LOCKER],
    at: Scope::Operations(&["CreateManagedThing"]),
    reads: Reads::PATHS,
    judge,
};

const LOCKER_MISSING: RuleMessage = rule_message!(
    Rule::THING_WIFI_SETUP_LOCKER,
    "Wi-Fi simple setup hands credentials on through a locker",
    "add `CredentialLockerId`, the same for provisioner and provisionee",
);

const PROVISIONER: RuleMessage = rule_message!(
    Rule::THING_WIFI_SETUP_ROLE,
    "provisioner",
    "a provisioner is a CONTROLLER",
    "use the role `CONTROLLER`, or `EnableAsProvisionee`",
);

const PROVISIONEE: RuleMessage = rule_message!(
    Rule::THING_WIFI_SETUP_ROLE,
    "provisionee",
    "a provisionee is a DEVICE",
    "use the role `DEVICE`, or `EnableAsProvisioner`",
);

const CONTROLLER_WITH_DEVICE_CODE: RuleMessage = rule_message!(
    Rule::THING_ROLE,
    "a controller is a hub, but this material is of a device that is paired through one",
    "use the role `DEVICE`, unless a hub really has such a code",
);

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let is_on = |read| context.value(read).and_then(CapturedValue::boolean) == Some(true);
    let (is_provisioner, is_provisionee) = (is_on(Reads::PROVISIONER), is_on(Reads::PROVISIONEE));
    if (is_provisioner || is_provisionee) && !context.has(Reads::LOCKER) {
        reporter.report_missing(&LOCKER_MISSING, None, "CredentialLockerId")?;
    }
    let Some(role) = context.value(Reads::ROLE) else { return Ok(()) };
    match role.text().as_deref() {
        Some("DEVICE") if is_provisioner => reporter.report(&PROVISIONER, role),
        Some("CONTROLLER") if is_provisionee => reporter.report(&PROVISIONEE, role),
        Some("CONTROLLER")
            if context.equals(Reads::MATERIAL_TYPE, "ZIGBEE_QR_BAR_CODE")
                || context.equals(Reads::MATERIAL_TYPE, "ZWAVE_QR_BAR_CODE") =>
        {
            reporter.report(&CONTROLLER_WITH_DEVICE_CODE, role)
        }
        _ => Ok(()),
    }
}
