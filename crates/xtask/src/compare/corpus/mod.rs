//! The inputs of a comparison, as files.
//!
//! File names are relative to the workspace's root, as in the command lines and the answers.

mod mutants;
mod pattern;
mod policies;
mod random;
mod repository;
mod requests;
mod smithy;
mod values;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use self::random::Random;
use self::repository::Case;
use self::smithy::{Operation, SmithyModel};
use self::values::Fill;
use super::CompareError;
use super::build::Programs;

/// The editions, by the names of their data files.
pub(super) const EDITIONS: [&str; 2] = ["2025-05-22", "2026-11"];

/// The folder of the corpus, relative to the workspace's root.
const FOLDER: &str = "target/compare/corpus";

/// The number of mutants of each kind: of inputs, outputs, requests, cases and files.
const INPUT_MUTANTS: usize = 130;
const OUTPUT_MUTANTS: usize = 45;
const REQUEST_MUTANTS: usize = 25;
const CASE_MUTANTS: usize = 20;
const FILE_MUTANTS: usize = 14;

/// The number of records that are written as single files.
const RECORD_FILES: usize = 200;

/// The files of the corpus.
#[derive(Default)]
pub(super) struct Corpus {
    /// The number of records in the streams.
    pub(super) records: usize,
    pub(super) editions: Vec<EditionCorpus>,
    /// Records of the cases and of their mutants, for all editions.
    pub(super) case_records: String,
    /// Records of commands, reports and states, which are checked against documents.
    pub(super) device_records: String,
    /// Records in single files.
    pub(super) record_files: Vec<String>,
    /// The cases with their options.
    pub(super) cases: Vec<CaseFile>,
    /// Policies for every edition.
    pub(super) policies: Vec<String>,
    /// The ids of rules that a policy can name.
    pub(super) rules: Vec<String>,
    /// Policies that are invalid or unusual.
    pub(super) odd_policies: Vec<String>,
    /// Folders of capability and definition documents.
    pub(super) schemas: Vec<String>,
    /// Documents in single files.
    pub(super) documents: Vec<String>,
    pub(super) reports: Vec<DeviceReport>,
    /// Invalid capability reports.
    pub(super) odd_reports: Vec<String>,
    /// Notifications, with the folder of the documents to check them against.
    pub(super) events: Vec<(String, Vec<String>)>,
    /// Inputs of CreateOtaTaskConfiguration.
    pub(super) rollouts: Vec<String>,
    /// Inputs of CreateOtaTask.
    pub(super) tasks: Vec<String>,
}

/// A device's capability report.
pub(super) struct DeviceReport {
    pub(super) file: String,
    /// The folder of the documents to check it against.
    pub(super) schemas: Option<String>,
    /// Commands as endpoint, capability, action and parameters, most of them for this device.
    pub(super) commands: Vec<Vec<String>>,
}

/// The part of the corpus for one edition.
pub(super) struct EditionCorpus {
    pub(super) edition: &'static str,
    /// The data file.
    pub(super) model: String,
    /// Records of inputs, outputs and requests.
    pub(super) records: String,
    /// The inputs and outputs of each operation, one per line.
    pub(super) texts: Vec<Texts>,
    /// A policy with limits for all members.
    pub(super) limits: String,
    /// The names of operations, shapes and members.
    pub(super) names: Vec<String>,
    /// The names of operations and of their errors.
    pub(super) errors: Vec<(String, Vec<String>)>,
}

/// The inputs or outputs of an operation.
pub(super) struct Texts {
    pub(super) operation: String,
    pub(super) is_output: bool,
    pub(super) file: String,
}

/// The subcommand that checks a case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Record,
    Input,
    Output,
    Document,
    DocumentOfService,
    Event,
    Report,
}

/// A case with its options.
pub(super) struct CaseFile {
    pub(super) subject: Subject,
    pub(super) operation: String,
    pub(super) file: String,
    pub(super) editions: Vec<String>,
    /// Options of `check`, such as `--policy FILE`.
    pub(super) options: Vec<String>,
    pub(super) profile: Option<String>,
    pub(super) schemas: Option<String>,
}

/// Writes the corpus.
pub(super) fn write(root: &Path, programs: &Programs) -> Result<Corpus, CompareError> {
    let folder = root.join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| CompareError::File { path: folder.clone(), error })?;
    }
    let mut writer = Writer { root, programs, corpus: Corpus::default() };
    for edition in EDITIONS {
        writer.edition(edition)?;
    }
    let cases = repository::cases(root)?;
    writer.documents(&cases)?;
    writer.cases(&cases)?;
    writer.policies()?;
    Ok(writer.corpus)
}

struct Writer<'w> {
    root: &'w Path,
    programs: &'w Programs,
    corpus: Corpus,
}

/// The lines of a stream of records.
#[derive(Default)]
struct Lines {
    text: Vec<u8>,
    count: usize,
}

impl Lines {
    /// Adds a text, unless it is blank or has several lines, which a stream cannot hold as one record.
    fn add(&mut self, text: &[u8]) {
        if text.trim_ascii().is_empty() || text.contains(&b'\n') {
            return;
        }
        self.text.extend_from_slice(text);
        self.text.push(b'\n');
        self.count += 1;
    }

    fn record(&mut self, id: &str, operation: &str, side: &str, text: &[u8]) {
        let mut line = format!(r#"{{"id":{},"operation":{},"{side}":"#, json!(id), json!(operation)).into_bytes();
        line.extend_from_slice(text);
        line.push(b'}');
        self.add(&line);
    }

    fn request(&mut self, id: &str, request: &Value) {
        self.add(json!({"id": id, "request": request}).to_string().as_bytes());
    }
}

impl Writer<'_> {
    /// Writes a file and returns its name, relative to the root.
    fn file(&self, name: &str, text: &[u8]) -> Result<String, CompareError> {
        let name = format!("{FOLDER}/{name}");
        let path = self.root.join(&name);
        let folder = path.parent().unwrap_or(self.root);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
        written.map_err(|error| CompareError::File { path, error })?;
        Ok(name)
    }

    fn stream(&mut self, name: &str, lines: &Lines) -> Result<String, CompareError> {
        self.corpus.records += lines.count;
        self.file(name, &lines.text)
    }

    /// Writes the inputs, outputs and requests of every operation of an edition.
    fn edition(&mut self, edition: &'static str) -> Result<(), CompareError> {
        let data = format!("crates/preflight/model/{edition}.json");
        let path = self.root.join(&data);
        let text = repository::read(&path)?;
        let model = SmithyModel::parse(&text).map_err(|error| CompareError::Json { path, error })?;
        let mut records = Lines::default();
        let mut texts = Vec::new();
        let mut errors = Vec::new();
        for operation in model.operations() {
            for (is_output, max) in [(false, INPUT_MUTANTS), (true, OUTPUT_MUTANTS)] {
                let lines = operation_texts(&model, &operation, is_output, max, edition, &mut records);
                let side = if is_output { "output" } else { "input" };
                let file = self.file(&format!("texts/{edition}/{}.{side}.ndjson", operation.name), &lines.text)?;
                texts.push(Texts { operation: operation.name.clone(), is_output, file });
            }
            operation_requests(&model, &operation, edition, &mut records);
            self.operation_files(&model, &operation, edition)?;
            errors.push((operation.name, operation.errors));
        }
        records.add(br#"{"id":1,"operation":"NoSuchOperation","input":{}}"#);
        records.add(br#"{"id":2,"operation":"createManagedThing","input":{}}"#);
        records.add(br#"{"operation":"CreateManagedThing","input":{},"output":{},"request":{}}"#);
        records.add(br#"{"id":[{"a":1}],"operation":"CreateManagedThing","input":null,"more":1}"#);
        records.add(b"[1,2]");
        records.add(b"no record");
        let limits =
            self.file(&format!("policies/limits-{edition}.json"), policies::limits(&model).to_string().as_bytes())?;
        let records = self.stream(&format!("records/{edition}.ndjson"), &records)?;
        let names = policies::names(&model);
        self.corpus.editions.push(EditionCorpus { edition, model: data, records, texts, limits, names, errors });
        Ok(())
    }

    /// Writes inputs that commands read from files.
    fn operation_files(
        &mut self,
        model: &SmithyModel,
        operation: &Operation,
        edition: &str,
    ) -> Result<(), CompareError> {
        let name = &operation.name;
        let mut random = Random::of(&format!("files {edition} {name}"));
        let is_rollout = name == "CreateOtaTaskConfiguration";
        if is_rollout || name == "CreateOtaTask" {
            for index in 0..16 {
                let fill = if index == 0 { Fill::Full } else { Fill::Random };
                let value = values::value(model, &operation.input, fill, &mut random);
                let file =
                    self.file(&format!("rollout/{name}-{edition}-{index}.json"), value.to_string().as_bytes())?;
                let files = if is_rollout { &mut self.corpus.rollouts } else { &mut self.corpus.tasks };
                files.push(file);
            }
        }
        Ok(())
    }

    /// Writes the records of all cases, the cases as files with their options, and examples.
    fn cases(&mut self, cases: &[Case]) -> Result<(), CompareError> {
        let mut records = Lines::default();
        for case in cases {
            let mut random = Random::of(&case.name);
            case_records(case, &mut random, &mut records);
            self.case_file(case)?;
        }
        for path in repository::json_files_below(&self.root.join("examples/inputs"))? {
            let operation = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let value = repository::read_json(&path)?;
            let id = format!("examples/{operation}");
            records.record(&id, &operation, "input", value.to_string().as_bytes());
            let mut random = Random::of(&id);
            for mutation in sample(mutants::of_value(&value, &mut random), CASE_MUTANTS) {
                records.record(
                    &format!("{id} {}", mutation.name()),
                    &operation,
                    "input",
                    mutation.text(&value).as_bytes(),
                );
            }
            if operation == "CreateOtaTaskConfiguration" {
                let name = path.strip_prefix(self.root).unwrap_or(&path).to_string_lossy().into_owned();
                self.corpus.rollouts.push(name);
            }
        }
        self.corpus.case_records = self.stream("records/cases.ndjson", &records)?;
        // Single files with records of every kind.
        let streams: Vec<String> = self.corpus.editions.iter().map(|edition| edition.records.clone()).collect();
        let mut lines = Vec::new();
        for stream in streams.iter().chain([&self.corpus.case_records]) {
            let path = self.root.join(stream);
            let text = fs::read(&path).map_err(|error| CompareError::File { path, error })?;
            lines.push(text);
        }
        let lines: Vec<&[u8]> = lines.iter().flat_map(|text| text.split(|byte| *byte == b'\n')).collect();
        for (index, line) in lines.iter().step_by((lines.len() / RECORD_FILES).max(1)).enumerate() {
            // Half of them are formatted, so that lines and columns matter.
            let laid_out = serde_json::from_slice::<Value>(line).ok().filter(|_| index % 2 == 0);
            let text = laid_out.map_or_else(|| line.to_vec(), |value| format!("{value:#}\n").into_bytes());
            let file = self.file(&format!("files/{index:03}.json"), &text)?;
            self.corpus.record_files.push(file);
        }
        Ok(())
    }

    fn case_file(&mut self, case: &Case) -> Result<(), CompareError> {
        let value = &case.value;
        let folder = format!("cases/{}", case.name);
        let texts = [("text", Subject::Input), ("output_text", Subject::Output), ("document_text", Subject::Document)];
        let values = [("document", Subject::Document), ("event", Subject::Event), ("lone_report", Subject::Report)];
        let text = texts.into_iter().find_map(|(key, subject)| Some((value[key].as_str()?.to_owned(), subject)));
        let laid_out = |(key, subject)| value.get(key).map(|part: &Value| (format!("{part:#}\n"), subject));
        let (text, mut subject) = text
            .or_else(|| values.into_iter().find_map(laid_out))
            .unwrap_or_else(|| (format!("{:#}\n", record_of(case)), Subject::Record));
        if subject == Subject::Document && value["from_service"] == true {
            subject = Subject::DocumentOfService;
        }
        let file = self.file(&format!("{folder}/input.json"), text.as_bytes())?;
        let mut options = Vec::new();
        for (key, option) in [("policy", "--policy"), ("report", "--report")] {
            if let Some(part) = value.get(key) {
                let file = self.file(&format!("{folder}/{key}.json"), part.to_string().as_bytes())?;
                options.extend([option.to_owned(), file]);
            }
        }
        if let Some(now) = value["now"].as_str() {
            options.extend(["--now".to_owned(), now.to_owned()]);
        }
        if let Some(size) = value["limits"]["maxSize"].as_u64() {
            options.extend(["--max-size".to_owned(), size.to_string()]);
        }
        if value["signed"] == true {
            options.push("--signed".to_owned());
        }
        let schemas = value["schemas"].as_array().map(|_| format!("{FOLDER}/{folder}/schemas"));
        self.corpus.cases.push(CaseFile {
            subject,
            operation: case.operation().to_owned(),
            file,
            editions: case.editions().map(str::to_owned).collect(),
            options,
            profile: value["profile"].as_str().map(str::to_owned),
            schemas,
        });
        Ok(())
    }

    /// Writes documents, and the reports, events and commands that are checked against them.
    fn documents(&mut self, cases: &[Case]) -> Result<(), CompareError> {
        let mut records = Lines::default();
        let mut ids = BTreeSet::new();
        for case in cases {
            let mut random = Random::of(&format!("documents {}", case.name));
            let name = case.name.replace('/', "-");
            let mut schemas = None;
            if let Some(documents) = case.value["schemas"].as_array() {
                let folder = format!("cases/{}/schemas", case.name);
                for (index, document) in documents.iter().enumerate() {
                    let text = document.to_string();
                    self.file(&format!("{folder}/{index}.json"), text.as_bytes())?;
                    if ids.insert(document["$id"].to_string()) {
                        self.file(&format!("schemas/cases/{}.json", ids.len()), text.as_bytes())?;
                    }
                }
                schemas = Some(format!("{FOLDER}/{folder}"));
            }
            if let Some(document) = case.value.get("document") {
                let files = self.mutated(&format!("documents/{name}"), document, FILE_MUTANTS, &mut random)?;
                self.corpus.documents.extend(files);
            }
            if let Some(event) = case.value.get("event") {
                let files = self.mutated(&format!("events/{name}"), event, FILE_MUTANTS * 3, &mut random)?;
                self.corpus.events.push((schemas.clone().unwrap_or_default(), files));
            }
            for key in ["lone_report", "report"] {
                if let Some(report) = case.value.get(key) {
                    self.report(&name, report, schemas.clone(), &mut random)?;
                }
            }
            let operations = ["SendManagedThingCommand", "CreateManagedThing", "UpdateManagedThing"];
            for side in ["input", "output"] {
                let Some(value) = case.value.get(side) else { continue };
                if schemas.is_some() || operations.contains(&case.operation()) {
                    device_records(&case.name, case.operation(), side, value, &mut random, &mut records);
                }
            }
        }
        if !ids.is_empty() {
            self.corpus.schemas.push(format!("{FOLDER}/schemas/cases"));
        }
        self.capability_schema(&mut records)?;
        self.corpus.device_records = self.stream("records/devices.ndjson", &records)?;
        Ok(())
    }

    /// Writes the conformance files, if they are present.
    fn capability_schema(&mut self, records: &mut Lines) -> Result<(), CompareError> {
        let folder = self.root.join("../shared/conformance/capability-schema");
        if !folder.is_dir() {
            println!("the conformance folder `capability-schema` is not there: its documents are not in the corpus");
            return Ok(());
        }
        let schemas = format!("{FOLDER}/schemas/capability-schema");
        let mut events = Vec::new();
        for path in repository::entries(&folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let mut random = Random::of(&name);
            let value = repository::read_json(&path)?;
            let items = || value.as_array().into_iter().flatten();
            if name.ends_with(".capability.json") {
                self.file(&format!("schemas/capability-schema/{name}"), value.to_string().as_bytes())?;
                let files = self.mutated(&format!("documents/{name}"), &value, FILE_MUTANTS * 8, &mut random)?;
                self.corpus.documents.extend(files);
            } else if name.ends_with(".commands.json") {
                for item in items() {
                    let id = item["id"].as_str().unwrap_or_default();
                    device_records(id, "SendManagedThingCommand", "input", &item["request"], &mut random, records);
                }
            } else if name.ends_with(".observations.json") {
                for item in items() {
                    let id = item["id"].as_str().unwrap_or_default().to_owned();
                    match item["kind"].as_str().unwrap_or_default() {
                        "CapabilityReport" => self.report(&id, &item["body"], Some(schemas.clone()), &mut random)?,
                        kind => {
                            if kind.starts_with("Get") {
                                device_records(&id, kind, "output", &item["body"], &mut random, records);
                            }
                            let name = format!("events/{id}");
                            events.extend(self.mutated(&name, &item["body"], FILE_MUTANTS * 3, &mut random)?);
                        }
                    }
                }
            }
        }
        self.corpus.events.push((schemas.clone(), events));
        self.corpus.schemas.push(schemas);
        Ok(())
    }

    fn report(
        &mut self,
        name: &str,
        report: &Value,
        schemas: Option<String>,
        random: &mut Random,
    ) -> Result<(), CompareError> {
        let mut files = self.mutated(&format!("reports/{name}"), report, FILE_MUTANTS * 2, random)?;
        let file = files.remove(0);
        self.corpus.reports.push(DeviceReport { file, schemas, commands: device_commands(report) });
        self.corpus.odd_reports.extend(files);
        Ok(())
    }

    /// Writes a value and its mutants as files. The value itself comes first.
    fn mutated(&self, name: &str, value: &Value, max: usize, random: &mut Random) -> Result<Vec<String>, CompareError> {
        let mut files = vec![self.file(&format!("{name}.json"), format!("{value:#}\n").as_bytes())?];
        for (index, mutation) in sample(mutants::of_value(value, random), max).iter().enumerate() {
            let text = mutation.text(value);
            files.push(self.file(&format!("{name}-{index}.json"), text.as_bytes())?);
        }
        let broken = mutants::broken_texts(&value.to_string(), random);
        for (index, (_, text)) in sample(broken, max.div_ceil(5)).iter().enumerate() {
            files.push(self.file(&format!("{name}-broken-{index}.json"), text)?);
        }
        Ok(files)
    }

    fn policies(&mut self) -> Result<(), CompareError> {
        // The ids are those of the base commit, because its program refuses a policy that names a newer rule.
        let schema = self.programs.base_tree.join("schema/policy.schema.json");
        let schema = repository::read_json(&schema)?;
        let rules = schema["$defs"]["rule"]["enum"].as_array().into_iter().flatten();
        let rules: Vec<String> = rules.filter_map(Value::as_str).map(str::to_owned).collect();
        self.corpus.rules.clone_from(&rules);
        let mut random = Random::of("policies");
        for path in repository::entries(&self.root.join("examples/policies"))? {
            if !path.is_file() {
                continue;
            }
            let name = path.strip_prefix(self.root).unwrap_or(&path).to_string_lossy().into_owned();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            self.corpus.policies.push(name);
            if path.extension().is_some_and(|extension| extension == "json") {
                let value = repository::read_json(&path)?;
                let files = self.mutated(&format!("odd-policies/{stem}"), &value, FILE_MUTANTS * 4, &mut random)?;
                self.corpus.odd_policies.extend(files);
            } else {
                let text = repository::read(&path)?;
                for (index, (from, to)) in
                    [("= ", "= = "), ("\"", "'"), ("[[", "[["), ("]", ""), ("rule", "rules"), ("3", "-3")]
                        .into_iter()
                        .enumerate()
                {
                    let file = format!("odd-policies/{stem}-{index}.toml");
                    let file = self.file(&file, text.replacen(from, to, 1).as_bytes())?;
                    self.corpus.odd_policies.push(file);
                }
            }
        }
        for (name, policy) in policies::for_all_editions(&rules) {
            let file = self.file(&format!("policies/{name}.json"), format!("{policy:#}\n").as_bytes())?;
            self.corpus.policies.push(file);
            let files = self.mutated(&format!("odd-policies/{name}"), &policy, FILE_MUTANTS * 2, &mut random)?;
            self.corpus.odd_policies.extend(files);
        }
        Ok(())
    }
}

/// Adds records of an operation's inputs or outputs, and returns the texts.
fn operation_texts(
    model: &SmithyModel,
    operation: &Operation,
    is_output: bool,
    max: usize,
    edition: &str,
    records: &mut Lines,
) -> Lines {
    let (shape, side) = if is_output { (&operation.output, "output") } else { (&operation.input, "input") };
    let name = &operation.name;
    let mut random = Random::of(&format!("{edition} {name} {side}"));
    let mut texts = Lines::default();
    let mut add = |id: &str, text: &[u8]| {
        texts.add(text);
        records.record(id, name, side, text);
    };
    let mut wrong = Vec::new();
    let fills = [Fill::Minimal, Fill::Full, Fill::Random, Fill::Random, Fill::Random, Fill::Random];
    for (index, fill) in fills.into_iter().enumerate() {
        let valid = values::value(model, shape, fill, &mut random);
        let text = valid.to_string();
        add(&format!("{side} {index}"), text.as_bytes());
        if matches!(index, 1 | 2) {
            let mutations = mutants::of_shape(model, shape, &valid, &mut random);
            wrong.push((valid, sample(mutations, max / 2)));
        }
        if index == 1 {
            for (name, text) in mutants::broken_texts(&text, &mut random) {
                add(&format!("{side} {name}"), &text);
            }
        }
    }
    for (valid, mutations) in &wrong {
        for mutation in mutations {
            add(&format!("{side} {}", mutation.name()), mutation.text(valid).as_bytes());
        }
    }
    texts
}

/// Adds records of an operation's requests.
fn operation_requests(model: &SmithyModel, operation: &Operation, edition: &str, records: &mut Lines) {
    let name = &operation.name;
    let mut random = Random::of(&format!("{edition} {name} requests"));
    for (index, fill) in [Fill::Full, Fill::Minimal, Fill::Random, Fill::Random].into_iter().enumerate() {
        let valid = values::value(model, &operation.input, fill, &mut random);
        let request = requests::bind(model, operation, &valid);
        records.request(&format!("{name} {index}"), &request.to_json());
        if index == 0 {
            for (variant, request) in requests::variants(&request, &mut random) {
                records.request(&format!("{name} {variant}"), &request);
            }
            let mutations = mutants::of_shape(model, &operation.input, &valid, &mut random);
            for mutation in sample(mutations, REQUEST_MUTANTS) {
                let request = requests::bind(model, operation, &mutation.apply(&valid));
                records.request(&format!("{name} {}", mutation.name()), &request.to_json());
            }
        }
    }
}

/// Adds the record of a case, and mutants of its input or output.
fn case_records(case: &Case, random: &mut Random, records: &mut Lines) {
    let id = &case.name;
    for (key, side) in [("text", "input"), ("output_text", "output")] {
        if let Some(text) = case.value[key].as_str() {
            records.record(id, case.operation(), side, text.as_bytes());
        }
    }
    if ["input", "output", "request"].iter().any(|key| case.value.get(key).is_some()) {
        records.add(record_of(case).to_string().as_bytes());
    }
    for side in ["input", "output"] {
        let Some(value) = case.value.get(side) else { continue };
        for mutation in sample(mutants::of_value(value, random), CASE_MUTANTS) {
            let text = mutation.text(value);
            records.record(&format!("{id} {}", mutation.name()), case.operation(), side, text.as_bytes());
        }
    }
    if let Some(request) = case.value.get("request") {
        for mutation in sample(mutants::of_value(request, random), CASE_MUTANTS) {
            let line = format!(r#"{{"id":{},"request":{}}}"#, json!(mutation.name()), mutation.text(request));
            records.add(line.as_bytes());
        }
    }
}

/// Adds records that are checked against documents and reports.
fn device_records(id: &str, operation: &str, side: &str, value: &Value, random: &mut Random, records: &mut Lines) {
    records.record(id, operation, side, value.to_string().as_bytes());
    for mutation in sample(mutants::of_value(value, random), CASE_MUTANTS * 2) {
        let text = mutation.text(value);
        records.record(&format!("{id} {}", mutation.name()), operation, side, text.as_bytes());
    }
}

/// Returns commands for a device, derived from its report.
fn device_commands(report: &Value) -> Vec<Vec<String>> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let strings = |value: &Value, key: &str| -> Vec<String> {
        list(value, key).iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut commands = Vec::new();
    for endpoint in list(report, "endpoints") {
        for capability in list(&endpoint, "capabilities") {
            let mut add = |capability: &str, action: &str, parameters: &[&str]| {
                let words = [&text(&endpoint, "id"), capability, action];
                commands.push(words.into_iter().chain(parameters.iter().copied()).map(str::to_owned).collect());
            };
            let (id, name) = (text(&capability, "id"), text(&capability, "name"));
            for action in strings(&capability, "actions") {
                add(&id, &action, &[]);
                add(&name, &action, &["Level=50", "TransitionTime=1"]);
                add(&id, &action, &["Timeout=0", "PINCode=12", "Level=high"]);
                add(id.split('@').next().unwrap_or(&id), &format!("{action}n"), &[]);
            }
            for property in strings(&capability, "properties") {
                for value in ["1", "true", "\"x\"", "null", "{}", "x"] {
                    add(&id, "UpdateState", &[&format!("{property}={value}")]);
                }
                add(&name, "ReadState", &[&property]);
            }
            add(&id, "ReadState", &["*"]);
            add(&id, "ReadState", &["Nothing"]);
        }
    }
    for words in ["1", "9 kitchen.Kettle Boil", "1 kitchen.Kettel Boil", "1 kitchen.Kettle", "1 On/Off Toggle A"] {
        commands.push(words.split(' ').map(str::to_owned).collect());
    }
    commands
}

/// Returns the record of the case itself.
fn record_of(case: &Case) -> Value {
    let mut record = json!({"id": case.name});
    let has_request = case.value.get("request").is_some();
    for key in ["operation", "input", "output", "request"] {
        if let Some(value) = case.value.get(key).filter(|_| key != "operation" || !has_request) {
            record[key] = value.clone();
        }
    }
    record
}

/// Returns at most `max` items, evenly spread over the list.
fn sample<T>(items: Vec<T>, max: usize) -> Vec<T> {
    let count = items.len();
    if count <= max {
        return items;
    }
    // Take an item whenever the number of due items increases.
    let is_due = |index: usize| (index + 1) * max / count > index * max / count;
    items.into_iter().enumerate().filter(|(index, _)| is_due(*index)).map(|(_, item)| item).collect()
}
