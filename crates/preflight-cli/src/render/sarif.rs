use std::collections::BTreeSet;
use std::path::Path;

use mi_preflight::{Place, Rule, Severity, Violation};
use serde_json::{Value, json};

use super::{Judged, Render};
use crate::check::Judge;
use crate::source::{Source, Unreadable};

/// SARIF 2.1.0: one log with one run, told at the end.
#[derive(Default)]
pub(crate) struct Sarif {
    results: Vec<Value>,
    notifications: Vec<Value>,
    /// The ids of a policy's own checks that were broken.
    own_checks: BTreeSet<String>,
}

impl Render for Sarif {
    fn answer(&mut self, judged: &Judged<'_>) -> String {
        if let Some(error) = judged.answer.error() {
            self.notify(judged.source, error);
        }
        let violations = judged.answer.report().map(|report| report.violations()).unwrap_or_default();
        let own = violations.iter().filter(|violation| violation.rule == Rule::POLICY_CHECK);
        self.own_checks.extend(own.map(|violation| violation.rule_id().to_owned()));
        self.results.extend(violations.iter().map(|violation| result(judged, violation)));
        String::new()
    }

    fn unreadable(&mut self, source: &Source, _: &Judge, error: &Unreadable) -> String {
        self.notify(source, &error.to_string());
        String::new()
    }

    fn finish(&mut self) -> String {
        let own = self.own_checks.iter().map(|id| json!({ "id": id }));
        let rules: Vec<Value> = Rule::ALL.iter().map(|rule| descriptor(*rule)).chain(own).collect();
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
        format!("{log:#}\n")
    }
}

impl Sarif {
    fn notify(&mut self, source: &Source, error: &str) {
        self.notifications.push(json!({
            "level": "error",
            "message": {"text": error},
            "locations": [{"physicalLocation": physical(source, None)}],
        }));
    }
}

fn descriptor(rule: Rule) -> Value {
    json!({
        "id": rule.id(),
        "shortDescription": {"text": rule.title()},
        "defaultConfiguration": {"level": level(rule.severity())},
    })
}

fn result(judged: &Judged<'_>, violation: &Violation) -> Value {
    let help = violation.help().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": violation.rule_id(),
        "level": level(violation.severity),
        "message": {"text": format!("{violation}{help}")},
        "locations": [{
            "physicalLocation": physical(judged.source, judged.place(violation)),
            "logicalLocations": [{"fullyQualifiedName": violation.path.to_string()}],
        }],
    });
    // A policy's own check is listed behind the catalogue, by its id alone.
    if let Some(index) = Rule::ALL.iter().position(|rule| *rule == violation.rule) {
        result["ruleIndex"] = json!(index);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "note",
    }
}

fn physical(source: &Source, place: Option<Place>) -> Value {
    let uri = source.path().map_or_else(|| "stdin".to_owned(), uri);
    match place {
        None => json!({"artifactLocation": {"uri": uri}}),
        Some(place) => json!({
            "artifactLocation": {"uri": uri},
            "region": {"startLine": place.line, "startColumn": place.column},
        }),
    }
}

/// The path as a URI reference: relative paths stay relative, so that a log fits every copy of a repository.
fn uri(path: &Path) -> String {
    let mut out = String::from(if path.is_absolute() { "file://" } else { "" });
    for byte in path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/").bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => out.push(char::from(byte)),
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
            assert_eq!(uri(Path::new(path)), expected);
        }
    }
}
