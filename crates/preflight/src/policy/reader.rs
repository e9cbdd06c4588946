//! Tighter limits for the JSON reader.

use core::num::NonZeroUsize;

use super::document::{self, Keys, Table};
use super::error::{ProblemKind, Problems};
use crate::engine::limits::Limits;
use crate::text::json::tree::Node;

const SIZE: &str = "maxSize";
const DEPTH: &str = "maxDepth";
const VIOLATIONS: &str = "maxViolations";
const READER: Keys = Keys { required: &[], optional: &[SIZE, DEPTH, VIOLATIONS] };

/// The reader limits that a policy sets; `None` keeps the limit in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ReaderLimits {
    max_size: Option<NonZeroUsize>,
    max_depth: Option<NonZeroUsize>,
    max_violations: Option<NonZeroUsize>,
}

impl ReaderLimits {
    pub(super) fn read(node: &Node, problems: &mut Problems<'_>) -> ReaderLimits {
        let Some(table) = Table::read(node, READER, problems) else { return ReaderLimits::default() };
        let defaults = Limits::default();
        let mut limit = |key: &'static str, max: usize| {
            let node = table.get(key)?;
            let count = document::count(node, problems)?;
            let limit = usize::try_from(count).ok().filter(|limit| *limit <= max);
            match limit.map(NonZeroUsize::new) {
                Some(Some(limit)) => return Some(limit),
                Some(None) => problems.add(&node.position, ProblemKind::ReaderLimitZero(key)),
                None => problems.add(&node.position, ProblemKind::ReaderLimitTooHigh { key, max }),
            }
            None
        };
        ReaderLimits {
            max_size: limit(SIZE, defaults.max_size()),
            max_depth: limit(DEPTH, defaults.max_depth()),
            max_violations: limit(VIOLATIONS, defaults.max_violations()),
        }
    }

    /// Returns `base` with every limit that this policy lowers.
    pub(super) fn tighten(self, base: Limits) -> Limits {
        let mut limits = base;
        if let Some(bytes) = self.max_size {
            limits = limits.with_max_size(bytes.get().min(base.max_size()));
        }
        if let Some(levels) = self.max_depth.filter(|levels| levels.get() < base.max_depth()) {
            limits = limits.with_max_depth(levels);
        }
        if let Some(count) = self.max_violations.filter(|count| count.get() < base.max_violations()) {
            limits = limits.with_max_violations(count);
        }
        limits
    }
}
