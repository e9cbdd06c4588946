//! `uniqueItems`: no two items mean the same.

use super::canonical;
use crate::smithy::{Model, ShapeId};
use crate::text::json::{Fault, Reader};

/// Whether every item is unlike the others; `items` are where they begin in `text`, which was read before.
pub(crate) fn holds(model: &Model<'_>, shape: ShapeId, text: &[u8], items: &[usize]) -> Result<bool, Fault> {
    let mut canonical_items = Vec::with_capacity(items.len());
    for &at in items {
        let mut item = Vec::new();
        canonical::write(Some((model, shape)), &mut Reader { text, at }, &mut item)?;
        canonical_items.push(item);
    }
    canonical_items.sort_unstable();
    Ok(canonical_items.windows(2).all(|pair| pair[0] != pair[1]))
}
