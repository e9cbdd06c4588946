//! Hides secret material from `Debug` output.

use core::fmt;

/// The placeholder in `Debug` output for a hidden value.
pub(super) struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
