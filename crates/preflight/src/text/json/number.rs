//! JSON numbers, compared exactly as decimals, without `f64`.

use core::cmp::Ordering;

use crate::text::decimal::Decimal;

/// A number literal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'t> {
    pub(crate) text: &'t [u8],
    /// Whether it has digits only, after an optional sign: no fraction, no exponent.
    pub(crate) whole: bool,
}

/// The integer value of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    Value(i64),
    /// A whole number beyond 64 bits.
    Beyond {
        negative: bool,
    },
    /// Not a whole number.
    Fraction,
}

/// Reads the number at the beginning of `bytes`. The error is the offset of the first wrong byte.
#[inline]
pub(crate) fn lex(bytes: &[u8]) -> Result<Number<'_>, usize> {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let digits = |mut at: usize| {
        while digit(at) {
            at += 1;
        }
        at
    };
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    at = match bytes.get(at) {
        Some(b'0') => at + 1,
        Some(b'1'..=b'9') => digits(at + 1),
        _ => return Err(at),
    };
    let mut whole = true;
    if bytes.get(at) == Some(&b'.') {
        whole = false;
        if !digit(at + 1) {
            return Err(at + 1);
        }
        at = digits(at + 2);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        whole = false;
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        if !digit(at) {
            return Err(at);
        }
        at = digits(at + 1);
    }
    Ok(Number { text: &bytes[..at], whole })
}

impl Number<'_> {
    /// Returns the value as an integer. `1.0` and `1e2` are integers too.
    #[inline]
    pub(crate) fn integer(&self) -> Integer {
        if self.whole && self.text.len() <= 18 {
            let (negative, digits) = split_sign(self.text);
            let value = digits.iter().fold(0_i64, |value, digit| value * 10 + i64::from(digit - b'0'));
            return Integer::Value(if negative { -value } else { value });
        }
        Exact::read(self.text).integer()
    }

    /// Returns the number of digits after the decimal point, without trailing zeros.
    pub(crate) fn decimals(&self) -> i64 {
        let value = Exact::read(self.text);
        let digits = (value.digits[0].len() + value.digits[1].len()) as i64;
        digits.saturating_sub(value.magnitude).max(0)
    }

    /// Whether the value is within inclusive bounds, exactly.
    pub(crate) fn is_within(&self, min: Option<Decimal>, max: Option<Decimal>) -> bool {
        let value = Exact::read(self.text);
        let compare = |bound: Decimal| value.cmp(&Exact::read(bound.to_string().as_bytes()));
        min.is_none_or(|min| compare(min).is_ge()) && max.is_none_or(|max| compare(max).is_le())
    }

    /// Whether the value overflows to infinity as a floating-point number of this width.
    pub(crate) fn overflows(&self, bits: u8) -> bool {
        // Values from half a unit in the last place above the greatest finite value on are rounded to infinity.
        let limit = match bits {
            64 => DOUBLE_LIMIT,
            32 => FLOAT_LIMIT,
            _ => return false,
        };
        // Most numbers have no exponent and fewer digits than the limit.
        if self.text.len() < limit.len() && !self.text.iter().any(|byte| matches!(byte, b'e' | b'E')) {
            return false;
        }
        let value = Exact { negative: false, ..Exact::read(self.text) };
        value.cmp(&Exact::read(limit)).is_ge()
    }
}

/// 2^128 - 2^103.
const FLOAT_LIMIT: &[u8] = b"340282356779733661637539395458142568448";

/// 2^1024 - 2^970.
const DOUBLE_LIMIT: &[u8] = b"\
    17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797758720709633028641\
    66928879109465555478519404026306574886715058206819089020007083836762738548458177115317644757302700698555713669\
    59622842914819860834936475292719074168444365510704342711559699508093042880177904174497792";

fn split_sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    }
}

/// A decimal of any size: its significant digits and its magnitude.
#[derive(Clone, Copy, Debug)]
struct Exact<'t> {
    negative: bool,
    /// The digits before and after the point, without the leading and trailing zeros of the number.
    digits: [&'t [u8]; 2],
    /// The value is `0.digits` times ten to this power.
    magnitude: i64,
}

impl<'t> Exact<'t> {
    /// Reads a number that [`lex`] has accepted.
    fn read(text: &'t [u8]) -> Exact<'t> {
        let (negative, text) = split_sign(text);
        let mantissa_end = text.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(text.len());
        let exponent = text.get(mantissa_end + 1..).map_or(0, exponent);
        let mantissa = &text[..mantissa_end];
        let point = mantissa.iter().position(|&byte| byte == b'.').unwrap_or(mantissa.len());
        let whole = &mantissa[..point];
        let fraction = mantissa.get(point + 1..).unwrap_or_default();
        let zeros = |digits: &[u8]| digits.iter().take_while(|&&digit| digit == b'0').count();
        let whole_zeros = zeros(whole);
        let (whole, fraction, magnitude) = if whole_zeros < whole.len() {
            let whole = &whole[whole_zeros..];
            (whole, fraction, whole.len() as i64)
        } else {
            let fraction_zeros = zeros(fraction);
            (&whole[..0], &fraction[fraction_zeros..], -(fraction_zeros as i64))
        };
        let fraction = trim_zeros(fraction);
        let whole = if fraction.is_empty() { trim_zeros(whole) } else { whole };
        let zero = whole.is_empty() && fraction.is_empty();
        Exact {
            negative: negative && !zero,
            digits: [whole, fraction],
            magnitude: if zero { 0 } else { magnitude.saturating_add(exponent) },
        }
    }

    fn significant(&self) -> impl Iterator<Item = u8> + '_ {
        self.digits[0].iter().chain(self.digits[1]).copied()
    }

    fn is_zero(&self) -> bool {
        self.digits[0].is_empty() && self.digits[1].is_empty()
    }

    fn integer(&self) -> Integer {
        let count = self.digits[0].len() + self.digits[1].len();
        if self.is_zero() {
            return Integer::Value(0);
        }
        if self.magnitude < count as i64 {
            return Integer::Fraction;
        }
        if self.magnitude > 19 {
            return Integer::Beyond { negative: self.negative };
        }
        let value = self.significant().fold(0_i128, |value, digit| value * 10 + i128::from(digit - b'0'));
        let value = value * 10_i128.pow((self.magnitude - count as i64) as u32);
        let value = if self.negative { -value } else { value };
        i64::try_from(value).map_or(Integer::Beyond { negative: self.negative }, Integer::Value)
    }

    fn cmp(&self, other: &Exact<'_>) -> Ordering {
        let sign = |value: &Exact<'_>| match (value.is_zero(), value.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = || {
            self.magnitude.cmp(&other.magnitude).then_with(|| {
                // There are no trailing zeros, so a proper prefix is smaller.
                self.significant().cmp(other.significant())
            })
        };
        sign(self).cmp(&sign(other)).then_with(|| match sign(self) {
            0 => Ordering::Equal,
            1 => size(),
            _ => size().reverse(),
        })
    }
}

fn exponent(text: &[u8]) -> i64 {
    let (negative, digits) = match text {
        [b'+', digits @ ..] => (false, digits),
        text => split_sign(text),
    };
    // A saturated exponent exceeds the length of any text, so it decides the comparison.
    let value = digits.iter().fold(0_i64, |value, digit| {
        (value.saturating_mul(10).saturating_add(i64::from(digit - b'0'))).min(i64::MAX / 4)
    });
    if negative { -value } else { value }
}

fn trim_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().rev().take_while(|&&digit| digit == b'0').count();
    &digits[..digits.len() - zeros]
}

/// Compares two numbers that [`lex`] accepts.
#[cfg(any(feature = "policy", feature = "documents"))]
pub(crate) fn compare(a: &[u8], b: &[u8]) -> Ordering {
    Exact::read(a).cmp(&Exact::read(b))
}

#[cfg(any(feature = "smithy", feature = "documents"))]
/// Appends the canonical text of a number. Equal numbers have equal text.
pub(crate) fn canonical(text: &[u8], out: &mut Vec<u8>) {
    let value = Exact::read(text);
    if value.negative {
        out.push(b'-');
    }
    out.extend(value.significant());
    out.push(b'e');
    out.extend(value.magnitude.to_string().bytes());
}
