//! Parses the barcodes of devices: the material with which a device is onboarded.
//!
//! Each kind of code has a file of its own with its format and checksum. The parsed parts are readable, because the
//! caller scanned the code. Errors and `Debug` never show them: both end up in logs, and the material is a key to the
//! device.

mod hidden;
mod sha1;
mod wifi;
mod zigbee;
mod zwave;

pub use wifi::{ProductCode, ProductCodeKind, WifiSetup, WifiSetupError};
pub use zigbee::{ZigbeeField, ZigbeeQr, ZigbeeQrError};
pub use zwave::{Information, Protocol, RequestedKey, Uuid16, ZwaveQr, ZwaveQrError, ZwaveQrVersion, is_install_code};

use crate::engine::report::json::Object;

/// The kind of a barcode.
///
/// ```
/// use mi_preflight::barcode::Kind;
/// assert_eq!(Kind::of_material_type("ZWAVE_QR_BAR_CODE"), Some(Kind::ZwaveQr));
/// assert_eq!(Kind::of_material_type("DISCOVERED_DEVICE"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The serial number and product code of a device that is set up by Wi-Fi simple setup.
    WifiSetup,
    /// A Z-Wave node provisioning code, Security 2 or SmartStart.
    ZwaveQr,
    /// A Zigbee install code with the address of its device.
    ZigbeeQr,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::WifiSetup, Kind::ZwaveQr, Kind::ZigbeeQr];

    /// The kind for a value of `AuthenticationMaterialType`; `None` for material whose format is not known.
    pub fn of_material_type(material_type: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.material_type() == material_type)
    }

    /// The value of `AuthenticationMaterialType` for this kind.
    pub fn material_type(self) -> &'static str {
        match self {
            Kind::WifiSetup => "WIFI_SETUP_QR_BAR_CODE",
            Kind::ZwaveQr => "ZWAVE_QR_BAR_CODE",
            Kind::ZigbeeQr => "ZIGBEE_QR_BAR_CODE",
        }
    }

    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Kind::WifiSetup => "wifi-setup",
            Kind::ZwaveQr => "zwave-qr",
            Kind::ZigbeeQr => "zigbee-qr",
        }
    }
}

/// A barcode's parts.
///
/// ```
/// use mi_preflight::barcode::{self, Kind};
/// let barcode = barcode::parse(Kind::WifiSetup, "SN:A1B2C3D4E5F6;UPC:036000291452").unwrap();
/// assert_eq!(barcode.prefilled_member(), Some(("SerialNumber", "A1B2C3D4E5F6")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Barcode {
    /// A Wi-Fi setup code.
    WifiSetup(WifiSetup),
    /// A Z-Wave code.
    ZwaveQr(ZwaveQr),
    /// A Zigbee code.
    ZigbeeQr(ZigbeeQr),
}

/// Why a text is not a barcode of its kind. The error says what is wrong and what would be right, never what the text
/// contains.
///
/// ```
/// use mi_preflight::barcode::{self, BarcodeError, Kind, ZigbeeQrError};
/// let error = barcode::parse(Kind::ZigbeeQr, "Z:0011223344556677$I:101112131415C02E").unwrap_err();
/// assert_eq!(error, BarcodeError::ZigbeeQr(ZigbeeQrError::Crc));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BarcodeError {
    /// Not a Wi-Fi setup code.
    #[error(transparent)]
    WifiSetup(#[from] WifiSetupError),
    /// Not a Z-Wave code.
    #[error(transparent)]
    ZwaveQr(#[from] ZwaveQrError),
    /// Not a Zigbee code.
    #[error(transparent)]
    ZigbeeQr(#[from] ZigbeeQrError),
}

impl BarcodeError {
    /// Returns the reason of the violation in a report, such as `no-product-code`.
    pub fn reason(self) -> &'static str {
        match self {
            BarcodeError::WifiSetup(error) => error.reason(),
            BarcodeError::ZwaveQr(error) => error.reason(),
            BarcodeError::ZigbeeQr(error) => error.reason(),
        }
    }

    /// Returns the message, which [`Display`](core::fmt::Display) shows too.
    pub(crate) fn message(self) -> &'static str {
        match self {
            BarcodeError::WifiSetup(error) => error.message(),
            BarcodeError::ZwaveQr(error) => error.message(),
            BarcodeError::ZigbeeQr(error) => error.message(),
        }
    }
}

/// Parses a barcode and rejects a wrong checksum, which means that the code was misread or mistyped.
///
/// ```
/// use mi_preflight::barcode::{self, Barcode, Kind};
///
/// let kind = Kind::of_material_type("WIFI_SETUP_QR_BAR_CODE").unwrap();
/// let Barcode::WifiSetup(code) = barcode::parse(kind, "SN:A1B2C3D4E5F6;UPC:036000291452")? else { unreachable!() };
/// assert_eq!((code.serial_number(), code.product_code().text()), ("A1B2C3D4E5F6", "036000291452"));
/// assert!(code.product_code().is_check_digit_valid());
///
/// let error = barcode::parse(Kind::ZwaveQr, "91…").unwrap_err();
/// assert_eq!(error.to_string(), "a z-wave code is all digits");
/// # Ok::<(), barcode::BarcodeError>(())
/// ```
///
/// # Errors
/// A [`BarcodeError`] that says what is wrong. The check digit of a product code is never a reason: the service's own
/// guide has an example with a wrong one.
pub fn parse(kind: Kind, text: &str) -> Result<Barcode, BarcodeError> {
    let barcode = read(kind, text)?;
    barcode.verify()?;
    Ok(barcode)
}

/// Checks a barcode as [`parse`] does, without returning its parts.
pub(crate) fn check(kind: Kind, text: &str) -> Result<(), BarcodeError> {
    match kind {
        Kind::WifiSetup => wifi::parts(text.as_bytes()).map(drop)?,
        Kind::ZwaveQr => zwave::check(text)?,
        Kind::ZigbeeQr => zigbee::check(text)?,
    }
    Ok(())
}

/// As [`parse`], but accepts a wrong checksum, for callers that want to show the parts anyway.
///
/// ```
/// use mi_preflight::barcode::{self, Kind};
/// let barcode = barcode::read(Kind::ZigbeeQr, "Z:0011223344556677$I:101112131415C02E").unwrap();
/// assert!(barcode.verify().is_err());
/// ```
///
/// # Errors
/// A [`BarcodeError`] when the text does not have the format of its kind.
pub fn read(kind: Kind, text: &str) -> Result<Barcode, BarcodeError> {
    Ok(match kind {
        Kind::WifiSetup => Barcode::WifiSetup(WifiSetup::read(text)?),
        Kind::ZwaveQr => Barcode::ZwaveQr(ZwaveQr::read(text)?),
        Kind::ZigbeeQr => Barcode::ZigbeeQr(ZigbeeQr::read(text)?),
    })
}

impl Barcode {
    /// The barcode's kind.
    pub fn kind(&self) -> Kind {
        match self {
            Barcode::WifiSetup(_) => Kind::WifiSetup,
            Barcode::ZwaveQr(_) => Kind::ZwaveQr,
            Barcode::ZigbeeQr(_) => Kind::ZigbeeQr,
        }
    }

    /// Checks whether the checksum matches the parts.
    ///
    /// # Errors
    /// A [`BarcodeError`] when it does not.
    pub fn verify(&self) -> Result<(), BarcodeError> {
        match self {
            Barcode::ZwaveQr(code) if !code.is_checksum_valid() => Err(ZwaveQrError::Checksum.into()),
            Barcode::ZigbeeQr(code) if !code.is_crc_valid() => Err(ZigbeeQrError::Crc.into()),
            _ => Ok(()),
        }
    }

    /// The name and value of another member of `CreateManagedThing` that a form can fill in from the code. The value
    /// is not checked against the member's constraints.
    pub fn prefilled_member(&self) -> Option<(&'static str, &str)> {
        match self {
            Barcode::WifiSetup(code) => Some(("SerialNumber", code.serial_number())),
            Barcode::ZwaveQr(_) | Barcode::ZigbeeQr(_) => None,
        }
    }

    /// The barcode's kind and parts as JSON. The output contains the secret material and must not be logged.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        object.string("kind", self.kind().name());
        match self {
            Barcode::WifiSetup(code) => code.members(&mut object),
            Barcode::ZwaveQr(code) => code.members(&mut object),
            Barcode::ZigbeeQr(code) => code.members(&mut object),
        }
        if let Some((member, value)) = self.prefilled_member() {
            let mut members = Object::begin(object.key("prefilledMembers"));
            members.string(member, value);
            members.end();
        }
        object.end();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edition, Preflight};

    /// A complete code of each kind; the Z-Wave and Zigbee ones are published examples.
    const COMPLETE: [(Kind, &str); 3] = [
        (Kind::WifiSetup, "SN:A1B2C3D4E5F6;UPC:036000291452"),
        (Kind::ZwaveQr, zwave::tests::EXAMPLE),
        (Kind::ZigbeeQr, "Z:0011223344556677$I:83FED3407A939723A5C639B26916D505C3B5"),
    ];

    #[test]
    fn names_every_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_material_type(kind.material_type()), Some(kind));
        }
        for unknown in ["", "CUSTOM_PROTOCOL_QR_BAR_CODE", "DISCOVERED_DEVICE", "zwave_qr_bar_code"] {
            assert_eq!(Kind::of_material_type(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn parses_complete_codes() {
        for (kind, text) in COMPLETE {
            let barcode = parse(kind, text).unwrap();
            assert_eq!(barcode.kind(), kind);
            assert!(barcode.to_json().starts_with(&format!("{{\"kind\":\"{}\"", kind.name())));
            serde_json::from_str::<serde_json::Value>(&barcode.to_json()).unwrap();
        }
    }

    #[test]
    fn prefilled_members_have_valid_values() {
        for (kind, text) in COMPLETE {
            let barcode = parse(kind, text).unwrap();
            assert_eq!(barcode.prefilled_member().is_some(), kind == Kind::WifiSetup);
            for edition in Edition::ALL {
                if let Some((member, value)) = barcode.prefilled_member() {
                    let value = format!("\"{value}\"");
                    let path = format!("/{member}");
                    let report =
                        Preflight::new(edition).check_field("CreateManagedThing", &path, Some(value.as_bytes()));
                    assert!(report.unwrap().is_valid(), "{member} in {edition}");
                }
            }
        }
    }

    /// Every text close to a valid code yields a result without a panic, and errors do not contain the text.
    #[test]
    fn never_panics_on_mutated_codes() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = move |bound: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % u64::try_from(bound.max(1)).unwrap()).unwrap()
        };
        let pieces =
            ["", "0", "9", "99", "$", "%", ";", ":", "é", "💡", "\0", "SN:", "UPC:", "EAN:", "Z:", "$I:", "Z$A:"];
        for (_, complete) in COMPLETE {
            for _ in 0..20_000 {
                let mut chars: Vec<char> = complete.chars().collect();
                for _ in 0..=next(4) {
                    let from = next(chars.len() + 1);
                    let until = (from + next(4)).min(chars.len());
                    chars.splice(from..until, pieces[next(pieces.len())].chars());
                }
                if next(5) == 0 {
                    chars.truncate(next(chars.len() + 1));
                }
                let text: String = chars.into_iter().collect();
                for kind in Kind::ALL {
                    assert_eq!(check(kind, &text), parse(kind, &text).map(drop));
                    match read(kind, &text) {
                        Ok(barcode) => {
                            assert_eq!(parse(kind, &text).is_ok(), barcode.verify().is_ok());
                            barcode.to_json();
                        }
                        Err(error) => assert_eq!(parse(kind, &text), Err(error)),
                    }
                }
            }
        }
    }

    #[test]
    fn hides_the_material_in_debug_output() {
        for (kind, text) in COMPLETE {
            let debug = format!("{:?}", parse(kind, text).unwrap());
            for secret in ["A1B2C3D4E5F6", "83FED3407A", "51525", "35354"] {
                assert!(!debug.contains(secret), "{debug}");
            }
        }
    }
}
