use core::num::NonZeroUsize;

/// The resource limits of a check. An input that exceeds one violates a rule.
///
/// ```
/// use mi_preflight::{Edition, Limits, Preflight};
/// let preflight = Preflight::new(Edition::default()).with_limits(Limits::default().with_max_size(10));
/// let report = preflight.check("CreateCredentialLocker", br#"{"Name": "shelf"}"#).unwrap();
/// assert_eq!(report.violations()[0].to_string(), "the input is larger than 10 bytes");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    max_size: usize,
    max_depth: usize,
    max_violations: usize,
}

impl Limits {
    /// The greatest nesting depth that can be configured: each level costs stack.
    pub const MAX_DEPTH: usize = 1024;

    /// The greatest input size that can be configured, in bytes: offsets are 32 bits wide.
    pub const MAX_SIZE: usize = u32::MAX as usize - 1;

    /// Sets the maximum input size in bytes, capped at [`Limits::MAX_SIZE`]. The default is 16 MiB.
    #[must_use]
    pub fn with_max_size(self, bytes: usize) -> Limits {
        Limits { max_size: bytes.min(Limits::MAX_SIZE), ..self }
    }

    /// Sets the maximum nesting depth of objects and arrays, capped at [`Limits::MAX_DEPTH`]. The default is 128.
    #[must_use]
    pub fn with_max_depth(self, levels: NonZeroUsize) -> Limits {
        Limits { max_depth: levels.get().min(Limits::MAX_DEPTH), ..self }
    }

    /// Sets the maximum number of violations in a report. The default is 100.
    #[must_use]
    pub fn with_max_violations(self, count: NonZeroUsize) -> Limits {
        Limits { max_violations: count.get(), ..self }
    }

    /// Returns the maximum input size in bytes.
    pub fn max_size(&self) -> usize {
        self.max_size
    }

    /// Returns the maximum nesting depth of objects and arrays.
    pub fn max_depth(&self) -> usize {
        self.max_depth
    }

    /// Returns the maximum number of violations in a report.
    pub fn max_violations(&self) -> usize {
        self.max_violations
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_size: 16 << 20, max_depth: 128, max_violations: 100 }
    }
}
