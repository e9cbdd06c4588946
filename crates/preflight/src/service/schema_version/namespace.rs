use core::fmt;
use core::str::FromStr;

use super::IdError;

/// The namespaces that are reserved for the service's own documents.
pub const RESERVED_NAMESPACES: [&str; 2] = ["aws", "matter"];

/// The first part of an id: 3 to 12 lower-case letters and digits.
///
/// ```
/// use mi_preflight::schema_version::Namespace;
/// assert!("matter".parse::<Namespace>().unwrap().is_reserved());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Namespace(String);

impl Namespace {
    /// The namespace's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the namespace is reserved for the service's own documents.
    pub fn is_reserved(&self) -> bool {
        RESERVED_NAMESPACES.contains(&self.as_str())
    }
}

impl FromStr for Namespace {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Namespace, IdError> {
        let is_root = (3..=12).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if is_root { Ok(Namespace(text.to_owned())) } else { Err(IdError::Root) }
    }
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
