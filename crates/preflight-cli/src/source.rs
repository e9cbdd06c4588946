//! Input files and standard input, read up to a size limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where an input comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

/// Why a source cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("there is no file {0}")]
    NotFound(String),
    #[error("{0} is a directory, not a file")]
    IsDirectory(String),
    #[error("{0} may not be read: permission denied")]
    PermissionDenied(String),
    #[error("{name} cannot be read: {error}")]
    Other { name: String, error: io::Error },
}

impl Source {
    /// Returns the sources that FILE arguments name. No argument means standard input.
    pub(crate) fn from_arguments(arguments: &[PathBuf]) -> Vec<Source> {
        if arguments.is_empty() {
            return vec![Source::Stdin];
        }
        arguments.iter().map(|path| Source::from_argument(path)).collect()
    }

    /// Returns the source that a FILE argument names. `-` means standard input.
    pub(crate) fn from_argument(path: &Path) -> Source {
        if path == Path::new("-") { Source::Stdin } else { Source::File(path.to_owned()) }
    }

    /// Returns the name for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Source::Stdin => "standard input".to_owned(),
            Source::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// Returns the path, if the source is a file.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Source::Stdin => None,
            Source::File(path) => Some(path),
        }
    }

    /// Returns the size in bytes, if it is known before reading.
    pub(crate) fn size(&self) -> Option<u64> {
        let metadata = self.path()?.metadata().ok()?;
        metadata.is_file().then_some(metadata.len())
    }

    pub(crate) fn open(&self) -> Result<Box<dyn Read + Send>, ReadError> {
        match self {
            Source::Stdin => Ok(Box::new(io::stdin())),
            Source::File(path) => {
                let file = File::open(path).map_err(|error| self.read_error(error))?;
                Ok(Box::new(file))
            }
        }
    }

    /// Reads at most `limit + 1` bytes. The extra byte shows the caller that the input is too large.
    pub(crate) fn read(&self, limit: usize) -> Result<Vec<u8>, ReadError> {
        let max_bytes = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut text = Vec::new();
        self.open()?.take(max_bytes).read_to_end(&mut text).map_err(|error| self.read_error(error))?;
        Ok(text)
    }

    /// Converts a system error, and names this source.
    pub(crate) fn read_error(&self, error: io::Error) -> ReadError {
        let name = match self {
            Source::Stdin => self.name(),
            Source::File(_) => format!("`{}`", self.name()),
        };
        match error.kind() {
            io::ErrorKind::NotFound => ReadError::NotFound(name),
            io::ErrorKind::IsADirectory => ReadError::IsDirectory(name),
            io::ErrorKind::PermissionDenied => ReadError::PermissionDenied(name),
            _ => ReadError::Other { name, error },
        }
    }
}
