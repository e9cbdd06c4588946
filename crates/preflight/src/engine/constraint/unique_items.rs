//! `uniqueItems`: no two items are equal.

use std::borrow::Cow;

use super::canonical;
use crate::smithy::{Kind, Length, Model, ShapeId};
use crate::text::json::{Fault, Reader};

/// Whether all items are different. `items` are their offsets in `text`, which is known to be valid.
pub(crate) fn holds(model: &Model<'_>, shape: ShapeId, text: &[u8], items: &[usize]) -> Result<bool, Fault> {
    let mut canonical_items = Vec::with_capacity(items.len());
    for &at in items {
        let mut item = Vec::new();
        canonical::write(Some((model, shape)), &mut Reader { text, at }, &mut item)?;
        canonical_items.push(item);
    }
    Ok(are_different(canonical_items))
}

/// Whether all items of a list from a query or header are different. In a header, strings with a media type are base64.
pub(crate) fn holds_for_texts(model: &Model<'_>, shape: ShapeId, items: &[Cow<'_, str>], is_header: bool) -> bool {
    let shape = model.shape(shape);
    let is_base64 = is_header && !shape.media_type.is_empty();
    let kind = if is_base64 { Kind::Blob { length: Length::default() } } else { shape.kind };
    are_different(items.iter().map(|item| canonical::of_text(&kind, item)).collect())
}

fn are_different(mut canonical_items: Vec<Vec<u8>>) -> bool {
    canonical_items.sort_unstable();
    canonical_items.windows(2).all(|pair| pair[0] != pair[1])
}
