//! Reads a document's text into a tree and reports violations of the rules that apply to every text.

use serde_json::Value;

use crate::engine::limits::Limits;
use crate::engine::report::{Detail, Path, Report, Violation};
use crate::engine::rule::Rule;
use crate::engine::validate::{rule_of_fault, rule_of_mistake};
use crate::service::capability::document_text::MAX_DEPTH;
use crate::text::json::MistakeKind;
use crate::text::json::tree::{self, Mistake};

/// Reads a text; returns its value and the violations that do not prevent reading.
///
/// # Errors
/// A report when the text cannot be read.
pub(super) fn read(text: &[u8], limits: &Limits) -> Result<(Value, Vec<Violation>), Report> {
    let unreadable = |rule: Rule, detail, offset| {
        let violation = Violation::new(rule, rule.severity(), Path::default(), detail);
        Report::from_violations(vec![Violation { offset: Some(offset), ..violation }])
    };
    if text.len() > limits.max_size() {
        return Err(unreadable(Rule::JSON_SIZE, Detail::Limit { limit: limits.max_size() }, 0));
    }
    // Deeper trees are rejected whatever the limits say, because later steps recurse over the tree.
    let max_depth = limits.max_depth().min(MAX_DEPTH);
    let (root, mistakes) = tree::read(text, max_depth).map_err(|error| {
        let (rule, detail) = rule_of_fault(error.fault, max_depth);
        unreadable(rule, detail, error.position.offset)
    })?;
    Ok((root.to_value(), mistakes.iter().map(violation).collect()))
}

fn violation(mistake: &Mistake) -> Violation {
    let path = mistake.position.path();
    // A key that cannot be written is reported at its object.
    let path = if mistake.kind == MistakeKind::LoneSurrogateInKey { path.parent() } else { path };
    let (rule, detail) = rule_of_mistake(mistake.kind);
    let violation = Violation::new(rule, rule.severity(), path, detail);
    Violation { offset: Some(mistake.position.offset), ..violation }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &[u8]) -> Vec<(String, String)> {
        let found = match read(text, &Limits::default()) {
            Ok((_, found)) => found,
            Err(report) => report.violations,
        };
        found.into_iter().map(|found| (found.rule.id().to_owned(), found.path.to_string())).collect()
    }

    #[test]
    fn reads_the_same_tree_as_serde() {
        let text = br#" {"a": [1, -2.5e3, true, null, "\u00e9\n"], "b": {}, "c": [], "d": {"e": [[{}]]}} "#;
        let (value, found) = read(text, &Limits::default()).unwrap();
        assert_eq!(value, serde_json::from_slice::<Value>(text).unwrap());
        assert!(found.is_empty());
        assert!(read(b"1e400", &Limits::default()).unwrap().0.is_number());
    }

    #[test]
    fn reports_the_faults_of_every_text() {
        let expected = |rule: &str, path: &str| vec![(rule.to_owned(), path.to_owned())];
        assert_eq!(rules(br#"{"a": [0, {"b": 1, "c": 2, "\u0062": 3}]}"#), expected("json-duplicate-key", "/a/1/b"));
        assert_eq!(rules(br#"{"a": [0, "\ud800"]}"#), expected("json-surrogate", "/a/1"));
        assert_eq!(rules(br#"{"a": 1,}"#), expected("json-syntax", ""));
        assert_eq!(rules(b"\"\xff\""), expected("json-utf8", ""));
        assert_eq!(rules("[".repeat(200_000).as_bytes()), expected("json-depth", ""));
        assert_eq!(rules(format!("{}{}", "[".repeat(128), "]".repeat(128)).as_bytes()), []);
    }
}
