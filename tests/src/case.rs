//! Reads case files as typed values.
//!
//! Unknown and contradictory keys are refused, so that a misspelt key cannot pass as a case that expects nothing.
//! `tests/README.md` describes every key.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use mi_preflight::{Edition, Profile, UnknownEditionError};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The minimum number of files. Fewer mean that the folder was not found or is incomplete.
const MIN_CASE_FILES: usize = 400;

/// What a case is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseEdition {
    /// One edition.
    One(Edition),
    /// Every edition: an input is refused only if all refuse it.
    Any,
}

impl CaseEdition {
    /// Returns the name: that of the edition, or `any`.
    pub fn name(self) -> &'static str {
        match self {
            CaseEdition::One(edition) => edition.name(),
            CaseEdition::Any => "any",
        }
    }

    /// Returns the edition, or the newest of several.
    pub fn newest(self) -> Edition {
        match self {
            CaseEdition::One(edition) => edition,
            CaseEdition::Any => Edition::LATEST,
        }
    }
}

impl FromStr for CaseEdition {
    type Err = UnknownEditionError;

    fn from_str(name: &str) -> Result<CaseEdition, UnknownEditionError> {
        if name == "any" { Ok(CaseEdition::Any) } else { name.parse().map(CaseEdition::One) }
    }
}

impl fmt::Display for CaseEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The path of a case file.
#[derive(Clone, Debug)]
pub struct CasePath {
    absolute: PathBuf,
    /// The path from the root of the repository, with `/` on every platform.
    pub relative: String,
}

/// A case: a subject, settings, and the expected violations.
#[derive(Clone, Debug)]
pub struct Case {
    /// The path from the root of the repository, with `/` on every platform.
    pub path: String,
    /// The subject of the check.
    pub subject: Subject,
    /// The keys of the file.
    pub keys: CaseKeys,
}

/// The subject of a case.
#[derive(Clone, Debug)]
pub enum Subject {
    /// An operation's input.
    Input {
        /// The operation.
        operation: String,
        /// The input.
        input: Value,
    },
    /// An operation's output.
    Output {
        /// The operation.
        operation: String,
        /// The output.
        output: Value,
    },
    /// An HTTP request.
    Request(RequestKeys),
    /// The text of an operation's input or output, which need not be JSON.
    Text {
        /// The operation.
        operation: String,
        /// The text.
        text: String,
        /// Whether the text is an output.
        is_output: bool,
    },
    /// The text of a capability or definition document.
    Document {
        /// The text.
        text: String,
        /// Whether the service returned the document. If not, the user wrote it.
        is_from_service: bool,
    },
    /// The text of a notification.
    Event(String),
    /// The text of a single capability report.
    CapabilityReport(String),
}

/// The keys of a case file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseKeys {
    /// The purpose of the case, if its name does not state it.
    pub why: Option<String>,
    /// The editions in which the case holds, or `any`; one, which has no effect, if there is a `model`.
    #[serde(default, deserialize_with = "names")]
    pub editions: Vec<CaseEdition>,
    /// The name of a model in `tests/models`, which is loaded in place of an edition.
    pub model: Option<String>,
    /// The operation of the subject; for a request, the operation that it is expected to reach.
    pub operation: Option<String>,

    #[serde(default, deserialize_with = "present")]
    input: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    output: Option<Value>,
    text: Option<String>,
    output_text: Option<String>,
    request: Option<RequestKeys>,
    #[serde(default, deserialize_with = "present")]
    document: Option<Value>,
    document_text: Option<String>,
    #[serde(default, deserialize_with = "present")]
    event: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    lone_report: Option<Value>,
    from_service: Option<bool>,

    /// The profile, if it is not the default.
    #[serde(default, deserialize_with = "optional_name")]
    pub profile: Option<Profile>,
    /// The time of the check.
    pub now: Option<String>,
    /// The device's capability report.
    pub report: Option<Value>,
    /// Capability and definition documents.
    pub schemas: Option<Vec<Value>>,
    /// Names of destinations that are created elsewhere.
    pub destinations: Option<Vec<String>>,
    /// Custom routes, each with its operation.
    pub routes: Option<BTreeMap<String, String>>,
    /// A policy.
    pub policy: Option<Value>,
    /// Whether a request must be signed.
    pub signed: Option<bool>,
    /// The limits of the reader.
    pub limits: Option<LimitKeys>,

    /// The expected violations, in any order.
    pub expect: Vec<ExpectedViolation>,
}

/// The keys of `request`, which are those of a request record.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RequestKeys {
    /// The method.
    pub method: String,
    /// The path, with or without a query.
    pub uri: String,
    /// Entries of the query, added to those of `uri`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<String>,
    /// The headers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, HeaderValues>,
    /// The body, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The body, as bytes in base64.
    #[serde(rename = "bodyBase64", skip_serializing_if = "Option::is_none")]
    pub body_base64: Option<String>,
}

/// The value of a header, or its values if it is repeated.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum HeaderValues {
    /// One value.
    Single(String),
    /// Several values.
    Repeated(Vec<String>),
}

impl HeaderValues {
    /// The values.
    pub fn as_slice(&self) -> &[String] {
        match self {
            HeaderValues::Single(value) => std::slice::from_ref(value),
            HeaderValues::Repeated(values) => values,
        }
    }
}

/// The keys of `limits`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LimitKeys {
    /// The maximum size of the input, in bytes.
    #[serde(rename = "maxSize")]
    pub max_size: usize,
}

/// An expected violation: its rule and path, and those other keys of an answer that the case states.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExpectedViolation {
    /// The rule's id.
    pub rule: String,
    /// The path.
    pub path: String,
    /// The severity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// Whether the violation is of a map's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_key: Option<bool>,
    /// The position of the entry in a sensitive map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<usize>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The detail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Value>,
    /// The suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// The editions that refuse the input because of it, if another accepts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_by: Option<Vec<String>>,
}

/// Why a case file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why it cannot be read.
        source: std::io::Error,
    },
    /// The file is not JSON, or a key is unknown, missing or of another type.
    #[error("{path}: {}{source}", in_key(.key))]
    Malformed {
        /// The file.
        path: String,
        /// The key, such as `expect[0].rule`; empty for the file as a whole.
        key: String,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// Keys contradict each other, or a required one is missing.
    #[error("{path}: {problem}")]
    Inconsistent {
        /// The file.
        path: String,
        /// The keys, and what to do.
        problem: String,
    },
}

fn in_key(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!("in `{key}`: ") }
}

impl CasePath {
    /// The paths of all case files, sorted.
    ///
    /// # Panics
    /// Panics if the folder cannot be read, or has too few files.
    pub fn all() -> Vec<CasePath> {
        let mut paths = Vec::new();
        collect(&crate::root().join("tests/cases"), &mut paths);
        paths.sort();
        assert!(paths.len() >= MIN_CASE_FILES, "only {} case files were found", paths.len());
        paths.into_iter().map(CasePath::new).collect()
    }

    fn new(absolute: PathBuf) -> CasePath {
        let from_root = absolute.strip_prefix(crate::root()).unwrap_or(&absolute);
        let parts = from_root.components().map(|part| part.as_os_str().to_string_lossy());
        let relative = parts.collect::<Vec<_>>().join("/");
        CasePath { absolute, relative }
    }

    /// Reads the file.
    pub fn read(&self) -> Result<Case, CaseError> {
        let text = std::fs::read_to_string(&self.absolute)
            .map_err(|source| CaseError::Unreadable { path: self.relative.clone(), source })?;
        Case::parse(&self.relative, &text)
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of cases can be read") {
        let path = entry.expect("the folder of cases can be read").path();
        if path.is_dir() {
            collect(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

impl Case {
    /// Reads all cases.
    ///
    /// # Panics
    /// Panics if a case file cannot be used.
    pub fn all() -> Vec<Case> {
        let paths = CasePath::all();
        paths.iter().map(|path| path.read().unwrap_or_else(|error| panic!("{error}"))).collect()
    }

    /// Reads the text of a case file.
    pub fn parse(path: &str, text: &str) -> Result<Case, CaseError> {
        let mut json = serde_json::Deserializer::from_str(text);
        let mut keys: CaseKeys = serde_path_to_error::deserialize(&mut json).map_err(|error| CaseError::Malformed {
            path: path.to_owned(),
            key: Some(error.path().to_string()).filter(|key| key != ".").unwrap_or_default(),
            source: error.into_inner(),
        })?;
        json.end().map_err(|source| CaseError::Malformed { path: path.to_owned(), key: String::new(), source })?;
        let inconsistent = |problem| CaseError::Inconsistent { path: path.to_owned(), problem };
        if keys.model.is_some() {
            if !keys.editions.is_empty() {
                return Err(inconsistent("`editions` and `model` contradict each other: keep one of them".to_owned()));
            }
            keys.editions.push(CaseEdition::One(Edition::default()));
        }
        let case = Case { path: path.to_owned(), subject: keys.subject().map_err(inconsistent)?, keys };
        case.check_folder().map_err(inconsistent)?;
        Ok(case)
    }

    /// Returns the name of the folder: an operation, or a kind of cases if it begins with `_`.
    pub fn folder(&self) -> &str {
        self.path.rsplit('/').nth(1).unwrap_or_default()
    }

    /// Returns the profile of the case.
    pub fn profile(&self) -> Profile {
        self.keys.profile.unwrap_or_default()
    }

    /// Returns the path of the model that is loaded, if there is one.
    pub fn model_path(&self) -> Option<PathBuf> {
        self.keys.model.as_ref().map(|name| crate::root().join(format!("tests/models/{name}.json")))
    }

    /// Returns whether a violation of a rule is expected.
    pub fn expects(&self, rule: &str) -> bool {
        self.keys.expect.iter().any(|violation| violation.rule == rule)
    }

    fn check_folder(&self) -> Result<(), String> {
        let folder = self.folder();
        if self.keys.editions.is_empty() {
            return Err("`editions` names no edition".to_owned());
        }
        match &self.keys.operation {
            Some(operation) if !folder.starts_with('_') && operation != folder => {
                Err(format!("`operation` is {operation}, but the folder is of {folder}"))
            }
            _ => Ok(()),
        }
    }
}

impl CaseKeys {
    fn subject(&self) -> Result<Subject, String> {
        let text_of = |value: &Value| value.to_string();
        let operation = || self.operation.clone().ok_or_else(|| "`operation` is missing".to_owned());
        let is_from_service = self.from_service.unwrap_or_default();
        let mut subjects: Vec<(&str, Subject)> = Vec::new();
        if let Some(input) = self.input.clone() {
            subjects.push(("input", Subject::Input { operation: operation()?, input }));
        }
        if let Some(output) = self.output.clone() {
            subjects.push(("output", Subject::Output { operation: operation()?, output }));
        }
        if let Some(text) = self.text.clone() {
            subjects.push(("text", Subject::Text { operation: operation()?, text, is_output: false }));
        }
        if let Some(text) = self.output_text.clone() {
            subjects.push(("output_text", Subject::Text { operation: operation()?, text, is_output: true }));
        }
        if let Some(request) = self.request.clone() {
            subjects.push(("request", Subject::Request(request)));
        }
        if let Some(text) = self.document.as_ref().map(text_of) {
            subjects.push(("document", Subject::Document { text, is_from_service }));
        }
        if let Some(text) = self.document_text.clone() {
            subjects.push(("document_text", Subject::Document { text, is_from_service }));
        }
        if let Some(event) = self.event.as_ref().map(text_of) {
            subjects.push(("event", Subject::Event(event)));
        }
        if let Some(report) = self.lone_report.as_ref().map(text_of) {
            subjects.push(("lone_report", Subject::CapabilityReport(report)));
        }
        if subjects.len() > 1 {
            let keys: Vec<String> = subjects.iter().map(|(key, _)| format!("`{key}`")).collect();
            return Err(format!("{} contradict each other: keep one of them", keys.join(" and ")));
        }
        let Some((key, subject)) = subjects.pop() else {
            return Err("nothing is judged: add `input`, `request` or another subject".to_owned());
        };
        let is_document = matches!(subject, Subject::Document { .. });
        if self.from_service.is_some() && !is_document {
            return Err(format!("`from_service` has no effect on `{key}`: remove it"));
        }
        let is_without_operation = is_document || matches!(subject, Subject::Event(_) | Subject::CapabilityReport(_));
        if self.operation.is_some() && is_without_operation {
            return Err(format!("`operation` has no effect on `{key}`: remove it"));
        }
        Ok(subject)
    }
}

impl ExpectedViolation {
    /// Returns the keys of the expected violation, as an object.
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// Distinguishes `null` from an absent key.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

fn names<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    let names = Vec::<String>::deserialize(deserializer)?;
    names.iter().map(|name| name.parse().map_err(D::Error::custom)).collect()
}

fn optional_name<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    String::deserialize(deserializer)?.parse().map(Some).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "tests/cases/CreateManagedThing/example.json";

    fn error(keys: &str) -> String {
        Case::parse(PATH, &format!("{{{keys}}}")).expect_err("the file is refused").to_string()
    }

    #[test]
    fn errors_name_the_file_and_the_key() {
        let start = r#""editions": ["2026-11"], "operation": "CreateManagedThing", "input": {}"#;
        for (keys, expected) in [
            (format!(r#"{start}, "expects": []"#), "unknown field `expects`"),
            (start.to_owned(), "missing field `expect`"),
            (
                format!(r#"{start}, "expect": [{{"rule": "type", "path": "", "sverity": "error"}}]"#),
                "in `expect[0].sverity`: ",
            ),
            (format!(r#"{start}, "expect": [{{"rule": "type"}}]"#), "in `expect[0]`: missing field `path`"),
            (format!(r#"{start}, "expect": [], "signed": "yes""#), "in `signed`: invalid type"),
            (format!(r#"{start}, "expect": [], "profile": "hard""#), "in `profile`: "),
            (format!(r#"{start}, "expect": [], "limits": {{"maxDepth": 1}}"#), "in `limits.maxDepth`: unknown field"),
            (format!(r#"{start}, "expect": [] "#) + ", ", "trailing comma"),
        ] {
            let error = error(&keys);
            assert!(error.starts_with(PATH) && error.contains(expected), "{error}\ndoes not have {expected}");
        }
    }

    #[test]
    fn contradicting_keys_are_refused() {
        let rest = r#""editions": ["2026-11"], "expect": []"#;
        for (keys, expected) in [
            (
                r#""operation": "CreateManagedThing", "input": null, "text": """#,
                "`input` and `text` contradict each other",
            ),
            (r#""operation": "CreateManagedThing""#, "nothing is judged"),
            (r#""input": {}"#, "`operation` is missing"),
            (r#""operation": "CreateOtaTask", "input": {}"#, "the folder is of CreateManagedThing"),
            (r#""operation": "CreateManagedThing", "event": {}"#, "`operation` has no effect on `event`"),
            (r#""operation": "CreateManagedThing", "input": {}, "from_service": true"#, "`from_service` has no effect"),
        ] {
            let error = error(&format!("{keys}, {rest}"));
            assert!(error.starts_with(PATH) && error.contains(expected), "{error}\ndoes not have {expected}");
        }
    }
}
