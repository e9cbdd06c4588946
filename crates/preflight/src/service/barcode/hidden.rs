//! Keeps material out of `Debug`.

use core::fmt;

/// Stands in `Debug` for what must not be there.
pub(super) struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
