//! `uniqueItems`: no two items are equal.

use super::canonical;
use crate::smithy::{Model, ShapeId};
use crate::text::json::{Fault, Reader};

/// Whether all items are different. `items` are their offsets in `text`, which is known to be valid.
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
