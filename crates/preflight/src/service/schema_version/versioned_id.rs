use core::fmt;

use super::{IdError, Pinning, SchemaId, Selector, Unresolved, Version};
use crate::service::Edition;

/// The short form of an id, as in requests: `acme.Lamp@1.0`, `acme.Lamp@$latest` or, in the documented edition,
/// `acme.Lamp`.
///
/// ```
/// use mi_preflight::Edition;
/// use mi_preflight::schema_version::VersionedId;
/// let id = VersionedId::parse("acme.Lamp@1.0", Edition::E2026_11).unwrap();
/// assert_eq!(id.id.name(), "Lamp");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VersionedId {
    /// The id of the document without a version.
    pub id: SchemaId,
    /// The selected version.
    pub selector: Selector,
}

impl VersionedId {
    /// Parses an id by the rules of an edition.
    ///
    /// # Errors
    /// [`IdError`] when the id is invalid; [`IdError::MissingVersion`] when the edition requires a version.
    ///
    /// ```
    /// use mi_preflight::Edition;
    /// use mi_preflight::schema_version::{IdError, VersionedId};
    /// assert!(VersionedId::parse("acme.Lamp", Edition::E2025_05_22).is_ok());
    /// assert_eq!(VersionedId::parse("acme.Lamp", Edition::E2026_11), Err(IdError::MissingVersion));
    /// ```
    pub fn parse(text: &str, edition: Edition) -> Result<VersionedId, IdError> {
        if text.len() > SchemaId::MAX_LENGTH {
            return Err(IdError::Length);
        }
        let (id, selector) = match text.split_once('@') {
            Some((id, "$latest")) => (id, Selector::Latest),
            Some((id, version)) => (id, Selector::Exact(version.parse()?)),
            None => (text, Selector::Missing),
        };
        let id = id.parse()?;
        if selector == Selector::Missing && edition != Edition::E2025_05_22 {
            return Err(IdError::MissingVersion);
        }
        Ok(VersionedId { id, selector })
    }

    /// Returns the selected version among the known ones of this document.
    ///
    /// # Errors
    /// As [`Selector::resolve`].
    pub fn resolve(&self, known: &[Version]) -> Result<Version, Unresolved> {
        self.selector.resolve(known)
    }

    /// Returns whether the id pins a version.
    pub fn advice(&self) -> Pinning {
        self.selector.advice()
    }
}

impl fmt::Display for VersionedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.selector {
            Selector::Exact(version) => write!(f, "{}@{version}", self.id),
            Selector::Latest => write!(f, "{}@$latest", self.id),
            Selector::Missing => write!(f, "{}", self.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_forms() {
        for edition in Edition::ALL {
            for text in ["acme.Lamp@1.0", "acme.Lamp@01.4.0", "acme.Lamp@$latest"] {
                assert_eq!(VersionedId::parse(text, edition).unwrap().to_string(), text);
            }
            for text in ["", "acme.Lamp@", "acme.Lamp@1", "acme.Lamp@latest", "acme.Lamp@1.0@1.0", "acme@1.0"] {
                assert!(VersionedId::parse(text, edition).is_err(), "{text}");
            }
        }
        let id = VersionedId::parse("acme.Lamp", Edition::E2025_05_22).unwrap();
        assert_eq!((id.to_string().as_str(), id.advice()), ("acme.Lamp", Pinning::Unversioned));
    }

    #[test]
    fn resolves_a_floating_id_to_the_greatest_version() {
        let known = ["1.2", "1.10", "1.9.9"].map(|text| text.parse::<Version>().unwrap());
        let meant = |text: &str| VersionedId::parse(text, Edition::E2025_05_22).unwrap().resolve(&known);
        assert_eq!(meant("acme.Lamp@$latest"), Ok(known[1]));
        assert_eq!(meant("acme.Lamp"), Ok(known[1]));
        assert_eq!(meant("acme.Lamp@1.2"), Ok(known[0]));
        let suggestion = Some(known[0]);
        let asked = "1.2.0".parse().unwrap();
        assert_eq!(meant("acme.Lamp@1.2.0"), Err(Unresolved::Unknown { asked, suggestion }));
        assert_eq!(Selector::Latest.resolve(&[]), Err(Unresolved::NoVersions));
    }
}
