use super::Version;

/// Why a text is not an id or version.
///
/// ```
/// use mi_preflight::schema_version::{IdError, SchemaId};
/// assert_eq!("Lamp".parse::<SchemaId>(), Err(IdError::Name));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The first part of the namespace is invalid.
    #[error("an id begins with a namespace of 3 to 12 lower-case letters and digits, such as `acme` in `acme.Lamp`")]
    Root,
    /// The namespace contains no name.
    #[error("an id has a namespace and a name with a dot between, such as `acme.Lamp`")]
    Name,
    /// Two consecutive dots, or a trailing one.
    #[error("an id has at least one letter or digit between its dots and after the last one")]
    Fragment,
    /// A character other than a letter, digit or dot.
    #[error("an id has letters, digits and dots alone, such as `acme.Lamp`")]
    Character,
    /// The id is too long.
    #[error("an id has at most 128 characters, with its version")]
    Length,
    /// A required version is missing.
    #[error("an id names its version here, such as `acme.Lamp@1.0`")]
    MissingVersion,
    /// `$latest` is used where a specific version is required.
    #[error("an id names one version here, such as `acme.Lamp@1.0`; `$latest` is for requests")]
    Floating,
    /// The version is invalid.
    #[error("a version is MAJOR.MINOR or MAJOR.MINOR.PATCH, of at most 3, 3 and 4 digits, such as `1.0` or `1.4.2`")]
    Version,
    /// The prefix of the full form is wrong.
    #[error("a document's id is `/schema-versions/capability/` or `/schema-versions/definition/` and `acme.Lamp@1.0`")]
    Prefix,
}

impl IdError {
    /// Returns the reason of the violation in a report.
    pub fn reason(self) -> &'static str {
        match self {
            IdError::Root => "root",
            IdError::Name => "name",
            IdError::Fragment => "fragment",
            IdError::Character => "character",
            IdError::Length => "length",
            IdError::MissingVersion => "missing-version",
            IdError::Floating => "floating",
            IdError::Version => "version",
            IdError::Prefix => "prefix",
        }
    }
}

/// Why an id cannot be resolved to a version.
///
/// ```
/// use mi_preflight::schema_version::{Selector, Unresolved};
/// assert_eq!(Selector::Latest.resolve(&[]), Err(Unresolved::NoVersions));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unresolved {
    /// No version is known.
    #[error("no version of it is known")]
    NoVersions,
    /// The requested version is not known.
    #[error("version {asked} of it is not known{}", hint(.suggestion.as_ref()))]
    Unknown {
        /// The requested version.
        asked: Version,
        /// The version that was probably meant: `1.4` and `1.4.0` are not the same.
        suggestion: Option<Version>,
    },
}

fn hint(suggestion: Option<&Version>) -> String {
    suggestion.map(|version| format!("; did you mean {version}?")).unwrap_or_default()
}
