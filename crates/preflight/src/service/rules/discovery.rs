//! StartDeviceDiscovery: the members that each type of discovery needs, and those that it ignores.
//!
//! The reference documents that CUSTOM needs a name, and which members belong to rediscovery alone. What the other types
//! need is what every published example has.

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
    let discovery_type = context.text(Reads::TYPE);
    match discovery_type.as_deref() {
        Some("CUSTOM") => custom(context, reporter)?,
        Some("CONTROLLER_CAPABILITY_REDISCOVERY") => rediscovery(context, reporter)?,
        Some("CLOUD") => cloud(context, reporter)?,
        Some("ZIGBEE" | "ZWAVE") if !context.has(Reads::CONTROLLER) => {
            let advice =
                &["a hub must open its network for this discovery", "add `ControllerIdentifier`, the hub's id"];
            reporter.report_missing(Rule::DISCOVERY_CONTROLLER, None, "ControllerIdentifier", advice)?;
        }
        _ => {}
    }
    // An unknown type may be a misspelling of any type.
    if matches!(discovery_type.as_deref(), Some("CUSTOM" | "CLOUD" | "ZIGBEE" | "ZWAVE")) {
        for read in [Reads::PROTOCOL, Reads::END_DEVICE] {
            if let Some(member) = context.value(read) {
                let advice =
                    &["this is for CONTROLLER_CAPABILITY_REDISCOVERY alone", "leave it out, or change `DiscoveryType`"];
                reporter.report(Rule::DISCOVERY_REDISCOVERY_ONLY, member, advice)?;
            }
        }
    }
    authentication_material(context, reporter)
}

/// `{"DiscoveryType": "CUSTOM", "CustomProtocolDetail": {"Name": "Matter"}}`
fn custom(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let is_named = context
        .values(Reads::CUSTOM_VALUE)
        .into_iter()
        .any(|value| value.key() == "Name" && value.text().is_none_or(|name| !name.is_empty()));
    if is_named {
        return Ok(());
    }
    let advice = &["a custom discovery must name its protocol", "add an entry `Name` that is not empty"];
    match context.value(Reads::CUSTOM) {
        Some(detail) => reporter.report(Rule::DISCOVERY_CUSTOM_NAME, detail, advice),
        None => reporter.report_missing(Rule::DISCOVERY_CUSTOM_NAME, None, "CustomProtocolDetail", advice),
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
            let advice = &["a rediscovery says which hub asks, and over which protocol", help];
            reporter.report_missing(Rule::DISCOVERY_REDISCOVERY_TARGET, None, name, advice)?;
        }
    }
    Ok(())
}

fn cloud(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    // The current edition has another member for the association, but still accepts the older one.
    if !context.has(Reads::CONNECTOR_ASSOCIATION) && !context.has(Reads::ACCOUNT_ASSOCIATION) {
        let message = "a discovery behind another cloud says whose devices are looked for";
        let (name, help) = match context.edition() {
            Edition::E2025_05_22 => ("ConnectorAssociationIdentifier", "add `ConnectorAssociationIdentifier`"),
            Edition::E2026_11 => ("AccountAssociationId", "add `AccountAssociationId`"),
        };
        reporter.report_missing(Rule::DISCOVERY_CLOUD_ASSOCIATION, None, name, &[message, help])?;
    }
    match context.value(Reads::CONTROLLER) {
        Some(controller) => {
            let advice = &["a discovery behind another cloud goes through no hub", "leave out `ControllerIdentifier`"];
            reporter.report(Rule::DISCOVERY_CLOUD_CONTROLLER, controller, advice)
        }
        None => Ok(()),
    }
}

/// `"AuthenticationMaterial": "12345", "AuthenticationMaterialType": "ZWAVE_INSTALL_CODE"`
fn authentication_material(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match (context.value(Reads::MATERIAL), context.value(Reads::MATERIAL_TYPE)) {
        (Some(_), None) => {
            let advice = &["material without its type cannot be read", "add `AuthenticationMaterialType`"];
            reporter.report_missing(Rule::DISCOVERY_MATERIAL_PAIR, None, "AuthenticationMaterialType", advice)
        }
        (None, Some(_)) => {
            let advice = &["a type of material without the material says nothing", "add `AuthenticationMaterial`"];
            reporter.report_missing(Rule::DISCOVERY_MATERIAL_PAIR, None, "AuthenticationMaterial", advice)
        }
        (Some(material), Some(_)) if context.equals(Reads::MATERIAL_TYPE, "ZWAVE_INSTALL_CODE") => {
            let is_code = material.text().is_none_or(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
            if is_code {
                return Ok(());
            }
            let advice =
                &["a Z-Wave install code is digits alone", "write the number on the device, without blanks or hyphens"];
            reporter.report(Rule::DISCOVERY_ZWAVE_INSTALL_CODE, material, advice)
        }
        _ => Ok(()),
    }
}
