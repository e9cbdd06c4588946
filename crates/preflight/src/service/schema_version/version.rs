use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use super::IdError;

/// The version of a document: MAJOR for incompatible changes, MINOR for additions, PATCH for changes without effect.
///
/// Parts are compared as numbers and printed as written. Whether the service treats `1.4` and `1.4.0` as equal is not
/// documented; here they are different versions, and the shorter one is less.
///
/// ```
/// use mi_preflight::schema_version::Version;
/// let version: Version = "1.04".parse()?;
/// assert_eq!(version.to_string(), "1.04");
/// assert_eq!(version, Version::new(1, 4, None)?);
/// assert!(version < "1.4.0".parse()? && version < "1.10".parse()?);
/// # Ok::<(), mi_preflight::schema_version::IdError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Version {
    major: Part,
    minor: Part,
    patch: Option<Part>,
}

/// A number and the count of digits it was written with.
#[derive(Clone, Copy, Debug)]
struct Part {
    value: u16,
    digits: u8,
}

impl Part {
    fn new(value: u16, most_digits: u8) -> Result<Part, IdError> {
        let digits = value.checked_ilog10().map_or(1, |log| log as u8 + 1);
        if digits > most_digits { Err(IdError::Version) } else { Ok(Part { value, digits }) }
    }

    fn parse(text: &str, most_digits: u8) -> Result<Part, IdError> {
        let digits = u8::try_from(text.len()).map_err(|_| IdError::Version)?;
        if digits == 0 || digits > most_digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IdError::Version);
        }
        let value = text.parse().map_err(|_| IdError::Version)?;
        Ok(Part { value, digits })
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$}", self.value, width = usize::from(self.digits))
    }
}

impl Version {
    /// Creates a version from numbers of at most 999, 999 and 9999.
    ///
    /// # Errors
    /// [`IdError::Version`] when a number has more digits.
    pub fn new(major: u16, minor: u16, patch: Option<u16>) -> Result<Version, IdError> {
        let patch = patch.map(|patch| Part::new(patch, 4)).transpose()?;
        Ok(Version { major: Part::new(major, 3)?, minor: Part::new(minor, 3)?, patch })
    }

    /// The least possible version: 0.0.
    pub const LEAST: Version =
        Version { major: Part { value: 0, digits: 1 }, minor: Part { value: 0, digits: 1 }, patch: None };

    /// The number that changes with incompatible changes.
    pub fn major(&self) -> u16 {
        self.major.value
    }

    /// The number that changes with additions.
    pub fn minor(&self) -> u16 {
        self.minor.value
    }

    /// The number that changes with changes without effect, if present.
    pub fn patch(&self) -> Option<u16> {
        self.patch.map(|patch| patch.value)
    }

    /// Returns whether two versions differ only in the presence of a patch of 0, so that one was probably meant for the
    /// other.
    pub fn is_other_spelling_of(&self, other: &Version) -> bool {
        self != other
            && (self.major(), self.minor(), self.patch().unwrap_or(0))
                == (other.major(), other.minor(), other.patch().unwrap_or(0))
    }

    fn key(&self) -> (u16, u16, u16, bool) {
        (self.major(), self.minor(), self.patch().unwrap_or(0), self.patch.is_some())
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        match self.patch {
            Some(patch) => write!(f, ".{patch}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Version {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Version, IdError> {
        let mut parts = text.split('.');
        let (Some(major), Some(minor)) = (parts.next(), parts.next()) else { return Err(IdError::Version) };
        let patch = parts.next();
        if parts.next().is_some() {
            return Err(IdError::Version);
        }
        let patch = patch.map(|patch| Part::parse(patch, 4)).transpose()?;
        Ok(Version { major: Part::parse(major, 3)?, minor: Part::parse(minor, 3)?, patch })
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Version) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Version) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Version) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_two_or_three_numbers() {
        for text in ["1.0", "999.999", "1.4.9999", "0.0.0", "01.04"] {
            assert_eq!(text.parse::<Version>().unwrap().to_string(), text);
        }
        for text in ["", "1", "1.", ".1", "1.2.3.4", "1000.0", "1.0.10000", "1.x", "1.-1", "1. 0", "+1.0", "١.0"] {
            assert_eq!(text.parse::<Version>(), Err(IdError::Version), "{text}");
        }
        assert_eq!(Version::new(1000, 0, None), Err(IdError::Version));
        assert_eq!(Version::new(1, 2, Some(3)).unwrap().to_string(), "1.2.3");
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        let sorted = ["0.9", "1.2", "1.2.0", "1.2.1", "1.10", "2.0"].map(|text| text.parse::<Version>().unwrap());
        assert!(sorted.is_sorted());
        assert!(sorted[1].is_other_spelling_of(&sorted[2]) && !sorted[1].is_other_spelling_of(&sorted[3]));
        assert!(!sorted[1].is_other_spelling_of(&sorted[1]));
    }
}
