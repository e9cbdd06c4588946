//! CreateManagedThing: the barcode material of a device has the form of its type.
//!
//! The reference documents the Wi-Fi setup barcode; the forms of the Z-Wave and Zigbee codes are those of every
//! published example, and of the alliances' own specifications.

use super::{Begins, Case, Check, Verdicts};
use crate::engine::report::Detail;
use crate::engine::validate::Flow;
use crate::service::barcode::{self, Kind};
use crate::service::catalogue::Rule;

/// `"AuthenticationMaterialType": "WIFI_SETUP_QR_BAR_CODE", "AuthenticationMaterial": "SN:123456789524;UPC:829576019524"`
pub(super) const BARCODE: Check = Check {
    rules: &[Rule::ThingWifiBarcode, Rule::ThingZwaveBarcode, Rule::ThingZigbeeBarcode],
    at: Begins::Operations(&["CreateManagedThing"]),
    reads: &["AuthenticationMaterialType", "AuthenticationMaterial"],
    judge,
};

fn judge(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    let material_type = case.one(0).and_then(|fact| fact.text());
    let Some(kind) = material_type.as_deref().and_then(Kind::of_material_type) else { return Ok(()) };
    let Some(material) = case.one(1) else { return Ok(()) };
    let Some(text) = material.text() else { return Ok(()) };
    let Err(error) = barcode::check(kind, &text) else { return Ok(()) };
    let (rule, help) = match kind {
        Kind::WifiSetup => {
            (Rule::ThingWifiBarcode, "write `SN:` and the serial number, `;`, `UPC:` or `EAN:` and the product code")
        }
        Kind::ZwaveQr => (Rule::ThingZwaveBarcode, "scan the code again, and leave nothing out"),
        Kind::ZigbeeQr => (Rule::ThingZigbeeBarcode, "scan the code again, and leave nothing out"),
    };
    verdicts.by(rule, material, Detail::Advice { message: error.to_string().into(), help: help.into() }, None)
}
