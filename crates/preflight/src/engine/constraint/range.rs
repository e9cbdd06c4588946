//! `range`: the number is within inclusive bounds, compared exactly.

use crate::engine::report::Detail;
use crate::smithy::Range;
use crate::text::json::number::{Integer, Number};

#[inline]
pub(crate) fn holds(range: &Range, number: &Number<'_>) -> bool {
    if range.min.is_none() && range.max.is_none() {
        return true;
    }
    if number.whole
        && let Integer::Value(value) = number.integer()
    {
        return range.min.is_none_or(|min| min.cmp_integer(value).is_le())
            && range.max.is_none_or(|max| max.cmp_integer(value).is_ge());
    }
    number.is_within(range.min, range.max)
}

/// Whether `NaN` or an infinity is in the range.
pub(crate) fn holds_special(range: &Range, special: &str) -> bool {
    match special {
        "Infinity" => range.max.is_none(),
        "-Infinity" => range.min.is_none(),
        // NaN is within no bound.
        _ => range.min.is_none() && range.max.is_none(),
    }
}

pub(crate) fn detail(range: &Range) -> Detail {
    Detail::Range { min: range.min, max: range.max }
}
