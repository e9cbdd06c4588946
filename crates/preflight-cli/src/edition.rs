//! Editions as arguments.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use mi_preflight::Edition;

/// Reads an edition's name; clap lists the names in its help, its messages and its completions.
pub(crate) fn parser() -> impl TypedValueParser<Value = Edition> {
    PossibleValuesParser::new(Edition::ALL.map(Edition::name)).try_map(|name| name.parse::<Edition>())
}
