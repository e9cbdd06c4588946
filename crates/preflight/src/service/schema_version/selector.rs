use core::fmt;

use super::{Unresolved, Version};

/// The version of a document that an id selects.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::schema_version::{Selector, VersionedId};
/// let id = VersionedId::parse("acme.Lamp@$latest", Edition::E2026_11).unwrap();
/// assert_eq!(id.selector, Selector::Latest);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Selector {
    /// This version.
    Exact(Version),
    /// The greatest version: `$latest`.
    Latest,
    /// No version was given, which also selects the greatest one.
    Missing,
}

/// What a selector means for a request that must keep working. `Display` writes it as advice.
///
/// ```
/// use mi_preflight::schema_version::{Pinning, Selector};
/// assert_eq!(Selector::Missing.advice(), Pinning::Unversioned);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Pinning {
    /// A version is given, and a published version never changes.
    Pinned,
    /// The version changes with what is published.
    Latest,
    /// The version changes with what is published, and the current edition of the service requires a specific one.
    Unversioned,
}

impl Selector {
    /// Returns the selected version among the known ones.
    ///
    /// # Errors
    /// [`Unresolved`] when no version is known, or not the selected one.
    ///
    /// ```
    /// use mi_preflight::schema_version::{Selector, Unresolved, Version};
    /// let [short, long] = [Version::new(1, 4, None)?, Version::new(1, 4, Some(0))?];
    /// let error = Selector::Exact(short).resolve(&[long]).unwrap_err();
    /// assert_eq!(error.to_string(), "version 1.4 of it is not known; did you mean 1.4.0?");
    /// # Ok::<(), mi_preflight::schema_version::IdError>(())
    /// ```
    pub fn resolve(&self, known: &[Version]) -> Result<Version, Unresolved> {
        match self {
            Selector::Latest | Selector::Missing => known.iter().max().copied().ok_or(Unresolved::NoVersions),
            Selector::Exact(_) if known.is_empty() => Err(Unresolved::NoVersions),
            Selector::Exact(asked) => known.iter().find(|version| *version == asked).copied().ok_or_else(|| {
                let suggestion = known.iter().find(|version| version.is_other_spelling_of(asked)).copied();
                Unresolved::Unknown { asked: *asked, suggestion }
            }),
        }
    }

    /// Returns whether the selector pins a version.
    pub fn advice(&self) -> Pinning {
        match self {
            Selector::Exact(_) => Pinning::Pinned,
            Selector::Latest => Pinning::Latest,
            Selector::Missing => Pinning::Unversioned,
        }
    }
}

impl fmt::Display for Pinning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Pinning::Pinned => "one version is named, and a published version never changes",
            Pinning::Latest => {
                "the version floats: a new one changes what is meant; name the version of what must keep working"
            }
            Pinning::Unversioned => {
                "no version is named: the latest is meant, and the current edition of the service refuses such an id"
            }
        })
    }
}
