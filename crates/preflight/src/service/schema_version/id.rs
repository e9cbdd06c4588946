use core::fmt;
use core::str::FromStr;

use super::{IdError, Namespace};

/// The id of a document without a version: a namespace and at least one more part, such as `acme.Lamp` or
/// `acme.security.DoorLock`.
///
/// The model also allows an id without a dot, or with two consecutive dots; the grammar in the developer guide and all
/// published ids have neither.
///
/// ```
/// use mi_preflight::schema_version::SchemaId;
/// let id: SchemaId = "acme.security.DoorLock".parse().unwrap();
/// assert_eq!((id.namespace().as_str(), id.name()), ("acme", "DoorLock"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId {
    namespace: Namespace,
    /// The whole id.
    text: String,
}

impl SchemaId {
    /// The maximum length of an id, in characters.
    pub const MAX_LENGTH: usize = 128;

    /// The first part.
    pub fn namespace(&self) -> &Namespace {
        &self.namespace
    }

    /// The parts after the namespace; the last one is the name.
    pub fn fragments(&self) -> impl Iterator<Item = &str> {
        self.text.split('.').skip(1)
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.text.rsplit('.').next().unwrap_or_default()
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for SchemaId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<SchemaId, IdError> {
        if text.len() > SchemaId::MAX_LENGTH {
            return Err(IdError::Length);
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.') {
            return Err(IdError::Character);
        }
        let (root, rest) = text.split_once('.').ok_or(IdError::Name)?;
        let namespace = root.parse()?;
        if rest.split('.').any(str::is_empty) {
            return Err(IdError::Fragment);
        }
        Ok(SchemaId { namespace, text: text.to_owned() })
    }
}

impl fmt::Display for SchemaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_namespace_and_a_name() {
        let id: SchemaId = "acme.security.DoorLock".parse().unwrap();
        assert_eq!((id.namespace().as_str(), id.name()), ("acme", "DoorLock"));
        assert_eq!(id.fragments().collect::<Vec<_>>(), ["security", "DoorLock"]);
        let long = format!("acme.{}", "a".repeat(124));
        for (text, error) in [
            ("acme", IdError::Name),
            ("ac.Lamp", IdError::Root),
            ("Acme.Lamp", IdError::Root),
            ("thirteenchars.Lamp", IdError::Root),
            ("acme.", IdError::Fragment),
            ("acme..Lamp", IdError::Fragment),
            ("acme.La-mp", IdError::Character),
            ("", IdError::Name),
            (long.as_str(), IdError::Length),
        ] {
            assert_eq!(text.parse::<SchemaId>(), Err(error), "{text}");
        }
    }

    #[test]
    fn reserves_two_namespaces() {
        let is_reserved = |text: &str| text.parse::<SchemaId>().unwrap().namespace().is_reserved();
        assert!(is_reserved("aws.DoorLock") && is_reserved("matter.OnOff"));
        assert!(!is_reserved("awsome.DoorLock") && !is_reserved("acme.aws"));
    }
}
