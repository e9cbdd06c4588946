use std::collections::BTreeSet;
use std::path::Path;

use mi_preflight::{Place, Rule, Severity};
use serde_json::{Value, json};

use super::RenderAnswers;
use crate::checked::{CheckedFile, PlacedViolation};
use crate::escape::escape_json;
use crate::source::{ReadError, Source};

/// SARIF 2.1.0: one log with one run, rendered at the end.
#[derive(Default)]
pub(crate) struct SarifRenderer {
    results: Vec<Value>,
    notifications: Vec<Value>,
    /// Ids of the policy checks that were violated. They are not in the rule catalogue.
    policy_check_ids: BTreeSet<String>,
}

impl RenderAnswers for SarifRenderer {
    fn render_answer(&mut self, file: &CheckedFile<'_>) -> String {
        if let Some(error) = file.answer.error() {
            self.add_notification(file.source, error);
        }
        let violations = file.answer.report().map(|report| report.violations()).unwrap_or_default();
        let policy_checks = violations.iter().filter(|violation| violation.rule == Rule::POLICY_CHECK);
        self.policy_check_ids.extend(policy_checks.map(|violation| violation.rule_id().to_owned()));
        let placed_violations = file.placed_violations();
        let results = placed_violations.into_iter().map(|placed| result_object(file.source, placed));
        self.results.extend(results);
        String::new()
    }

    fn render_read_error(&mut self, source: &Source, _: Option<&str>, error: &ReadError) -> String {
        self.add_notification(source, &error.to_string());
        String::new()
    }

    fn render_end(&mut self) -> String {
        let policy_checks = self.policy_check_ids.iter().map(|id| json!({ "id": id }));
        let rules: Vec<Value> = Rule::ALL.iter().map(|rule| rule_object(*rule)).chain(policy_checks).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "mi-preflight",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": rules,
                }},
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": self.notifications.is_empty(),
                    "toolExecutionNotifications": self.notifications,
                }],
                "results": self.results,
            }],
        });
        escape_json(&format!("{log:#}\n")).into_owned()
    }
}

impl SarifRenderer {
    fn add_notification(&mut self, source: &Source, error: &str) {
        self.notifications.push(json!({
            "level": "error",
            "message": {"text": error},
            "locations": [{"physicalLocation": physical_location(source, None)}],
        }));
    }
}

/// Describes a rule as a `reportingDescriptor`.
fn rule_object(rule: Rule) -> Value {
    json!({
        "id": rule.id(),
        "shortDescription": {"text": rule.title()},
        "defaultConfiguration": {"level": level(rule.severity())},
    })
}

/// Describes a violation as a `result`.
fn result_object(source: &Source, placed: PlacedViolation<'_>) -> Value {
    let PlacedViolation { violation, place, help } = placed;
    let help = help.map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": violation.rule_id(),
        "level": level(violation.severity),
        "message": {"text": format!("{violation}{help}")},
        "locations": [{
            "physicalLocation": physical_location(source, place),
            "logicalLocations": [{"fullyQualifiedName": violation.path.to_string()}],
        }],
    });
    // Checks of a policy follow the catalogue in the list of rules, without a fixed index.
    if let Some(index) = Rule::ALL.iter().position(|rule| *rule == violation.rule) {
        result["ruleIndex"] = json!(index);
    }
    result
}

/// Returns the SARIF level of a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "note",
    }
}

fn physical_location(source: &Source, place: Option<Place>) -> Value {
    let uri = source.path().map_or_else(|| "stdin".to_owned(), uri_reference);
    match place {
        None => json!({"artifactLocation": {"uri": uri}}),
        Some(place) => json!({
            "artifactLocation": {"uri": uri},
            "region": {"startLine": place.line, "startColumn": place.column},
        }),
    }
}

/// Converts a path to a URI reference. Relative paths stay relative, so that the log fits every clone of a repository.
fn uri_reference(path: &Path) -> String {
    let mut out = String::from(if path.is_absolute() { "file://" } else { "" });
    // Names that are not UTF-8 keep their bytes.
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            byte if std::path::is_separator(char::from(byte)) => out.push('/'),
            b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris() {
        for (path, expected) in [
            ("requests/a.json", "requests/a.json"),
            ("/tmp/a b.json", "file:///tmp/a%20b.json"),
            ("a:b#ü.json", "a%3Ab%23%C3%BC.json"),
        ] {
            assert_eq!(uri_reference(Path::new(path)), expected);
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            let path = std::ffi::OsStr::from_bytes(b"a/\xff\xc3.json");
            assert_eq!(uri_reference(Path::new(path)), "a/%FF%C3.json");
        }
    }
}
