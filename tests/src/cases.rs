//! The project's own cases: what they are and what judges them, for every surface.
//!
//! A case is a file `cases/OPERATION/NAME.json`: the editions it holds in, what is judged (`input` or `output` as a
//! value, `text` or `output_text` as written, or a `request`), what is known beside it (`profile`, `now`, the device's
//! `report`, the documents in `schemas`, `destinations` that others make, a company's own `routes`, a `policy`, whether
//! requests must be `signed`, `limits` of reading), and the rules and paths that are expected, with whatever else of a
//! violation matters.
//!
//! What is judged without an operation is in a folder of its own: `_documents` have a `document` or `document_text`,
//! which is `from_service` where the service answered it, `_events` an `event`, `_reports` a `lone_report`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mi_preflight::document::{Documents, Origin};
use mi_preflight::policy::{Format, Policy};
use mi_preflight::{Device, Edition, Limits, Preflight, Profile, Routes};
use serde_json::{Value, json};

/// One case.
pub struct Case {
    /// Where it stands.
    pub name: String,
    /// What it says.
    pub case: Value,
}

/// What surfaces take: a record, the text of an input or output beside its operation, or the text of something that
/// is judged without one.
pub enum Subject {
    /// A record.
    Record(String),
    /// A text, as it is written.
    Text {
        /// What it is the input or output of.
        operation: String,
        /// The text.
        text: String,
        /// Whether it is an output.
        is_output: bool,
    },
    /// The text of a capability or definition document.
    Document {
        /// The text.
        text: String,
        /// Who wrote it.
        origin: Origin,
    },
    /// The text of a notification.
    Event(String),
    /// The text of a capability report.
    Report(String),
}

/// Every case.
///
/// # Panics
/// When a file cannot be read, or there are few: tests of nothing pass.
pub fn cases() -> Vec<Case> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"), &mut files);
    files.sort();
    assert!(files.len() > 80, "only {} cases were found", files.len());
    files.iter().map(|path| Case { name: path.display().to_string(), case: crate::json(path) }).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of cases can be read") {
        let path = entry.expect("the folder of cases can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

impl Case {
    /// The editions that it holds in.
    pub fn editions(&self) -> Vec<Edition> {
        let names = self.case["editions"].as_array().expect("a case names its editions");
        names.iter().map(|name| name.as_str().unwrap_or_default().parse().expect("the edition is there")).collect()
    }

    /// What is judged.
    pub fn subject(&self) -> Subject {
        let operation = self.case["operation"].as_str().unwrap_or_default().to_owned();
        for (key, is_output) in [("text", false), ("output_text", true)] {
            if let Some(text) = self.case[key].as_str() {
                return Subject::Text { operation, text: text.to_owned(), is_output };
            }
        }
        let origin = if self.case["from_service"] == true { Origin::Service } else { Origin::Authored };
        if let Some(text) = self.case["document_text"].as_str() {
            return Subject::Document { text: text.to_owned(), origin };
        }
        if let Some(document) = self.case.get("document") {
            return Subject::Document { text: document.to_string(), origin };
        }
        if let Some(event) = self.case.get("event") {
            return Subject::Event(event.to_string());
        }
        if let Some(report) = self.case.get("lone_report") {
            return Subject::Report(report.to_string());
        }
        let mut record = json!({"id": self.name});
        for key in ["operation", "input", "output", "request"] {
            if let Some(value) = self.case.get(key).filter(|_| key != "operation" || self.case.get("request").is_none())
            {
                record[key] = value.clone();
            }
        }
        Subject::Record(record.to_string())
    }

    /// The operation, which is the name of the case's folder.
    pub fn operation(&self) -> String {
        let folder = Path::new(&self.name).parent().and_then(Path::file_name);
        folder.unwrap_or_default().to_string_lossy().into_owned()
    }

    /// How strictly it is judged.
    pub fn profile(&self) -> Profile {
        self.case["profile"].as_str().map(|name| name.parse().expect("the profile is there")).unwrap_or_default()
    }

    /// The documents at hand.
    pub fn documents(&self) -> Documents {
        let mut documents = Documents::new();
        for schema in self.case["schemas"].as_array().into_iter().flatten() {
            documents.add(schema.to_string().as_bytes()).expect("it is a document");
        }
        documents
    }

    /// What judges the case.
    pub fn preflight(&self, edition: Edition) -> Preflight {
        let mut preflight = Preflight::new(edition).with_profile(self.profile());
        if let Some(now) = self.case["now"].as_str() {
            preflight = preflight.with_now(now.parse().expect("it is a time"));
        }
        if let Some(report) = self.case.get("report") {
            let device = Device::parse(report.to_string().as_bytes()).expect("it is a report");
            preflight = preflight.with_device(Arc::new(device));
        }
        if self.case.get("schemas").is_some() {
            preflight = preflight.with_documents(Arc::new(self.documents()));
        }
        if let Some(names) = self.case["destinations"].as_array() {
            let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
            preflight = preflight.with_destinations(names.collect::<Vec<_>>());
        }
        if let Some(routes) = self.case["routes"].as_object() {
            let routes =
                routes.iter().map(|(route, operation)| (route.as_str(), operation.as_str().unwrap_or_default()));
            preflight = preflight.with_routes(Arc::new(Routes::new(edition, routes).expect("they are routes")));
        }
        if let Some(policy) = self.case.get("policy") {
            let policy = Policy::parse(policy.to_string().as_bytes(), Format::Json, edition);
            preflight = preflight.with_policy(policy.expect("it is a policy"));
        }
        if let Some(size) = self.case["limits"]["maxSize"].as_u64() {
            let size = usize::try_from(size).expect("it is a size");
            preflight = preflight.with_limits(Limits::default().with_max_size(size));
        }
        preflight.with_signature_required(self.case["signed"] == true)
    }
}
