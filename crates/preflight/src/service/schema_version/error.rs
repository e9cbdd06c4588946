use super::Version;

/// Why a text is no id or version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The namespace's first part is no root.
    #[error("an id begins with a namespace of 3 to 12 lower-case letters and digits, such as `acme` in `acme.Lamp`")]
    Root,
    /// There is a namespace, and nothing in it.
    #[error("an id has a namespace and a name with a dot between, such as `acme.Lamp`")]
    Name,
    /// Two dots in a row, or one at the end.
    #[error("an id has at least one letter or digit between its dots and after the last one")]
    Fragment,
    /// Something else than letters, digits and dots.
    #[error("an id has letters, digits and dots alone, such as `acme.Lamp`")]
    Character,
    /// The id is too long.
    #[error("an id has at most 128 characters, with its version")]
    Length,
    /// The version is missing where one must be given.
    #[error("an id names its version here, such as `acme.Lamp@1.0`")]
    MissingVersion,
    /// `$latest` where one version must be named.
    #[error("an id names one version here, such as `acme.Lamp@1.0`; `$latest` is for requests")]
    Floating,
    /// The version is none.
    #[error("a version is MAJOR.MINOR or MAJOR.MINOR.PATCH, of at most 3, 3 and 4 digits, such as `1.0` or `1.4.2`")]
    Version,
    /// The full form has another prefix.
    #[error("a document's id is `/schema-versions/capability/` or `/schema-versions/definition/` and `acme.Lamp@1.0`")]
    Prefix,
}

/// Why no version is meant by an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unresolved {
    /// No version is known at all.
    #[error("no version of it is known")]
    NoVersions,
    /// The version that was asked for is not known.
    #[error("version {asked} of it is not known{}", hint(.suggestion.as_ref()))]
    Unknown {
        /// The version that was asked for.
        asked: Version,
        /// The one that was probably meant: `1.4` and `1.4.0` are not the same.
        suggestion: Option<Version>,
    },
}

fn hint(suggestion: Option<&Version>) -> String {
    suggestion.map(|version| format!("; did you mean {version}?")).unwrap_or_default()
}
