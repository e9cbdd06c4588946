//! Arguments that several commands share: their types, value parsers and names.

mod color;
mod edition;
mod format;
mod limits;
mod model;
mod profile;

pub(crate) use color::ColorWhen;
pub(crate) use edition::{EditionChoice, edition_choice_parser, edition_parser};
pub(crate) use format::TextOrJson;
pub(crate) use limits::{LimitArguments, parse_count, parse_depth, parse_size};
pub(crate) use model::{EditionOrFile, EditionOrFileParser, ModelArguments};
pub(crate) use profile::profile_parser;
