//! The groups: command lines and their inputs.

use super::answers::{Inputs, Run};
use super::corpus::{CaseFile, Corpus, EDITIONS, EditionCorpus, Subject};

const PROFILES: [&str; 3] = ["service", "recommended", "strict"];

/// The time for time-dependent rules.
const NOW: &str = "2026-11-28T10:00";

/// The number of files per command line.
const FILES_PER_RUN: usize = 40;

/// Related runs.
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) runs: Vec<Run>,
}

/// Returns all groups, the streams first.
pub(super) fn all(corpus: &Corpus) -> Vec<Group> {
    let groups: [(&str, Vec<Run>); 20] = [
        ("editions", editions(corpus)),
        ("policies", policies(corpus)),
        ("schemas", schemas(corpus)),
        ("reports", device_reports(corpus)),
        ("models", models(corpus)),
        ("limits", limits(corpus)),
        ("operations", operations(corpus)),
        ("cases", cases(corpus)),
        ("files", files(corpus)),
        ("document", documents(corpus)),
        ("report", reports(corpus)),
        ("event", events(corpus)),
        ("command", commands(corpus)),
        ("rollout", rollouts(corpus)),
        ("policy", policy_files(corpus)),
        ("explain", explain(corpus)),
        ("classify", classify(corpus)),
        ("rules", rules()),
        ("model", model_formats()),
        ("diff", diffs(corpus)),
    ];
    groups.into_iter().map(|(name, runs)| Group { name, runs }).collect()
}

/// Returns the words of a command line.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn single(arguments: Vec<String>) -> Run {
    Run { arguments, inputs: Inputs::Single }
}

/// Returns a run that answers each line of the files.
fn lines(options: &str, files: &[&String]) -> Run {
    let mut arguments = words(&format!("check --ndjson {options}"));
    arguments.extend(files.iter().map(|file| (*file).clone()));
    Run { arguments, inputs: Inputs::Lines(files.iter().map(|file| (*file).clone()).collect()) }
}

/// Returns runs that answer each of the files.
fn file_lines(options: &str, files: &[String]) -> Vec<Run> {
    let run = |files: &[String]| {
        let arguments = words(options).into_iter().chain(files.iter().cloned()).collect();
        Run { arguments, inputs: Inputs::Files(files.to_vec()) }
    };
    files.chunks(FILES_PER_RUN).map(run).collect()
}

/// Returns a run for each edition, with its records and those of the cases.
fn for_editions<'c>(corpus: &'c Corpus, options: impl Fn(&'c EditionCorpus) -> String) -> Vec<Run> {
    let run = |edition: &'c EditionCorpus| {
        let options = format!("--edition {} {}", edition.edition, options(edition));
        lines(&options, &[&edition.records, &corpus.case_records, &corpus.device_records])
    };
    corpus.editions.iter().map(run).collect()
}

/// Every edition and profile, and every edition with the records of the others.
fn editions(corpus: &Corpus) -> Vec<Run> {
    let mut runs: Vec<Run> = PROFILES
        .iter()
        .flat_map(|profile| for_editions(corpus, |_| format!("--profile {profile} --now {NOW}")))
        .collect();
    for (edition, other) in corpus.editions.iter().zip(corpus.editions.iter().rev()) {
        runs.push(lines(&format!("--edition {}", edition.edition), &[&other.records]));
    }
    runs
}

fn policies(corpus: &Corpus) -> Vec<Run> {
    let each = corpus.policies.iter().flat_map(|policy| for_editions(corpus, |_| format!("--policy {policy}")));
    each.chain(for_editions(corpus, |edition| format!("--policy {}", edition.limits))).collect()
}

/// Documents of capabilities: all records once, and the records that depend on documents with every option.
fn schemas(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for schemas in &corpus.schemas {
        runs.extend(for_editions(corpus, |_| format!("--schemas {schemas}")));
        for edition in EDITIONS {
            for profile in PROFILES {
                let options = format!("--edition {edition} --profile {profile} --schemas {schemas}");
                runs.push(lines(&options, &[&corpus.device_records, &corpus.case_records]));
            }
        }
    }
    runs
}

fn device_reports(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, report) in corpus.reports.iter().enumerate() {
        let schemas = report.schemas.as_ref().map(|folder| format!(" --schemas {folder}")).unwrap_or_default();
        let edition = EDITIONS[index % EDITIONS.len()];
        for options in [format!("--profile strict{schemas}"), String::new()] {
            let options = format!("--edition {edition} --report {} {options}", report.file);
            runs.push(lines(&options, &[&corpus.device_records]));
        }
    }
    runs
}

/// The data files as models, with the records of both editions.
fn models(corpus: &Corpus) -> Vec<Run> {
    let records: Vec<&String> = corpus.editions.iter().map(|edition| &edition.records).collect();
    let run = |edition: &EditionCorpus| lines(&format!("--model {}", edition.model), &records);
    corpus.editions.iter().map(run).collect()
}

fn limits(corpus: &Corpus) -> Vec<Run> {
    let options = [
        "--signed",
        "--max-violations 3",
        "--max-violations 1 --profile strict",
        "--max-depth 5",
        "--max-size 400",
        "--max-depth 1024 --deny-warnings",
        "--now 2020-01-01T00:00 --signed --max-violations 2",
    ];
    options.iter().flat_map(|options| for_editions(corpus, |_| (*options).to_owned())).collect()
}

/// The inputs and outputs of every operation, without records.
fn operations(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for edition in &corpus.editions {
        for texts in &edition.texts {
            let output = if texts.is_output { " --output" } else { "" };
            let options = format!("--edition {} --operation {}{output}", edition.edition, texts.operation);
            runs.push(lines(&options, &[&texts.file]));
        }
    }
    runs
}

/// Every case with its options.
fn cases(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for case in &corpus.cases {
        for edition in &case.editions {
            for format in ["json", "text"] {
                let mut arguments = case_words(case, edition);
                arguments.extend(case.options.iter().cloned());
                for (option, value) in [("--profile", &case.profile), ("--schemas", &case.schemas)] {
                    if let Some(value) = value {
                        arguments.extend([option.to_owned(), value.clone()]);
                    }
                }
                arguments.extend(words(&format!("--format {format}")));
                arguments.push(case.file.clone());
                runs.push(single(arguments));
            }
        }
    }
    runs
}

fn case_words(case: &CaseFile, edition: &str) -> Vec<String> {
    let operation = &case.operation;
    words(&match case.subject {
        Subject::Record => format!("check --edition {edition}"),
        Subject::Input => format!("check --edition {edition} --operation {operation}"),
        Subject::Output => format!("check --edition {edition} --operation {operation} --output"),
        Subject::Document => "document check".to_owned(),
        Subject::DocumentOfService => "document check --from-service".to_owned(),
        Subject::Event => "event check".to_owned(),
        Subject::Report => format!("report check --edition {edition}"),
    })
}

/// Records as files, in every format: in single runs, and all in one run.
fn files(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for format in ["text", "json", "sarif", "github"] {
        let options = format!("check --edition 2026-11 --profile strict --format {format}");
        for (index, file) in corpus.record_files.iter().enumerate() {
            let color = if index % 4 == 0 { " --color always" } else { "" };
            runs.push(single(words(&format!("{options}{color} {file}"))));
        }
        runs.push(single(words(&options).into_iter().chain(corpus.record_files.iter().cloned()).collect()));
    }
    runs
}

fn documents(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, schemas) in [None].into_iter().chain(corpus.schemas.iter().map(Some)).enumerate() {
        let schemas = schemas.map(|folder| format!(" --schemas {folder}")).unwrap_or_default();
        let profile = PROFILES[index % PROFILES.len()];
        runs.extend(file_lines(
            &format!("document check --format json --profile {profile}{schemas}"),
            &corpus.documents,
        ));
    }
    runs.extend(file_lines("document check --format json --from-service --max-violations 2", &corpus.documents));
    for file in corpus.documents.iter().step_by(7) {
        for options in ["--format json", "--format text --color always", "--format text --deny-warnings"] {
            runs.push(single(words(&format!("document check {options} {file}"))));
        }
    }
    runs
}

fn reports(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    let reports: Vec<String> = corpus.reports.iter().map(|report| report.file.clone()).collect();
    let all: Vec<String> = reports.iter().chain(&corpus.odd_reports).cloned().collect();
    for edition in EDITIONS {
        for schemas in [None].into_iter().chain(corpus.schemas.iter().map(Some)) {
            let schemas = schemas.map(|folder| format!(" --schemas {folder}")).unwrap_or_default();
            let options = format!("report check --format json --edition {edition} --profile strict{schemas}");
            runs.extend(file_lines(&options, &all));
        }
    }
    for report in all.iter().step_by(3) {
        runs.push(single(words(&format!("report check {report}"))));
    }
    let all_but_first = || all.iter().step_by(4);
    for (before, after) in all.iter().step_by(4).zip(all_but_first().skip(1)) {
        for format in ["json", "text --deny-breaking"] {
            runs.push(single(words(&format!("report diff --format {format} {before} {after}"))));
        }
    }
    for report in all.iter().step_by(5) {
        for before in reports.iter().step_by(4) {
            runs.push(single(words(&format!("report diff --format json {before} {report}"))));
        }
    }
    runs
}

fn events(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for (schemas, events) in &corpus.events {
        for profile in PROFILES {
            let options = format!("event check --format json --profile {profile} --schemas {schemas}");
            runs.extend(file_lines(&options, events));
        }
        for event in events.iter().step_by(5) {
            runs.push(single(words(&format!("event check --schemas {schemas} {event}"))));
        }
    }
    runs
}

/// The commands for the devices of the reports.
fn commands(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for report in &corpus.reports {
        let file = &report.file;
        for schemas in [None, report.schemas.as_ref(), corpus.schemas.last()] {
            let schemas = schemas.map(|folder| format!(" --schemas {folder}")).unwrap_or_default();
            for format in ["text", "json"] {
                runs.push(single(words(&format!("command --report {file}{schemas} --format {format}"))));
            }
            for (index, command) in report.commands.iter().enumerate() {
                let options = ["--format json", "--edition 2026-11 --profile strict", "--thing abc"][index % 3];
                let mut arguments = words(&format!("command --report {file}{schemas} {options}"));
                arguments.extend(command.iter().cloned());
                runs.push(single(arguments));
            }
        }
    }
    runs
}

fn rollouts(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut tasks = corpus.tasks.iter().cycle();
    for file in &corpus.rollouts {
        for devices in [1, 10, 4321] {
            for format in ["text", "json"] {
                let run = format!("rollout {file} --devices {devices} --format {format}");
                runs.push(single(words(&run)));
                runs.push(single(words(&format!("{run} --edition 2026-11 --start {NOW} --success-delay 15"))));
                if let Some(task) = tasks.next() {
                    runs.push(single(words(&format!("{run} --edition 2026-11 --task {task}"))));
                }
            }
        }
    }
    runs
}

fn policy_files(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    let limits = corpus.editions.iter().map(|edition| &edition.limits);
    for policy in corpus.policies.iter().chain(limits) {
        for command in ["check", "test"] {
            for edition in EDITIONS {
                for format in ["text", "json"] {
                    let run = format!("policy {command} --edition {edition} --format {format} {policy}");
                    runs.push(single(words(&run)));
                }
            }
        }
    }
    for edition in EDITIONS {
        runs.extend(file_lines(&format!("policy check --format json --edition {edition}"), &corpus.odd_policies));
    }
    runs.extend(file_lines("policy test --format json", &corpus.odd_policies));
    for policy in corpus.odd_policies.iter().step_by(6) {
        runs.push(single(words(&format!("policy check {policy}"))));
    }
    runs
}

/// Every name of both editions, and misspelt names.
fn explain(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for edition in &corpus.editions {
        for (index, name) in edition.names.iter().chain(&corpus.rules).enumerate() {
            runs.push(single(words(&format!("explain --edition {} {name}", edition.edition))));
            if index % 9 == 0 {
                for odd in
                    [name.to_lowercase(), format!("{name}s"), name.chars().skip(1).collect(), name.replace('$', ".")]
                {
                    runs.push(single(words(&format!("explain --edition {} {odd}", edition.edition))));
                }
            }
        }
    }
    runs
}

fn classify(corpus: &Corpus) -> Vec<Run> {
    let others = [
        ("ThrottlingException", 429),
        ("ThrottlingException", 400),
        ("InternalFailure", 500),
        ("UnknownOperationException", 404),
        ("IncompleteSignature", 403),
        ("NoSuchError", 418),
        ("com.amazonaws.iotmanagedintegrations#ValidationException", 400),
        ("ValidationException:http://internal.amazon.com/", 400),
        ("validationexception", 503),
    ];
    let mut runs = Vec::new();
    for edition in &corpus.editions {
        for (index, (operation, errors)) in edition.errors.iter().enumerate() {
            let statuses = [400, 403, 404, 409, 429, 500, 503, 402, 413];
            let own = errors.iter().enumerate().map(|(at, error)| (error.as_str(), statuses[(at + index) % 9]));
            let common = others.iter().skip(index % 3).step_by(3).copied();
            for (at, (error, status)) in own.chain(common).enumerate() {
                let format = if (at + index) % 2 == 0 { "json" } else { "text" };
                let options = format!("--edition {} --format {format}", edition.edition);
                runs.push(single(words(&format!("classify {options} {operation} {status} {error}"))));
            }
        }
    }
    runs.push(single(words("classify CreateManagedThings 400 ValidationException")));
    runs
}

fn rules() -> Vec<Run> {
    ["rules", "rules --format json", "rules --format text"].into_iter().map(|run| single(words(run))).collect()
}

fn model_formats() -> Vec<Run> {
    let forms = ["smithy", "jsonschema", "openapi", "typescript"];
    let run = |form: &str, edition: &str| single(words(&format!("model --edition {edition} --format {form}")));
    forms.iter().flat_map(|form| EDITIONS.map(|edition| run(form, edition))).collect()
}

fn diffs(corpus: &Corpus) -> Vec<Run> {
    let mut runs = Vec::new();
    for (from, to) in EDITIONS.iter().zip(EDITIONS.iter().rev()) {
        for format in ["text", "json"] {
            let options = format!("diff {from} {to} --format {format}");
            runs.push(single(words(&options)));
            for file in corpus.record_files.iter().step_by(3) {
                runs.push(single(words(&format!("{options} {file}"))));
            }
            runs.push(single(words(&options).into_iter().chain(corpus.record_files.iter().cloned()).collect()));
            for case in corpus.cases.iter().filter(|case| case.subject == Subject::Input) {
                runs.push(single(words(&format!("{options} --operation {} {}", case.operation, case.file))));
            }
        }
    }
    runs
}
