use clap::builder::{PossibleValuesParser, TypedValueParser};
use mi_preflight::Profile;

/// Parses the name of a profile. Help, errors and completions list the names.
pub(crate) fn profile_parser() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.map(Profile::name)).try_map(|name| name.parse::<Profile>())
}
