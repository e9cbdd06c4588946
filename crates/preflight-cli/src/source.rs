//! Files and standard input, read without trust in their size.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// A source could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("there is no file {0}")]
    Missing(String),
    #[error("{0} is a directory, not a file")]
    Directory(String),
    #[error("{0} may not be read: permission denied")]
    Forbidden(String),
    #[error("{name} cannot be read: {error}")]
    Other { name: String, error: io::Error },
}

impl Source {
    /// The sources that arguments name: `-` is standard input, and so is no argument at all.
    pub(crate) fn all(arguments: &[PathBuf]) -> Vec<Source> {
        if arguments.is_empty() {
            return vec![Source::Stdin];
        }
        arguments.iter().map(|path| Source::of(path)).collect()
    }

    fn of(path: &Path) -> Source {
        if path == Path::new("-") { Source::Stdin } else { Source::File(path.to_owned()) }
    }

    /// What a person calls it.
    pub(crate) fn name(&self) -> String {
        match self {
            Source::Stdin => "standard input".to_owned(),
            Source::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// The file, if it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Source::Stdin => None,
            Source::File(path) => Some(path),
        }
    }

    /// How many bytes it has, where that is known before it is read.
    pub(crate) fn size(&self) -> Option<u64> {
        let metadata = self.path()?.metadata().ok()?;
        metadata.is_file().then_some(metadata.len())
    }

    pub(crate) fn open(&self) -> Result<Box<dyn Read + Send>, Unreadable> {
        match self {
            Source::Stdin => Ok(Box::new(io::stdin())),
            Source::File(path) => {
                let file = File::open(path).map_err(|error| self.unreadable(error))?;
                Ok(Box::new(file))
            }
        }
    }

    /// The text, or the first bytes of it: one more than `limit` shows that it is too large, whatever its size.
    pub(crate) fn read(&self, limit: usize) -> Result<Vec<u8>, Unreadable> {
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut text = Vec::new();
        self.open()?.take(most).read_to_end(&mut text).map_err(|error| self.unreadable(error))?;
        Ok(text)
    }

    /// What a system's error means for this source.
    pub(crate) fn unreadable(&self, error: io::Error) -> Unreadable {
        let name = match self {
            Source::Stdin => self.name(),
            Source::File(_) => format!("`{}`", self.name()),
        };
        match error.kind() {
            io::ErrorKind::NotFound => Unreadable::Missing(name),
            io::ErrorKind::IsADirectory => Unreadable::Directory(name),
            io::ErrorKind::PermissionDenied => Unreadable::Forbidden(name),
            _ => Unreadable::Other { name, error },
        }
    }
}
