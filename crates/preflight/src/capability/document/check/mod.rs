//! Whether a document is well made.

mod action;
mod bitmap;
mod capability;
mod definition;
mod enumeration;
mod event;
mod extrinsic;
mod identity;
mod keyword;
mod property;
mod reference;
mod shape;
mod text;
mod unique;
mod value;

use serde_json::{Map, Value};

use super::contents::{contents, kind_by_keys};
use super::findings::{Findings, Weigh};
use super::library::{Documents, LARGEST};
use super::read::read;
use crate::catalog::{Rule, Severity};
use crate::profile::Profile;
use crate::report::offset_of;
use crate::report::{Report, Violation};
use crate::schema_version::{DocumentId, Format, SchemaType};

/// Where a document comes from, which says what it may be and who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// It is written to be handed to the service.
    Authored,
    /// The service has answered it. Its own documents break rules that it documents, so nothing is more than a
    /// warning, and they may use what is reserved for them.
    Service,
}

/// The longest document, in characters. The developer guide does not say how they are counted.
const LONGEST: usize = 50_000;

impl Documents {
    /// Says what is wrong with a document, or with those in an answer of GetSchemaVersion or ListManagedThingSchemas.
    /// References to other documents are looked up among those at hand.
    ///
    /// ```
    /// use mi_preflight::Profile;
    /// use mi_preflight::document::{Documents, Origin};
    /// let level = br#"{"$id": "acme.Level@1.0", "title": "Level", "description": "A step.", "type": "integer"}"#;
    /// let report = Documents::new().check_document(level, Origin::Authored, Profile::Recommended);
    /// assert_eq!(report.violations()[0].rule.id(), "document/id");
    /// ```
    pub fn check_document(&self, text: &[u8], origin: Origin, profile: Profile) -> Report {
        let (value, mut found) = match read(text, self.limits()) {
            Ok(read) => read,
            Err(unreadable) => return unreadable,
        };
        let weigh = |rule| lowered(origin, profile.severity(rule));
        match contents(&value) {
            None => {
                let mut findings = Findings::new(&weigh);
                findings.expects(Rule::DocumentKind, "type", "must be an object: a capability or a definition");
                found.append(&mut findings.into_violations());
            }
            Some((contents, _)) => {
                for content in contents {
                    let given = content.path.is_empty().then(|| count(text));
                    let mut check = Check::new(self, content.value, origin, &weigh);
                    let path = content.path;
                    check.below(&path, |check| check.document(given));
                    found.append(&mut check.findings.into_violations());
                }
            }
        }
        let mut report = Report::of(found);
        report.sort();
        report.cap(self.limits().max_violations());
        for violation in &mut report.violations {
            violation.offset = violation.offset.or_else(|| Some(offset_of(text, &violation.path)));
        }
        report
    }

    /// Says what is wrong with the documents in `CapabilitySchemas`, given as that list: each `Schema` whose `Format`
    /// is AWS. Paths begin at the list. How much a rule weighs is said by `weigh`, `None` for one that is not judged.
    pub fn check_item_documents(&self, items: &Value, weigh: &Weigh<'_>) -> Vec<Violation> {
        let mut found = Vec::new();
        for (index, item) in items.as_array().into_iter().flatten().enumerate() {
            let is_aws = item.get("Format").and_then(Value::as_str) == Some(Format::Aws.name());
            let schema =
                item.get("Schema").filter(|schema| is_aws && schema.as_object().is_none_or(|of| !of.is_empty()));
            let Some(schema) = schema else { continue };
            let mut check = Check::new(self, schema, Origin::Authored, weigh);
            check.index(index, |check| check.member("Schema", |check| check.document(None)));
            found.append(&mut check.findings.into_violations());
        }
        found
    }
}

fn lowered(origin: Origin, severity: Option<Severity>) -> Option<Severity> {
    match origin {
        Origin::Authored => severity,
        Origin::Service => severity.map(|severity| severity.min(Severity::Warning)),
    }
}

/// How many characters a text has.
fn count(text: &[u8]) -> usize {
    core::str::from_utf8(text).map_or(text.len(), |text| text.chars().count())
}

/// The check of one document.
struct Check<'c, 'w> {
    documents: &'c Documents,
    /// The document that is checked; references of its own stay in it.
    root: &'c Value,
    origin: Origin,
    findings: Findings<'w>,
}

impl<'c, 'w> Check<'c, 'w> {
    fn new(documents: &'c Documents, root: &'c Value, origin: Origin, weigh: &'w Weigh<'w>) -> Check<'c, 'w> {
        Check { documents, root, origin, findings: Findings::new(weigh) }
    }

    fn is_authored(&self) -> bool {
        self.origin == Origin::Authored
    }

    /// The whole document; `given` is how many characters its text has, where it has one of its own.
    fn document(&mut self, given: Option<usize>) {
        let Some(object) = self.root.as_object() else {
            self.findings.expects(Rule::DocumentKind, "type", "must be an object: a capability or a definition");
            return;
        };
        if !self.size(given) {
            return;
        }
        match kind(object) {
            Some(SchemaType::Capability) => self.capability(object),
            Some(SchemaType::Definition) => self.definition(object),
            None => self.findings.expects(
                Rule::DocumentKind,
                "required",
                "must be a capability, with properties, actions or events, or a definition, with `$ref` or `type`",
            ),
        }
    }

    /// How long the document is, and whether it is short enough to be looked into.
    fn size(&mut self, given: Option<usize>) -> bool {
        // What is short enough as it is need not be written anew to be counted.
        if given.is_some_and(|given| given <= LONGEST) {
            return true;
        }
        let expected = format!("must have at most {LONGEST} characters");
        let length = self.root.to_string().chars().count();
        if length > LONGEST {
            self.findings.expects(Rule::SchemaDocumentSize, "maxLength", expected);
        } else if given.is_some() {
            let expected = format!("{expected}; without its white space it has, if that is how the service counts");
            self.findings.expects(Rule::DocumentConvention, "maxLength", expected);
        }
        length <= LARGEST
    }
}

/// The kind of a document: what its id says, or else its keys.
fn kind(document: &Map<String, Value>) -> Option<SchemaType> {
    let id = document.get("$id").and_then(Value::as_str).and_then(|id| DocumentId::read(id, None).ok());
    id.map(|(id, _)| id.kind).or_else(|| kind_by_keys(document))
}

#[cfg(test)]
mod tests;
