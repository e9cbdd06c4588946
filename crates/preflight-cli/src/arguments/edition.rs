use clap::builder::{PossibleValuesParser, TypedValueParser};
use mi_preflight::{Edition, UnknownEditionError};

/// The name of the newest edition, whichever it is.
const LATEST: &str = "latest";

/// The name of [`EditionChoice::Any`].
const ANY: &str = "any";

/// What requests are checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EditionChoice {
    /// One edition.
    One(Edition),
    /// Every edition: a request is refused only if all refuse it.
    Any,
}

impl EditionChoice {
    /// Returns the edition, or the newest of several.
    pub(crate) fn newest(self) -> Edition {
        match self {
            EditionChoice::One(edition) => edition,
            EditionChoice::Any => Edition::LATEST,
        }
    }
}

impl Default for EditionChoice {
    fn default() -> EditionChoice {
        EditionChoice::One(Edition::default())
    }
}

/// Parses the name of an edition. Help, errors and completions list the names.
pub(crate) fn edition_parser() -> impl TypedValueParser<Value = Edition> {
    PossibleValuesParser::new(Edition::ALL.map(Edition::name).into_iter().chain([LATEST])).try_map(|name| parse(&name))
}

/// Parses the name of an edition, or `any`.
pub(crate) fn edition_choice_parser() -> impl TypedValueParser<Value = EditionChoice> {
    let names = Edition::ALL.map(Edition::name).into_iter().chain([LATEST, ANY]);
    PossibleValuesParser::new(names).try_map(|name| match name.as_str() {
        ANY => Ok(EditionChoice::Any),
        name => parse(name).map(EditionChoice::One),
    })
}

fn parse(name: &str) -> Result<Edition, UnknownEditionError> {
    if name == LATEST { Ok(Edition::LATEST) } else { name.parse() }
}
