//! The numbers that another protocol knows things by, and properties that are handed on to it.

use serde_json::{Map, Value};

use super::Check;
use crate::capability::document::payload::extrinsic_number;
use crate::catalog::Rule;

/// The most extrinsic properties in one place.
const MOST: usize = 20;

/// The vendors whose numbers are reserved: Matter and AWS.
const RESERVED_VENDORS: [u64; 2] = [0, 0x1577];

impl<'c> Check<'c, '_> {
    /// An `extrinsicId`; the number when it is one.
    pub(super) fn extrinsic_id(&mut self, object: &'c Map<String, Value>) -> Option<u64> {
        let value = object.get("extrinsicId")?;
        self.member("extrinsicId", |check| {
            let number = check.string(value).map(extrinsic_number)?;
            match number {
                None => check.findings.expects(
                    Rule::SchemaExtrinsicId,
                    "pattern",
                    "must be 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits",
                ),
                Some(number) if number > u64::from(u32::MAX) => {
                    check.findings.expects(Rule::DocumentExtrinsicRange, "maximum", "should be at most 0xFFFFFFFF");
                }
                Some(_) => {}
            }
            number
        })
    }

    /// The vendor of a capability of one's own: the upper half of its number, as in Matter's numbering.
    pub(super) fn vendor(&mut self, number: u64) {
        if self.is_authored() && RESERVED_VENDORS.contains(&(number >> 16)) {
            self.member("extrinsicId", |check| {
                check.findings.advises(
                    Rule::SchemaReservedVendor,
                    "the upper 16 bits are the vendor, and the vendors 0 (Matter) and 0x1577 (AWS) are reserved",
                    "begin it with a vendor id of your own, as in 0xFFF1FC01",
                );
            });
        }
    }

    /// `extrinsicProperties`: an open list of anything, its names and number aside.
    pub(super) fn extrinsic_properties(&mut self, object: &'c Map<String, Value>) {
        self.with(object, "extrinsicProperties", |check, value| {
            let Some(properties) = check.object(value) else { return };
            if properties.len() > MOST {
                let expected = format!("must have at most {MOST} entries");
                check.findings.expects(Rule::DocumentExtrinsicProperties, "maxProperties", expected);
            }
            for name in properties.keys() {
                check.key(name, |check| check.member_name(name));
            }
        });
    }
}
