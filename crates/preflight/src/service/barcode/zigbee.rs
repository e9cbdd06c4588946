//! The Zigbee code: a device's address and install code, as `Z:…$I:…`, alone or among other fields.
//!
//! The fields are separated by `$` or `%`, as manufacturers print them: `G$M:…%Z:…$I:…%M:…`. Some manufacturers write
//! the address as a field `A:` after a bare `Z`, which is equivalent.

use core::fmt;

use super::hidden::Hidden;
use crate::engine::report::json::Object;

/// The number of hex digits of an address.
const ADDRESS_DIGITS: usize = 16;

/// The possible lengths of an install code in bytes, without its CRC: Zigbee 3.0 requires 16, Smart Energy defines the
/// shorter ones.
const CODE_BYTES: [usize; 4] = [6, 8, 12, 16];

/// The number of bytes of the CRC.
const CRC_BYTES: usize = 2;

/// A Zigbee code.
///
/// ```
/// use mi_preflight::barcode::ZigbeeQr;
/// let code = ZigbeeQr::read("Z:0011223344556677$I:83FED3407A939723A5C639B26916D505C3B5").unwrap();
/// assert_eq!((code.eui64().as_str(), code.install_code_bits()), ("0011223344556677", 128));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ZigbeeQr {
    eui64: [u8; 8],
    /// The install code, without its CRC.
    install_code: Vec<u8>,
    crc: u16,
}

/// A field of a Zigbee code.
///
/// ```
/// use mi_preflight::barcode::{ZigbeeField, ZigbeeQr, ZigbeeQrError};
/// assert_eq!(ZigbeeQr::read("Z:0011223344556677"), Err(ZigbeeQrError::Missing(ZigbeeField::InstallCode)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ZigbeeField {
    /// The device's address, an EUI-64.
    Address,
    /// The install code.
    InstallCode,
}

/// Why a text is not a Zigbee code.
///
/// ```
/// use mi_preflight::barcode::{ZigbeeField, ZigbeeQr, ZigbeeQrError};
/// assert_eq!(ZigbeeQr::read("Z:00$I:101112131415C02F"), Err(ZigbeeQrError::Length(ZigbeeField::Address)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ZigbeeQrError {
    /// A field is missing.
    Missing(ZigbeeField),
    /// A field has characters other than hex digits.
    NotHex(ZigbeeField),
    /// A field is too short or too long.
    Length(ZigbeeField),
    /// The CRC does not match the install code.
    Crc,
}

impl ZigbeeQrError {
    /// Returns the reason of the violation in a report.
    pub fn reason(self) -> &'static str {
        self.words().0
    }

    pub(super) fn message(self) -> &'static str {
        self.words().1
    }

    /// Returns the reason and the message.
    fn words(self) -> (&'static str, &'static str) {
        use ZigbeeField::{Address, InstallCode};
        match self {
            ZigbeeQrError::Missing(Address) => {
                ("no-address", "a zigbee code needs the device's address `Z:`: `Z:…$I:…`")
            }
            ZigbeeQrError::Missing(InstallCode) => {
                ("no-install-code", "a zigbee code needs the install code `I:`: `Z:…$I:…`")
            }
            ZigbeeQrError::NotHex(Address) => ("address-not-hex", "the device's address `Z:` is written in hex digits"),
            ZigbeeQrError::NotHex(InstallCode) => {
                ("install-code-not-hex", "the install code `I:` is written in hex digits")
            }
            ZigbeeQrError::Length(Address) => ("address-length", "the device's address `Z:` has 16 hex digits"),
            ZigbeeQrError::Length(InstallCode) => (
                "install-code-length",
                "the install code `I:` has 16, 20, 28 or 36 hex digits, the last 4 of them the crc",
            ),
            ZigbeeQrError::Crc => {
                ("crc", "the install code's last two bytes are the crc of those before, low byte first; they are not")
            }
        }
    }
}

impl fmt::Display for ZigbeeQrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for ZigbeeQrError {}

impl fmt::Display for ZigbeeField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ZigbeeField::Address => "the device's address `Z:`",
            ZigbeeField::InstallCode => "the install code `I:`",
        })
    }
}

impl ZigbeeQr {
    /// Parses a code. A wrong CRC is accepted and reported by the result.
    ///
    /// # Errors
    /// A [`ZigbeeQrError`] when a field is missing, is not hex or has a wrong length; never [`ZigbeeQrError::Crc`].
    pub fn read(text: &str) -> Result<ZigbeeQr, ZigbeeQrError> {
        let (address, install_code) = digits(text)?;
        let (code, crc) = split_crc(install_code);
        // INVARIANT: `digits` returns sixteen digits of an address.
        let eui64 = bytes(address).collect::<Vec<u8>>().try_into().unwrap_or_default();
        Ok(ZigbeeQr { eui64, install_code: bytes(code).collect(), crc })
    }

    /// The device's address, 16 hex digits.
    pub fn eui64(&self) -> String {
        hex(&self.eui64)
    }

    /// The install code in hex digits, without its CRC.
    pub fn install_code(&self) -> String {
        hex(&self.install_code)
    }

    /// The length of the install code in bits, without its CRC: 48, 64, 96 or 128.
    pub fn install_code_bits(&self) -> u32 {
        // INVARIANT: an install code has at most 16 bytes.
        u32::try_from(self.install_code.len()).unwrap_or_default() * 8
    }

    /// Returns whether the CRC matches the install code.
    pub fn is_crc_valid(&self) -> bool {
        crc(self.install_code.iter().copied()) == self.crc
    }

    pub(super) fn members(&self, object: &mut Object<'_>) {
        object.string("eui64", &self.eui64());
        object.string("installCode", &self.install_code());
        object.raw("installCodeBits", self.install_code_bits());
        object.raw("crcOk", self.is_crc_valid());
    }
}

impl fmt::Debug for ZigbeeQr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ZigbeeQr")
            .field("eui64", &Hidden)
            .field("install_code", &Hidden)
            .field("install_code_bits", &self.install_code_bits())
            .field("is_crc_valid", &self.is_crc_valid())
            .finish()
    }
}

/// Checks a code and its CRC without allocating.
pub(super) fn check(text: &str) -> Result<(), ZigbeeQrError> {
    let (_, install_code) = digits(text)?;
    let (code, stated) = split_crc(install_code);
    if crc(bytes(code)) == stated { Ok(()) } else { Err(ZigbeeQrError::Crc) }
}

/// Finds the hex digits of the address, and those of the install code with its CRC.
fn digits(text: &str) -> Result<(&[u8], &[u8]), ZigbeeQrError> {
    let [mut address, mut install_code] = [None; 2];
    // Whether the previous bare field is `Z`, so that `A:` is the device's address.
    let mut follows_bare_z = false;
    for field in text.as_bytes().split(|byte| matches!(byte, b'$' | b'%')) {
        match field {
            [b'Z', b':', value @ ..] => _ = address.get_or_insert(value),
            [b'A', b':', value @ ..] if follows_bare_z => _ = address.get_or_insert(value),
            [b'I', b':', value @ ..] => _ = install_code.get_or_insert(value),
            _ if !field.contains(&b':') => follows_bare_z = field == b"Z",
            _ => {}
        }
    }
    let address = address.ok_or(ZigbeeQrError::Missing(ZigbeeField::Address))?;
    let install_code = install_code.ok_or(ZigbeeQrError::Missing(ZigbeeField::InstallCode))?;
    check_digits(address, ZigbeeField::Address, &[ADDRESS_DIGITS])?;
    check_digits(install_code, ZigbeeField::InstallCode, &CODE_BYTES.map(|count| (count + CRC_BYTES) * 2))?;
    Ok((address, install_code))
}

/// Checks that a field consists of hex digits, and that their count is one of `counts`.
fn check_digits(text: &[u8], field: ZigbeeField, counts: &[usize]) -> Result<(), ZigbeeQrError> {
    match () {
        () if !text.iter().all(u8::is_ascii_hexdigit) => Err(ZigbeeQrError::NotHex(field)),
        () if !counts.contains(&text.len()) => Err(ZigbeeQrError::Length(field)),
        () => Ok(()),
    }
}

/// Splits the digits of an install code from its CRC, which is written low byte first.
fn split_crc(install_code: &[u8]) -> (&[u8], u16) {
    let (code, digits) = install_code.split_at(install_code.len().saturating_sub(CRC_BYTES * 2));
    (code, bytes(digits).rev().fold(0, |crc, byte| crc << 8 | u16::from(byte)))
}

/// Decodes hex digits.
fn bytes(digits: &[u8]) -> impl DoubleEndedIterator<Item = u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or_default() as u8;
    digits.chunks_exact(2).map(move |pair| digit(pair[0]) << 4 | digit(pair[1]))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// CRC-16/X-25: polynomial 0x1021 with its bits reversed, all ones at the start and inverted at the end.
fn crc(bytes: impl Iterator<Item = u8>) -> u16 {
    !bytes.fold(u16::MAX, |crc, byte| {
        (0..8).fold(crc ^ u16::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0x8408 } else { crc >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A published example.
    const EXAMPLE_CODE: &str = "83FED3407A939723A5C639B26916D505C3B5";

    #[test]
    fn matches_the_catalogued_crc() {
        assert_eq!(crc(b"123456789".iter().copied()), 0x906e);
    }

    #[test]
    fn codes() {
        for (text, bits) in [
            (format!("Z:0011223344556677$I:{EXAMPLE_CODE}"), 128),
            (format!("Z:0011223344556677$I:{}", EXAMPLE_CODE.to_lowercase()), 128),
            (format!("G$M:1234$S:5678%Z:0011223344556677$I:{EXAMPLE_CODE}%M:FFFE$D:AABBCCDD"), 128),
            (format!("I:{EXAMPLE_CODE}$Z:0011223344556677"), 128),
            (format!("Z$A:0011223344556677$I:{EXAMPLE_CODE}"), 128),
            (format!("G$M:1$A:1%Z$A:0011223344556677$I:{EXAMPLE_CODE}"), 128),
            ("Z:0011223344556677$I:101112131415C02F".to_owned(), 48),
            ("Z:0011223344556677$I:101112131415161767B9".to_owned(), 64),
            ("Z:0011223344556677$I:101112131415161718191A1B06DD".to_owned(), 96),
        ] {
            let code = ZigbeeQr::read(&text).unwrap();
            assert_eq!((code.eui64().as_str(), code.install_code_bits()), ("0011223344556677", bits), "{text}");
            assert!(code.is_crc_valid(), "{text}");
        }
    }

    #[test]
    fn reads_built_codes_and_detects_changed_digits() {
        for count in CODE_BYTES {
            let bytes: Vec<u8> = (0..count).map(|index| u8::try_from(index * 37 % 251).unwrap()).collect();
            let text =
                format!("Z:00158D00ABCDEF01$I:{}{}", hex(&bytes), hex(&crc(bytes.iter().copied()).to_le_bytes()));
            let code = ZigbeeQr::read(&text).unwrap();
            assert_eq!((code.install_code(), code.is_crc_valid()), (hex(&bytes), true));
            for at in text.len() - 2 * (count + CRC_BYTES)..text.len() {
                let mut changed = text.clone().into_bytes();
                changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
                let changed = String::from_utf8(changed).unwrap();
                assert!(!ZigbeeQr::read(&changed).unwrap().is_crc_valid(), "{changed}");
            }
        }
    }

    #[test]
    fn rejects_invalid_codes() {
        use {ZigbeeField as F, ZigbeeQrError as E};
        for (text, error) in [
            ("", E::Missing(F::Address)),
            ("I:101112131415C02F", E::Missing(F::Address)),
            // `A:` is an address only after a bare `Z`.
            ("A:0011223344556677$I:101112131415C02F", E::Missing(F::Address)),
            ("Z:0011223344556677", E::Missing(F::InstallCode)),
            ("Z:001122334455667G$I:101112131415C02F", E::NotHex(F::Address)),
            ("Z:0011223344556677$I:10-11-12-13-14-15", E::NotHex(F::InstallCode)),
            ("Z:001122334455667$I:101112131415C02F", E::Length(F::Address)),
            ("Z:$I:101112131415C02F", E::Length(F::Address)),
            // Sixteen bytes without a CRC are not a valid length.
            ("Z:0011223344556677$I:83FED3407A939723A5C639B26916D505", E::Length(F::InstallCode)),
            ("Z:0011223344556677$I:", E::Length(F::InstallCode)),
        ] {
            assert_eq!(ZigbeeQr::read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn writes_the_parts_as_json() {
        let code = ZigbeeQr::read("Z:0011223344556677$I:101112131415C02E").unwrap();
        assert_eq!(
            super::super::Barcode::ZigbeeQr(code).to_json(),
            concat!(
                r#"{"kind":"zigbee-qr","eui64":"0011223344556677","installCode":"101112131415","#,
                r#""installCodeBits":48,"crcOk":false}"#
            )
        );
        assert_eq!(
            ZigbeeQrError::Missing(ZigbeeField::InstallCode).to_string(),
            "a zigbee code needs the install code `I:`: `Z:…$I:…`"
        );
        assert_eq!(
            ZigbeeQrError::Length(ZigbeeField::Address).to_string(),
            "the device's address `Z:` has 16 hex digits"
        );
    }
}
