//! `enum`: the value is one of the enum's values.

use crate::engine::report::Detail;
use crate::smithy::{EnumValue, Model};
use crate::text::json::string::same;
use crate::text::suggest;

#[inline]
pub(crate) fn holds(model: &Model<'_>, values: &[EnumValue], value: &[u8]) -> bool {
    values.iter().any(|allowed| same(model.bytes(allowed.value), value))
}

/// Returns the values that are not internal, in the model's order.
fn public_values<'a>(model: &Model<'a>, values: &'a [EnumValue]) -> impl Iterator<Item = &'a str> {
    let model = *model;
    values.iter().filter(|value| !value.internal).map(move |value| model.str(value.value))
}

pub(crate) fn detail(model: &Model<'_>, values: &[EnumValue]) -> Detail {
    Detail::Enum { values: public_values(model, values).map(str::to_owned).collect() }
}

/// Returns the enum value that was probably intended.
pub(crate) fn suggestion(model: &Model<'_>, values: &[EnumValue], value: &str) -> Option<String> {
    suggest::name(value, public_values(model, values)).map(str::to_owned)
}
