//! What each constraint trait asks of a value, one file each: whether it holds, and what there is to say when it does
//! not. Nothing here knows where a value came from.

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
