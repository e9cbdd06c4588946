use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::contents::{Content, contents, kind_by_keys};
use super::read::read;
use crate::engine::limits::Limits;
use crate::engine::report::{Path, Report};
use crate::service::Edition;
use crate::service::capability::document_text::MAX_READ_CHARACTERS;
use crate::service::schema_version::{
    DocumentId, Format, IdError, SchemaId, SchemaType, Version, VersionedId, Visibility,
};

/// The available capability and definition documents.
///
/// ```
/// use mi_preflight::document::Documents;
/// use mi_preflight::schema_version::SchemaType;
///
/// let mut documents = Documents::new();
/// let added = documents.add(
///     br#"{"$id": "/schema-versions/definition/acme.Level@1.0", "title": "Level", "type": "integer", "maximum": 254}"#,
/// )?;
/// assert_eq!(added.documents[0].to_string(), "/schema-versions/definition/acme.Level@1.0");
/// assert!(documents.find(SchemaType::Definition, "acme.Level").is_some());
/// # Ok::<(), mi_preflight::document::DocumentError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Documents {
    documents: BTreeMap<DocumentId, Document>,
    limits: Limits,
}

/// A document whose id is known.
///
/// ```
/// use mi_preflight::document::Documents;
/// use mi_preflight::schema_version::SchemaType;
/// let mut documents = Documents::new();
/// let level = br#"{"$id": "/schema-versions/definition/acme.Level@1.0", "title": "Level", "type": "integer"}"#;
/// documents.add(level).unwrap();
/// let document = documents.find(SchemaType::Definition, "acme.Level").unwrap();
/// assert_eq!(document.value()["type"], "integer");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub(super) id: DocumentId,
    pub(super) value: Value,
    visibility: Option<Visibility>,
}

impl Document {
    /// The document's id.
    pub fn id(&self) -> &DocumentId {
        &self.id
    }

    /// The document as JSON, an object.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The document's visibility, if an answer of the service gave it.
    pub fn visibility(&self) -> Option<Visibility> {
        self.visibility
    }

    /// The object under a key of the document, if there is one.
    pub(super) fn section(&self, name: &str) -> Option<&Map<String, Value>> {
        self.value.get(name).and_then(Value::as_object)
    }

    /// The array under a key of the document; empty if there is none.
    pub(super) fn list(&self, name: &str) -> &[Value] {
        self.value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The result of adding a text.
///
/// ```
/// use mi_preflight::document::Documents;
/// let level = br#"{"$id": "/schema-versions/definition/acme.Level@1.0", "title": "Level", "type": "integer"}"#;
/// let added = Documents::new().add(level).unwrap();
/// assert_eq!((added.documents.len(), added.skipped.len()), (1, 0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Added {
    /// The documents that the text added.
    pub documents: Vec<DocumentId>,
    /// The items of the text that are not documents.
    pub skipped: Vec<Skipped>,
}

/// An item that was skipped instead of added as a document.
///
/// ```
/// use mi_preflight::document::{Documents, SkipReason};
/// let added = Documents::new().add(b"{}").unwrap();
/// assert_eq!((added.skipped[0].path.to_string().as_str(), added.skipped[0].reason), ("", SkipReason::Empty));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// The path of the item in the text.
    pub path: Path,
    /// The reason.
    pub reason: SkipReason,
}

/// Why an item was skipped.
///
/// ```
/// use mi_preflight::document::SkipReason;
/// assert_eq!(SkipReason::Empty.to_string(), "there is no document: the object is empty");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SkipReason {
    /// An empty object stands for a missing document.
    #[error("there is no document: the object is empty")]
    Empty,
    /// The document has a format that is not documented.
    #[error("documents of the format {0} are not documented, so this one is left alone")]
    Format(Format),
    /// The item does not look like a document.
    #[error("this does not look like a capability or definition document, so it is left alone")]
    UnknownShape,
    /// A document in a list has no usable id.
    #[error("this document has no id to find it by, so it is left alone: {0}")]
    Unnamed(IdError),
}

/// Why a text could not be added.
///
/// ```
/// use mi_preflight::document::{DocumentError, Documents};
/// assert_eq!(Documents::new().add(b"[]"), Err(DocumentError::NotADocument));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The text is not valid JSON, or repeats a key.
    #[error("the text cannot be read: {}", first_message(.0))]
    Unreadable(Report),
    /// The text is JSON, but neither a document nor an answer.
    #[error("a document is an object, as is an answer of GetSchemaVersion or ListManagedThingSchemas")]
    NotADocument,
    /// The document has no usable id.
    #[error("the document{} has no id that it can be found by: {error}", at(.path))]
    Id {
        /// The path of the document in the text.
        path: Path,
        /// What is wrong with its id.
        error: IdError,
    },
    /// A document is too large to be evaluated in acceptable time.
    #[error("the document{} has more than {MAX_READ_CHARACTERS} characters, the service takes 50,000", at(.path))]
    TooLarge {
        /// The path of the document in the text.
        path: Path,
    },
    /// Another document has the same id and different content.
    #[error("{0} is there already, with another content: a version that is published never changes")]
    Conflict(Box<DocumentId>),
}

/// Returns where a document is, unless it is the whole text.
fn at(path: &Path) -> String {
    if path.tokens().is_empty() { String::new() } else { format!(" at `{path}`") }
}

fn first_message(report: &Report) -> String {
    report.violations().first().map(ToString::to_string).unwrap_or_default()
}

impl Documents {
    /// Creates an empty collection.
    pub fn new() -> Documents {
        Documents::default()
    }

    /// Sets the limits for reading and checking a text.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Documents {
        Documents { limits, ..self }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Adds the documents in a text: a document itself, an answer of GetSchemaVersion, or one of
    /// ListManagedThingSchemas. Items that are not documents of the format AWS are skipped and listed in the result.
    ///
    /// # Errors
    /// [`DocumentError`] when the text cannot be added; no document is added then.
    pub fn add(&mut self, text: &[u8]) -> Result<Added, DocumentError> {
        let (value, violations) = read(text, &self.limits).map_err(DocumentError::Unreadable)?;
        if !violations.is_empty() {
            return Err(DocumentError::Unreadable(Report::from_violations(violations)));
        }
        let (contents, mut skipped) = contents(&value).ok_or(DocumentError::NotADocument)?;
        let mut new: BTreeMap<DocumentId, Document> = BTreeMap::new();
        for content in contents {
            if content.value.to_string().chars().count() > MAX_READ_CHARACTERS {
                return Err(DocumentError::TooLarge { path: Path::new(content.path) });
            }
            let id = match document_id(&content) {
                Err(DocumentError::Id { path, error }) if content.is_one_of_several => {
                    skipped.push(Skipped { path, reason: SkipReason::Unnamed(error) });
                    continue;
                }
                id => id?,
            };
            let document = Document { id: id.clone(), value: content.value.clone(), visibility: content.visibility };
            let known = new.get(&id).or_else(|| self.documents.get(&id));
            if known.is_some_and(|known| known.value != document.value) {
                return Err(DocumentError::Conflict(Box::new(id)));
            }
            new.insert(id, document);
        }
        let documents = new.keys().cloned().collect();
        self.documents.extend(new);
        Ok(Added { documents, skipped })
    }

    /// Returns the document with this id.
    pub fn get(&self, id: &DocumentId) -> Option<&Document> {
        self.documents.get(id)
    }

    /// Returns the document that a short id refers to: the version it names, or the greatest available one.
    pub fn find(&self, kind: SchemaType, id: &str) -> Option<&Document> {
        // Notifications have ids without a version, whichever edition is used for requests.
        self.resolve(kind, &VersionedId::parse(id, Edition::E2025_05_22).ok()?)
    }

    /// Returns the document that an id refers to.
    pub fn resolve(&self, kind: SchemaType, id: &VersionedId) -> Option<&Document> {
        let version = id.resolve(&self.versions(kind, &id.id)).ok()?;
        self.get(&DocumentId { kind, id: id.id.clone(), version })
    }

    /// The available versions of a document, the lowest first.
    pub fn versions(&self, kind: SchemaType, id: &SchemaId) -> Vec<Version> {
        let from = DocumentId { kind, id: id.clone(), version: Version::LEAST };
        let all = self.documents.range(from..).map(|(name, _)| name);
        all.take_while(|name| name.kind == kind && name.id == *id).map(|name| name.version).collect()
    }

    /// Every document, ordered by kind, id and version.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.documents.values()
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether the collection is empty.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// Determines the id of a document: its own `$id`, or the id in the surrounding answer.
fn document_id(content: &Content<'_>) -> Result<DocumentId, DocumentError> {
    let object = content.value.as_object().ok_or(DocumentError::NotADocument)?;
    let own = object.get("$id").and_then(Value::as_str);
    let kind = content.kind.or_else(|| kind_by_keys(object));
    let error = |error| DocumentError::Id { path: Path::new(content.path.clone()), error };
    let text = own.or(content.id.as_deref()).ok_or_else(|| error(IdError::Prefix))?;
    let (id, _) = DocumentId::read(text, kind).map_err(error)?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: &str = r#"{"$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp", "properties": {}}"#;

    fn added(text: &str) -> (Vec<String>, Vec<SkipReason>) {
        let added = Documents::new().add(text.as_bytes()).unwrap();
        let names = added.documents.iter().map(ToString::to_string).collect();
        (names, added.skipped.iter().map(|skipped| skipped.reason).collect())
    }

    #[test]
    fn adds_documents_and_answers() {
        let name = vec!["/schema-versions/capability/acme.Lamp@1.0".to_owned()];
        assert_eq!(added(LAMP), (name.clone(), vec![]));
        let answer =
            r#"{"SchemaId": "acme.Lamp", "Type": "capability", "SemanticVersion": "1.0", "Schema": {"name": "Lamp"}}"#;
        assert_eq!(added(answer), (name.clone(), vec![]));
        assert_eq!(added(r#"{"SchemaId": "acme.Lamp", "Schema": {}}"#), (vec![], vec![SkipReason::Empty]));
        assert_eq!(added("{}"), (vec![], vec![SkipReason::Empty]));
        let zcl = r#"{"Format": "ZCL", "Schema": {"cluster": 6}}"#;
        assert_eq!(added(zcl), (vec![], vec![SkipReason::Format(Format::Zcl)]));
        let unnamed = r#"{"Items": [{"CapabilityId": "acme.Lamp", "Schema": {"properties": {}, "extrinsicId": "7"}}]}"#;
        assert_eq!(added(unnamed), (vec![], vec![SkipReason::Unnamed(IdError::MissingVersion)]));
        let list = format!(
            r#"{{"Items": [{{"CapabilityId": "acme.Lamp@1.0", "Schema": {LAMP}}}, {{"Schema": {{"type": 1}}}}, 3]}}"#
        );
        assert_eq!(added(&list), (name, vec![SkipReason::UnknownShape, SkipReason::UnknownShape]));
    }

    #[test]
    fn rejects_texts_without_a_document() {
        let refused = |text: &str| Documents::new().add(text.as_bytes()).unwrap_err();
        assert_eq!(refused("[]"), DocumentError::NotADocument);
        assert!(matches!(refused(r#"{"a": 1, "a": 2}"#), DocumentError::Unreadable(_)));
        assert!(matches!(refused(r#"{"type": "integer"}"#), DocumentError::Id { .. }));
        assert!(matches!(refused(r#"{"$id": "acme"}"#), DocumentError::Id { .. }));
        // The whole text has no path to be named.
        assert!(refused(r#"{"type": "integer"}"#).to_string().starts_with("the document has no id"));
        assert!(refused(r#"{"Schema": {"type": "integer"}}"#).to_string().contains("the document at `/Schema` has"));
    }

    #[test]
    fn rejects_a_document_that_is_too_large() {
        let long = LAMP.replace("\"Lamp\"", &format!("\"{}\"", "x".repeat(MAX_READ_CHARACTERS)));
        assert!(matches!(Documents::new().add(long.as_bytes()), Err(DocumentError::TooLarge { .. })));
    }

    #[test]
    fn rejects_other_content_for_a_known_version() {
        let mut documents = Documents::new();
        documents.add(LAMP.as_bytes()).unwrap();
        documents.add(LAMP.as_bytes()).unwrap();
        let changed = LAMP.replace("\"Lamp\"", "\"Light\"");
        assert!(matches!(documents.add(changed.as_bytes()), Err(DocumentError::Conflict(_))));
        assert_eq!(documents.len(), 1);
    }

    #[test]
    fn resolves_a_floating_id_to_the_greatest_version() {
        let mut documents = Documents::new();
        for version in ["1.9", "1.10", "1.2"] {
            documents.add(LAMP.replace("1.0", version).as_bytes()).unwrap();
        }
        let found = |id: &str| documents.find(SchemaType::Capability, id).map(|found| found.id().version.to_string());
        assert_eq!(found("acme.Lamp").as_deref(), Some("1.10"));
        assert_eq!(found("acme.Lamp@$latest").as_deref(), Some("1.10"));
        assert_eq!(found("acme.Lamp@1.2").as_deref(), Some("1.2"));
        assert_eq!(found("acme.Lamp@1.2.0"), None);
        assert!(documents.find(SchemaType::Definition, "acme.Lamp").is_none());
    }
}
