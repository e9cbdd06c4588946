//! StartDeviceDiscovery: what each type of discovery needs, and what it has no use for.
//!
//! The reference says that CUSTOM needs a name and which members belong to rediscovery alone; what the other types
//! expect is what every published example gives them.

use super::{Check, RuleContext, RuleReporter, Scope, reads};
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

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let kind = context.text(Reads::TYPE);
    match kind.as_deref() {
        Some("CUSTOM") => custom(context, reporter)?,
        Some("CONTROLLER_CAPABILITY_REDISCOVERY") => rediscovery(context, reporter)?,
        Some("CLOUD") => cloud(context, reporter)?,
        Some("ZIGBEE" | "ZWAVE") if !context.has(Reads::CONTROLLER) => {
            let say = &["a hub must open its network for this discovery", "add `ControllerIdentifier`, the hub's id"];
            reporter.report_missing(Rule::DISCOVERY_CONTROLLER, None, "ControllerIdentifier", say)?;
        }
        _ => {}
    }
    // What is no known type may be meant as any.
    if matches!(kind.as_deref(), Some("CUSTOM" | "CLOUD" | "ZIGBEE" | "ZWAVE")) {
        for read in [Reads::PROTOCOL, Reads::END_DEVICE] {
            if let Some(found) = context.one(read) {
                let say =
                    &["this is for CONTROLLER_CAPABILITY_REDISCOVERY alone", "leave it out, or change `DiscoveryType`"];
                reporter.report(Rule::DISCOVERY_REDISCOVERY_ONLY, found, say)?;
            }
        }
    }
    material(context, reporter)
}

/// `{"DiscoveryType": "CUSTOM", "CustomProtocolDetail": {"Name": "Matter"}}`
fn custom(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let is_named = context
        .each(Reads::CUSTOM_VALUE)
        .into_iter()
        .any(|value| value.key() == "Name" && value.text().is_none_or(|name| !name.is_empty()));
    if is_named {
        return Ok(());
    }
    let say = &["a custom discovery must name its protocol", "add an entry `Name` that is not empty"];
    match context.one(Reads::CUSTOM) {
        Some(detail) => reporter.report(Rule::DISCOVERY_CUSTOM_NAME, detail, say),
        None => reporter.report_missing(Rule::DISCOVERY_CUSTOM_NAME, None, "CustomProtocolDetail", say),
    }
}

fn rediscovery(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for (read, name, help) in [
        (
            Reads::CONTROLLER,
            "ControllerIdentifier",
            "add `ControllerIdentifier`, the id of the hub that asks its devices again",
        ),
        (Reads::PROTOCOL, "Protocol", "add `Protocol`, the one that the devices speak"),
    ] {
        if !context.has(read) {
            let say = &["a rediscovery says which hub asks, and over which protocol", help];
            reporter.report_missing(Rule::DISCOVERY_REDISCOVERY_TARGET, None, name, say)?;
        }
    }
    Ok(())
}

fn cloud(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    // The older member still names an association where the current edition has another for it.
    if !context.has(Reads::CONNECTOR_ASSOCIATION) && !context.has(Reads::ACCOUNT_ASSOCIATION) {
        let message = "a discovery behind another cloud says whose devices are looked for";
        let (name, help) = match context.edition() {
            Edition::E2025_05_22 => ("ConnectorAssociationIdentifier", "add `ConnectorAssociationIdentifier`"),
            Edition::E2026_11 => ("AccountAssociationId", "add `AccountAssociationId`"),
        };
        reporter.report_missing(Rule::DISCOVERY_CLOUD_ASSOCIATION, None, name, &[message, help])?;
    }
    match context.one(Reads::CONTROLLER) {
        Some(controller) => {
            let say = &["a discovery behind another cloud goes through no hub", "leave out `ControllerIdentifier`"];
            reporter.report(Rule::DISCOVERY_CLOUD_CONTROLLER, controller, say)
        }
        None => Ok(()),
    }
}

/// `"AuthenticationMaterial": "12345", "AuthenticationMaterialType": "ZWAVE_INSTALL_CODE"`
fn material(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match (context.one(Reads::MATERIAL), context.one(Reads::MATERIAL_TYPE)) {
        (Some(_), None) => {
            let say = &["material without its type cannot be read", "add `AuthenticationMaterialType`"];
            reporter.report_missing(Rule::DISCOVERY_MATERIAL_PAIR, None, "AuthenticationMaterialType", say)
        }
        (None, Some(_)) => {
            let say = &["a type of material without the material says nothing", "add `AuthenticationMaterial`"];
            reporter.report_missing(Rule::DISCOVERY_MATERIAL_PAIR, None, "AuthenticationMaterial", say)
        }
        (Some(material), Some(_)) if context.is(Reads::MATERIAL_TYPE, "ZWAVE_INSTALL_CODE") => {
            let is_code = material.text().is_none_or(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
            if is_code {
                return Ok(());
            }
            let say =
                &["a Z-Wave install code is digits alone", "write the number on the device, without blanks or hyphens"];
            reporter.report(Rule::DISCOVERY_ZWAVE_INSTALL_CODE, material, say)
        }
        _ => Ok(()),
    }
}
