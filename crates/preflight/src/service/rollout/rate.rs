//! The exact rate: the number of devices per minute after a number of increases.

use super::decimal::Decimal;

/// Fixed-point scale of fifteen decimals. A whole rate is reached after few increases, with fewer decimals. For any
/// other rate only the whole part is used, and cutting finer decimals does not change it.
const ONE: u128 = 1_000_000_000_000_000;

/// A rate that grows up to a limit.
#[derive(Clone, Debug)]
pub(super) struct Rate {
    exact: u128,
    limit: u128,
    factor: Option<Decimal>,
}

impl Rate {
    /// Creates a rate with a base in devices per minute. A limit of 0 counts as 1, because a rollout could never
    /// progress otherwise.
    pub(super) fn new(base: u64, limit: u64, factor: Option<Decimal>) -> Rate {
        let limit = u128::from(limit.max(1)) * ONE;
        Rate { exact: (u128::from(base) * ONE).clamp(ONE, limit), limit, factor }
    }

    /// Returns whether the rate can grow.
    pub(super) fn grows(&self) -> bool {
        self.factor.is_some() && self.exact < self.limit
    }

    pub(super) fn grow(&mut self) {
        if let Some(factor) = self.factor {
            let grown = self.exact.saturating_mul(u128::from(factor.thousandths)) / 1000;
            self.exact = grown.min(self.limit);
        }
    }

    /// The number of devices notified per minute; at least one.
    pub(super) fn whole(&self) -> u64 {
        // INVARIANT: the limit was a `u64`.
        u64::try_from(self.exact / ONE).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_kept() {
        let mut rate = Rate::new(1, 1000, Some(Decimal { thousandths: 1100 }));
        let mut found = Vec::new();
        while rate.grows() {
            rate.grow();
            found.push(rate.whole());
        }
        // 1.1 to the eighth is 2.14, to the 72nd 955.6, and the 73rd would be more than the limit.
        assert_eq!((found[6], found[7], found[71], found[72], found.len()), (1, 2, 955, 1000, 73));
    }

    #[test]
    fn limits() {
        assert_eq!(Rate::new(50, 20, None).whole(), 20);
        assert_eq!(Rate::new(50, 0, None).whole(), 1);
        let mut rate = Rate::new(u64::MAX, u64::MAX, Some(Decimal { thousandths: u64::MAX }));
        rate.grow();
        assert_eq!((rate.whole(), rate.grows()), (u64::MAX, false));
    }
}
