//! StartDeviceDiscovery: the members that each type of discovery needs, and those that it ignores.
//!
//! The reference documents that CUSTOM needs a name, and which members belong to rediscovery alone. What the other types
//! need is what every published example has.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::service::Edition;

reads! {
    enum Reads {
        TYPE = "DiscoveryType",
        CONTROLLER = "ControllerIdentifier",
        CONNECTOR_ASSOCIATION = "ConnectorAssociationIdentifier",
        ACCOUNT_ASSOCIATION = "AccountAssociationId",
        MATERIAL = "AuthenticationMaterial",
        MATERIAL_TYPE = "AuthenticationMaterialType",
        PROTOCOL = "Protocol",
        END_DEVICE = "EndDeviceIdentifier",
        CUSTOM = "CustomProtocolDetail",
        CUSTOM_VALUE = "CustomProtocolDetail{}",
    }
}

pub(super) const DISCOVERY: Check = Check {
    rules: &[
        Rule::DISCOVERY_CUSTOM_NAME,
        Rule::DISCOVERY_REDISCOVERY_ONLY,
        Rule::DISCOVERY_REDISCOVERY_TARGET,
        Rule::DISCOVERY_CONTROLLER,
        Rule::DISCOVERY_CLOUD_ASSOCIATION,
        Rule::DISCOVERY_CLOUD_CONTROLLER,
        Rule::DISCOVERY_MATERIAL_PAIR,
        Rule::DISCOVERY_ZWAVE_INSTALL_CODE,
    ],
    at: Scope::Operations(&["StartDeviceDiscovery"]),
    reads: Reads::PATHS,
    judge,
};

const CONTROLLER_MISSING: RuleMessage = rule_message!(
    Rule::DISCOVERY_CONTROLLER,
    "a hub must open its network for this discovery",
    "add `ControllerIdentifier`, the hub's id",
);

const REDISCOVERY_ONLY: RuleMessage = rule_message!(
    Rule::DISCOVERY_REDISCOVERY_ONLY,
    "this is for CONTROLLER_CAPABILITY_REDISCOVERY alone",
    "leave it out, or change `DiscoveryType`",
);

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let discovery_type = context.text(Reads::TYPE);
    match discovery_type.as_deref() {
        Some("CUSTOM") => custom(context, reporter)?,
        Some("CONTROLLER_CAPABILITY_REDISCOVERY") => rediscovery(context, reporter)?,
        Some("CLOUD") => cloud(context, reporter)?,
        Some("ZIGBEE" | "ZWAVE") if !context.has(Reads::CONTROLLER) => {
            reporter.report_missing(&CONTROLLER_MISSING, None, "ControllerIdentifier")?;
        }
        _ => {}
    }
    // An unknown type may be a misspelling of any type.
    if matches!(discovery_type.as_deref(), Some("CUSTOM" | "CLOUD" | "ZIGBEE" | "ZWAVE")) {
        for read in [Reads::PROTOCOL, Reads::END_DEVICE] {
            if let Some(member) = context.value(read) {
                reporter.report(&REDISCOVERY_ONLY, member)?;
            }
        }
    }
    authentication_material(context, reporter)
}

const CUSTOM_NAME: RuleMessage = rule_message!(
    Rule::DISCOVERY_CUSTOM_NAME,
    "a custom discovery must name its protocol",
    "add an entry `Name` that is not empty",
);

/// `{"DiscoveryType": "CUSTOM", "CustomProtocolDetail": {"Name": "Matter"}}`
fn custom(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let is_named = context
        .values(Reads::CUSTOM_VALUE)
        .into_iter()
        .any(|value| value.key() == "Name" && value.text().is_none_or(|name| !name.is_empty()));
    if is_named {
        return Ok(());
    }
    match context.value(Reads::CUSTOM) {
        Some(detail) => reporter.report(&CUSTOM_NAME, detail),
        None => reporter.report_missing(&CUSTOM_NAME, None, "CustomProtocolDetail"),
    }
}

const TARGET_CONTROLLER: RuleMessage = rule_message!(
    Rule::DISCOVERY_REDISCOVERY_TARGET,
    "controller",
    "a rediscovery says which hub asks, and over which protocol",
    "add `ControllerIdentifier`, the id of the hub that asks its devices again",
);

const TARGET_PROTOCOL: RuleMessage = rule_message!(
    Rule::DISCOVERY_REDISCOVERY_TARGET,
    "protocol",
    "a rediscovery says which hub asks, and over which protocol",
    "add `Protocol`, the one that the devices speak",
);

fn rediscovery(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for (read, name, message) in [
        (Reads::CONTROLLER, "ControllerIdentifier", &TARGET_CONTROLLER),
        (Reads::PROTOCOL, "Protocol", &TARGET_PROTOCOL),
    ] {
        if !context.has(read) {
            reporter.report_missing(message, None, name)?;
        }
    }
    Ok(())
}

const CONNECTOR_ASSOCIATION: RuleMessage = rule_message!(
    Rule::DISCOVERY_CLOUD_ASSOCIATION,
    "connector",
    "a discovery behind another cloud says whose devices are looked for",
    "add `ConnectorAssociationIdentifier`",
);

const ACCOUNT_ASSOCIATION: RuleMessage = rule_message!(
    Rule::DISCOVERY_CLOUD_ASSOCIATION,
    "account",
    "a discovery behind another cloud says whose devices are looked for",
    "add `AccountAssociationId`",
);

const CLOUD_CONTROLLER: RuleMessage = rule_message!(
    Rule::DISCOVERY_CLOUD_CONTROLLER,
    "a discovery behind another cloud goes through no hub",
    "leave out `ControllerIdentifier`",
);

fn cloud(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    // The current edition has another member for the association, but still accepts the older one.
    if !context.has(Reads::CONNECTOR_ASSOCIATION) && !context.has(Reads::ACCOUNT_ASSOCIATION) {
        let (name, message) = match context.edition() {
            Edition::E2025_05_22 => ("ConnectorAssociationIdentifier", &CONNECTOR_ASSOCIATION),
            Edition::E2026_11 => ("AccountAssociationId", &ACCOUNT_ASSOCIATION),
        };
        reporter.report_missing(message, None, name)?;
    }
    match context.value(Reads::CONTROLLER) {
        Some(controller) => reporter.report(&CLOUD_CONTROLLER, controller),
        None => Ok(()),
    }
}

const TYPE_MISSING: RuleMessage = rule_message!(
    Rule::DISCOVERY_MATERIAL_PAIR,
    "type-missing",
    "material without its type cannot be read",
    "add `AuthenticationMaterialType`",
);

const MATERIAL_MISSING: RuleMessage = rule_message!(
    Rule::DISCOVERY_MATERIAL_PAIR,
    "material-missing",
    "a type of material without the material says nothing",
    "add `AuthenticationMaterial`",
);

const INSTALL_CODE: RuleMessage = rule_message!(
    Rule::DISCOVERY_ZWAVE_INSTALL_CODE,
    "a Z-Wave install code is digits alone",
    "write the number on the device, without blanks or hyphens",
);

/// `"AuthenticationMaterial": "12345", "AuthenticationMaterialType": "ZWAVE_INSTALL_CODE"`
fn authentication_material(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match (context.value(Reads::MATERIAL), context.value(Reads::MATERIAL_TYPE)) {
        (Some(_), None) => reporter.report_missing(&TYPE_MISSING, None, "AuthenticationMaterialType"),
        (None, Some(_)) => reporter.report_missing(&MATERIAL_MISSING, None, "AuthenticationMaterial"),
        (Some(material), Some(_)) if context.equals(Reads::MATERIAL_TYPE, "ZWAVE_INSTALL_CODE") => {
            let is_code = material.text().is_none_or(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
            if is_code { Ok(()) } else { reporter.report(&INSTALL_CODE, material) }
        }
        _ => Ok(()),
    }
}
