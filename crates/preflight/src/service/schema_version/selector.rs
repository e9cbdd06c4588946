use core::fmt;

use super::{Unresolved, Version};

/// Which version of a document is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Selector {
    /// This one.
    Exact(Version),
    /// The greatest there is: `$latest`.
    Latest,
    /// None was named, which means the greatest there is as well.
    Missing,
}

/// What a selector means for a request that must keep working. Displayed, it is advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Pinning {
    /// One version is named, and a published version never changes.
    Pinned,
    /// The version floats with what is published.
    Latest,
    /// The version floats, and the current edition of the service asks for one to be named.
    Unversioned,
}

impl Selector {
    /// The version that is meant, of those that are known.
    ///
    /// # Errors
    /// [`Unresolved`] when none is known, or not the one that is named.
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

    /// What is pinned and what floats.
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
