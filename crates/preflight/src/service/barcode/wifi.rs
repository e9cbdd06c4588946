//! The barcode of Wi-Fi simple setup: `SN:…;UPC:…` or `SN:…;EAN:…`.

use core::fmt;

use super::hidden::Hidden;
use crate::engine::report::json::Object;
use crate::text::json::string::text_of;

/// A Wi-Fi setup code: a serial number and one product code.
///
/// ```
/// use mi_preflight::barcode::WifiSetup;
/// let code = WifiSetup::read("SN:A1B2C3D4E5F6;UPC:036000291452").unwrap();
/// assert_eq!(code.serial_number(), "A1B2C3D4E5F6");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct WifiSetup {
    serial_number: String,
    product_code: ProductCode,
}

/// A product code as printed under a bar code.
///
/// ```
/// use mi_preflight::barcode::WifiSetup;
/// let code = WifiSetup::read("SN:1;EAN:4006381333931").unwrap();
/// assert!(code.product_code().is_check_digit_valid());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductCode {
    kind: ProductCodeKind,
    text: String,
}

/// A kind of product code.
///
/// ```
/// use mi_preflight::barcode::{ProductCodeKind, WifiSetup};
/// let code = WifiSetup::read("SN:1;EAN:4006381333931").unwrap();
/// assert_eq!(code.product_code().kind(), ProductCodeKind::Ean);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProductCodeKind {
    /// Universal Product Code, 12 digits.
    Upc,
    /// European Article Number, 13 or 8 digits.
    Ean,
}

/// Why a text is not a Wi-Fi setup code.
///
/// ```
/// use mi_preflight::barcode::{WifiSetup, WifiSetupError};
/// assert_eq!(WifiSetup::read("SN:1"), Err(WifiSetupError::NoProductCode));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WifiSetupError {
    /// The serial number is missing.
    NoSerialNumber,
    /// Both the UPC and the EAN are missing.
    NoProductCode,
    /// Both a UPC and an EAN are present.
    BothProductCodes,
    /// A part is repeated, so the device is ambiguous.
    Repeated,
}

impl WifiSetupError {
    /// Returns the reason of the violation in a report.
    pub fn reason(self) -> &'static str {
        self.words().0
    }

    pub(super) fn message(self) -> &'static str {
        self.words().1
    }

    /// Returns the reason and the message.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            WifiSetupError::NoSerialNumber => {
                ("no-serial-number", "a wi-fi setup code needs a serial number: `SN:…;UPC:…` or `SN:…;EAN:…`")
            }
            WifiSetupError::NoProductCode => {
                ("no-product-code", "a wi-fi setup code needs a product code: `SN:…;UPC:…` or `SN:…;EAN:…`")
            }
            WifiSetupError::BothProductCodes => {
                ("both-product-codes", "a wi-fi setup code has one product code, `UPC:…` or `EAN:…`, not both")
            }
            WifiSetupError::Repeated => {
                ("repeated", "a wi-fi setup code has each part once: `SN:…;UPC:…` or `SN:…;EAN:…`")
            }
        }
    }
}

impl fmt::Display for WifiSetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for WifiSetupError {}

impl WifiSetup {
    /// Parses a code.
    ///
    /// The documented form has the serial number first and nothing else. An error here rejects a request, so only
    /// ambiguities are errors. The order of the parts, white space around them, the case of their names, unknown parts
    /// and a trailing `;` are accepted. A part without a value counts as missing.
    ///
    /// # Errors
    /// A [`WifiSetupError`] when a part is missing, or when there are too many.
    pub fn read(text: &str) -> Result<WifiSetup, WifiSetupError> {
        let (serial_number, kind, code) = parts(text.as_bytes())?;
        let owned = |part| text_of(part).to_owned();
        Ok(WifiSetup { serial_number: owned(serial_number), product_code: ProductCode { kind, text: owned(code) } })
    }

    /// The device's serial number.
    pub fn serial_number(&self) -> &str {
        &self.serial_number
    }

    /// The product's code.
    pub fn product_code(&self) -> &ProductCode {
        &self.product_code
    }

    pub(super) fn members(&self, object: &mut Object<'_>) {
        object.string("serialNumber", &self.serial_number);
        let mut code = Object::begin(object.key("productCode"));
        code.string("kind", self.product_code.kind.name());
        code.string("text", &self.product_code.text);
        code.raw("checkDigitOk", self.product_code.is_check_digit_valid());
        code.end();
    }
}

/// Finds a code's serial number and product code without allocating. The text is only cut at ASCII characters, so parts
/// of valid UTF-8 are valid UTF-8.
pub(super) fn parts(text: &[u8]) -> Result<(&[u8], ProductCodeKind, &[u8]), WifiSetupError> {
    let [mut serial_number, mut upc, mut ean] = [None; 3];
    for part in text.split(|byte| *byte == b';') {
        let Some(colon) = part.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (part[..colon].trim_ascii(), part[colon + 1..].trim_ascii());
        let part = match () {
            () if name.eq_ignore_ascii_case(b"SN") => &mut serial_number,
            () if name.eq_ignore_ascii_case(b"UPC") => &mut upc,
            () if name.eq_ignore_ascii_case(b"EAN") => &mut ean,
            () => continue,
        };
        if !value.is_empty() && part.replace(value).is_some() {
            return Err(WifiSetupError::Repeated);
        }
    }
    let serial_number = serial_number.ok_or(WifiSetupError::NoSerialNumber)?;
    let (kind, code) = match (upc, ean) {
        (Some(_), Some(_)) => return Err(WifiSetupError::BothProductCodes),
        (Some(upc), None) => (ProductCodeKind::Upc, upc),
        (None, Some(ean)) => (ProductCodeKind::Ean, ean),
        (None, None) => return Err(WifiSetupError::NoProductCode),
    };
    Ok((serial_number, kind, code))
}

impl fmt::Debug for WifiSetup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The product code identifies a product and not a device, so `Debug` may show it.
        f.debug_struct("WifiSetup").field("serial_number", &Hidden).field("product_code", &self.product_code).finish()
    }
}

impl ProductCode {
    /// The kind, which the part's name states.
    pub fn kind(&self) -> ProductCodeKind {
        self.kind
    }

    /// The code as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the code has the length of its kind and a correct GS1 check digit: from the right, digits have
    /// the weights 1 and 3 in turn, and the sum is a multiple of ten.
    pub fn is_check_digit_valid(&self) -> bool {
        let lengths: &[usize] = match self.kind {
            ProductCodeKind::Upc => &[12],
            ProductCodeKind::Ean => &[13, 8],
        };
        if !lengths.contains(&self.text.len()) || !self.text.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let weighted = self.text.bytes().rev().zip([1, 3].into_iter().cycle());
        weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum::<u32>() % 10 == 0
    }
}

impl ProductCodeKind {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            ProductCodeKind::Upc => "upc",
            ProductCodeKind::Ean => "ean",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Result<(String, ProductCodeKind, String, bool), WifiSetupError> {
        WifiSetup::read(text).map(|code| {
            let product = code.product_code();
            (code.serial_number().to_owned(), product.kind(), product.text().to_owned(), product.is_check_digit_valid())
        })
    }

    #[test]
    fn codes() {
        use ProductCodeKind::{Ean, Upc};
        for (text, serial, kind, product, ok) in [
            ("SN:123456789524;UPC:036000291452", "123456789524", Upc, "036000291452", true),
            ("SN:123456789524;UPC:036000291453", "123456789524", Upc, "036000291453", false),
            // The example in the service's own guide has a wrong check digit.
            ("SN:123456789524;UPC:829576019524", "123456789524", Upc, "829576019524", false),
            // A UPC has 12 digits, even though 13 with a zero in front would be the same number.
            ("SN:1;UPC:0036000291452", "1", Upc, "0036000291452", false),
            ("SN:1;EAN:0036000291452", "1", Ean, "0036000291452", true),
            ("SN:1;EAN:4006381333931", "1", Ean, "4006381333931", true),
            ("SN:1;EAN:73513537", "1", Ean, "73513537", true),
            ("SN:1;EAN:036000291452", "1", Ean, "036000291452", false),
            ("SN:1;UPC:٠٣٦٠٠٠", "1", Upc, "٠٣٦٠٠٠", false),
            ("UPC:036000291452;SN:1", "1", Upc, "036000291452", true),
            ("SN:1;UPC:036000291452;", "1", Upc, "036000291452", true),
            ("sn: 1 ; upc: 036000291452", "1", Upc, "036000291452", true),
            ("SN:a:b;UPC:x;MODEL:y", "a:b", Upc, "x", false),
            ("SN:1;UPC:;EAN:73513537", "1", Ean, "73513537", true),
        ] {
            assert_eq!(parts(text), Ok((serial.to_owned(), kind, product.to_owned(), ok)), "{text}");
        }
    }

    #[test]
    fn rejects_ambiguous_codes() {
        use WifiSetupError as E;
        for (text, error) in [
            ("", E::NoSerialNumber),
            ("036000291452", E::NoSerialNumber),
            ("UPC:036000291452", E::NoSerialNumber),
            ("SN:;UPC:036000291452", E::NoSerialNumber),
            ("SN:1", E::NoProductCode),
            ("SN:1,UPC:2", E::NoProductCode),
            ("SN:1;UPC:", E::NoProductCode),
            ("SN:1;UPC:2;EAN:3", E::BothProductCodes),
            ("SN:1;SN:2;UPC:3", E::Repeated),
            ("SN:1;UPC:2;UPC:3", E::Repeated),
        ] {
            assert_eq!(parts(text), Err(error), "{text}");
        }
    }

    #[test]
    fn writes_the_parts_as_json() {
        let code = super::super::Barcode::WifiSetup(WifiSetup::read("SN:1\"2;EAN:73513537").unwrap());
        assert_eq!(
            code.to_json(),
            concat!(
                r#"{"kind":"wifi-setup","serialNumber":"1\"2","#,
                r#""productCode":{"kind":"ean","text":"73513537","checkDigitOk":true},"#,
                r#""prefilledMembers":{"SerialNumber":"1\"2"}}"#
            )
        );
    }
}
