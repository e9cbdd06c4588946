//! The folders of the workspace.

use std::path::{Path, PathBuf};

/// Returns the workspace's root.
pub(crate) fn root() -> PathBuf {
    // INVARIANT: this crate is two folders below the root.
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map(Path::to_path_buf).unwrap_or_default()
}

/// Returns cargo's target folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
