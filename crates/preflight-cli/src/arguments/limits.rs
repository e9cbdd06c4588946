use core::num::NonZeroUsize;

use mi_preflight::Limits;

/// Limits given on the command line. Unset ones keep the library's defaults.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LimitArguments {
    pub(crate) max_size: Option<usize>,
    pub(crate) max_depth: Option<NonZeroUsize>,
    pub(crate) max_violations: Option<NonZeroUsize>,
}

impl From<LimitArguments> for Limits {
    fn from(arguments: LimitArguments) -> Limits {
        let mut limits = Limits::default();
        if let Some(bytes) = arguments.max_size {
            limits = limits.with_max_size(bytes);
        }
        if let Some(levels) = arguments.max_depth {
            limits = limits.with_max_depth(levels);
        }
        if let Some(count) = arguments.max_violations {
            limits = limits.with_max_violations(count);
        }
        limits
    }
}

/// Parses a number of bytes, with or without a unit.
pub(crate) fn parse_size(text: &str) -> Result<usize, String> {
    let units = [("KiB", 1_usize << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("", 1)];
    let number_and_factor = units.into_iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)));
    let bytes = number_and_factor.and_then(|(number, factor)| number.parse::<usize>().ok()?.checked_mul(factor));
    bytes
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| "expected a number of bytes of at least 1, such as 65536 or 64KiB".to_owned())
}

/// Parses a nesting depth.
pub(crate) fn parse_depth(text: &str) -> Result<NonZeroUsize, String> {
    let levels = text.parse::<NonZeroUsize>().ok().filter(|levels| levels.get() <= Limits::MAX_DEPTH);
    levels.ok_or_else(|| format!("expected a number from 1 to {}", Limits::MAX_DEPTH))
}

/// Parses a count of at least 1.
pub(crate) fn parse_count(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "expected a whole number of at least 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (text, bytes) in [("1", Some(1)), ("64KiB", Some(65536)), ("2GiB", Some(2 << 30))] {
            assert_eq!(parse_size(text).ok(), bytes, "{text}");
        }
        for text in ["", "0", "-1", "KiB", "1 MiB", "1e3", "99999999999999999999", "9999999999999GiB"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }
}
