//! Checks whether a document is well-formed and follows the documented rules.

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

use core::ops::ControlFlow;

use serde_json::{Map, Value};

use super::contents::{contents, kind_by_keys, listed, written};
use super::findings::{Findings, SeverityFor};
use super::library::Documents;
use super::read::read;
use crate::engine::report::{Report, Violation};
use crate::engine::rule::{Rule, Severity};
use crate::service::capability::document_text::{self, MAX_READ_CHARACTERS};
use crate::service::profile::Profile;
use crate::service::schema_version::{DocumentId, Format, SchemaType};
use crate::text::json::parts;

/// The origin of a document. It decides which rules apply and how severe they are.
///
/// ```
/// use mi_preflight::Profile;
/// use mi_preflight::document::{Documents, Origin};
/// let level = br#"{"$id": "acme.Level@1.0", "title": "Level", "description": "A step.", "type": "integer"}"#;
/// let check = |origin| Documents::new().check_document(level, origin, Profile::Recommended).worst();
/// assert!(check(Origin::Authored) >= check(Origin::Service));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// A document written to be sent to the service.
    Authored,
    /// A document that the service returned. The service's own documents violate rules that it documents, so violations
    /// are at most warnings. They may also use reserved namespaces and vendors.
    Service,
}

impl Documents {
    /// Checks a document, or the documents in an answer of GetSchemaVersion or ListManagedThingSchemas. References are
    /// resolved to the documents of this collection.
    ///
    /// ```
    /// use mi_preflight::Profile;
    /// use mi_preflight::document::{Documents, Origin};
    /// let level = br#"{"$id": "acme.Level@1.0", "title": "Level", "description": "A step.", "type": "integer"}"#;
    /// let report = Documents::new().check_document(level, Origin::Authored, Profile::Recommended);
    /// assert_eq!(report.violations()[0].rule.id(), "document/id");
    /// ```
    pub fn check_document(&self, text: &[u8], origin: Origin, profile: Profile) -> Report {
        let (value, mut violations) = match read(text, self.limits()) {
            Ok(read) => read,
            Err(unreadable) => return unreadable,
        };
        let severity_for = |rule| severity_for_origin(origin, rule, profile.severity(rule));
        let mut findings = Findings::new(&severity_for);
        match contents(&value) {
            None => findings.expects(Rule::DOCUMENT_KIND, "object", "must be an object: a capability or a definition"),
            Some((contents, _)) => {
                let listed = listed(text);
                for content in contents {
                    let written = written(text, &listed, &content.path);
                    let mut check = Check { documents: self, root: content.value, origin, findings };
                    check.below(&content.path, |check| {
                        check.check_written(written, parts::offset_in(text, written));
                        check.check_document(written.len());
                    });
                    findings = check.findings;
                }
            }
        }
        violations.append(&mut findings.into_violations());
        Report::from_violations(violations).with_offsets(text).finish(self.limits().max_violations())
    }

    /// Checks the documents in `CapabilitySchemas`, given as that list: each `Schema` whose `Format` is AWS. Paths
    /// begin at the list. `severity_for` returns the severity of a rule, or `None` if it is off.
    ///
    /// The rules `schema/…` are left out: the check of the request itself reports them.
    pub fn check_item_documents(&self, items: &Value, severity_for: &SeverityFor<'_>) -> Vec<Violation> {
        let mut findings = Findings::new(severity_for);
        for (index, item) in items.as_array().into_iter().flatten().enumerate() {
            let is_aws = item.get("Format").and_then(Value::as_str) == Some(Format::Aws.name());
            let is_document = |schema: &&Value| !schema.is_null() && schema.as_object().is_none_or(|of| !of.is_empty());
            let Some(schema) = item.get("Schema").filter(|_| is_aws).filter(is_document) else { continue };
            let mut check = Check { documents: self, root: schema, origin: Origin::Authored, findings };
            check.index(index, |check| check.member("Schema", |check| check.check_document(usize::MAX)));
            findings = check.findings;
        }
        findings.into_violations()
    }
}

/// The severity of a rule for documents of this origin.
fn severity_for_origin(origin: Origin, rule: Rule, severity: Option<Severity>) -> Option<Severity> {
    match origin {
        Origin::Authored => severity,
        // The service's own documents use the namespaces that it reserves.
        Origin::Service if [Rule::SCHEMA_RESERVED_NAMESPACE, Rule::SCHEMA_RESERVED_VENDOR].contains(&rule) => None,
        Origin::Service => severity.map(|severity| severity.min(Severity::Warning)),
    }
}

/// The check of one document.
struct Check<'c, 'w> {
    documents: &'c Documents,
    /// The document that is checked; local references resolve inside it.
    root: &'c Value,
    origin: Origin,
    findings: Findings<'w>,
}

impl Check<'_, '_> {
    fn is_authored(&self) -> bool {
        self.origin == Origin::Authored
    }

    /// Checks the document's source text, which begins at `start` of the whole text.
    fn check_written(&mut self, written: &[u8], start: usize) {
        let kind = self.root.as_object().and_then(kind);
        document_text::judge(written, kind, &mut |problem| {
            self.findings.add_problem(problem, start);
            ControlFlow::Continue(())
        });
    }

    /// Checks the parsed document, whose text has at most this many characters.
    fn check_document(&mut self, at_most: usize) {
        let Some(object) = self.root.as_object() else {
            self.findings.expects(Rule::DOCUMENT_KIND, "object", "must be an object: a capability or a definition");
            return;
        };
        // Only a long text must be written again to count its characters. Documents that are far too long are not
        // checked.
        if at_most > MAX_READ_CHARACTERS && self.root.to_string().chars().count() > MAX_READ_CHARACTERS {
            return;
        }
        match kind(object) {
            Some(SchemaType::Capability) => self.capability(object),
            Some(SchemaType::Definition) if kind_by_keys(object) == Some(SchemaType::Capability) => {
                let expected = "must not be a definition by its `$id` and declare what a capability does";
                self.findings.expects(Rule::DOCUMENT_KIND, "contradiction", expected);
            }
            Some(SchemaType::Definition) => self.definition(object),
            None => self.findings.expects(
                Rule::DOCUMENT_KIND,
                "unknown",
                "must be a capability, with properties, actions or events, or a definition, with `$ref` or `type`",
            ),
        }
    }
}

/// The kind of a document, decided by its id or else by its keys.
fn kind(document: &Map<String, Value>) -> Option<SchemaType> {
    let id = document.get("$id").and_then(Value::as_str).and_then(|id| DocumentId::read(id, None).ok());
    id.map(|(id, _)| id.kind).or_else(|| kind_by_keys(document))
}

#[cfg(test)]
mod tests;
