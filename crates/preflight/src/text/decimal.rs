//! Exact decimal bounds.

use core::cmp::Ordering;
use core::fmt;

/// An exact bound of a range: `mantissa` divided by ten to the power of `scale`.
///
/// ```
/// use mi_preflight::model::Decimal;
/// assert_eq!(Decimal { mantissa: 11, scale: 1 }.to_string(), "1.1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The digits, with their sign.
    pub mantissa: i64,
    /// The number of digits after the decimal point, 0 to 18.
    pub scale: u8,
}

impl Decimal {
    /// Parses a plain decimal such as `-12` or `2.20`. Returns `None` if it has an exponent or does not fit.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = format!("{whole}{fraction}");
        let scale = u8::try_from(fraction.len()).ok().filter(|scale| *scale <= 18)?;
        Some(Decimal { mantissa: digits.parse().ok()?, scale })
    }

    /// Compares this bound with `value`.
    pub(crate) fn cmp_integer(self, value: i64) -> Ordering {
        // INVARIANT: scale is at most 18, and ten to that power times any i64 fits into an i128.
        let scaled = i128::from(value) * 10_i128.pow(u32::from(self.scale));
        i128::from(self.mantissa).cmp(&scaled)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let unit = 10_u64.pow(u32::from(self.scale));
        let digits = self.mantissa.unsigned_abs();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit, width = self.scale as usize)
    }
}
