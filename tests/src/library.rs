//! Checks cases with the Rust library.
//!
//! Only this module and [`crate::field`] use the core's API, so that a change of the API affects only these two.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mi_preflight::document::{Documents, Origin, to_answer_json};
use mi_preflight::policy::{Format, Policy};
use mi_preflight::{
    CapabilityReportPlace, DataType, Device, Edition, Family, Limits, LoadedModel, Preflight, Profile, Report, Request,
    RequestReport, Routes, Rule,
};
use serde_json::{Value, json};

use crate::case::{Case, CaseEdition, RequestKeys, Subject};

/// The `id` of an answer about standard input on the command line.
const STANDARD_INPUT: &str = "standard input";

/// A rule of the catalogue, for tests of the cases.
#[derive(Clone, Debug)]
pub struct CataloguedRule {
    /// The id.
    pub id: &'static str,
    /// The editions in which the rule holds.
    pub editions: &'static [Edition],
    /// The severity in the profile `strict`.
    pub strict_severity: &'static str,
}

impl CataloguedRule {
    fn new(rule: Rule) -> CataloguedRule {
        CataloguedRule { id: rule.id(), editions: rule.editions(), strict_severity: rule.strict_severity().name() }
    }
}

/// Returns the rules of the service's documentation and of documents, which no trait of the model states.
pub fn documented_rules() -> Vec<CataloguedRule> {
    let is_documented = |rule: &Rule| matches!(rule.family(), Family::Documented | Family::Document);
    Rule::ALL.iter().copied().filter(is_documented).map(CataloguedRule::new).collect()
}

/// Returns the rules that are more severe in the profile `strict` than in `recommended`.
pub fn rules_raised_by_strict() -> Vec<CataloguedRule> {
    let is_raised = |rule: &Rule| Profile::Strict.severity(*rule) > Profile::Recommended.severity(*rule);
    Rule::ALL.iter().copied().filter(is_raised).map(CataloguedRule::new).collect()
}

/// The rules with several texts, each with the reasons that tell them apart.
pub fn rules_with_reasons() -> Vec<(&'static str, Vec<&'static str>)> {
    let names = |rule: &Rule| rule.reasons().iter().map(|reason| reason.name).collect::<Vec<_>>();
    let rules = Rule::ALL.iter().map(|rule| (rule.id(), names(rule)));
    rules.filter(|(_, reasons)| reasons.iter().any(|name| !name.is_empty())).collect()
}

/// Compares a violation's `detail` with what the catalogue lists for its rule.
///
/// # Errors
/// Returns the difference in words.
pub fn check_detail(violation: &Value) -> Result<(), String> {
    // The checks of a policy are not in the catalogue, and have no detail.
    let reasons = violation["rule"].as_str().and_then(Rule::from_id).map(Rule::reasons).unwrap_or_default();
    let Some(detail) = violation.get("detail") else {
        return if reasons.is_empty() { Ok(()) } else { Err("there is no detail".to_owned()) };
    };
    let name = detail.get("reason").and_then(Value::as_str).unwrap_or_default();
    let Some(reason) = reasons.iter().find(|reason| reason.name == name) else {
        return Err(format!("the reason `{name}` is not listed"));
    };
    let mut members = detail.as_object().cloned().unwrap_or_default();
    members.remove("reason");
    for member in reason.data.members() {
        let fits = |value: &Value| match member.value {
            DataType::Number => value.is_number(),
            DataType::Text => value.is_string(),
            DataType::Texts => value.as_array().is_some_and(|texts| texts.iter().all(Value::is_string)),
            DataType::True => *value == Value::Bool(true),
            _ => false,
        };
        match members.remove(member.name) {
            Some(value) if fits(&value) => {}
            None if member.is_optional => {}
            other => return Err(format!("`{}` is {other:?}", member.name)),
        }
    }
    if members.is_empty() { Ok(()) } else { Err(format!("{members:?} is not listed")) }
}

fn load_model(path: &Path) -> LoadedModel {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    LoadedModel::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Builds the library's checker with the settings of a case.
///
/// # Panics
/// Panics if a setting of the case cannot be used.
pub fn preflight(case: &Case, edition: CaseEdition) -> Preflight {
    let keys = &case.keys;
    let mut builder = Preflight::builder().signature_required(keys.signed.unwrap_or_default());
    builder = match case.model_path() {
        Some(path) => builder.model(load_model(&path)),
        None => match edition {
            CaseEdition::One(edition) => builder.edition(edition),
            CaseEdition::Any => builder.any_edition(),
        },
    };
    if let Some(profile) = keys.profile {
        builder = builder.profile(profile);
    }
    if let Some(now) = &keys.now {
        builder = builder.now(now.parse().expect("`now` is a time"));
    }
    if let Some(report) = &keys.report {
        builder =
            builder.device(Device::parse(report.to_string().as_bytes()).expect("`report` is a capability report"));
    }
    if keys.schemas.is_some() {
        builder = builder.documents(documents(case));
    }
    if let Some(names) = &keys.destinations {
        builder = builder.destinations(names.clone());
    }
    if let Some(routes) = &keys.routes {
        let routes = routes.iter().map(|(route, operation)| (route.as_str(), operation.as_str()));
        builder = builder.routes(Routes::new(edition.newest(), routes).expect("`routes` are routes"));
    }
    if let Some(policy) = &keys.policy {
        let policy = Policy::parse(policy.to_string().as_bytes(), Format::Json, edition.newest());
        builder = builder.policy(policy.expect("`policy` is a policy"));
    }
    if let Some(limits) = &keys.limits {
        builder = builder.limits(Limits::default().with_max_size(limits.max_size));
    }
    builder.build().expect("the settings of the case agree")
}

/// Returns the documents of a case.
fn documents(case: &Case) -> Documents {
    let mut documents = Documents::new();
    for schema in case.keys.schemas.iter().flatten() {
        documents.add(schema.to_string().as_bytes()).expect("`schemas` are documents");
    }
    documents
}

/// Returns the answer to a case: the JSON that the command line prints.
pub fn answer(case: &Case, edition: CaseEdition) -> String {
    if let Some(record) = record(case) {
        return preflight(case, edition).answer(record.as_bytes()).to_json();
    }
    match &case.subject {
        Subject::Text { operation, text, is_output } => {
            preflight(case, edition).answer_text(operation, text.as_bytes(), *is_output).to_json()
        }
        Subject::Document { text, is_from_service } => {
            to_answer_json(STANDARD_INPUT, &document_report(case, text, *is_from_service), text.as_bytes())
        }
        Subject::Event(text) => {
            let notification = documents(case).check_notification(text.as_bytes(), case.profile());
            to_answer_json(STANDARD_INPUT, &notification.expect("it is a notification").report, text.as_bytes())
        }
        Subject::CapabilityReport(text) => {
            to_answer_json(STANDARD_INPUT, &capability_report(case, edition, text), text.as_bytes())
        }
        Subject::Input { .. } | Subject::Output { .. } | Subject::Request(_) => unreachable!("these are records"),
    }
}

/// Returns the case as a line of a stream, with its path as `id`; `None` if its subject is not a record.
pub fn record(case: &Case) -> Option<String> {
    let id = &case.path;
    let record = match &case.subject {
        Subject::Input { operation, input } => json!({"id": id, "operation": operation, "input": input}),
        Subject::Output { operation, output } => json!({"id": id, "operation": operation, "output": output}),
        Subject::Request(request) => json!({"id": id, "request": request}),
        _ => return None,
    };
    Some(record.to_string())
}

/// Returns the results of `is_valid` and `check` for the input of a case; `None` if the subject is not the input of an
/// operation.
pub fn verdicts(case: &Case, edition: CaseEdition) -> Option<(bool, bool)> {
    let (operation, text) = match &case.subject {
        Subject::Input { operation, input } => (operation, input.to_string()),
        Subject::Text { operation, text, is_output: false } => (operation, text.clone()),
        _ => return None,
    };
    let preflight = preflight(case, edition);
    let verdict = preflight.is_valid(operation, text.as_bytes()).expect("the edition has the operation");
    let report = preflight.check(operation, text.as_bytes()).expect("the edition has the operation");
    Some((verdict, report.is_valid()))
}

/// Returns a case as a call of the npm package: the function, its arguments, and the report that it must return.
pub fn call(case: &Case, edition: CaseEdition) -> Value {
    let mut call = json!({"name": case.path, "options": options(case, edition)});
    match &case.subject {
        Subject::Input { operation, input } => {
            call_operation(&mut call, case, edition, operation, input.to_string(), false);
        }
        Subject::Output { operation, output } => {
            call_operation(&mut call, case, edition, operation, output.to_string(), true);
        }
        Subject::Text { operation, text, is_output } => {
            call_operation(&mut call, case, edition, operation, text.clone(), *is_output);
        }
        Subject::Request(request) => {
            call["function"] = json!("checkRequest");
            call["request"] = json!(request);
            call["report"] = json!(request_report(case, edition, request).to_json());
        }
        Subject::Document { text, is_from_service } => {
            call["function"] = json!("checkDocument");
            call["report"] = json!(document_report(case, text, *is_from_service).to_json());
            call["text"] = json!(text);
        }
        Subject::Event(text) => {
            let notification = documents(case).check_notification(text.as_bytes(), case.profile());
            call["function"] = json!("checkEvent");
            call["report"] = json!(notification.expect("it is a notification").to_json());
            call["text"] = json!(text);
        }
        Subject::CapabilityReport(text) => {
            call["function"] = json!("checkCapabilityReport");
            call["report"] = json!(capability_report(case, edition, text).to_json());
            call["text"] = json!(text);
        }
    }
    call
}

/// Returns the settings of a case as options of the npm package.
fn options(case: &Case, edition: CaseEdition) -> Value {
    let keys = &case.keys;
    let is_from_service = matches!(case.subject, Subject::Document { is_from_service: true, .. });
    let options = [
        ("edition", Some(json!(edition.name()))),
        ("profile", keys.profile.map(|profile| json!(profile.name()))),
        ("now", keys.now.as_ref().map(|now| json!(now))),
        ("capabilityReport", keys.report.clone()),
        ("schemas", keys.schemas.as_ref().map(|schemas| json!(schemas))),
        ("destinations", keys.destinations.as_ref().map(|names| json!(names))),
        ("routes", keys.routes.as_ref().map(|routes| json!(routes))),
        ("policy", keys.policy.clone()),
        ("signed", keys.signed.map(|is_signed| json!(is_signed))),
        ("limits", keys.limits.as_ref().map(|limits| json!(limits))),
        ("from", is_from_service.then(|| json!("service"))),
    ];
    let present = options.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(present.collect())
}

fn call_operation(call: &mut Value, case: &Case, edition: CaseEdition, operation: &str, text: String, is_output: bool) {
    let preflight = preflight(case, edition);
    let report = if is_output {
        preflight.check_output(operation, text.as_bytes())
    } else {
        preflight.check(operation, text.as_bytes())
    };
    call["function"] = json!(if is_output { "checkOutput" } else { "check" });
    call["operation"] = json!(operation);
    call["report"] = json!(report.expect("the edition has the operation").to_json());
    call["text"] = json!(text);
}

fn request_report(case: &Case, edition: CaseEdition, keys: &RequestKeys) -> RequestReport {
    let decoded = keys.body_base64.as_ref().map(|body| STANDARD.decode(body).expect("`bodyBase64` is base64"));
    let body = decoded.unwrap_or_else(|| keys.body.clone().unwrap_or_default().into_bytes());
    let mut request = Request::new(&keys.method, &keys.uri).with_body(&body);
    for entry in &keys.query {
        request = request.with_query(entry);
    }
    for (name, values) in &keys.headers {
        for value in values.as_slice() {
            request = request.with_header(name, value);
        }
    }
    preflight(case, edition).check_request(&request)
}

fn document_report(case: &Case, text: &str, is_from_service: bool) -> Report {
    let origin = if is_from_service { Origin::Service } else { Origin::Authored };
    documents(case).check_document(text.as_bytes(), origin, case.profile())
}

fn capability_report(case: &Case, edition: CaseEdition, text: &str) -> Report {
    let place = CapabilityReportPlace::find(text.as_bytes()).expect("it is a capability report");
    preflight(case, edition).check_capability_report_at(text.as_bytes(), &place)
}
