//! Exact numbers with up to three decimals.

use core::fmt;

use serde_json::Number;

/// A number with up to three decimals.
///
/// ```
/// use mi_preflight::rollout::{Rollout};
/// let configuration = br#"{"RolloutConfig": {"MaximumPerMinute": 50}, "AbortConfig": {"AbortConfigCriteriaList": [
///     {"FailureType": "REJECTED", "MinNumberOfExecutedThings": 60, "ThresholdPercentage": 12.5}]}}"#;
/// let preview = Rollout::from_task_configuration(configuration, 100).unwrap().preview().unwrap();
/// assert_eq!(preview.aborts[0].threshold.unwrap().to_string(), "12.5");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    pub(super) thousandths: u64,
}

impl Decimal {
    /// Converts a JSON number exactly; `None` when it is negative, too large or has more than three decimals.
    pub(super) fn of(number: &Number) -> Option<Decimal> {
        // The shortest text that parses to the number is the one in the source, if that has few digits.
        let text = number.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 3 {
            return None;
        }
        let fraction: u64 = format!("{fraction:0<3}").parse().ok()?;
        let thousandths = whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(fraction)?;
        Some(Decimal { thousandths })
    }

    /// Returns the number if it is an integer.
    pub(super) fn to_integer(self) -> Option<u64> {
        self.thousandths.is_multiple_of(1000).then_some(self.thousandths / 1000)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.thousandths / 1000, self.thousandths % 1000);
        if fraction == 0 {
            return write!(f, "{whole}");
        }
        let fraction = format!("{fraction:03}");
        write!(f, "{whole}.{}", fraction.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_numbers_exactly() {
        for (text, thousandths) in [
            ("1.1", Some(1100)),
            ("5", Some(5000)),
            ("2.0", Some(2000)),
            ("99.999", Some(99_999)),
            ("0", Some(0)),
            ("1.2345", None),
            ("-1", None),
            ("-0.5", None),
            ("1e300", None),
            ("1e-7", None),
            ("18446744073709551615", None),
        ] {
            let number: Number = serde_json::from_str(text).unwrap();
            assert_eq!(Decimal::of(&number).map(|decimal| decimal.thousandths), thousandths, "{text}");
        }
        assert_eq!(Decimal { thousandths: 1050 }.to_string(), "1.05");
        assert_eq!(Decimal { thousandths: 3000 }.to_string(), "3");
        assert_eq!(Decimal { thousandths: 1500 }.to_integer(), None);
    }
}
