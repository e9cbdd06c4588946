//! `length`: the length is within inclusive bounds.

use crate::engine::report::Detail;
use crate::smithy::{Kind, Length};

#[inline]
pub(crate) fn holds(length: &Length, actual: usize) -> bool {
    length.min.is_none_or(|min| actual >= min as usize) && length.max.is_none_or(|max| actual <= max as usize)
}

pub(crate) fn detail(length: &Length, actual: usize, kind: &Kind) -> Detail {
    let unit = match kind {
        Kind::List { .. } => "item",
        Kind::Map { .. } => "entry",
        Kind::Blob { .. } => "byte",
        _ => "character",
    };
    Detail::Length { min: length.min, max: length.max, actual, unit }
}
