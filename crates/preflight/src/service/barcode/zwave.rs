//! The Z-Wave code: the digits for provisioning a node, by Security 2 or SmartStart.
//!
//! The format is the Node Provisioning QR Code Format (SDS13937); the blocks after the key are defined by its type
//! registry. The groups of digits are:
//!
//! ```text
//! 90 vv ccccc kkk ddddd × 8 (tt ll value)…
//! lead-in, version, checksum, requested keys, device specific key, blocks of type, length and value
//! ```

use core::fmt;

use super::hidden::Hidden;
use super::sha1;
use crate::engine::report::json::Object;

/// The lead-in of every code: the character code of the letter Z.
const LEAD_IN: &str = "90";

/// The number of digits that every code has: lead-in, version, checksum, keys and device specific key.
const MIN_DIGITS: usize = 52;

/// The number of five-digit groups in a device specific key; each group is two bytes.
const KEY_GROUPS: usize = 8;

/// A Z-Wave code.
///
/// ```
/// use mi_preflight::barcode::ZwaveQr;
/// let text = "900032782003515253545541424344453132333435212223242500100435301537022065520001000000300578";
/// let code = ZwaveQr::read(text).unwrap();
/// assert!(code.is_checksum_valid());
/// assert_eq!(code.dsk(), "51525-35455-41424-34445-31323-33435-21222-32425");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ZwaveQr {
    version: ZwaveQrVersion,
    is_checksum_valid: bool,
    requested_keys: u8,
    dsk: [u16; KEY_GROUPS],
    information: Vec<Information>,
}

/// How a code can be used.
///
/// ```
/// use mi_preflight::barcode::{ZwaveQr, ZwaveQrVersion};
/// let text = "900032782003515253545541424344453132333435212223242500100435301537022065520001000000300578";
/// let code = ZwaveQr::read(text).unwrap();
/// assert_eq!(code.version(), ZwaveQrVersion::S2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ZwaveQrVersion {
    /// Only the key that is requested while the node is included.
    S2,
    /// All data of a node that is included as soon as it has power.
    SmartStart,
}

/// A network key that a node requests.
///
/// ```
/// use mi_preflight::barcode::{RequestedKey, ZwaveQr};
/// let text = "900032782003515253545541424344453132333435212223242500100435301537022065520001000000300578";
/// let code = ZwaveQr::read(text).unwrap();
/// assert_eq!(code.requested_keys(), [RequestedKey::S2Unauthenticated, RequestedKey::S2Authenticated]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestedKey {
    /// Security 2, unauthenticated.
    S2Unauthenticated,
    /// Security 2, authenticated.
    S2Authenticated,
    /// Security 2, access control: locks and gates.
    S2AccessControl,
    /// Security 0, the older scheme.
    S0,
}

/// The content of a block after the key.
///
/// ```
/// use mi_preflight::barcode::{Information, ZwaveQr};
/// let text = "900032782003515253545541424344453132333435212223242500100435301537022065520001000000300578";
/// let code = ZwaveQr::read(text).unwrap();
/// assert_eq!(code.information()[0], Information::ProductType { generic: 17, specific: 1, icon: 1537 });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Information {
    /// The type of the device.
    ProductType {
        /// The generic device class.
        generic: u8,
        /// The specific device class.
        specific: u8,
        /// The icon that an installer sees.
        icon: u16,
    },
    /// The product.
    ProductId {
        /// The manufacturer's number.
        manufacturer: u16,
        /// The product's type, assigned by the manufacturer.
        product_type: u16,
        /// The product's number, assigned by the manufacturer.
        product: u16,
        /// The version of the firmware: the major number in the high byte, the minor number in the low byte.
        application_version: u16,
    },
    /// The maximum interval between two inclusion requests of a SmartStart node.
    MaxInclusionRequestInterval {
        /// The time in seconds.
        seconds: u32,
    },
    /// A number that is unique to the device.
    Uuid16(Uuid16),
    /// The protocols by which the node can be included, one bit for each.
    SupportedProtocols {
        /// The bits, as [`Protocol::from_bits`] reads them.
        bits: u32,
    },
    /// A block of an unknown type, or of a known type with an unknown format.
    Unknown {
        /// The type's number in the registry.
        type_number: u8,
        /// Whether readers that do not know the type must reject the code.
        critical: bool,
    },
}

/// A number that is unique to a device, and its display format.
///
/// ```
/// use mi_preflight::barcode::{Information, ZwaveQr};
/// let key = "0000165535000020000300004000050000600007";
/// let code = ZwaveQr::read(&format!("900100000000{key}064200{key}")).unwrap();
/// let [Information::Uuid16(uuid)] = code.information() else { panic!("one number") };
/// assert_eq!(uuid.hex(), "0001ffff000200030004000500060007");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Uuid16 {
    format: u8,
    groups: [u16; KEY_GROUPS],
}

/// A protocol by which a node is included.
///
/// ```
/// use mi_preflight::barcode::Protocol;
/// assert_eq!(Protocol::from_bits(0b11), [Protocol::ZWave, Protocol::ZWaveLongRange]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// Z-Wave, a mesh.
    ZWave,
    /// Z-Wave Long Range, a star.
    ZWaveLongRange,
}

/// Why a text is not a Z-Wave code.
///
/// ```
/// use mi_preflight::barcode::{ZwaveQr, ZwaveQrError};
/// assert_eq!(ZwaveQr::read("9000"), Err(ZwaveQrError::TooShort));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ZwaveQrError {
    /// The text has characters other than digits.
    NotDigits,
    /// The lead-in is missing.
    LeadIn,
    /// The code ends before the mandatory parts are complete.
    TooShort,
    /// The version is not defined.
    Version,
    /// The checksum does not match the digits after it.
    Checksum,
    /// The requested keys do not fit in a byte.
    RequestedKeys,
    /// A group of five digits does not fit in two bytes.
    Group,
    /// A block after the key ends too early.
    CutBlock,
}

impl ZwaveQrError {
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
            ZwaveQrError::NotDigits => ("not-digits", "a z-wave code is all digits"),
            ZwaveQrError::LeadIn => ("lead-in", "a z-wave code begins with `90`"),
            ZwaveQrError::TooShort => {
                ("too-short", "a z-wave code has at least 52 digits, up to the end of the device specific key")
            }
            ZwaveQrError::Version => {
                ("version", "a z-wave code's version, its third and fourth digit, is `00` or `01`")
            }
            ZwaveQrError::Checksum => (
                "checksum",
                "a z-wave code's checksum, its fifth to ninth digit, is that of the digits after it; it is not",
            ),
            ZwaveQrError::RequestedKeys => {
                ("requested-keys", "a z-wave code's requested keys, its tenth to twelfth digit, are a number up to 255")
            }
            ZwaveQrError::Group => ("group", "each group of five digits in a z-wave code is a number up to 65535"),
            ZwaveQrError::CutBlock => (
                "cut-block",
                "each block after the device specific key has two digits of type, two of length, and as many as those say",
            ),
        }
    }
}

impl fmt::Display for ZwaveQrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for ZwaveQrError {}

/// Returns whether a text can be the install code of a Z-Wave device: only digits, either the PIN, which is the first
/// five digits of the device specific key, or more of it.
///
/// ```
/// use mi_preflight::barcode::is_install_code;
/// assert!(is_install_code("12345") && !is_install_code("1234a"));
/// ```
pub fn is_install_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl ZwaveQr {
    /// Parses a code. A wrong checksum is accepted and reported by the result.
    ///
    /// # Errors
    /// A [`ZwaveQrError`] that names the first invalid part; never [`ZwaveQrError::Checksum`].
    pub fn read(text: &str) -> Result<ZwaveQr, ZwaveQrError> {
        let mut information = Vec::new();
        let Header { version, is_checksum_valid, requested_keys, dsk } =
            read_parts(text, |block| information.push(block))?;
        Ok(ZwaveQr { version, is_checksum_valid, requested_keys, dsk, information })
    }

    /// How the code can be used.
    pub fn version(&self) -> ZwaveQrVersion {
        self.version
    }

    /// Returns whether the checksum matches the digits after it.
    pub fn is_checksum_valid(&self) -> bool {
        self.is_checksum_valid
    }

    /// The keys that the node requests, the least secure one first. Unknown bits are ignored.
    pub fn requested_keys(&self) -> Vec<RequestedKey> {
        RequestedKey::ALL.into_iter().filter(|key| self.requested_keys & key.bit() != 0).collect()
    }

    /// The device specific key in its display form: eight groups of five digits, separated by dashes.
    pub fn dsk(&self) -> String {
        let groups = self.dsk.map(|group| format!("{group:05}"));
        groups.join("-")
    }

    /// The blocks after the key, in order.
    pub fn information(&self) -> &[Information] {
        &self.information
    }

    pub(super) fn members(&self, object: &mut Object<'_>) {
        object.string("version", self.version.name());
        object.raw("checksumOk", self.is_checksum_valid);
        write_names(object.key("requestedKeys"), self.requested_keys().into_iter().map(RequestedKey::name));
        object.string("dsk", &self.dsk());
        let out = object.key("information");
        out.push('[');
        for (index, information) in self.information.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            information.write(out);
        }
        out.push(']');
    }
}

impl fmt::Debug for ZwaveQr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ZwaveQr")
            .field("version", &self.version)
            .field("is_checksum_valid", &self.is_checksum_valid)
            .field("requested_keys", &self.requested_keys())
            .field("dsk", &Hidden)
            .field("information", &self.information)
            .finish()
    }
}

impl ZwaveQrVersion {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            ZwaveQrVersion::S2 => "s2",
            ZwaveQrVersion::SmartStart => "smart-start",
        }
    }
}

impl RequestedKey {
    /// Every key, the least secure one first.
    pub const ALL: [RequestedKey; 4] = [
        RequestedKey::S0,
        RequestedKey::S2Unauthenticated,
        RequestedKey::S2Authenticated,
        RequestedKey::S2AccessControl,
    ];

    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            RequestedKey::S0 => "s0",
            RequestedKey::S2Unauthenticated => "s2-unauthenticated",
            RequestedKey::S2Authenticated => "s2-authenticated",
            RequestedKey::S2AccessControl => "s2-access-control",
        }
    }

    fn bit(self) -> u8 {
        match self {
            RequestedKey::S2Unauthenticated => 0x01,
            RequestedKey::S2Authenticated => 0x02,
            RequestedKey::S2AccessControl => 0x04,
            RequestedKey::S0 => 0x80,
        }
    }
}

impl Information {
    fn write(&self, out: &mut String) {
        let mut object = Object::begin(out);
        match self {
            Information::ProductType { generic, specific, icon } => {
                object.string("type", "product-type");
                object.raw("genericDeviceClass", generic);
                object.raw("specificDeviceClass", specific);
                object.raw("installerIcon", icon);
            }
            Information::ProductId { manufacturer, product_type, product, application_version } => {
                let [major, minor] = application_version.to_be_bytes();
                object.string("type", "product-id");
                object.raw("manufacturer", manufacturer);
                object.raw("productType", product_type);
                object.raw("product", product);
                object.string("applicationVersion", &format!("{major}.{minor}"));
            }
            Information::MaxInclusionRequestInterval { seconds } => {
                object.string("type", "max-inclusion-request-interval");
                object.raw("seconds", seconds);
            }
            Information::Uuid16(uuid) => {
                object.string("type", "uuid16");
                object.raw("format", uuid.format);
                object.string("uuid", &uuid.hex());
            }
            Information::SupportedProtocols { bits } => {
                object.string("type", "supported-protocols");
                write_names(object.key("protocols"), Protocol::from_bits(*bits).into_iter().map(Protocol::name));
            }
            Information::Unknown { type_number, critical } => {
                object.string("type", "unknown");
                object.raw("typeNumber", type_number);
                object.raw("critical", critical);
            }
        }
        object.end();
    }
}

impl Uuid16 {
    /// The number of the display format.
    pub fn format(&self) -> u8 {
        self.format
    }

    /// The sixteen bytes as hex digits.
    pub fn hex(&self) -> String {
        self.groups.iter().map(|group| format!("{group:04x}")).collect()
    }
}

impl fmt::Debug for Uuid16 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Uuid16").field("format", &self.format).field("uuid", &Hidden).finish()
    }
}

impl Protocol {
    /// The protocols whose bits are set; unknown bits are ignored.
    pub fn from_bits(bits: u32) -> Vec<Protocol> {
        let all = [(0x01, Protocol::ZWave), (0x02, Protocol::ZWaveLongRange)];
        all.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, protocol)| protocol).collect()
    }

    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Protocol::ZWave => "z-wave",
            Protocol::ZWaveLongRange => "z-wave-long-range",
        }
    }
}

/// Reads digits from the front of a text that contains only digits.
struct DigitReader<'t> {
    rest: &'t [u8],
    /// The error for missing digits.
    end_error: ZwaveQrError,
}

impl<'t> DigitReader<'t> {
    /// Takes the next digits.
    fn take(&mut self, count: usize) -> Result<&'t [u8], ZwaveQrError> {
        let (digits, rest) = self.rest.split_at_checked(count).ok_or(self.end_error)?;
        self.rest = rest;
        Ok(digits)
    }

    /// Takes the next digits, at most nine, as a number.
    fn number(&mut self, count: usize) -> Result<u32, ZwaveQrError> {
        let digits = self.take(count)?;
        Ok(digits.iter().fold(0, |number: u32, digit| {
            number.saturating_mul(10).saturating_add(u32::from(digit.saturating_sub(b'0')))
        }))
    }

    /// Takes the next `count` groups of five digits, each a two-byte number. The groups after them are zero.
    fn groups(&mut self, count: usize) -> Result<[u16; KEY_GROUPS], ZwaveQrError> {
        let mut groups = [0; KEY_GROUPS];
        for group in groups.iter_mut().take(count) {
            *group = u16::try_from(self.number(5)?).map_err(|_| ZwaveQrError::Group)?;
        }
        Ok(groups)
    }
}

/// The parts of every code.
struct Header {
    version: ZwaveQrVersion,
    is_checksum_valid: bool,
    requested_keys: u8,
    dsk: [u16; KEY_GROUPS],
}

/// Checks a code and its checksum without returning its parts.
pub(super) fn check(text: &str) -> Result<(), ZwaveQrError> {
    if read_parts(text, drop)?.is_checksum_valid { Ok(()) } else { Err(ZwaveQrError::Checksum) }
}

/// Reads the header, and calls `on_block` for each block after it.
fn read_parts(text: &str, mut on_block: impl FnMut(Information)) -> Result<Header, ZwaveQrError> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ZwaveQrError::NotDigits);
    }
    if !text.starts_with(LEAD_IN) {
        return Err(ZwaveQrError::LeadIn);
    }
    if text.len() < MIN_DIGITS {
        return Err(ZwaveQrError::TooShort);
    }
    let mut digits = DigitReader { rest: text.as_bytes(), end_error: ZwaveQrError::TooShort };
    digits.take(LEAD_IN.len())?;
    let version = match digits.number(2)? {
        0 => ZwaveQrVersion::S2,
        1 => ZwaveQrVersion::SmartStart,
        _ => return Err(ZwaveQrError::Version),
    };
    let checksum = digits.number(5)?;
    let is_checksum_valid = checksum == self::checksum(digits.rest);
    let requested_keys = u8::try_from(digits.number(3)?).map_err(|_| ZwaveQrError::RequestedKeys)?;
    let dsk = digits.groups(KEY_GROUPS)?;
    digits.end_error = ZwaveQrError::CutBlock;
    while !digits.rest.is_empty() {
        on_block(read_block(&mut digits)?);
    }
    Ok(Header { version, is_checksum_valid, requested_keys, dsk })
}

/// Returns the first two bytes of the SHA-1 digest of the digits after the checksum. The digits are hashed as text.
fn checksum(digits: &[u8]) -> u32 {
    let [high, low, ..] = sha1::digest(digits);
    u32::from(u16::from_be_bytes([high, low]))
}

/// Reads the next block. Its first number is twice the type, plus one if the block is critical.
fn read_block(digits: &mut DigitReader<'_>) -> Result<Information, ZwaveQrError> {
    let end_error = ZwaveQrError::CutBlock;
    let code = digits.number(2)?;
    let length = digits.number(2)?;
    let rest = digits.take(usize::try_from(length).map_err(|_| end_error)?)?;
    let mut value = DigitReader { rest, end_error };
    // The value was read completely, so no number ends early. A known type with an unexpected length is returned as
    // unknown.
    let information = match (code >> 1, length) {
        (0, 10) => {
            let [device_class, icon, ..] = value.groups(2)?;
            let [generic, specific] = device_class.to_be_bytes();
            Information::ProductType { generic, specific, icon }
        }
        (1, 20) => {
            let [manufacturer, product_type, product, application_version, ..] = value.groups(4)?;
            Information::ProductId { manufacturer, product_type, product, application_version }
        }
        (2, 2) => Information::MaxInclusionRequestInterval { seconds: value.number(2)? * 128 },
        (3, 42) => {
            let format = u8::try_from(value.number(2)?).map_err(|_| end_error)?;
            Information::Uuid16(Uuid16 { format, groups: value.groups(KEY_GROUPS)? })
        }
        (4, 2 | 3 | 5) => Information::SupportedProtocols { bits: value.number(rest.len())? },
        (number, _) => {
            Information::Unknown { type_number: u8::try_from(number).map_err(|_| end_error)?, critical: code & 1 == 1 }
        }
    };
    Ok(information)
}

fn write_names(out: &mut String, names: impl Iterator<Item = &'static str>) {
    let names: Vec<String> = names.map(str::to_owned).collect();
    crate::engine::report::json::strings(out, &names);
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The specification's example of a code for a Security 2 node.
    pub(in super::super) const EXAMPLE: &str =
        "900032782003515253545541424344453132333435212223242500100435301537022065520001000000300578";

    /// Builds a code with its checksum from the digits after the checksum.
    fn built(version: &str, rest: &str) -> String {
        format!("90{version}{:05}{rest}", checksum(rest.as_bytes()))
    }

    const KEY: &str = "0000165535000020000300004000050000600007";

    #[test]
    fn reads_the_published_example() {
        let code = ZwaveQr::read(EXAMPLE).unwrap();
        assert_eq!((code.version(), code.is_checksum_valid()), (ZwaveQrVersion::S2, true));
        assert_eq!(code.requested_keys(), [RequestedKey::S2Unauthenticated, RequestedKey::S2Authenticated]);
        assert_eq!(code.dsk(), "51525-35455-41424-34445-31323-33435-21222-32425");
        let product = Information::ProductType { generic: 17, specific: 1, icon: 1537 };
        let id =
            Information::ProductId { manufacturer: 65520, product_type: 100, product: 3, application_version: 578 };
        assert_eq!(code.information(), [product, id]);
    }

    #[test]
    fn reads_every_built_code() {
        for keys in 0..=255_u8 {
            let code = ZwaveQr::read(&built("01", &format!("{keys:03}{KEY}"))).unwrap();
            assert_eq!((code.version(), code.is_checksum_valid()), (ZwaveQrVersion::SmartStart, true));
            assert_eq!(code.dsk(), "00001-65535-00002-00003-00004-00005-00006-00007");
            let bits = code.requested_keys().into_iter().fold(0, |bits, key| bits | key.bit());
            assert_eq!(bits, keys & 0x87);
        }
    }

    /// A changed digit yields a wrong checksum or another error.
    #[test]
    fn detects_a_changed_digit() {
        for at in 0..EXAMPLE.len() {
            for digit in b'0'..=b'9' {
                let mut changed = EXAMPLE.as_bytes().to_vec();
                if changed[at] == digit {
                    continue;
                }
                changed[at] = digit;
                let changed = String::from_utf8(changed).unwrap();
                // The checksum does not cover the version.
                let is_detected = ZwaveQr::read(&changed).map_or(true, |code| !code.is_checksum_valid());
                assert!(is_detected || at == 3, "{changed}");
            }
        }
    }

    #[test]
    fn blocks() {
        let uuid = "0642000000100002000030000400005000060000765535";
        for (block, information) in [
            ("040201", Information::MaxInclusionRequestInterval { seconds: 128 }),
            ("050299", Information::MaxInclusionRequestInterval { seconds: 12672 }),
            ("0803003", Information::SupportedProtocols { bits: 3 }),
            ("080201", Information::SupportedProtocols { bits: 1 }),
            (uuid, Information::Uuid16(Uuid16 { format: 0, groups: [1, 2, 3, 4, 5, 6, 7, 65535] })),
            ("0000", Information::Unknown { type_number: 0, critical: false }),
            ("0404", Information::Unknown { type_number: 2, critical: false }),
            ("11031", Information::Unknown { type_number: 5, critical: true }),
            ("98021", Information::Unknown { type_number: 49, critical: false }),
        ] {
            // Blocks that are too short here take as many digits as their length says.
            let length: usize = block[2..4].parse().unwrap();
            let block = format!("{block:0<width$}", width = 4 + length);
            let code = ZwaveQr::read(&built("01", &format!("003{KEY}{block}{block}"))).unwrap();
            assert_eq!(code.information(), [information.clone(), information], "{block}");
        }
    }

    #[test]
    fn rejects_invalid_codes() {
        use ZwaveQrError as E;
        let tail = &EXAMPLE[12..];
        for (text, error) in [
            (String::new(), E::LeadIn),
            ("91".to_owned(), E::LeadIn),
            (format!("{} ", EXAMPLE), E::NotDigits),
            ("90٣".to_owned(), E::NotDigits),
            (EXAMPLE[..51].to_owned(), E::TooShort),
            (format!("9002{}", &EXAMPLE[4..]), E::Version),
            (format!("900032782256{tail}"), E::RequestedKeys),
            (built("00", "0030000165536000020000300004000050000600007"), E::Group),
            (built("00", &format!("003{KEY}00106553600000")), E::Group),
            (built("00", &format!("003{KEY}001")), E::CutBlock),
            (built("00", &format!("003{KEY}0010043530153")), E::CutBlock),
            (built("00", &format!("003{KEY}001004353015370")), E::CutBlock),
        ] {
            assert_eq!(ZwaveQr::read(&text), Err(error), "{text}");
        }
    }

    #[test]
    fn install_codes() {
        assert!(is_install_code("12345") && is_install_code("0000000000"));
        assert!(["", "1234a", "12345-67890", " 12345", "١٢٣٤٥"].iter().all(|text| !is_install_code(text)));
    }

    #[test]
    fn writes_the_parts_as_json() {
        let rest = format!("135{KEY}001004353015370220655200010000003005780402010803003110212");
        let code = super::super::Barcode::ZwaveQr(ZwaveQr::read(&built("01", &rest)).unwrap());
        assert_eq!(
            code.to_json(),
            concat!(
                r#"{"kind":"zwave-qr","version":"smart-start","checksumOk":true,"#,
                r#""requestedKeys":["s0","s2-unauthenticated","s2-authenticated","s2-access-control"],"#,
                r#""dsk":"00001-65535-00002-00003-00004-00005-00006-00007","information":["#,
                r#"{"type":"product-type","genericDeviceClass":17,"specificDeviceClass":1,"installerIcon":1537},"#,
                r#"{"type":"product-id","manufacturer":65520,"productType":100,"product":3,"applicationVersion":"2.66"},"#,
                r#"{"type":"max-inclusion-request-interval","seconds":128},"#,
                r#"{"type":"supported-protocols","protocols":["z-wave","z-wave-long-range"]},"#,
                r#"{"type":"unknown","typeNumber":5,"critical":true}]}"#
            )
        );
    }
}
