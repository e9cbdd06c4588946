//! `enum`: the value is one of those listed.

use crate::engine::report::Detail;
use crate::smithy::{EnumValue, Model};
use crate::text::json::string::same;
use crate::text::suggest;

#[inline]
pub(crate) fn holds(model: &Model<'_>, values: &[EnumValue], value: &[u8]) -> bool {
    values.iter().any(|listed| same(model.bytes(listed.value), value))
}

/// The listed values, but for those that the model keeps to itself, in the model's order.
fn public<'a>(model: &Model<'a>, values: &'a [EnumValue]) -> impl Iterator<Item = &'a str> {
    let model = *model;
    values.iter().filter(|value| !value.internal).map(move |value| model.str(value.value))
}

pub(crate) fn detail(model: &Model<'_>, values: &[EnumValue]) -> Detail {
    Detail::Enum { values: public(model, values).map(str::to_owned).collect() }
}

/// The listed value that was probably meant.
pub(crate) fn suggestion(model: &Model<'_>, values: &[EnumValue], value: &str) -> Option<String> {
    suggest::name(value, public(model, values)).map(str::to_owned)
}
