use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, TypedValueParser};
use mi_preflight::Edition;

use super::edition_parser;

/// The model that a command works on.
#[derive(Args, Debug)]
pub(crate) struct ModelArguments {
    /// Edition of the service [default: 2025-05-22]
    #[arg(long, value_parser = edition_parser())]
    pub(crate) edition: Option<Edition>,
    /// Smithy JSON AST to use instead of a built-in edition
    #[arg(long, value_name = "FILE", conflicts_with = "edition")]
    pub(crate) model: Option<PathBuf>,
    /// Name every part of the model that is not checked, not only the first
    #[arg(long, requires = "model")]
    pub(crate) verbose: bool,
}

/// An edition, or the file of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EditionOrFile {
    Edition(Edition),
    File(PathBuf),
}

/// Parses an edition or a file. What is neither the name of an edition nor a file is reported as an unknown edition,
/// unless it is clearly a path.
#[derive(Clone, Copy)]
pub(crate) struct EditionOrFileParser;

impl TypedValueParser for EditionOrFileParser {
    type Value = EditionOrFile;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<EditionOrFile, clap::Error> {
        let path = PathBuf::from(value);
        let is_path = path.is_file() || path.extension().is_some_and(|extension| extension == "json");
        let edition = value.to_str().and_then(|name| name.parse().ok());
        match edition {
            Some(edition) => Ok(EditionOrFile::Edition(edition)),
            None if is_path || path.components().count() > 1 => Ok(EditionOrFile::File(path)),
            None => edition_parser().parse_ref(command, argument, value).map(EditionOrFile::Edition),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        // Help and completions would say that nothing else is possible.
        None
    }
}
