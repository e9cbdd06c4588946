//! Checks of a device's capability report.

use serde_json::Value;

use super::{PayloadChecker, declared_names, string};
use crate::engine::report::{DetailData, Token, Violation};
use crate::engine::rule::Rule;
use crate::service::capability::document::findings::SeverityFor;
use crate::service::capability::document::library::{Document, Documents};
use crate::text::path::shorten;
use crate::text::suggest;

const RULE: Rule = Rule::REPORT_DOCUMENT;

impl Documents {
    /// Checks a capability report against the documents of its capabilities. A report need not list everything that a
    /// document declares. A capability without an available document is not checked. `severity_for` returns the severity
    /// of a rule, or `None` if it is off.
    ///
    /// ```
    /// # use mi_preflight::{Profile, document::Documents};
    /// let documents = Documents::new();
    /// let report = serde_json::json!({"version": "1.0.0", "endpoints": []});
    /// assert!(documents.check_capability_report(&report, &|rule| Profile::Recommended.severity(rule)).is_empty());
    /// ```
    pub fn check_capability_report(&self, report: &Value, severity_for: &SeverityFor<'_>) -> Vec<Violation> {
        let mut checker = PayloadChecker::new(self, severity_for);
        checker.for_each_item(report, "endpoints", |checker, endpoint| {
            checker.for_each_item(endpoint, "capabilities", |checker, capability| {
                if let Some(document) = checker.document_of(capability) {
                    checker.check_reported_capability(capability, document);
                }
            });
        });
        checker.findings.into_violations()
    }
}

impl<'d> PayloadChecker<'d, '_> {
    fn check_reported_capability(&mut self, capability: &Value, document: &'d Document) {
        self.check_capability_name(RULE, "name", capability, document);
        let revision = string(&document.value, "extrinsicVersion");
        if let (Some(version), Some(revision)) = (string(capability, "version"), revision)
            && !same_number(version, revision)
        {
            self.at_member("version", |checker| {
                let expected = format!("must be {revision}, the extrinsic version that the document has");
                checker.findings.expects_data(RULE, "version", expected, DetailData::Expected(shorten(revision)));
            });
        }
        for (list, reason, expected) in [
            ("properties", "property", "must be a property of the document"),
            ("actions", "action", "must be an action of the document"),
            ("events", "event", "must be an event of the document"),
        ] {
            self.check_names(capability, document, list, reason, expected);
        }
    }

    fn check_names(
        &mut self,
        capability: &Value,
        document: &'d Document,
        list: &'static str,
        reason: &'static str,
        expected: &str,
    ) {
        let Some(names) = capability.get(list).and_then(Value::as_array) else { return };
        for (index, name) in names.iter().enumerate() {
            let Some(name) = name.as_str() else { continue };
            if self.find_declared(document, list, name).is_some() {
                continue;
            }
            self.at_member(list, |checker| {
                checker.at(Token::Index(index), |checker| {
                    checker
                        .findings
                        .expects_name(RULE, reason, expected, || suggest::name(name, declared_names(document, list)));
                });
            });
        }
    }
}

/// Returns whether two decimal numbers in text are equal apart from leading zeros.
fn same_number(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.trim_start_matches('0').to_owned();
    a == b || (a.bytes().chain(b.bytes()).all(|byte| byte.is_ascii_digit()) && digits(a) == digits(b))
}
