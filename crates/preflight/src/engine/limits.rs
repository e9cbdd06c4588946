use core::num::NonZeroUsize;

/// What a check spends at the most. A limit that is exceeded is a violation like any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    max_size: usize,
    max_depth: usize,
    max_violations: usize,
}

impl Limits {
    /// The deepest nesting that can be asked for; each level costs some stack.
    pub const DEEPEST: usize = 1024;

    /// The largest input that can be asked for, in bytes: places in a text are 32 bits wide.
    pub const LARGEST: usize = u32::MAX as usize - 1;

    /// The largest input that is read, in bytes: what is more than [`Limits::LARGEST`] is cut to it. 16 MiB unless set.
    #[must_use]
    pub fn with_max_size(self, bytes: usize) -> Limits {
        Limits { max_size: bytes.min(Limits::LARGEST), ..self }
    }

    /// How deep objects and arrays may nest: 1 to [`Limits::DEEPEST`], what is more is cut to it. 128 unless set.
    #[must_use]
    pub fn with_max_depth(self, levels: NonZeroUsize) -> Limits {
        Limits { max_depth: levels.get().min(Limits::DEEPEST), ..self }
    }

    /// How many violations a report keeps. 100 unless set.
    #[must_use]
    pub fn with_max_violations(self, count: NonZeroUsize) -> Limits {
        Limits { max_violations: count.get(), ..self }
    }

    /// The largest input that is read, in bytes.
    pub fn max_size(&self) -> usize {
        self.max_size
    }

    /// How deep objects and arrays may nest.
    pub fn max_depth(&self) -> usize {
        self.max_depth
    }

    /// How many violations a report keeps.
    pub fn max_violations(&self) -> usize {
        self.max_violations
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_size: 16 << 20, max_depth: 128, max_violations: 100 }
    }
}
