use core::fmt;
use core::str::FromStr;

use super::{IdError, SchemaId, SchemaType, Selector, Version, VersionedId};
use crate::service::Edition;

/// The full id of a document: its kind, its id and its version. It is also the document's path at the service.
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
    /// The id without a version.
    pub id: SchemaId,
    /// The version.
    pub version: Version,
}

/// A deviation of an id from the documented form that can still be read.
///
/// ```
/// use mi_preflight::schema_version::{DocumentId, SchemaType, Spelling};
/// let (_, spellings) = DocumentId::read("acme.Lamp@1.0", Some(SchemaType::Capability)).unwrap();
/// assert_eq!(spellings, [Spelling::ShortForm]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Spelling {
    /// Blanks around the id, as in a published sample.
    Blanks,
    /// The prefix `/schema-version/`, a misprint in some published samples.
    SingularPrefix,
    /// The short form, `acme.Lamp@1.0`, as in requests and older documents.
    ShortForm,
}

const PREFIX: &str = "/schema-versions/";
const SINGULAR: &str = "/schema-version/";

impl DocumentId {
    /// Parses an id and lists how it deviates from the documented form. A short form does not contain the kind of the
    /// document; it is accepted only if `short` provides the kind.
    ///
    /// # Errors
    /// [`IdError`] when the text is not the id of a document.
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
        // The documented edition allows ids without a version; these are rejected below with a more specific error.
        let VersionedId { id, selector } = VersionedId::parse(versioned, Edition::E2025_05_22)?;
        match selector {
            Selector::Exact(version) => Ok((DocumentId { kind, id, version }, spellings)),
            Selector::Latest => Err(IdError::Floating),
            Selector::Missing => Err(IdError::MissingVersion),
        }
    }

    /// The short form, as in requests.
    pub fn versioned(&self) -> VersionedId {
        VersionedId { id: self.id.clone(), selector: Selector::Exact(self.version) }
    }
}

/// Accepts only the full form.
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
    fn reads_the_full_form() {
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
    fn reads_a_short_form_with_the_expected_kind() {
        let (id, spellings) = DocumentId::read("aws.integer@1.0", Some(SchemaType::Definition)).unwrap();
        assert_eq!(id.to_string(), "/schema-versions/definition/aws.integer@1.0");
        assert_eq!(spellings, [Spelling::ShortForm]);
    }
}
