//! Resolves a `$ref`: to its own document, to a built-in type of the service, or to another document.

use serde_json::{Value, json};

use super::library::{Document, Documents};
use crate::service::schema_version::{DocumentId, IdError, SchemaType, Spelling};

/// The target of a `$ref`.
pub(super) enum Target<'d> {
    /// A place in the same document, as a JSON Pointer.
    Local(String),
    /// A type of the service that is known without its document.
    BuiltIn(BuiltIn),
    /// A definition that is available.
    Document(&'d Document),
    /// A definition that is not available.
    Unknown,
}

/// Types of the service that occur in published material, which does not contain their documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BuiltIn {
    /// Marks a capability document.
    Capability,
    /// Marks an enum, which has rules of its own.
    Enum,
    /// Marks a bitmap.
    Bitmap,
    Integer,
    Name,
    /// A built-in action; older documents list them.
    Action,
    Uint16,
}

impl BuiltIn {
    fn of(id: &DocumentId) -> Option<BuiltIn> {
        let (name, version) = (id.id.as_str(), id.version.to_string());
        Some(match (name, version.as_str()) {
            // A marker has the same meaning in every version.
            ("aws.capability", _) => BuiltIn::Capability,
            ("aws.enum", _) => BuiltIn::Enum,
            ("aws.bitmap", _) => BuiltIn::Bitmap,
            ("aws.action.ReadState" | "aws.action.UpdateState", _) => BuiltIn::Action,
            ("aws.integer", "1.0") => BuiltIn::Integer,
            ("aws.name", "1.0") => BuiltIn::Name,
            ("matter.uint16", "1.4") => BuiltIn::Uint16,
            _ => return None,
        })
    }

    /// The schema of the type, as far as it is known. The constraints are an interpretation of this crate.
    pub(super) fn schema(self) -> Value {
        match self {
            BuiltIn::Capability | BuiltIn::Enum | BuiltIn::Action => Value::Bool(true),
            BuiltIn::Bitmap => json!({"type": "object"}),
            BuiltIn::Integer => json!({"type": "integer"}),
            BuiltIn::Name => json!({"type": "string"}),
            BuiltIn::Uint16 => json!({"type": "integer", "minimum": 0, "maximum": 65535}),
        }
    }
}

/// Resolves a reference; also returns the ways in which its spelling deviates from the documented form.
///
/// # Errors
/// [`IdError`] when the text is neither a local reference nor a definition's id.
pub(super) fn target<'d>(documents: &'d Documents, text: &str) -> Result<(Target<'d>, Vec<Spelling>), IdError> {
    if let Some(pointer) = text.trim_matches(' ').strip_prefix('#') {
        let blanks = if text.trim_matches(' ') == text { Vec::new() } else { vec![Spelling::Blanks] };
        return Ok((Target::Local(pointer.to_owned()), blanks));
    }
    let (id, spellings) = DocumentId::read(text, Some(SchemaType::Definition))?;
    let target = match BuiltIn::of(&id) {
        Some(built_in) if id.kind == SchemaType::Definition => Target::BuiltIn(built_in),
        _ => documents.get(&id).map_or(Target::Unknown, Target::Document),
    };
    Ok((target, spellings))
}

/// Returns the built-in type that a schema refers to, if it does.
pub(super) fn built_in(documents: &Documents, schema: &Value) -> Option<BuiltIn> {
    match target(documents, schema.get("$ref")?.as_str()?).ok()? {
        (Target::BuiltIn(built_in), _) => Some(built_in),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_somewhere() {
        let mut documents = Documents::new();
        documents.add(br#"{"$id": "/schema-versions/definition/acme.Level@1.0", "type": "integer"}"#).unwrap();
        let lead = |text: &str| {
            target(&documents, text).map(|(target, spellings)| {
                let what = match target {
                    Target::Local(pointer) => pointer,
                    Target::BuiltIn(built_in) => format!("{built_in:?}"),
                    Target::Document(document) => document.id().to_string(),
                    Target::Unknown => "unknown".to_owned(),
                };
                (what, spellings.len())
            })
        };
        assert_eq!(lead("#/$defs/a"), Ok(("/$defs/a".to_owned(), 0)));
        assert_eq!(lead("/schema-versions/definition/aws.bitmap@1.0 "), Ok(("Bitmap".to_owned(), 1)));
        assert_eq!(lead("aws.integer@1.0"), Ok(("Integer".to_owned(), 1)));
        assert_eq!(lead("aws.integer@2.0"), Ok(("unknown".to_owned(), 1)));
        let level = "/schema-versions/definition/acme.Level@1.0";
        assert_eq!(lead(level), Ok((level.to_owned(), 0)));
        assert_eq!(lead("aws.integer@$latest"), Err(IdError::Floating));
        assert_eq!(lead("integer"), Err(IdError::Name));
    }
}
