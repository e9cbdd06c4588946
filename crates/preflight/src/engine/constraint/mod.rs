//! The constraint traits, one file each: whether a value meets the constraint, and the details of a violation. They do
//! not depend on where a value comes from.

pub(crate) mod blob;
#[cfg(any(feature = "smithy", feature = "documents"))]
pub(crate) mod canonical;
pub(crate) mod enumeration;
pub(crate) mod length;
pub(crate) mod pattern;
pub(crate) mod range;
pub(crate) mod required;
pub(crate) mod timestamp;
#[cfg(feature = "smithy")]
pub(crate) mod unique_items;
pub(crate) mod value_type;
