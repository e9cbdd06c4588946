use clap::builder::{PossibleValuesParser, TypedValueParser};
use mi_preflight::Edition;

/// Parses the name of an edition. Help, errors and completions list the names.
pub(crate) fn edition_parser() -> impl TypedValueParser<Value = Edition> {
    PossibleValuesParser::new(Edition::ALL.map(Edition::name)).try_map(|name| name.parse::<Edition>())
}
