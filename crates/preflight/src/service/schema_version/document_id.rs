use core::fmt;
use core::str::FromStr;

use super::{IdError, SchemaId, SchemaType, Selector, Version, VersionedId};
use crate::service::Edition;

/// The full name of one document: its kind, its id and its version. It is the path that the service has it at.
///
/// ```
/// use mi_preflight::schema_version::{DocumentId, SchemaType, Spelling};
/// let (id, spellings) = DocumentId::read("/schema-version/capability/acme.Lamp@1.0 ", None)?;
/// assert_eq!(id.to_string(), "/schema-versions/capability/acme.Lamp@1.0");
/// assert_eq!(id.kind, SchemaType::Capability);
/// assert_eq!(spellings, [Spelling::Blanks, Spelling::SingularPrefix]);
/// # Ok::<(), mi_preflight::schema_version::IdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId {
    /// Capability or definition.
    pub kind: SchemaType,
    /// What all versions are called.
    pub id: SchemaId,
    /// The version.
    pub version: Version,
}

/// How an id that can be read is not written as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Spelling {
    /// There are blanks around it, as in a published sample.
    Blanks,
    /// It begins with `/schema-version/`, a misprint of some published samples.
    SingularPrefix,
    /// It is the short form, `acme.Lamp@1.0`, as requests and older documents have it.
    ShortForm,
}

const PREFIX: &str = "/schema-versions/";
const SINGULAR: &str = "/schema-version/";

impl DocumentId {
    /// Reads an id and says how it is not written as it should be. A short form, which does not say what kind of
    /// document is meant, is read where the place says it.
    ///
    /// # Errors
    /// [`IdError`] when it is no document's id.
    pub fn read(text: &str, short: Option<SchemaType>) -> Result<(DocumentId, Vec<Spelling>), IdError> {
        let mut spellings = Vec::new();
        let trimmed = text.trim_matches(' ');
        if trimmed != text {
            spellings.push(Spelling::Blanks);
        }
        let rest = match (trimmed.strip_prefix(PREFIX), trimmed.strip_prefix(SINGULAR)) {
            (Some(rest), _) => Some(rest),
            (None, Some(rest)) => {
                spellings.push(Spelling::SingularPrefix);
                Some(rest)
            }
            (None, None) => None,
        };
        let (kind, versioned) = match (rest, short) {
            (Some(rest), _) => {
                let (kind, versioned) = rest.split_once('/').ok_or(IdError::Prefix)?;
                (kind.parse::<SchemaType>().map_err(|_| IdError::Prefix)?, versioned)
            }
            (None, Some(kind)) if !trimmed.contains('/') => {
                spellings.push(Spelling::ShortForm);
                (kind, trimmed)
            }
            (None, _) => return Err(IdError::Prefix),
        };
        // The documented edition's ids include those without a version, which are refused below with a better word.
        let VersionedId { id, selector } = VersionedId::parse(versioned, Edition::E2025_05_22)?;
        match selector {
            Selector::Exact(version) => Ok((DocumentId { kind, id, version }, spellings)),
            Selector::Latest => Err(IdError::Floating),
            Selector::Missing => Err(IdError::MissingVersion),
        }
    }

    /// The short form, as requests have it.
    pub fn versioned(&self) -> VersionedId {
        VersionedId { id: self.id.clone(), selector: Selector::Exact(self.version) }
    }
}

/// Takes the full form alone, as it should be written.
impl FromStr for DocumentId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<DocumentId, IdError> {
        match DocumentId::read(text, None)? {
            (id, spellings) if spellings.is_empty() => Ok(id),
            _ => Err(IdError::Prefix),
        }
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}/{}@{}", self.kind, self.id, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_form() {
        let text = "/schema-versions/definition/aws.action.ReadState@1.0";
        assert_eq!(text.parse::<DocumentId>().unwrap().to_string(), text);
        for (text, error) in [
            ("aws.integer@1.0", IdError::Prefix),
            (" /schema-versions/capability/acme.Lamp@1.0", IdError::Prefix),
            ("/schema-versions/Capability/acme.Lamp@1.0", IdError::Prefix),
            ("/schema-versions/capability/acme.Lamp", IdError::MissingVersion),
            ("/schema-versions/capability/acme.Lamp@$latest", IdError::Floating),
            ("/schema-versions/capability/Lamp@1.0", IdError::Name),
            ("/schema-versions/acme.Lamp@1.0", IdError::Prefix),
        ] {
            assert_eq!(text.parse::<DocumentId>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_short_form_is_what_its_place_says() {
        let (id, spellings) = DocumentId::read("aws.integer@1.0", Some(SchemaType::Definition)).unwrap();
        assert_eq!(id.to_string(), "/schema-versions/definition/aws.integer@1.0");
        assert_eq!(spellings, [Spelling::ShortForm]);
    }
}
