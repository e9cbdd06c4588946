//! The exact rate: the number of devices per minute after a number of increases.

use super::decimal::Decimal;

/// Fixed-point scale of fifteen decimals. A whole rate is reached after few increases, with fewer decimals. For any
/// other rate only the whole part is used, and cutting finer decimals does not change it.
const SCALE: u128 = 1_000_000_000_000_000;

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
        let limit = u128::from(limit.max(1)) * SCALE;
        Rate { exact: (u128::from(base) * SCALE).clamp(SCALE, limit), limit, factor }
    }

    /// Returns whether the rate can grow.
    pub(super) fn can_grow(&self) -> bool {
        self.factor.is_some() && self.exact < self.limit
    }

    pub(super) fn grow(&mut self) {
        if let Some(factor) = self.factor {
            let product = self.exact.saturating_mul(u128::from(factor.thousandths)) / 1000;
            self.exact = product.min(self.limit);
        }
    }

    /// The number of devices notified per minute; at least one.
    pub(super) fn per_minute(&self) -> u64 {
        // INVARIANT: the limit was a `u64`.
        u64::try_from(self.exact / SCALE).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preserves_fractions() {
        let mut rate = Rate::new(1, 1000, Some(Decimal { thousandths: 1100 }));
        let mut rates = Vec::new();
        while rate.can_grow() {
            rate.grow();
            rates.push(rate.per_minute());
        }
        // 1.1 to the eighth is 2.14, to the 72nd 955.6, and the 73rd would be more than the limit.
        assert_eq!((rates[6], rates[7], rates[71], rates[72], rates.len()), (1, 2, 955, 1000, 73));
    }

    #[test]
    fn limits() {
        assert_eq!(Rate::new(50, 20, None).per_minute(), 20);
        assert_eq!(Rate::new(50, 0, None).per_minute(), 1);
        let mut rate = Rate::new(u64::MAX, u64::MAX, Some(Decimal { thousandths: u64::MAX }));
        rate.grow();
        assert_eq!((rate.per_minute(), rate.can_grow()), (u64::MAX, false));
    }
}
