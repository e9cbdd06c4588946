//! CreateManagedThing: the authentication material of a device has the form of its type of barcode.
//!
//! The reference documents the Wi-Fi setup barcode. The forms of Z-Wave and Zigbee codes are those of every published
//! example and of the alliances' specifications.

use super::{Check, RuleContext, RuleReporter, Scope, reads};
use crate::engine::report::{Detail, DetailData};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::service::barcode::{self, Kind};

reads! {
    enum Reads {
        MATERIAL_TYPE = "AuthenticationMaterialType",
        MATERIAL = "AuthenticationMaterial",
    }
}

/// `"AuthenticationMaterialType": "WIFI_SETUP_QR_BAR_CODE", "AuthenticationMaterial": "SN:123456789524;UPC:829576019524"`
pub(super) const BARCODE: Check = Check {
    rules: &[Rule::THING_WIFI_BARCODE, Rule::THING_ZWAVE_BARCODE, Rule::THING_ZIGBEE_BARCODE],
    at: Scope::Operations(&["CreateManagedThing"]),
    reads: Reads::PATHS,
    judge,
};

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let material_type = context.text(Reads::MATERIAL_TYPE);
    let Some(kind) = material_type.as_deref().and_then(Kind::of_material_type) else { return Ok(()) };
    let Some(material) = context.value(Reads::MATERIAL) else { return Ok(()) };
    let Some(text) = material.text() else { return Ok(()) };
    let Err(error) = barcode::check(kind, &text) else { return Ok(()) };
    let (rule, help) = match kind {
        Kind::WifiSetup => {
            (Rule::THING_WIFI_BARCODE, "write `SN:` and the serial number, `;`, `UPC:` or `EAN:` and the product code")
        }
        Kind::ZwaveQr => (Rule::THING_ZWAVE_BARCODE, "scan the code again, and leave nothing out"),
        Kind::ZigbeeQr => (Rule::THING_ZIGBEE_BARCODE, "scan the code again, and leave nothing out"),
    };
    let detail = Detail::Advice {
        reason: error.reason(),
        message: error.message().into(),
        help: help.into(),
        data: DetailData::Nothing,
    };
    reporter.report_detail(rule, material, detail, None)
}
